import { mkdir, readFile, writeFile } from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { runCommand } from '../host/runCommand';

/** Who works here, one after the other; each has a key beside the workspace. */
export const people = ['sam', 'bo', 'cy'] as const;

/** Settings that keep agents from much, and servers with fixed versions. */
const settings = `{
  "permissions": {
    "allow": ["Bash(npm test)"],
    "deny": ["Read(./.env)", "Bash(git push *)"]
  }
}
`;
const servers = `{
  "servers": {
    "files": { "command": "npx", "args": ["-y", "@acme/files-mcp@2.4.1", "docs"] },
    "search": { "command": "npx", "args": ["-y", "@acme/search-mcp@1.0.0"] }
  }
}
`;

/**
 * A git repository whose main branch says who may sign, with real keys made by ssh-keygen.
 *
 * @returns the folder to open
 */
export async function createRequestsWorkspace(directory: string): Promise<string> {
  const workspace = path.join(directory, 'guarded');
  await write(workspace, {
    '.claude/settings.json': settings,
    '.vscode/mcp.json': servers,
    'AGENTS.md': '# Agents\n\nRun the tests before you commit.\n',
    '.mcp-change/allowed_signers': await makeSigners(path.join(directory, 'keys')),
  });
  const git = async (...parameters: string[]): Promise<unknown> =>
    runCommand('git', parameters, { cwd: workspace, environment: gitEnvironment() });
  await git('init', '--quiet', '--initial-branch=main', '--template=');
  await git('config', 'user.name', 'Sam Sample');
  await git('config', 'user.email', 'sam@example.com');
  await git('config', 'commit.gpgSign', 'false');
  await git('config', 'core.hooksPath', os.devNull);
  await git('config', 'core.autocrlf', 'false');
  await git('add', '--all');
  await git('commit', '--quiet', '--message', 'Set up');
  return workspace;
}

/** Keys by ssh-keygen for everybody in a folder. @returns who may sign */
export async function makeSigners(keys: string): Promise<string> {
  await mkdir(keys, { recursive: true });
  const signers: string[] = [];
  for (const name of people) {
    const key = path.join(keys, name);
    await runCommand('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', key], {
      cwd: keys,
    });
    const [type = '', blob = ''] = (await readFile(`${key}.pub`, 'utf8')).split(' ');
    signers.push(`${name}@example.com namespaces="mcp-change-approval" ${type} ${blob}`);
  }
  return `${signers.join('\n')}\n`;
}

function gitEnvironment(): NodeJS.ProcessEnv {
  const others = Object.entries(process.env).filter(([key]) => !key.startsWith('GIT_'));
  return {
    ...Object.fromEntries(others),
    GIT_CONFIG_GLOBAL: os.devNull,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_DATE: '2026-11-20T09:00:00Z',
    GIT_COMMITTER_DATE: '2026-11-20T09:00:00Z',
  };
}

async function write(directory: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(directory, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}
