import { spawnSync } from 'node:child_process';
import { decodeText } from './decodeText';
import { GitError } from './gitError';
import type { FileReading, GovernedPaths } from './governedFiles';

/**
 * Everything a repository could use to run code of its own is switched off: hooks, filters, file
 * system monitor, text conversion, external diff, pager, credential prompts.
 */
const quietConfiguration = [
  '-c',
  'core.hooksPath=/dev/null',
  '-c',
  'core.fsmonitor=false',
  '-c',
  'core.pager=cat',
  '-c',
  'diff.external=',
  '-c',
  'core.untrackedCache=false',
  '-c',
  'protocol.allow=never',
  '-c',
  'log.showSignature=false',
  '-c',
  'gpg.program=',
  '-c',
  'core.sshCommand=',
  '--no-optional-locks',
  '--no-pager',
];

const defaultBranches = [
  'refs/remotes/origin/HEAD',
  'refs/remotes/origin/main',
  'refs/remotes/origin/master',
  'refs/heads/main',
  'refs/heads/master',
];

const longestAnswer = 512 * 1024 * 1024;

/** The command line's view of a git repository: refs, lists of files, texts at a commit. */
export class GitRepository {
  private constructor(readonly root: string) {}

  /**
   * The repository a directory lies in.
   *
   * @throws GitError when there is none, or git is not installed
   */
  static open(directory: string): GitRepository {
    const root = run(directory, ['rev-parse', '--show-toplevel']).trim();
    return new GitRepository(root);
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
      run(this.root, [
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
    return attempt(() => run(this.root, ['merge-base', left, right]).trim());
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

  /** Paths at a commit, relative to the root. */
  pathsAt(commit: string): readonly string[] {
    return split(run(this.root, ['ls-tree', '-r', '-z', '--name-only', '--full-tree', commit]));
  }

  /** Paths of the work tree that git knows or would add, relative to the root. */
  workTreePaths(): GovernedPaths {
    const { stdout, stderr } = start(this.root, [
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
        runForBytes(this.root, ['cat-file', 'blob', `${commit}:${path}`]),
      );
      texts.set(path, bytes === undefined ? { missing: true } : decodeText(bytes));
    }
    const output = runForBytes(
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

  /** The last commits that touched a file, newest first. */
  commitsTouching(path: string, most: number): readonly string[] {
    const log = attempt(() =>
      run(this.root, ['rev-list', `--max-count=${most}`, 'HEAD', '--', `:(literal)${path}`]),
    );
    return (log ?? '').split('\n').filter((line) => line !== '');
  }

  /** Name and address of whoever works here, as git has them. */
  identity(): { readonly name: string; readonly email: string } {
    const value = (key: string): string =>
      attempt(() => run(this.root, ['config', '--get', key]).trim()) ?? '';
    return { name: value('user.name'), email: value('user.email') };
  }

  /** The branch that is checked out; undefined when HEAD is detached. */
  currentBranch(): string | undefined {
    return attempt(() => run(this.root, ['symbolic-ref', '--quiet', '--short', 'HEAD']).trim());
  }
}

function run(directory: string, parameters: readonly string[]): string {
  return runForBytes(directory, parameters).toString('utf8');
}

function runForBytes(directory: string, parameters: readonly string[], input = ''): Buffer {
  return start(directory, parameters, input).stdout;
}

/**
 * What git is told by variables is told by us alone: `GIT_DIR`, `GIT_CONFIG_COUNT`,
 * `GIT_EXTERNAL_DIFF` and others would choose another repository, or a program to run.
 */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const others = Object.entries(process.env).filter(([key]) => !/^GIT_/i.test(key));
  return {
    ...Object.fromEntries(others),
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    // A missing object must not be fetched: the transport is the repository's choice.
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: '',
    LC_ALL: 'C',
  };
}

function start(
  directory: string,
  parameters: readonly string[],
  input = '',
): { readonly stdout: Buffer; readonly stderr: string } {
  const result = spawnSync('git', [...quietConfiguration, ...parameters], {
    cwd: directory,
    input,
    maxBuffer: longestAnswer,
    env: cleanEnvironment(),
    windowsHide: true,
  });
  if (result.error !== undefined) {
    const missing = 'code' in result.error && result.error.code === 'ENOENT';
    throw new GitError(
      missing ? 'Git is not installed, or the folder does not exist.' : result.error.message,
    );
  }
  if (result.status !== 0) {
    // Warnings come before what made it end.
    const lines = result.stderr.toString('utf8').trim().split('\n');
    const message = lines.find((line) => !line.startsWith('warning: ')) ?? '';
    throw new GitError(message.replace(/^fatal: /, '') || `git ${parameters[0] ?? ''} failed.`);
  }
  return { stdout: result.stdout, stderr: result.stderr.toString('utf8') };
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
