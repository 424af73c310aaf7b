import type { RecordFile } from '../core/record/changeRecord';
import { textDigest } from '../core/record/textDigest';
import { textOf } from './analyzeReading';
import type { GitRepository, TreeEntry } from './gitRepository';

/** A file as git keeps it on both sides, for `contentDigest`. */
export type ChangedVersions = Pick<RecordFile, 'path' | 'from' | 'to'>;

/** How git marks a symbolic link. */
const linkMode = '120000';

/** A commit or tree with the files it holds. */
export interface TreeState {
  readonly name: string;
  readonly entries: ReadonlyMap<string, TreeEntry>;
}

/**
 * The versions an approval binds to: those at the tip of the base branch and those in the merge result,
 * never those of the branch. Of a link also what is read through it.
 */
export function changeVersions(
  repository: GitRepository,
  base: TreeState,
  merged: TreeState,
  paths: readonly string[],
): readonly ChangedVersions[] {
  const versionIn = ({ name, entries }: TreeState, path: string): ChangedVersions['from'] => {
    const entry = entries.get(path);
    if (entry?.mode !== linkMode) return entry ?? null;
    const target = textOf(repository.textsAt(name, [path]).get(path));
    return { ...entry, ...(target === undefined ? {} : { sha256: textDigest(target) }) };
  };
  return paths.map((path) => ({
    path,
    from: versionIn(base, path),
    to: versionIn(merged, path),
  }));
}
