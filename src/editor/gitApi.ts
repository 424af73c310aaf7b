import * as vscode from 'vscode';

/**
 * The dozen members of VS Code's git extension that are called here (extensions/git/src/api/git.d.ts,
 * seen in 1.100.3 and 1.139.1). The whole declaration file is not vendored on purpose.
 */
export interface GitApi {
  readonly state: 'uninitialized' | 'initialized';
  readonly repositories: readonly GitRepository[];
  readonly onDidChangeState: vscode.Event<'uninitialized' | 'initialized'>;
  readonly onDidOpenRepository: vscode.Event<GitRepository>;
  readonly onDidCloseRepository: vscode.Event<GitRepository>;
  getRepository(uri: vscode.Uri): GitRepository | null;
}

export interface GitRepository {
  readonly rootUri: vscode.Uri;
  readonly state: {
    readonly HEAD: { readonly commit?: string; readonly name?: string } | undefined;
    /** Both together hold what git does not track, unless a setting hides that. */
    readonly workingTreeChanges: readonly GitChange[];
    readonly untrackedChanges: readonly GitChange[];
    readonly onDidChange: vscode.Event<void>;
  };
  /** A commit made through this window, not one from a terminal. */
  readonly onDidCommit: vscode.Event<void>;
  show(ref: string, path: string): Promise<string>;
  getCommit(ref: string): Promise<GitCommit>;
  /** Newest first. Without a range the 32 newest, or as many as are asked for. */
  log(query: {
    readonly range?: string;
    readonly path?: string;
    readonly maxEntries?: number;
  }): Promise<readonly GitCommit[]>;
  getMergeBase(ref1: string, ref2: string): Promise<string | undefined>;
  /** What changed from the merge base of the two to the second one. */
  diffBetween(ref1: string, ref2: string): Promise<readonly GitChange[]>;
  /** What differs between a commit and the work tree; of files that git tracks. */
  diffWith(ref: string): Promise<readonly GitChange[]>;
  /** As `git ls-tree` has it: mode `120000` is a symbolic link. */
  getObjectDetails(
    ref: string,
    path: string,
  ): Promise<{ readonly mode: string; readonly object: string }>;
  getRefs(query: {
    readonly sort?: 'alphabetically' | 'committerdate';
  }): Promise<readonly GitRef[]>;
  getConfig(key: string): Promise<string>;
  getGlobalConfig(key: string): Promise<string>;
  checkIgnore(paths: string[]): Promise<Set<string>>;
}

/** Who committed, when that is somebody else than the author, is not told. */
export interface GitCommit {
  readonly hash: string;
  readonly message: string;
  readonly authorEmail?: string;
  readonly commitDate?: Date;
}

export interface GitChange {
  readonly uri: vscode.Uri;
  readonly originalUri: vscode.Uri;
  readonly renameUri: vscode.Uri | undefined;
}

export interface GitRef {
  /** 0 branch, 1 remote branch, 2 tag. */
  readonly type: number;
  readonly name?: string;
  readonly commit?: string;
}

/** The git extension, and its interface while git is switched on and installed. */
export interface LoadedGit {
  readonly api: GitApi | undefined;
  readonly onDidChangeEnablement: vscode.Event<boolean>;
}

/**
 * VS Code's git extension.
 *
 * @returns undefined where there is none: on the web, in Restricted Mode, when it is disabled.
 * `getAPI` throws where git is switched off or not installed, without a code to tell them apart.
 */
export async function loadGitApi(): Promise<LoadedGit | undefined> {
  const extension = vscode.extensions.getExtension<{
    readonly enabled: boolean;
    readonly onDidChangeEnablement: vscode.Event<boolean>;
    getAPI(version: 1): GitApi;
  }>('vscode.git');
  if (extension === undefined) return undefined;
  try {
    const git = await extension.activate();
    return { api: apiOf(git), onDidChangeEnablement: git.onDidChangeEnablement };
  } catch {
    return undefined;
  }
}

function apiOf(git: { getAPI(version: 1): GitApi }): GitApi | undefined {
  try {
    return git.getAPI(1);
  } catch {
    return undefined;
  }
}
