import { analyzeFile } from '../analyze';
import { planRollback } from '../rollback/planRollback';
import { builtInTester, runBuiltInTests } from './builtInTests';
import type { ChangeRecord, RecordEvidence } from './changeRecord';
import { cleanText } from './cleanText';
import { contentNow } from './addEvidence';
import type { LaunchSource } from './launchFiles';
import { namedChanges } from './namedChanges';
import type { RecordedFileState } from './planRecordRollback';

/** The files of a record as they are now, with the changes that it names. */
export function recordedSources(
  record: Pick<ChangeRecord, 'changes'>,
  states: readonly RecordedFileState[],
): readonly LaunchSource[] {
  return states.flatMap(({ path, present, baseline, byPolicy }) => {
    const analysis = analyzeFile({ path, text: present, baseline: { text: baseline }, byPolicy });
    if (analysis === undefined) return [];
    const named = namedChanges(
      analysis.changes,
      record.changes.filter(({ file }) => file === path),
    );
    return [{ analysis, selected: [...named] }];
  });
}

/**
 * Runs the built-in tests again on what is there now.
 *
 * @param existing which of `launchFiles` are there
 * @param at UTC, whole seconds
 * @returns results that the record does not hold yet for this content
 */
export function refreshEvidence(
  record: Pick<ChangeRecord, 'changes' | 'subject' | 'tests'>,
  states: readonly RecordedFileState[],
  existing: ReadonlySet<string> | undefined,
  at: string,
): readonly RecordEvidence[] {
  const planned = new Set(record.tests?.plan.map(({ id }) => id));
  if (planned.size === 0) return [];
  const files = recordedSources(record, states);
  const content = contentNow(
    record,
    (path) => states.find((state) => state.path === path)?.present,
  );
  const plan = planRollback(files, {
    baselineName: record.subject.base_ref,
    analyze: analyzeFile,
  });
  return runBuiltInTests({ files, plan, existingFiles: existing }).flatMap(
    ({ id, result, note }) => {
      const last = record.tests?.evidence
        ?.filter(({ test, content_digest: digest }) => test === id && digest === content)
        .at(-1);
      if (!planned.has(id) || last?.result === result) return [];
      return [
        { test: id, result, at, by: builtInTester, note: cleanText(note), content_digest: content },
      ];
    },
  );
}
