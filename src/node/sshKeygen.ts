import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, isAbsolute, join } from 'node:path';
import type { CheckedSignature } from '../core/gate/judgeApproval';
import { approvalNamespace } from '../core/record/approval';
import { UsageError } from './usageError';

/** A person may have to type a passphrase or touch a key. */
const signingMilliseconds = 120_000;
const checkingMilliseconds = 10_000;
const longestAnswer = 64 * 1024;
/** Who a key stands for; more names than that make no list of signers. */
const mostPrincipals = 20;
/** A list of everybody who may sign; a large company's is smaller. */
const largestSigners = 1024 * 1024;

/**
 * Signs a text with a key of the user. Given a public key, the key itself is asked of the SSH agent.
 *
 * @param keyFile absolute
 * @returns the armoured signature, lines ending in LF
 * @throws UsageError when the key cannot be used
 */
export function signText(text: string, keyFile: string): string {
  const { status, stdout, complaint } = start(
    ['-Y', 'sign', '-q', '-n', approvalNamespace, '-f', keyFile],
    text,
    signingMilliseconds,
  );
  if (status !== 0) throw new UsageError(`${keyFile} could not sign: ${complaint}`);
  return stdout.replaceAll('\r\n', '\n');
}

/**
 * Checks who signed a text, against a list of allowed signers (ssh-keygen(1), ALLOWED SIGNERS). A line
 * for more than a plain name (`*@example.org`) names nobody and is not counted.
 *
 * @param signers text of the list, from the base branch; undefined where there is none
 * @param now keys that are not valid yet or no more are not counted
 */
export function checkSignature(
  text: string,
  signature: string,
  signers: string | undefined,
  now: Date,
): CheckedSignature {
  if (signers === undefined) {
    return bad('the base branch has no .mcp-change/allowed_signers to check keys against.');
  }
  if (signers.length > largestSigners) return bad('the list of allowed signers is too large.');
  const folder = mkdtempSync(join(tmpdir(), 'mcp-change-'));
  try {
    const signersFile = join(folder, 'allowed_signers');
    const signatureFile = join(folder, 'signature');
    writeFileSync(signersFile, signers, { mode: 0o600 });
    writeFileSync(signatureFile, signature, { mode: 0o600 });
    const files = ['-f', signersFile, '-s', signatureFile];
    const time = `-Overify-time=${now.toISOString().replace(/[-:T]|\.\d{3}Z$/g, '')}`;
    const found = start(['-Y', 'find-principals', time, ...files], '', checkingMilliseconds);
    const names = found.stdout
      .split(/[\r\n,]+/)
      .filter((name) => /^[^\s*?!-][^\s*?!]*$/.test(name));
    if (found.status !== 0 || names.length === 0) {
      return bad('the key is not in the list of allowed signers on the base branch.');
    }
    const principals: string[] = [];
    let key: string | undefined;
    let complaint = '';
    for (const name of names.slice(0, mostPrincipals)) {
      const verified = start(
        ['-Y', 'verify', time, '-n', approvalNamespace, '-I', name, ...files],
        text,
        checkingMilliseconds,
      );
      complaint = verified.complaint;
      if (verified.status !== 0) continue;
      principals.push(name);
      key = / key (SHA256:[A-Za-z0-9+/=]+)\s*$/.exec(verified.stdout)?.[1];
    }
    if (principals.length > 0 && key !== undefined) return { good: true, principals, key };
    return bad(
      /namespace/i.test(complaint)
        ? 'the key may not be used for approvals, or the signature was made for something else.'
        : 'the signature does not fit what the file says; somebody changed it after it was signed.',
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function bad(because: string): CheckedSignature {
  return { good: false, because };
}

interface Answer {
  readonly status: number | null;
  readonly stdout: string;
  readonly complaint: string;
}

function start(parameters: readonly string[], input: string, timeout: number): Answer {
  const result = spawnSync('ssh-keygen', [...parameters], {
    // Never the workspace: some systems look for programs in the current folder first.
    cwd: homedir(),
    input,
    timeout,
    maxBuffer: longestAnswer,
    env: cleanEnvironment(),
    windowsHide: true,
  });
  if (result.error !== undefined) {
    const code = 'code' in result.error ? result.error.code : undefined;
    throw new UsageError(
      code === 'ENOENT'
        ? 'ssh-keygen is not installed; it comes with OpenSSH 8.9 or newer.'
        : code === 'ETIMEDOUT'
          ? 'ssh-keygen took too long and was stopped.'
          : `ssh-keygen could not be started: ${result.error.message}`,
    );
  }
  const lines = result.stderr.toString('utf8').trim().split('\n');
  return {
    status: result.status,
    stdout: result.stdout.toString('utf8'),
    complaint: lines.at(-1)?.trim() ?? '',
  };
}

/** What it needs to find itself, the user's keys and the agent; nothing that names another program. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = ['HOME', 'USERPROFILE', 'SystemRoot', 'TEMP', 'TMP', 'SSH_AUTH_SOCK', 'TERM'];
  const path = process.env['PATH'] ?? process.env['Path'] ?? '';
  return {
    ...Object.fromEntries(kept.flatMap((key) => [[key, process.env[key]]])),
    PATH: path.split(delimiter).filter(isAbsolute).join(delimiter),
    SSH_ASKPASS_REQUIRE: 'never',
    // `verify-time` is read in the local time zone.
    TZ: 'UTC',
    LC_ALL: 'C',
  };
}
