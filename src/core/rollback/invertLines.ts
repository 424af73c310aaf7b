import { t } from '@vscode/l10n';
import { canonicalText } from '../parse/navigate';
import { parseText, type TextFormat } from '../parse/parseText';
import { parseYaml } from '../parse/parseYaml';
import type { DataNode } from '../parse/tree';
import { chooseDifferences, type Chosen, type Selection } from './chooseDifferences';
import type { Inverse, StructureTexts } from './invertStructure';
import { chooseText, mergeText } from './invertText';
import { invertValues } from './invertValues';
import { patchData } from './patchData';
import type { RestoreMode } from './rollbackPlan';
import { structuralDifferences } from './structuralDifferences';
import type { Change } from '../compare/change';

/** One try to take changes out of a text. */
export interface Attempt {
  readonly mode: RestoreMode;
  /** Undefined: it did not work, or the file goes. */
  readonly text: string | undefined;
  readonly absorbed: readonly Change[];
  readonly refusedBy?: Chosen['refusedBy'];
  readonly conflict?: string | undefined;
}

/**
 * Takes chosen changes out of a text that is made of lines: YAML, TOML and prose. Lines are merged
 * first, because that keeps every byte around them; data has to be exactly what its values say then.
 * Where the lines cannot be merged, or say something else, the values are put back one by one.
 */
export function invertLines(
  texts: StructureTexts,
  selection: Selection,
  format: TextFormat,
): Attempt {
  if (format === 'text') return byPieces(texts, selection);
  if (format === 'markdown') return invertMarkdown(texts, selection);
  return (
    invertData(texts, selection, (text) => readWhole(text, format)) ?? byPieces(texts, selection)
  );
}

function byPieces(texts: StructureTexts, selection: Selection): Attempt {
  const chosen = chooseText(texts.recorded, texts.baseline, selection);
  const { text, conflict } = mergeText(texts.present, texts.recorded, chosen.text, 'paragraphs');
  const { absorbed, refusedBy } = chosen;
  return { mode: 'three-way', text, conflict, absorbed, refusedBy };
}

type Read = (text: string) => DataNode | undefined;

function readWhole(text: string, format: TextFormat): DataNode | undefined {
  const { root, complete, problems } = parseText(text, format);
  return complete && problems.length === 0 ? root : undefined;
}

/** Undefined: this is not about data, or one of the texts cannot be read as such. */
function invertData(texts: StructureTexts, selection: Selection, read: Read): Attempt | undefined {
  const recorded = read(texts.recorded);
  const baseline = read(texts.baseline);
  const present = read(texts.present);
  if (recorded === undefined || baseline === undefined || present === undefined) return undefined;
  const root = structuralDifferences(recorded, baseline);
  if (root === undefined) return undefined;
  const chosen = chooseDifferences(root, selection);
  const { absorbed, refusedBy } = chosen;
  const { wanted, conflict } = invertValues(chosen.choice, { present, recorded, baseline });
  if (wanted === undefined) {
    return { mode: 'semantic', text: undefined, absorbed, refusedBy, conflict };
  }
  const says = (text: string | undefined): boolean => {
    const data = text === undefined ? undefined : read(text);
    return data !== undefined && canonicalText(data) === canonicalText(wanted);
  };
  const pieces = chooseText(texts.recorded, texts.baseline, selection);
  const merged = mergeText(texts.present, texts.recorded, pieces.text, 'lines');
  if (merged.text !== undefined && says(merged.text)) {
    return { mode: 'three-way', text: merged.text, absorbed, refusedBy };
  }
  const patched = patchData(
    { text: texts.present, root: present },
    wanted,
    { text: texts.baseline, root: baseline },
    read,
  );
  return patched === undefined
    ? {
        mode: 'semantic',
        text: undefined,
        absorbed,
        refusedBy,
        conflict: merged.conflict ?? unsafe(),
      }
    : { mode: 'semantic', text: patched, absorbed, refusedBy };
}

function unsafe(): string {
  return t(
    'The lines around this change were written in another way since, so its values cannot be put back without guessing. Restore them by hand.',
  );
}

/** Front matter is data, the rest is prose; each goes back in its own way. */
function invertMarkdown(texts: StructureTexts, selection: Selection): Attempt {
  const whole = byPieces(texts, selection);
  const heads = {
    present: headOf(texts.present),
    recorded: headOf(texts.recorded),
    baseline: headOf(texts.baseline),
  };
  const { present, recorded, baseline } = heads;
  if (present === undefined || recorded === undefined || baseline === undefined) return whole;
  const read: Read = (head) => {
    const { root, complete, problems } = parseYaml(head.slice(4, head.lastIndexOf('---')), 4);
    return complete && problems.length === 0 ? root : undefined;
  };
  const head = invertData({ present, recorded, baseline }, selection, read);
  if (head === undefined || head.text === undefined) {
    return head?.conflict === undefined ? whole : { ...head, mode: 'three-way' };
  }
  if (whole.text !== undefined && headOf(whole.text) === head.text) return whole;
  const chosen = chooseText(texts.recorded, texts.baseline, selection);
  const inverted = headOf(chosen.text);
  if (inverted === undefined) return whole;
  const body: Inverse = mergeText(
    texts.present.slice(present.length),
    texts.recorded.slice(recorded.length),
    chosen.text.slice(inverted.length),
    'paragraphs',
  );
  return {
    mode: head.mode,
    text: body.text === undefined ? undefined : head.text + body.text,
    absorbed: [...new Set([...head.absorbed, ...chosen.absorbed])],
    refusedBy: head.refusedBy ?? chosen.refusedBy,
    conflict: body.conflict,
  };
}

/** The lines from `---` to `---` at the beginning, both included. */
function headOf(text: string): string | undefined {
  return /^---\r?\n(?:(?!---[ \t]*\r?(?:\n|$)).*\n)*---[ \t]*(?:\r?\n|$)/.exec(text)?.[0];
}
