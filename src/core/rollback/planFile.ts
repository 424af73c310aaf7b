import { t } from '@vscode/l10n';
import type { FileAnalysis } from '../analyze';
import type { Change } from '../compare/change';
import { parseJson } from '../parse/parseJson';
import { quote } from '../facts/quote';
import { changeAtoms } from './changeAtoms';
import { closedHoles, closesHole, type BaselineHole } from './closedHoles';
import { chooseDifferences, type Chosen, type Selection } from './chooseDifferences';
import { invertLines, type Attempt } from './invertLines';
import { invertStructure, type StructureTexts } from './invertStructure';
import { mergeText } from './invertText';
import { alignedWith, asCheckedOut } from './lineEndings';
import { rehearse } from './rehearse';
import type { FileRollback, RollbackContext, RollbackInput } from './rollbackPlan';
import { structuralDifferences } from './structuralDifferences';

/**
 * Plans and rehearses the rollback of one file.
 *
 * @returns what the file becomes; `passed` is false, with a sentence in `conflict`, when it cannot be
 * done by itself. Never throws for any text.
 */
export function planFile(input: RollbackInput, context: RollbackContext): FileRollback {
  const { analysis } = input;
  const { text: present, baselineText } = analysis;
  if (!analysis.hasBaseline) {
    return failed(analysis, t('There is no earlier text of this file to go back to.'));
  }
  const restored = baselineText === undefined ? undefined : asCheckedOut(baselineText, present);
  if (present === restored) return untouched(analysis, []);
  if (input.obstacle !== undefined) return failed(analysis, input.obstacle);

  const aligned = alignLineEndings(input, context);
  const file = planAligned(aligned, context);
  const original = (change: Change): Change => originalOf(change, aligned.analysis, analysis);
  return {
    ...file,
    reverted: file.reverted.map(original),
    kept: file.kept.map(original),
    // A whole file comes back in the bytes of the baseline, not in those it was compared with.
    restoredText: file.mode === 'whole-file' ? restored : file.restoredText,
  };
}

/** Baseline and recorded text in the line ending of the present one; what they say stays. */
function alignLineEndings(input: RollbackInput, context: RollbackContext): RollbackInput {
  const { analysis } = input;
  const { text: present, path } = analysis;
  const recordedText =
    input.recordedText === undefined ? undefined : alignedWith(input.recordedText, present);
  const text =
    analysis.baselineText === undefined ? undefined : alignedWith(analysis.baselineText, present);
  const again =
    text === analysis.baselineText
      ? analysis
      : context.analyze({
          path,
          text: present,
          baseline: { text },
          byPolicy: analysis.surface,
        });
  return { ...input, analysis: again ?? analysis, recordedText };
}

/** Callers know changes by identity: theirs for one that was found again in the aligned texts. */
function originalOf(change: Change, aligned: FileAnalysis, analysis: FileAnalysis): Change {
  const index = aligned.changes.indexOf(change);
  if (aligned === analysis || index < 0) return change;
  const beside = analysis.changes[index];
  const wanted = identity(change);
  return beside !== undefined && identity(beside) === wanted
    ? beside
    : (analysis.changes.find((other) => identity(other) === wanted) ?? change);
}

function planAligned(input: RollbackInput, context: RollbackContext): FileRollback {
  const { analysis } = input;
  const recorded = input.recordedText ?? analysis.text;
  const holes = context.includeTightening === true ? [] : closedHoles(analysis);
  const selection = select(input, recordedChanges(input, recorded, context), holes, context);
  const file = planSelection(input, selection, context);
  return holes.length === 0 || file.mode === 'three-way' || file.mode === 'semantic'
    ? file
    : { ...file, closedHoles: holes.map(({ words }) => words) };
}

function planSelection(
  input: RollbackInput,
  selection: Selection,
  context: RollbackContext,
): FileRollback {
  const { analysis } = input;
  const recorded = input.recordedText ?? analysis.text;
  if (analysis.status === 'unreadable' && selection.kept.size > 0) {
    return failed(analysis, unreadable(), [...selection.kept]);
  }
  if (selection.changes.length > 0 && isPointless(selection)) {
    return untouched(analysis, [...selection.kept]);
  }
  if (selection.changes.length === 0 && input.selected !== undefined)
    return untouched(analysis, []);

  const attempt = invert(analysis, recorded, selection);
  const reverted = [...selection.reverting, ...attempt.absorbed];
  const kept = [...selection.kept].filter((change) => !reverted.includes(change));
  const conflict = attempt.refusedBy !== undefined ? refusal(attempt.refusedBy) : attempt.conflict;
  if (conflict !== undefined) return failed(analysis, conflict, kept);

  const later = laterChanges(analysis, recorded, context);
  const checks = rehearse({ analysis, restoredText: attempt.text, reverted, later }, context);
  const miss = checks.find((check) => !check.passed);
  if (miss === undefined && attempt.text === analysis.text) return untouched(analysis, kept);
  return {
    path: analysis.path,
    mode: attempt.mode,
    restoredText: attempt.text,
    reverted,
    kept,
    checks,
    passed: miss === undefined,
    conflict: miss?.note,
  };
}

function laterChanges(
  analysis: FileAnalysis,
  recorded: string | undefined,
  context: RollbackContext,
): readonly Change[] {
  if (recorded === analysis.text) return [];
  const since = context.analyze({
    path: analysis.path,
    text: analysis.text,
    baseline: { text: recorded },
    byPolicy: analysis.surface,
  });
  return since?.changes ?? [];
}

