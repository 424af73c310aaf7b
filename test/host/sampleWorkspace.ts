import { mkdir, writeFile } from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { runCommand } from './runCommand';
import { sampleFiles } from './sampleFiles';

/** Makes a git repository with a safe committed state and unsafe edits that wait uncommitted. */
export async function createSampleWorkspace(directory: string): Promise<void> {
  const { committed, waiting } = sampleFiles();
  await writeFiles(directory, committed);
  const git = async (...parameters: string[]): Promise<unknown> =>
    runCommand('git', parameters, { cwd: directory, environment: gitEnvironment() });
  // An empty template: somebody's own one may bring hooks.
  await git('init', '--quiet', '--initial-branch=main', '--template=');
  await git('config', 'user.name', 'Sam Sample');
  await git('config', 'user.email', 'sam@example.com');
  await git('config', 'commit.gpgSign', 'false');
  await git('config', 'core.hooksPath', os.devNull);
  await git('config', 'core.autocrlf', 'false');
  await git('add', '--all');
  await git('commit', '--quiet', '--message', 'Set up Parcel Desk');
  await writeFiles(directory, waiting);
}

async function writeFiles(
  directory: string,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(directory, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}

/** A hook that runs the tests sets GIT_DIR, and the sample would land in the repository under test. */
function gitEnvironment(): NodeJS.ProcessEnv {
  const others = Object.entries(process.env).filter(([key]) => !key.startsWith('GIT_'));
  return {
    ...Object.fromEntries(others),
    GIT_CONFIG_GLOBAL: os.devNull,
    GIT_CONFIG_NOSYSTEM: '1',
    // The same commit every time, so that screenshots and expectations can name it.
    GIT_AUTHOR_DATE: '2026-11-20T09:00:00Z',
    GIT_COMMITTER_DATE: '2026-11-20T09:00:00Z',
  };
}
