import type * as vscode from 'vscode';
import type { GitChange, GitRepository } from './gitApi';

/** The commit that files of a repository are measured against. */
export interface ResolvedReference {
  /** What people call it. */
  readonly label: string;
  readonly commit: string;
  /** HEAD when this was resolved. */
  readonly head: string;
}

/** What requests are for. Their full names: a tag called `main` must not pose as the baseline. */
export const defaultBranches = [
  'refs/remotes/origin/HEAD',
  'refs/remotes/origin/main',
  'refs/remotes/origin/master',
  'refs/heads/main',
  'refs/heads/master',
];

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
    return { label: branchLabel(branch), commit: base, head };
  }
  return { label: 'HEAD', commit: head, head };
}

/** What people call a default branch. */
export function branchLabel(branch: string): string {
  return branch.replace(/^refs\/(?:remotes|heads)\//, '').replace(/\/HEAD$/, '');
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
    const sides = namesOf(await repository.diffBetween(from, to));
    const root = `${repository.rootUri.path}/`;
    if (!sides.every(({ path }) => path.startsWith(root))) return undefined;
    return new Set(sides.map((side) => side.toString()));
  } catch {
    return undefined;
  }
}

/**
 * The files that differ between a commit and the work tree, under their old and their new names: also
 * those that are gone. Without those that git does not track, and those a sparse checkout leaves out.
 */
export async function changedSince(
  repository: GitRepository,
  commit: string,
): Promise<readonly vscode.Uri[]> {
  try {
    return namesOf(await repository.diffWith(commit));
  } catch {
    return [];
  }
}

/** A repository lies in one of the folders, or one of them in it. */
export function concerns({ rootUri }: GitRepository, folders: readonly vscode.Uri[]): boolean {
  const root = `${rootUri.toString()}/`;
  return folders
    .map((folder) => `${folder.toString()}/`)
    .some((folder) => folder.startsWith(root) || root.startsWith(folder));
}

function namesOf(changes: readonly GitChange[]): readonly vscode.Uri[] {
  return changes.flatMap(({ uri, originalUri, renameUri }) => [
    uri,
    originalUri,
    ...(renameUri === undefined ? [] : [renameUri]),
  ]);
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
