import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ChangeRecord, RecordEvidence } from '../core/record/changeRecord';
import { launchFiles } from '../core/record/launchFiles';
import { recordedSources, refreshEvidence } from '../core/record/refreshEvidence';
import type { GitRepository } from './gitRepository';
import { recordedState } from './recordedState';
import { UsageError } from './usageError';

/** Results that are new for what is there now; none where the baseline cannot be had. */
export function builtInResults(
  repository: GitRepository,
  record: ChangeRecord,
  at: string,
): readonly RecordEvidence[] {
  try {
    const states = record.subject.files.map(({ path }) => recordedState(repository, record, path));
    const existing = launchFiles(recordedSources(record, states)).filter((path) =>
      existsSync(join(repository.root, path)),
    );
    return refreshEvidence(record, states, new Set(existing), at);
  } catch (error) {
    if (error instanceof UsageError) return [];
    throw error;
  }
}
