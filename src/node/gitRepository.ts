import type { Declaration } from '../core/rules/rule';
import { decodeText } from './decodeText';
import { GitError } from './gitError';
import type { FileReading, FoundPaths } from './governedFiles';
import { answerOfGit, errorLine, runGit, runGitForBytes, startGit } from './startGit';

const defaultBranches = [
  'refs/remotes/origin/HEAD',
  'refs/remotes/origin/main',
  'refs/remotes/origin/master',
  'refs/heads/main',
  'refs/heads/master',
];

/** A file of a commit: `100644`, `100755` or, for a symbolic link, `120000`. */
export interface TreeEntry {
  readonly mode: string;
  readonly blob: string;
}

export type MergeResult = { readonly tree: string } | { readonly conflicts: readonly string[] };

export interface CommitPerson {
  readonly name: string;
  readonly email: string;
}

/** Who made a commit; as git keeps it, without `.mailmap`. */
export interface CommitPart {
  readonly commit: string;
  readonly committedAt: Date;
  readonly author: CommitPerson;
  readonly committer: CommitPerson;
  readonly coAuthors: readonly CommitPerson[];
}

/** The command line's view of a git repository: refs, lists of files, texts at a commit. */
export class GitRepository {
  private constructor(readonly root: string) {}

  /**
   * The repository a directory lies in.
   *
   * @throws GitError when there is none, or git is not installed
   */
  static open(directory: string): GitRepository {
    const root = runGit(directory, ['rev-parse', '--show-toplevel']).trim();
    return new GitRepository(root);
  }

  /** Git's own folder of this work tree: nothing in it is ever committed. */
  privateFolder(): string {
    return runGit(this.root, ['rev-parse', '--absolute-git-dir']).trim();
  }

  /** @throws GitError when the ref does not exist */
  commitOf(reference: string): string {
    if (reference.startsWith('-')) {
      throw new GitError(
        `“${reference}” is no ref: none starts with a dash. Name a branch or commit.`,
      );
    }
    const commit = this.findCommit(reference);
    if (commit === undefined) {
      throw new GitError(
        `“${reference}” is no commit here. “git branch --all” lists the branches; one that only the server has comes with “git fetch”.`,
      );
    }
    return commit;
  }

  /** The commit a ref stands for; undefined when there is none, or the clone does not hold it. */
  findCommit(reference: string): string | undefined {
    return attempt(() =>
      runGit(this.root, [
        'rev-parse',
        '--verify',
        '--quiet',
        // Keeps a ref that starts with a dash from being read as an option.
        '--end-of-options',
        `${reference}^{commit}`,
      ]).trim(),
    );
  }

  /** The last common commit, or undefined when the histories never met. */
  mergeBase(left: string, right: string): string | undefined {
    return attempt(() => runGit(this.root, ['merge-base', left, right]).trim());
  }

