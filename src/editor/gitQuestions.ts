import type * as vscode from 'vscode';
import type { GitRepository } from './gitApi';

/** The commit that files of a repository are measured against. */
export interface ResolvedReference {
  /** What people call it. */
  readonly label: string;
  readonly commit: string;
  /** HEAD when this was resolved. */
  readonly head: string;
}

const defaultBranches = ['origin/HEAD', 'origin/main', 'origin/master', 'main', 'master'];

/**
 * The chosen ref, else the merge base with the default branch, else HEAD. Holds on a detached HEAD,
 * in a worktree and in a submodule, too.
 *
 * @returns undefined when there is no commit yet
 */
export async function resolveReference(
  repository: GitRepository,
  chosen: string | undefined,
  log: vscode.LogOutputChannel,
): Promise<ResolvedReference | undefined> {
  const head = await commitOf(repository, 'HEAD');
  if (chosen !== undefined) {
    const commit = await commitOf(repository, chosen);
    if (commit !== undefined) return { label: chosen, commit, head: head ?? '' };
    log.warn(`The chosen baseline "${chosen}" does not exist in ${repository.rootUri.path}.`);
  }
  if (head === undefined) return undefined;
  for (const branch of defaultBranches) {
    const tip = await commitOf(repository, branch);
    if (tip === undefined) continue;
    const base = await repository.getMergeBase('HEAD', branch).catch(() => undefined);
    if (base === undefined) continue;
    return { label: branch.replace(/^origin\/HEAD$/, 'origin'), commit: base, head };
  }
  return { label: 'HEAD', commit: head, head };
}

/**
 * The files that differ between a commit and a later one.
 *
 * @returns undefined when the second does not follow the first: then git cannot say it in one answer
 */
export async function changedFiles(
  repository: GitRepository,
  from: string,
  to: string,
): Promise<ReadonlySet<string> | undefined> {
  try {
    // The comparison starts at the merge base: it is complete only when that is where we were.
    if (from === to || (await repository.getMergeBase(from, to)) !== from) return undefined;
    const changes = await repository.diffBetween(from, to);
    const sides = changes.flatMap(({ uri, originalUri, renameUri }) => [
      uri,
      originalUri,
      ...(renameUri === undefined ? [] : [renameUri]),
    ]);
    const root = `${repository.rootUri.path}/`;
    if (!sides.every(({ path }) => path.startsWith(root))) return undefined;
    return new Set(sides.map((side) => side.toString()));
  } catch {
    return undefined;
  }
}

/**
 * Which of the files git ignores.
 *
 * @returns undefined when git refuses to say: a file in a submodule that is not opened, or behind a link
 */
export async function ignoredPaths(
  repository: GitRepository,
  uris: readonly vscode.Uri[],
): Promise<ReadonlySet<string> | undefined> {
  try {
    return await repository.checkIgnore(uris.map(({ fsPath }) => fsPath));
  } catch {
    return undefined;
  }
}

/** Undefined when git does not know the ref. */
export async function commitOf(
  repository: GitRepository,
  reference: string,
): Promise<string | undefined> {
  try {
    return (await repository.getCommit(reference)).hash;
  } catch {
    return undefined;
  }
}