/** The changes as they were when the text was recorded; later edits are none of them. */
function recordedChanges(
  input: RollbackInput,
  recorded: string | undefined,
  context: RollbackContext,
): readonly Change[] {
  const { analysis } = input;
  if (recorded === analysis.text) return analysis.changes;
  const then = context.analyze({
    path: analysis.path,
    text: recorded,
    baseline: { text: analysis.baselineText },
    byPolicy: analysis.surface,
  });
  return then?.changes ?? analysis.changes;
}

function select(
  input: RollbackInput,
  changes: readonly Change[],
  holes: readonly BaselineHole[],
  context: RollbackContext,
): Selection {
  const named = input.selected?.map(identity);
  const selected = changes.filter(
    (change) => named === undefined || named.includes(identity(change)),
  );
  const kept =
    context.includeTightening === true
      ? []
      : selected.filter(
          (change) =>
            (change.direction === 'tightens' && !isOfCommand(change, selected)) ||
            closesHole(change, holes),
        );
  return {
    changes,
    reverting: new Set(selected.filter((change) => !kept.includes(change))),
    kept: new Set(kept),
    everything: input.selected === undefined,
    serverEntries: input.analysis.surface.serverKeys.length > 0,
  };
}

/**
 * A place to reach that is an argument of a command which goes back, while what runs now is another program
 * that names no place at all: nothing was narrowed, and without its argument the command would be none.
 */
function isOfCommand({ detail }: Change, selected: readonly Change[]): boolean {
  if (detail.kind !== 'server-root') return false;
  return selected.some(({ detail: other }) => {
    if (other.kind !== 'server-command' || other.server.name !== detail.server.name) return false;
    const { launch, roots } = other.server;
    const before = other.baseline.launch;
    return (
      roots.length === 0 &&
      launch?.program !== before?.program &&
      (launch?.package?.name === undefined || launch.package.name !== before?.package?.name)
    );
  });
}

/** Where only protections were added, what belongs to them stays with them. */
function isPointless(selection: Selection): boolean {
  const rest = [...selection.reverting].filter(({ direction }) => direction !== 'neutral');
  if (rest.length > 0) return false;
  return selection.reverting.size === 0 || (selection.everything && selection.kept.size > 0);
}

function identity(change: Change): string {
  return [change.facet, change.op, ...changeAtoms(change)].join('\n');
}

function invert(
  analysis: FileAnalysis,
  recorded: string | undefined,
  selection: Selection,
): Attempt {
  const present = analysis.text;
  const baseline = analysis.baselineText;
  const everythingGoes = selection.reverting.size === selection.changes.length;
  if (everythingGoes && present === recorded) {
    return { mode: 'whole-file', text: baseline, absorbed: [] };
  }
  const { format } = analysis.surface;
  const isJson = (text: string | undefined): boolean => text?.trimStart().startsWith('{') ?? true;
  // JSON is YAML too, and some clients' YAML files are written that way.
  const structured =
    ['json', 'jsonc'].includes(format) ||
    (format === 'yaml' && [present, recorded, baseline].every(isJson));
  // A file that is missing on one side is compared as an empty one.
  const nothing = structured ? '{}\n' : '';
  const texts = {
    present: present ?? nothing,
    recorded: recorded ?? nothing,
    baseline: baseline ?? nothing,
  };
  const attempt = structured
    ? invertData(texts, selection, everythingGoes)
    : invertLines(texts, selection, format);
  const empty = attempt.text !== undefined && /^(?:\{\s*\})?$/.test(attempt.text.trim());
  return empty && baseline === undefined ? { ...attempt, text: undefined } : attempt;
}

function invertData(texts: StructureTexts, selection: Selection, everythingGoes: boolean): Attempt {
  const recorded = parseJson(texts.recorded);
  const baseline = parseJson(texts.baseline);
  const readable = recorded.complete && baseline.complete && parseJson(texts.present).complete;
  if (!readable || recorded.root === undefined || baseline.root === undefined) {
    if (everythingGoes) return merged(texts, texts.baseline);
    return {
      mode: 'manual',
      text: undefined,
      absorbed: [],
      conflict: unreadable(),
    };
  }
  const root = structuralDifferences(recorded.root, baseline.root);
  if (root === undefined) return merged(texts, texts.baseline);
  const chosen = chooseDifferences(root, selection);
  const { text, conflict } = invertStructure(chosen.choice, texts);
  return {
    mode: 'semantic',
    text,
    conflict,
    absorbed: chosen.absorbed,
    refusedBy: chosen.refusedBy,
  };
}

function merged(texts: StructureTexts, inverted: string): Attempt {
  const { text, conflict } = mergeText(texts.present, texts.recorded, inverted, 'paragraphs');
  return { mode: 'three-way', text, conflict, absorbed: [] };
}

function unreadable(): string {
  return t('The file cannot be read as it stands. Mend its syntax, then roll back.');
}

function refusal(refusedBy: NonNullable<Chosen['refusedBy']>): string {
  return t(
    'Taking back {0} would also undo {1}, which makes things safer. Ask for both by name if that is what you want.',
    quote(refusedBy.reverting.words),
    quote(refusedBy.kept.words),
  );
}

function untouched(analysis: FileAnalysis, kept: readonly Change[]): FileRollback {
  return {
    path: analysis.path,
    mode: 'nothing',
    restoredText: analysis.text,
    reverted: [],
    kept,
    checks: [],
    passed: true,
  };
}

function failed(
  analysis: FileAnalysis,
  conflict: string,
  kept: readonly Change[] = [],
): FileRollback {
  return {
    path: analysis.path,
    mode: 'manual',
    restoredText: analysis.text,
    reverted: [],
    kept,
    checks: [{ check: 'applies', passed: false, note: conflict }],
    passed: false,
    conflict,
  };
}
