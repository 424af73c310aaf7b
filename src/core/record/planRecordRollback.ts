import { t } from '@vscode/l10n';
import { analyzeFile, type FileAnalysis } from '../analyze';
import type { Change, Direction } from '../compare/change';
import { quote } from '../facts/quote';
import { assemblePlan, type PlannedFile } from '../rollback/assemblePlan';
import { asCheckedOut } from '../rollback/lineEndings';
import { planFile } from '../rollback/planFile';
import type { FileRollback, RollbackContext, RollbackPlan } from '../rollback/rollbackPlan';
import { findSurface } from '../surfaces/findSurface';
import type { Surface } from '../surfaces/surface';
import type { ChangeRecord, RecordChange } from './changeRecord';
import { hasValue, matchRecorded, type RecordedMatch } from './matchRecorded';
import { recordedAftermath } from './recordedAftermath';
import { textDigest } from './textDigest';

/** One file of a record as it is now and as it was. */
export interface RecordedFileState {
  readonly path: string;
  /** Undefined: the file does not exist. */
  readonly present: string | undefined;
  readonly baseline: string | undefined;
  /** The text the record was written for, if it can still be had. */
  readonly recorded?: string | undefined;
  /** What a policy makes of the path. */
  readonly byPolicy?: Surface | undefined;
}

/** A plan with what it means for the record. */
export interface RecordRollback extends RollbackPlan {
  /**
   * Everything that loosened is back, or is after the plan was carried out: the record may be closed.
   * False when a record only tightens, because then nothing of it goes back.
   */
  readonly closes: boolean;
}

/**
 * Plans and rehearses the rollback of a record against the files as they are now. Only the changes
 * that the record names go back; what happened to the files since stays. What has to be done besides
 * follows from what was live, even when the files are restored already.
 *
 * @param options `includeTightening`: what makes things safer goes back too, because a person asked
 * for it by name
 * @returns the plan, with `passed` false and a conflict in words where a file cannot go back
 */
export function planRecordRollback(
  record: ChangeRecord,
  states: readonly RecordedFileState[],
  options: Pick<RollbackContext, 'includeTightening'> = {},
): RecordRollback {
  const context: RollbackContext = {
    baselineName: record.subject.base_ref,
    analyze: analyzeFile,
    includeTightening: options.includeTightening,
  };
  const files = states.map((state) => planState(record, state, context));
  const known = files.some(({ knowsAll }) => !knowsAll) ? recordedAftermath(record) : undefined;
  const plan = assemblePlan(files, context, known);
  return {
    ...plan,
    closes:
      plan.passed &&
      files.every(({ settled }) => settled) &&
      plan.files.some((file) => isBack(file)),
  };
}

interface PlannedState extends PlannedFile {
  /** Nothing in it stays loosened when the plan is carried out. */
  readonly settled: boolean;
  /** Every recorded change that was live is known with all its details. */
  readonly knowsAll: boolean;
}

function planState(
  record: ChangeRecord,
  state: RecordedFileState,
  context: RollbackContext,
): PlannedState {
  const named = record.changes.filter(({ file }) => file === state.path);
  const recordedText = recordedTextOf(record, state);
  const now = analyze(state, state.present);
  const then = recordedAnalysis(record, state, recordedText, now);
  const match = matchRecorded(named, now?.changes ?? [], then === now);
  const wanted =
    then === undefined ? match.present : matchRecorded(named, then.changes, true).present;
  const everything =
    then !== undefined && named.length > 0 && wanted.length === then.changes.length;
  const file = !isBaseline(record, state)
    ? foreignBaseline(state)
    : now === undefined
      ? vanished(state)
      : planFile(
          {
            analysis: now,
            recordedText,
            selected: everything ? undefined : wanted,
            obstacle: obstacleIn(match, then !== undefined, context),
          },
          context,
        );
  const loosening = named.filter(({ direction }) => goesBack(direction, context));
  const restoredBefore =
    file.passed &&
    file.mode === 'nothing' &&
    loosening.length > 0 &&
    loosening.every((entry) => match.gone.includes(entry));
  const surface = findSurface(state.path) ?? state.byPolicy;
  return {
    file: restoredBefore ? { ...file, alreadyRestored: true } : file,
    baselineText: state.baseline,
    everything,
    affected:
      surface === undefined
        ? []
        : live(wanted, file, context).map((change) => ({ change, surface, path: state.path })),
    settled: loosening.length === 0 || restoredBefore || file.mode !== 'nothing',
    knowsAll:
      then !== undefined ||
      loosening.every((entry) => !match.gone.includes(entry) && !match.movedOn.includes(entry)),
  };
}

