import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { runCommand } from './runCommand';

export interface OwnedProcess {
  readonly child: ChildProcessByStdio<Writable, Readable, Readable>;
  /** Ends the process and everything it started. */
  stop(): Promise<void>;
}

/**
 * Ends the program when whoever started it is gone, even killed: its standard input then closes.
 * The test for the file keeps the programs that it forks with the same flags out of this.
 */
const EXIT_WITH_PARENT = `data:text/javascript,${encodeURIComponent(
  `if (process.argv[1]?.endsWith('server-main.js')) process.stdin.on('end', () => process.exit(0)).resume().unref();`,
)}`;

/** Starts a Node program that must not outlive this one. */
export function startOwnedProcess(
  nodeExecutable: string,
  parameters: readonly string[],
  environment: NodeJS.ProcessEnv,
): OwnedProcess {
  const child = spawn(nodeExecutable, ['--import', EXIT_WITH_PARENT, ...parameters], {
    env: environment,
    stdio: ['pipe', 'pipe', 'pipe'],
    // A process group of its own is what lets one signal reach all that it starts.
    detached: process.platform !== 'win32',
  });
  const ended = once(child, 'close').catch(() => undefined);
  return {
    child,
    stop: async () => {
      await killTree(child.pid);
      await ended;
    },
  };
}

async function killTree(processId: number | undefined): Promise<void> {
  if (processId === undefined) return;
  if (process.platform === 'win32') {
    await runCommand('taskkill', ['/pid', String(processId), '/T', '/F']).catch(() => undefined);
    return;
  }
  try {
    process.kill(-processId, 'SIGKILL');
  } catch {
    // The whole group is gone already.
  }
}
