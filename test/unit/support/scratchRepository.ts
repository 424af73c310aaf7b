import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runCommandLine, type ExitCode } from '../../../src/node/commandLine';

export interface Run {
  readonly code: ExitCode;
  readonly output: string;
  readonly errors: string;
}

/** A git repository of its own for one test, with the command line beside it. */
export class ScratchRepository {
  // The real path, because on a Mac the temporary directory is a link.
  readonly directory = realpathSync(mkdtempSync(join(tmpdir(), 'mcp-change-')));

  constructor() {
    this.git('init', '--quiet', '--initial-branch=main', '--template=');
    this.git('config', 'user.name', 'Sam Sample');
    this.git('config', 'user.email', 'sam@example.com');
    this.git('config', 'commit.gpgSign', 'false');
    this.git('config', 'core.hooksPath', devNull);
    this.git('config', 'core.autocrlf', 'false');
  }

  git(...parameters: readonly string[]): string {
    const others = Object.entries(process.env).filter(([key]) => !key.startsWith('GIT_'));
    return execFileSync('git', parameters, {
      cwd: this.directory,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      env: {
        ...Object.fromEntries(others),
        GIT_CONFIG_GLOBAL: devNull,
        GIT_CONFIG_NOSYSTEM: '1',
      },
    });
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.directory, path)), { recursive: true });
    writeFileSync(join(this.directory, path), text);
  }

  read(path: string): string {
    return readFileSync(join(this.directory, path), 'utf8');
  }

  commit(files: Readonly<Record<string, string>>): void {
    for (const [path, text] of Object.entries(files)) this.write(path, text);
    this.git('add', '--all');
    this.git('commit', '--quiet', '--allow-empty', '--message', 'x');
  }

  run(...parameters: readonly string[]): Run {
    let output = '';
    let errors = '';
    const code = runCommandLine(parameters, {
      write: (text) => (output += text),
      writeError: (text) => (errors += text),
      directory: this.directory,
      color: false,
      width: 80,
      now: () => new Date('2026-11-22T09:14:00Z'),
    });
    return { code, output, errors };
  }

  /** Records what waits in the work tree. */
  record(): { readonly id: string; readonly path: string } {
    const { output, errors } = this.run('record', '--why', 'It is needed', '--format', 'json');
    if (errors !== '') throw new Error(errors);
    return JSON.parse(output) as { id: string; path: string };
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}
