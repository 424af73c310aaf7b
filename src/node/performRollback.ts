import { markRolledBack } from '../core/record/markRolledBack';
import { planRecordRollback, type RecordRollback } from '../core/record/planRecordRollback';
import { textOf } from './analyzeReading';
import { assertInside } from './assertInside';
import type { CommandEnvironment, CommandOptions } from './commandLine';
import type { FoundRecord } from './findRecord';
import type { GitRepository } from './gitRepository';
import { readGovernedFile } from './governedFiles';
import { requesterOf } from './recordCommand';
import { recordedState } from './recordedState';
import { writeAll, type JournalEntry } from './rollbackJournal';
import { UsageError } from './usageError';

/** Whether files are written, or only rehearsed. */
export function isApplied({ values }: CommandOptions): boolean {
  const apply = values['apply'] === true;
  if (apply && values['check'] === true) {
    throw new UsageError('--check rehearses and --apply writes: choose one.');
  }
  return apply;
}

/** The rehearsed rollback of a record against the work tree. */
export function planFor(
  repository: GitRepository,
  { record }: FoundRecord,
  includeTightening: boolean,
): RecordRollback {
  const states = record.subject.files.map((file) => recordedState(repository, record, file.path));
  return planRecordRollback(record, states, { includeTightening });
}

/** Who performs a rollback, and why. */
export interface Performer {
  readonly environment: CommandEnvironment;
  readonly why: string | undefined;
}

/** Writes the files of a plan and closes its record, all of it or, after a crash, to be gone on with. */
export function carryOut(
  repository: GitRepository,
  { path, text, record }: FoundRecord,
  plan: RecordRollback,
  { environment, why }: Performer,
): void {
  const touched = plan.files.filter(({ mode }) => mode !== 'nothing');
  for (const file of [...touched, { path }]) assertInside(repository.root, file.path);
  const files = touched.map((file): JournalEntry => {
    const reading = readGovernedFile(repository.root, file.path);
    if ('problem' in reading) throw new UsageError(`${file.path}: ${reading.problem}`);
    return { path: file.path, before: textOf(reading) ?? null, after: file.restoredText ?? null };
  });
  const marked = closedRecord();
  const all = marked === undefined ? files : [...files, { path, before: text, after: marked }];
  if (all.length > 0) writeAll(repository, { version: 1, id: record.id, files: all });

  function closedRecord(): string | undefined {
    // Closed already, and nothing of it came back since: one entry in its log is enough.
    const closed = record.status === 'rolled-back' && touched.length === 0;
    if (!plan.closes || (closed && why === undefined)) return undefined;
    return markRolledBack(text, {
      at: environment
        .now()
        .toISOString()
        .replace(/\.\d{3}Z$/, 'Z'),
      actor: requesterOf(repository).id,
      note: plan.summary,
      why,
    });
  }
}
