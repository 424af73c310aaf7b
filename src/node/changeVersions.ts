import type { RecordFile } from '../core/record/changeRecord';
import { textDigest } from '../core/record/textDigest';
import { textOf } from './analyzeReading';
import type { GitRepository } from './gitRepository';

/** A file as git keeps it on both sides, for `contentDigest`. */
export type ChangedVersions = Pick<RecordFile, 'path' | 'from' | 'to'>;

/** How git marks a symbolic link. */
const linkMode = '120000';

/**
 * The versions an approval binds to: those at the tip of the base branch and those in the merge result,
 * never those of the branch. Of a link also what is read through it.
 *
 * @param base commit
 * @param tree merge result
 */
export function changeVersions(
  repository: GitRepository,
  base: string,
  tree: string,
  paths: readonly string[],
): readonly ChangedVersions[] {
  const before = repository.entriesAt(base);
  const after = repository.entriesAt(tree);
  const versionAt = (
    state: string,
    entries: typeof before,
    path: string,
  ): ChangedVersions['from'] => {
    const entry = entries.get(path);
    if (entry?.mode !== linkMode) return entry ?? null;
    const target = textOf(repository.textsAt(state, [path]).get(path));
    return { ...entry, ...(target === undefined ? {} : { sha256: textDigest(target) }) };
  };
  return paths.map((path) => ({
    path,
    from: versionAt(base, before, path),
    to: versionAt(tree, after, path),
  }));
}
