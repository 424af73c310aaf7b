import { spawnSync } from 'node:child_process';
import { GitError } from './gitError';

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

const longestAnswer = 512 * 1024 * 1024;

/** What git prints, as text. @throws GitError when it says no */
export function runGit(directory: string, parameters: readonly string[]): string {
  return runGitForBytes(directory, parameters).toString('utf8');
}

/** What git prints, byte for byte. @throws GitError when it says no */
export function runGitForBytes(
  directory: string,
  parameters: readonly string[],
  input = '',
): Buffer {
  return startGit(directory, parameters, input).stdout;
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

/** What git prints, with its warnings. @throws GitError when it says no */
export function startGit(
  directory: string,
  parameters: readonly string[],
  input = '',
): { readonly stdout: Buffer; readonly stderr: string } {
  const { status, stdout, stderr } = answerOfGit(directory, parameters, input);
  if (status !== 0) throw new GitError(errorLine(stderr) || `git ${parameters[0] ?? ''} failed.`);
  return { stdout, stderr };
}

export interface GitAnswer {
  readonly status: number | null;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/**
 * What git prints and how it ended, for commands whose status is an answer.
 *
 * @param variables more of them, for git alone
 * @throws GitError when git cannot be started
 */
export function answerOfGit(
  directory: string,
  parameters: readonly string[],
  input: string,
  variables: Readonly<Record<string, string>> = {},
): GitAnswer {
  const result = spawnSync('git', [...quietConfiguration, ...parameters], {
    cwd: directory,
    input,
    maxBuffer: longestAnswer,
    env: { ...cleanEnvironment(), ...variables },
    windowsHide: true,
  });
  if (result.error !== undefined) {
    const missing = 'code' in result.error && result.error.code === 'ENOENT';
    throw new GitError(
      missing ? 'Git is not installed, or the folder does not exist.' : result.error.message,
    );
  }
  return { status: result.status, stdout: result.stdout, stderr: result.stderr.toString('utf8') };
}

/** The sentence among what git complains about; warnings come before what made it end. */
export function errorLine(stderr: string): string {
  const lines = stderr.trim().split('\n');
  const message = lines.find((line) => !line.startsWith('warning: ')) ?? '';
  return message.replace(/^fatal: /, '');
}