function isBack({ mode, alreadyRestored }: FileRollback): boolean {
  return mode !== 'nothing' || alreadyRestored === true;
}

function analyze(state: RecordedFileState, text: string | undefined): FileAnalysis | undefined {
  const baseline =
    state.baseline === undefined ? undefined : asCheckedOut(state.baseline, state.present);
  return text === undefined && baseline === undefined
    ? undefined
    : analyzeFile({
        path: state.path,
        text,
        baseline: { text: baseline },
        byPolicy: state.byPolicy,
      });
}

/** What was live because of the record, whatever the file says now; not what stays. */
function live(
  wanted: readonly Change[],
  file: FileRollback,
  context: RollbackContext,
): readonly Change[] {
  return wanted.some(({ direction }) => goesBack(direction, context))
    ? wanted.filter(({ direction }) => direction === 'neutral' || goesBack(direction, context))
    : file.reverted;
}

/** The changes as they were recorded; undefined when that text cannot be had any more. */
function recordedAnalysis(
  record: ChangeRecord,
  state: RecordedFileState,
  recordedText: string | undefined,
  now: FileAnalysis | undefined,
): FileAnalysis | undefined {
  if (recordedText !== undefined) {
    return recordedText === state.present ? now : analyze(state, recordedText);
  }
  const deleted = record.subject.files.find(({ path }) => path === state.path)?.to === null;
  return deleted && state.present === undefined ? now : undefined;
}

function recordedTextOf(record: ChangeRecord, state: RecordedFileState): string | undefined {
  const wanted = record.subject.files.find(({ path }) => path === state.path)?.to?.sha256;
  return [state.present, state.recorded].find(
    (text) => text !== undefined && textDigest(text) === wanted,
  );
}

/** A change that went on to something else is nobody's to undo but a person's. */
function obstacleIn(
  { movedOn }: RecordedMatch,
  textKnown: boolean,
  context: RollbackContext,
): string | undefined {
  const first = movedOn.find(
    // Where the recorded text is known, a merge tells better about what has no value of its own.
    (entry) => goesBack(entry.direction, context) && (hasValue(entry) || !textKnown),
  );
  return first === undefined
    ? undefined
    : t(
        '{0} is no longer what this change made of it. Decide by hand which value is right.',
        quote(placeOf(first)),
      );
}

function goesBack(direction: Direction, { includeTightening }: RollbackContext): boolean {
  if (direction === 'neutral') return false;
  return direction !== 'tightens' || includeTightening === true;
}

function placeOf({ pointer, subject }: RecordChange): string {
  const steps = pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  return steps.length === 0 ? subject : steps.join(' › ');
}

/** A text that the record does not name is nothing to go back to, whoever handed it in. */
function isBaseline(record: ChangeRecord, { path, baseline }: RecordedFileState): boolean {
  const from = record.subject.files.find((file) => file.path === path)?.from;
  if (from === null) return baseline === undefined;
  if (baseline === undefined) return false;
  return from?.sha256 === undefined || from.sha256 === textDigest(baseline);
}

function foreignBaseline(state: RecordedFileState): FileRollback {
  const conflict = t(
    'The text of {0} at the baseline is not the one that the record names. Fetch its baseline commit; was the record edited?',
    quote(state.path),
  );
  return {
    ...vanished(state),
    mode: 'manual',
    checks: [{ check: 'applies', passed: false, note: conflict }],
    passed: false,
    conflict,
  };
}

/** Neither side holds anything that is governed: the file is gone, or says nothing any more. */
function vanished(state: RecordedFileState): FileRollback {
  return {
    path: state.path,
    mode: 'nothing',
    restoredText: state.present,
    reverted: [],
    kept: [],
    checks: [],
    passed: true,
  };
}
