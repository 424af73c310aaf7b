import type { ChangeRecord } from '../core/record/changeRecord';
import type { RecordedFileState } from '../core/record/planRecordRollback';
import { textDigest } from '../core/record/textDigest';
import { findSurface } from '../core/surfaces/findSurface';
import { textOf } from './analyzeReading';
import { assertInside } from './assertInside';
import { namedByPolicy, readGovernedFile } from './governedFiles';
import type { GitRepository } from './gitRepository';
import { UsageError } from './usageError';

/**
 * A file of a record as it is in the work tree, as it was, and as the record was written for.
 *
 * @throws UsageError when the record names something else than a governed file of this repository, or
 * its baseline cannot be had
 */
export function recordedState(
  repository: GitRepository,
  record: ChangeRecord,
  path: string,
): RecordedFileState {
  // A record is a file of the repository: its paths may not lead out of it, nor to anything else.
  const byPolicy = namedByPolicy(repository.root, path);
  if (findSurface(path) === undefined && byPolicy === undefined) {
    throw new UsageError(`The record names ${path}, which is no governed file of this repository.`);
  }
  assertInside(repository.root, path);
  const commit = record.subject.baseline_commit;
  if (commit === null) {
    throw new UsageError(
      'The record has no baseline commit; roll it back in the editor that wrote it.',
    );
  }
  const reading = readGovernedFile(repository.root, path);
  if ('problem' in reading) throw new UsageError(`${path}: ${reading.problem}`);
  const file = record.subject.files.find((candidate) => candidate.path === path);
  if (repository.findCommit(commit) === undefined) {
    throw new UsageError(
      `The baseline of ${record.id}, commit ${commit.slice(0, 10)}, is not in this clone. “git fetch origin ${commit}” brings it, “git fetch --unshallow” where the clone is shallow.`,
    );
  }
  const baseline = textOf(repository.textsAt(commit, [path]).get(path));
  const digest = baseline === undefined ? undefined : textDigest(baseline);
  if (digest !== file?.from?.sha256) {
    throw new UsageError(
      `${path} at ${commit.slice(0, 10)} is not the text that the record calls its baseline. Was the record edited?`,
    );
  }
  return {
    path,
    byPolicy,
    present: 'text' in reading ? reading.text : undefined,
    baseline,
    recorded: recordedText(repository, path, file?.to?.sha256),
  };
}

/** The text the record was written for, looked for in the last commits that touched the file. */
function recordedText(
  repository: GitRepository,
  path: string,
  digest: string | undefined,
): string | undefined {
  if (digest === undefined) return undefined;
  for (const commit of repository.commitsTouching(path, 50)) {
    const text = textOf(repository.textsAt(commit, [path]).get(path));
    if (text !== undefined && textDigest(text) === digest) return text;
  }
  return undefined;
}
