import type * as vscode from 'vscode';
import type { GitCommit, GitRepository } from './gitApi';
import { branchLabel, commitOf, defaultBranches } from './gitQuestions';

/** The branch that requests of a repository are for, and where the checkout stands to it. */
export interface BaseBranch {
  readonly label: string;
  readonly tip: string;
  readonly head: string;
  /** The last commit that both have. */
  readonly mergeBase: string;
  /** When that was made; undefined when git does not say. */
  readonly mergeBaseDate: Date | undefined;
}

/** A file as git keeps it. */
export interface GitObject {
  readonly mode: string;
  readonly blob: string;
}

/** More than any look at requests needs; then it starts anew. */
const mostObjects = 5_000;

/** What the base branches hold. Each question is asked of git once for each commit. */
export class BaseBranches {
  private readonly objects = new Map<string, Promise<GitObject | undefined>>();
  private readonly logs = new Map<string, Promise<readonly GitCommit[]>>();
  private readonly branches = new Map<string, Promise<BaseBranch | undefined>>();

  /** Undefined where there is no commit yet. */
  of(repository: GitRepository): Promise<BaseBranch | undefined> {
    const key = repository.rootUri.toString();
    let branch = this.branches.get(key);
    if (branch === undefined) {
      branch = resolveBranch(repository).catch(() => undefined);
      this.branches.set(key, branch);
    }
    return branch;
  }

  /** Refs may have moved: they are asked for again. */
  forget(): void {
    this.branches.clear();
  }

  /** The commits of this checkout since the base branch that touch a file. */
  async commits(
    repository: GitRepository,
    { tip, head }: BaseBranch,
    uri: vscode.Uri,
  ): Promise<readonly GitCommit[]> {
    if (tip === head) return [];
    const key = `${tip}..${head}:${uri.toString()}`;
    let log = this.logs.get(key);
    if (log === undefined) {
      if (this.logs.size >= mostObjects) this.logs.clear();
      log = repository.log({ range: `${tip}..${head}`, path: uri.fsPath });
      this.logs.set(key, log);
      log.catch(() => this.logs.delete(key));
    }
    return log;
  }

  /** A file at a commit; undefined when it is not there. */
  async at(
    repository: GitRepository,
    commit: string,
    uri: vscode.Uri,
  ): Promise<GitObject | undefined> {
    const key = `${commit}:${uri.toString()}`;
    let object = this.objects.get(key);
    if (object === undefined) {
      if (this.objects.size >= mostObjects) this.objects.clear();
      object = repository.getObjectDetails(commit, uri.fsPath).then(
        ({ mode, object: blob }) => ({ mode, blob }),
        (error: unknown) => {
          if (isUnknownPath(error)) return undefined;
          this.objects.delete(key);
          throw error;
        },
      );
      this.objects.set(key, object);
    }
    return object;
  }
}

async function resolveBranch(repository: GitRepository): Promise<BaseBranch | undefined> {
  const head = await commitOf(repository, 'HEAD');
  if (head === undefined) return undefined;
  for (const branch of defaultBranches) {
    const tip = await commitOf(repository, branch);
    if (tip === undefined) continue;
    const mergeBase = await repository.getMergeBase(head, tip).catch(() => undefined);
    if (mergeBase === undefined) continue;
    const mergeBaseDate = await dateOf(repository, mergeBase);
    return { label: branchLabel(branch), tip, head, mergeBase, mergeBaseDate };
  }
  const mergeBaseDate = await dateOf(repository, head);
  return { label: 'HEAD', tip: head, head, mergeBase: head, mergeBaseDate };
}

async function dateOf(repository: GitRepository, commit: string): Promise<Date | undefined> {
  return repository.getCommit(commit).then(
    ({ commitDate }) => commitDate,
    () => undefined,
  );
}

function isUnknownPath(error: unknown): boolean {
  return error instanceof Error && 'gitErrorCode' in error && error.gitErrorCode === 'UnknownPath';
}