  /** The default review baseline: merge base with the default branch, else HEAD. */
  defaultBase(): { readonly label: string; readonly commit: string } {
    const head = this.findCommit('HEAD');
    if (head === undefined) throw new GitError('There is no commit yet; nothing to compare with.');
    // Full names: a tag called `origin/main` would come first otherwise.
    for (const branch of defaultBranches) {
      const tip = this.findCommit(branch);
      const commit = tip === undefined ? undefined : this.mergeBase(tip, head);
      if (commit !== undefined)
        return { label: branch.replace(/^refs\/(?:heads|remotes)\//, ''), commit };
    }
    return { label: 'HEAD', commit: head };
  }

  /** The branch that others merge into, by its full name; undefined when there is none to be seen. */
  defaultBranch(): string | undefined {
    return defaultBranches.find((branch) => this.findCommit(branch) !== undefined);
  }

  /** When the last commit of a history touched one of the files; undefined: none did. */
  lastTouched(commit: string, paths: readonly string[]): Date | undefined {
    const literal = paths.map((path) => `:(literal,top)${path}`);
    const seconds = attempt(() =>
      runGit(this.root, ['log', '--max-count=1', '--format=%ct', commit, '--', ...literal]).trim(),
    );
    return seconds === undefined || seconds === '' ? undefined : new Date(Number(seconds) * 1000);
  }

  /** Paths at a commit, relative to the root. */
  pathsAt(commit: string): readonly string[] {
    return split(runGit(this.root, ['ls-tree', '-r', '-z', '--name-only', '--full-tree', commit]));
  }

  /** Paths of the work tree that git knows or would add, relative to the root. */
  workTreePaths(): FoundPaths {
    const { stdout, stderr } = startGit(this.root, [
      'ls-files',
      '-z',
      '--cached',
      '--others',
      '--exclude-standard',
      '--deduplicate',
      '--full-name',
    ]);
    const unread = [...stderr.matchAll(/^warning: could not open directory '(.+)': (.+)$/gm)].map(
      ([, path = '', because = '']) => ({
        path,
        client: '',
        surface: '',
        reason: `This folder cannot be looked into: ${because}. Nothing new in it was compared.`,
      }),
    );
    return { paths: split(stdout.toString('utf8')), unread };
  }

  /**
   * Texts of files at a commit, in one git process. Links inside the repository are followed, as they
   * are in the work tree.
   *
   * @returns `missing` for each path that does not exist there, or leads out of the repository
   */
  textsAt(commit: string, paths: readonly string[]): ReadonlyMap<string, FileReading> {
    const texts = new Map<string, FileReading>();
    if (paths.length === 0) return texts;
    // A line break in a path would end the request; such a path is asked for on its own.
    const plain = paths.filter((path) => !path.includes('\n'));
    for (const path of paths) {
      if (!path.includes('\n')) continue;
      const bytes = attempt(() =>
        runGitForBytes(this.root, ['cat-file', 'blob', `${commit}:${path}`]),
      );
      texts.set(path, bytes === undefined ? { missing: true } : decodeText(bytes));
    }
    const output = runGitForBytes(
      this.root,
      ['cat-file', '--batch', '--follow-symlinks'],
      plain.map((path) => `${commit}:${path}\n`).join(''),
    );
    let offset = 0;
    for (const path of plain) {
      const lineEnd = output.indexOf(10, offset);
      const header = output.subarray(offset, lineEnd).toString('utf8');
      const size = / blob (\d+)$/.exec(header)?.[1];
      offset = lineEnd + 1;
      if (size === undefined) {
        texts.set(path, { missing: true });
        const other = /(?: (?:tree|commit|tag)|^(?:symlink|dangling|loop|notdir)) (\d+)$/.exec(
          header,
        )?.[1];
        if (other !== undefined) offset += Number(other) + 1;
        continue;
      }
      texts.set(path, decodeText(output.subarray(offset, offset + Number(size))));
      offset += Number(size) + 1;
    }
    return texts;
  }

  /** Every file of a commit or tree as git keeps it. */
  entriesAt(tree: string): ReadonlyMap<string, TreeEntry> {
    const lines = split(runGit(this.root, ['ls-tree', '-r', '-z', '--full-tree', tree]));
    return new Map(
      lines.flatMap((line) => {
        const [, mode, blob, path] = /^(\d+) \w+ ([0-9a-f]+)\t([^]+)$/.exec(line) ?? [];
        return mode === undefined || blob === undefined || path === undefined
          ? []
          : [[path, { mode, blob }] as const];
      }),
    );
  }

  /**
   * What the base would become if the head were merged, without touching branch, index or work tree.
   *
   * @returns the tree, or the paths that both sides changed in ways that do not fit
   * @throws GitError when git is older than 2.38 and has to merge, or the histories never met
   */
  mergeResult(base: string, head: string): MergeResult {
    const common = this.mergeBase(base, head);
    if (common === undefined) {
      throw new GitError(
        'The two have no common commit here. In a shallow clone fetch the whole history (fetch-depth: 0).',
      );
    }
    if (common === base) return { tree: runGit(this.root, ['rev-parse', `${head}^{tree}`]).trim() };
    const { status, stdout, stderr } = answerOfGit(
      this.root,
      [
        '-c',
        'merge.renormalize=false',
        'merge-tree',
        '--write-tree',
        '-z',
        '--name-only',
        '--no-messages',
        base,
        head,
      ],
      '',
      withoutMergeDrivers(this.mergeDrivers()),
    );
    const [tree, ...conflicts] = split(stdout.toString('utf8'));
    if (tree === undefined || (status !== 0 && status !== 1)) {
      const found = runGit(this.root, ['version']).trim();
      throw new GitError(
        isBefore(found, 2, 38)
          ? `Merging in memory needs git 2.38 or newer; this is ${found}. Update git, or merge the base into the branch first.`
          : errorLine(stderr) || 'git merge-tree failed.',
      );
    }
    return status === 0 ? { tree } : { conflicts };
  }

  /** Programs that the repository's settings would have git start while it merges. */
  private mergeDrivers(): readonly string[] {
    const keys = attempt(() =>
      runGit(this.root, ['config', '-z', '--name-only', '--get-regexp', '^merge\\..*\\.driver$']),
    );
    return split(keys ?? '');
  }

  /**
   * Whoever had a part in what a branch makes of the given files: author, committer and co-authors of
   * every commit that touches one, side branches and merges that decided something included.
   */
  partsIn(base: string, head: string, paths: readonly string[]): readonly CommitPart[] {
    if (paths.length === 0) return [];
    const log = runGit(this.root, [
      'log',
      '-z',
      '--full-history',
      '--no-mailmap',
      '--no-show-signature',
      '--format=%H%n%ct%n%ae%n%an%n%ce%n%cn%n%(trailers:key=Co-authored-by,valueonly,unfold)',
      `${base}..${head}`,
      '--',
      ...paths.map((path) => `:(literal,top)${path}`),
    ]);
    return split(log).map((entry) => {
      const [commit = '', seconds = '', ...rest] = entry.split('\n');
      const [authorEmail = '', author = '', committerEmail = '', committer = '', ...others] = rest;
      return {
        commit,
        committedAt: new Date(Number(seconds) * 1000),
        author: { name: author, email: authorEmail },
        committer: { name: committer, email: committerEmail },
        coAuthors: others.flatMap((line) => {
          const [, name, email] = /^([^<]{0,200})<([^<>]{1,200})>/.exec(line) ?? [];
          return name === undefined || email === undefined ? [] : [{ name: name.trim(), email }];
        }),
      };
    });
  }

  /**
   * What commits say they do, and how many files they change.
   *
   * @param head undefined: HEAD; what the work tree changes on top of it is not announced yet
   */
  announcement(base: string, head: string | undefined): Declaration {
    const titles = runGit(this.root, ['log', '-z', '--format=%s', `${base}..${head ?? 'HEAD'}`]);
    // Two trees: comparing with files of the work tree would run the repository's filters.
    const changed = runGit(this.root, [
      'diff-tree',
      '-r',
      '-z',
      '--name-only',
      '--no-renames',
      base,
      head ?? 'HEAD',
      '--',
    ]);
    return { titles: split(titles), changedFiles: split(changed).length };
  }

  /** Whether everything of the first commit is part of the second one's history. */
  isAncestor(commit: string, of: string): boolean {
    return this.mergeBase(commit, of) === commit;
  }

  /** The last commits of a history that touched what a glob pattern of git names, newest first. */
  historyOf(commit: string, glob: string, most: number): readonly string[] {
    const log = attempt(() =>
      runGit(this.root, ['rev-list', `--max-count=${most}`, commit, '--', `:(glob,top)${glob}`]),
    );
    return (log ?? '').split('\n').filter((line) => line !== '');
  }

  /** The last commits that touched a file, newest first. */
  commitsTouching(path: string, most: number): readonly string[] {
    const log = attempt(() =>
      runGit(this.root, ['rev-list', `--max-count=${most}`, 'HEAD', '--', `:(literal)${path}`]),
    );
    return (log ?? '').split('\n').filter((line) => line !== '');
  }

  /** Name and address of whoever works here, as git has them. */
  identity(): { readonly name: string; readonly email: string } {
    const value = (key: string): string =>
      attempt(() => runGit(this.root, ['config', '--get', key]).trim()) ?? '';
    return { name: value('user.name'), email: value('user.email') };
  }

  /** The key that the user signs commits with, as git's settings name it. */
  signingKey(): string | undefined {
    return attempt(() => runGit(this.root, ['config', '--get', 'user.signingKey']).trim());
  }

  /** The branch that is checked out; undefined when HEAD is detached. */
  currentBranch(): string | undefined {
    return attempt(() => runGit(this.root, ['symbolic-ref', '--quiet', '--short', 'HEAD']).trim());
  }
}

/**
 * A merge driver of the repository's settings is a command. Each is replaced by one that only says
 * no, so that its file counts as a conflict. By variables, because a name may hold an equals sign.
 */
function withoutMergeDrivers(keys: readonly string[]): Readonly<Record<string, string>> {
  const variables: Record<string, string> = { GIT_CONFIG_COUNT: String(keys.length) };
  for (const [index, key] of keys.entries()) {
    variables[`GIT_CONFIG_KEY_${index}`] = key;
    variables[`GIT_CONFIG_VALUE_${index}`] = 'false';
  }
  return variables;
}

/** `git version 2.39.5` and whatever a vendor adds. */
function isBefore(found: string, major: number, minor: number): boolean {
  const [, foundMajor = '0', foundMinor = '0'] = /(?<!\d)(\d+)\.(\d+)/.exec(found) ?? [];
  return Number(foundMajor) < major || (Number(foundMajor) === major && Number(foundMinor) < minor);
}

function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch (error) {
    if (error instanceof GitError) return undefined;
    throw error;
  }
}

function split(output: string): readonly string[] {
  return output.split('\0').filter((path) => path !== '');
}
