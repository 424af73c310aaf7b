import { analyzeFile, type FileAnalysis } from '../analyze';
import type { Change } from '../compare/change';
import { planRollback } from '../rollback/planRollback';
import type { RollbackPlan } from '../rollback/rollbackPlan';
import type { ChangeRecord } from './changeRecord';
import { sha256 } from './sha256';

/** One file of a record as it is now and as it was. */
export interface RecordedFileState {
  readonly path: string;
  /** Undefined: the file does not exist. */
  readonly present: string | undefined;
  readonly baseline: string | undefined;
  /** The text the record was written for, if it can still be had. */
  readonly recorded?: string | undefined;
}

/**
 * Plans and rehearses the rollback of a record against the files as they are now. Only the changes
 * that the record names go back; what happened to the files since stays.
 *
 * @returns the plan, with `passed` false and a conflict in words where a file cannot go back
 */
export function planRecordRollback(
  record: ChangeRecord,
  states: readonly RecordedFileState[],
): RollbackPlan {
  const inputs = states.flatMap((state) => {
    const analysis = analyzeFile({
      path: state.path,
      text: state.present,
      baseline: { text: state.baseline },
    });
    if (analysis === undefined) return [];
    const recordedText = recordedTextOf(record, state);
    return [
      {
        analysis,
        recordedText,
        selected: recordedSelection(record, analysis, recordedText),
      },
    ];
  });
  return planRollback(inputs, { baselineName: record.subject.base_ref, analyze: analyzeFile });
}

function recordedTextOf(record: ChangeRecord, state: RecordedFileState): string | undefined {
  const wanted = record.subject.files.find(({ path }) => path === state.path)?.to?.sha256;
  return [state.present, state.recorded].find(
    (text) => text !== undefined && sha256(text) === wanted,
  );
}

/** The changes of the record among those of the recorded text, or of the present one. */
function recordedSelection(
  record: ChangeRecord,
  analysis: FileAnalysis,
  recordedText: string | undefined,
): readonly Change[] | undefined {
  const named = record.changes.filter(({ file }) => file === analysis.path);
  const then =
    recordedText === undefined || recordedText === analysis.text
      ? analysis
      : (analyzeFile({
          path: analysis.path,
          text: recordedText,
          baseline: { text: analysis.baselineText },
        }) ?? analysis);
  const selected = then.changes.filter((change) =>
    named.some(
      (recorded) =>
        recorded.facet === change.facet &&
        recorded.op === change.op &&
        recorded.subject === change.subject &&
        recorded.words === change.words,
    ),
  );
  return selected.length === then.changes.length && recordedText !== undefined
    ? undefined
    : selected;
}
