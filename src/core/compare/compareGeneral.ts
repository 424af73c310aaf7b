import { t } from '@vscode/l10n';
import { concernedParts, type ConcernedPart } from '../facts/concernedParts';
import { canonicalText } from '../parse/navigate';
import type { ParsedText, TextRange } from '../parse/tree';
import type { Surface } from '../surfaces/surface';
import type { Change } from './change';

/**
 * Compares two texts whose meaning is not read: at most one change, which says just that. Layout,
 * comments and the order of keys are no change where the format has a structure.
 *
 * @param baseline undefined when the file did not exist or was not governed
 * @param current undefined when the file is gone or no longer governed
 */
export function compareGeneral(
  baseline: ParsedText | undefined,
  current: ParsedText | undefined,
  surface: Surface,
): readonly Change[] {
  const before = partsOf(baseline, surface);
  const after = partsOf(current, surface);
  const known = new Map(before.map((part) => [part.meaning, part]));
  const kept = new Set(after.map((part) => part.meaning));
  const changed = after.find((part) => !known.has(part.meaning));
  const removed = before.find((part) => !kept.has(part.meaning));
  if (changed === undefined && removed === undefined) return [];
  const op = before.length === 0 ? 'add' : after.length === 0 ? 'remove' : 'replace';
  const place = changed ?? after.at(-1);
  return [
    {
      facet: 'other',
      op,
      subject: surface.id,
      pointer: (changed ?? removed)?.pointer ?? '',
      direction: isHarmlessRemoval(surface, changed, removed) ? 'neutral' : 'unknown',
      words: wordsOf(op, surface),
      range: place?.range ?? { start: 0, end: 0 },
      ...(removed === undefined ? {} : { baselineRange: removed.range }),
      detail: { kind: 'general', surfaceKind: surface.kind },
    },
  ];
}

/** Words that any protection has about it, in its key or below. */
const powerWords =
  /allow|den[iy]|permi|approv|trust|sandbox|guard|hook|tool|enab|disab|block|restrict|polic|limit|exclu|secur|confirm|safe|mode|server/i;

/** What went from beside the servers held nobody back: neither its key nor its value speaks of it. */
function isHarmlessRemoval(
  surface: Surface,
  changed: MeaningfulPart | undefined,
  removed: MeaningfulPart | undefined,
): boolean {
  if (surface.serversOnly !== true || changed !== undefined || removed === undefined) return false;
  return !powerWords.test(removed.meaning);
}

interface MeaningfulPart {
  /** Same meaning, same text; with the pointer, so that a moved line is a change. */
  readonly meaning: string;
  readonly pointer: string;
  readonly range: TextRange;
}

function partsOf(parsed: ParsedText | undefined, surface: Surface): readonly MeaningfulPart[] {
  if (parsed === undefined) return [];
  const parts = concernedParts(parsed, surface);
  if (parts !== undefined) {
    return parts
      .filter(({ member }) => surface.readKeys?.test(member?.key ?? '') !== true)
      .map((part) => meaningfulPart(parsed.text, part));
  }
  if (parsed.root !== undefined) {
    const { range } = parsed.root;
    const start = { start: range.start, end: Math.min(range.start + 1, range.end) };
    return [{ meaning: canonicalText(parsed.root), pointer: '', range: start }];
  }
  return linesOf(parsed.text);
}

function meaningfulPart(text: string, { pointer, range, member }: ConcernedPart): MeaningfulPart {
  const value =
    member === undefined ? text.slice(range.start, range.end) : canonicalText(member.value);
  return {
    meaning: `${pointer} ${value}`,
    pointer,
    range: member?.keyRange ?? range,
  };
}

/** Lines without the blanks around them; empty lines mean nothing. Equal lines are numbered. */
function linesOf(text: string): readonly MeaningfulPart[] {
  const parts: MeaningfulPart[] = [];
  const seen = new Map<string, number>();
  for (const match of text.matchAll(/\S[^\n]*/g)) {
    const line = match[0].trimEnd();
    const count = (seen.get(line) ?? 0) + 1;
    seen.set(line, count);
    const start = match.index;
    parts.push({
      meaning: `${count} ${line}`,
      pointer: `/${parts.length}`,
      range: { start, end: start + line.length },
    });
  }
  return parts;
}

function wordsOf(op: 'add' | 'remove' | 'replace', surface: Surface): string {
  const { title } = surface;
  // What the reader understands of such a file has changes of its own.
  if (surface.readKeys !== undefined) {
    return t(
      '{0}: settings of another program changed; what they mean is not assessed yet.',
      title,
    );
  }
  if (surface.serversOnly === true) {
    return t(
      '{0}: something beside the servers changed; what it means is not assessed yet.',
      title,
    );
  }
  switch (op) {
    case 'add':
      return t('{0} added; what it means is not assessed yet.', title);
    case 'remove':
      return t('{0} removed; what that means is not assessed yet.', title);
    case 'replace':
      return t('{0} changed; what it means is not assessed yet.', title);
  }
}
