import { spawn } from 'node:child_process';

export interface CommandOptions {
  readonly cwd?: string;
  readonly environment?: NodeJS.ProcessEnv;
  readonly timeoutMilliseconds?: number;
}

/** Runs a program to its end and returns what it printed; what it printed is the error otherwise. */
export async function runCommand(
  command: string,
  parameters: readonly string[],
  options: CommandOptions = {},
): Promise<string> {
  const child = spawn(command, parameters, {
    cwd: options.cwd,
    env: options.environment ?? process.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: options.timeoutMilliseconds,
    // Both are .cmd files on Windows, which only a shell can start.
    shell: process.platform === 'win32' && (command === 'npm' || command === 'code'),
  });
  let output = '';
  let problems = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (problems += text));
  const ending = await new Promise<string>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(signal ?? String(code)));
  });
  if (ending === '0') return output;
  const shown = `${command} ${parameters.join(' ')}`;
  throw new Error(`${shown} ended with ${ending}\n${(problems + output).slice(-4000)}`);
}
