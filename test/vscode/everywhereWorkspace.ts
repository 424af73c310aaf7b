import { chmod, mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { runCommand } from '../host/runCommand';
import { makeSigners } from './requestsWorkspace';
import { instructions, manyFiles, safeSettings, serverList } from './everywhereFiles';

/**
 * A workspace of several folders, each in another relation to git. What is inside the workspace lies
 * in `open`, what git needs beside it in `beside`.
 *
 * @returns the workspace file
 */
export async function createEverywhereWorkspace(directory: string): Promise<string> {
  const open = path.join(directory, 'open');
  const beside = path.join(directory, 'beside');
  await plainFolder(path.join(open, 'plain'));
  await hushedFolder(path.join(open, 'hushed'));
  await emptyRepository(path.join(open, 'empty'));
  await ignoredFile(path.join(open, 'ignored'));
  await detachedHead(path.join(open, 'detached'));
  await worktree(path.join(beside, 'trunk'), path.join(open, 'tree'));
  await submodule(path.join(beside, 'library'), path.join(open, 'super'));
  await sparseCheckout(path.join(open, 'sparse'));
  await teamClones(beside, path.join(open, 'team'));
  await goneFiles(path.join(open, 'gone'));
  await links(path.join(beside, 'shared'), path.join(open, 'links'));
  await oddFiles(path.join(open, 'odd'));
  await partsOfOne(path.join(open, 'whole'), path.join(directory, 'keys'));
  await repositoryInFolder(path.join(open, 'shelf'));
  const names = [
    'plain',
    'hushed',
    'empty',
    'ignored',
    'detached',
    'tree',
    'super',
    'sparse',
    'team',
    'gone',
    'links',
    'odd',
    'whole/a',
    'whole/b',
    'shelf',
  ];
  const file = path.join(directory, 'everywhere.code-workspace');
  await writeFile(
    file,
    JSON.stringify({
      folders: names.map((name) => ({ path: `open/${name}`, name: name.replace('/', '-') })),
      // What a repository would set to be left alone.
      settings: {
        'mcpChangeControl.codeLens': false,
        'mcpChangeControl.includeUserFiles': true,
        'files.exclude': { '**/.cursor': true },
        'search.followSymlinks': false,
        'git.openRepositoryInParentFolders': 'always',
      },
    }),
  );
  return file;
}

async function plainFolder(directory: string): Promise<void> {
  await write(directory, { '.claude/settings.json': safeSettings, '.vscode/mcp.json': serverList });
}

/** Its settings tell the watcher of VS Code to look away, and its policy requires requests. */
async function hushedFolder(directory: string): Promise<void> {
  await write(directory, {
    '.claude/settings.json': safeSettings,
    '.vscode/settings.json': '{ "files.watcherExclude": { "**": true } }\n',
    '.mcp-change/policy.yaml':
      'apiVersion: mcp-change/v1\nkind: ChangePolicy\nversion: 1\nenforcement:\n  editor: require\n',
  });
}

async function emptyRepository(directory: string): Promise<void> {
  await initialise(directory);
  await write(directory, { '.claude/settings.json': safeSettings });
}

async function ignoredFile(directory: string): Promise<void> {
  await initialise(directory);
  await write(directory, {
    '.gitignore': '.claude/settings.local.json\n',
    '.claude/settings.json': safeSettings,
  });
  await commit(directory);
  // The prefilled reason of a change request comes from the branch.
  await git(directory, 'checkout', '--quiet', '-b', 'docs-agent-may-write');
  await write(directory, { '.claude/settings.local.json': safeSettings });
}

async function detachedHead(directory: string): Promise<void> {
  await initialise(directory);
  await write(directory, { '.claude/settings.json': safeSettings });
  await commit(directory);
  await git(directory, 'checkout', '--quiet', '--detach');
}

async function worktree(trunk: string, directory: string): Promise<void> {
  await initialise(trunk);
  await write(trunk, { '.claude/settings.json': safeSettings });
  await commit(trunk);
  await git(trunk, 'worktree', 'add', '--quiet', '-b', 'beside', directory);
}

async function submodule(library: string, directory: string): Promise<void> {
  await initialise(library);
  await write(library, { '.claude/settings.json': safeSettings });
  await commit(library);
  await initialise(directory);
  await write(directory, { 'README.md': '# Super\n' });
  const allow = ['-c', 'protocol.file.allow=always'];
  await git(directory, ...allow, 'submodule', '--quiet', 'add', library, 'library');
  await commit(directory);
}

async function sparseCheckout(directory: string): Promise<void> {
  await initialise(directory);
  await write(directory, {
    'here/.claude/settings.json': safeSettings,
    'elsewhere/.claude/settings.json': safeSettings,
  });
  await commit(directory);
  await git(directory, 'sparse-checkout', 'set', '--cone', 'here');
}

/** A clone in the workspace, and the clone of a colleague who pushes what is then pulled. */
async function teamClones(beside: string, directory: string): Promise<void> {
  const origin = path.join(beside, 'origin.git');
  const colleague = path.join(beside, 'colleague');
  await mkdir(origin, { recursive: true });
  await git(origin, 'init', '--quiet', '--bare', '--initial-branch=main', '--template=');
  await initialise(colleague);
  await write(colleague, { '.claude/settings.json': safeSettings, ...manyFiles(safeSettings) });
  await commit(colleague);
  await git(colleague, 'remote', 'add', 'origin', origin);
  await git(colleague, 'push', '--quiet', '--set-upstream', 'origin', 'main');
  await git(beside, 'clone', '--quiet', '--template=', origin, directory);
  await identify(directory);
}

/** What was deleted and renamed before anybody opened a window. */
async function goneFiles(directory: string): Promise<void> {
  await initialise(directory);
  await write(directory, {
    // Names that may be governed and here are not.
    'README.md': '# Gone\n',
    'package.json': '{}\n',
    '.claude/settings.json': safeSettings,
    'old/.claude/settings.json': safeSettings,
  });
  await commit(directory);
  await write(directory, { 'package.json': '{ "private": true }\n' });
  await rm(path.join(directory, '.claude'), { recursive: true });
  await rename(path.join(directory, 'old'), path.join(directory, 'new'));
}

/** Governed files that are links: to another file, out of the workspace, in a circle, to nowhere. */
async function links(shared: string, directory: string): Promise<void> {
  await write(shared, { 'mcp.json': serverList });
  await initialise(directory);
  await write(directory, {
    'docs/agents.md': instructions,
    '.claude/settings.json': safeSettings,
    '.cursor/rules/a.txt': '',
  });
  await symlink('docs/agents.md', path.join(directory, 'AGENTS.md'));
  await symlink(path.join(shared, 'mcp.json'), path.join(directory, '.mcp.json'));
  await symlink('nowhere.json', path.join(directory, '.cursor/mcp.json'));
  await commit(directory);
}

/** Governed files that cannot be read as what they should be. */
async function oddFiles(directory: string): Promise<void> {
  await write(directory, {
    '.claude/settings.json': safeSettings,
    '.vscode/mcp.json': `{ "servers": {}, "inputs": ["${'x'.repeat(5_100_000)}"] }`,
    '.mcp.json': serverList,
  });
  await chmod(path.join(directory, '.mcp.json'), 0);
  await mkdir(path.join(directory, '.cursor'));
  await writeFile(
    path.join(directory, '.cursor/mcp.json'),
    Buffer.concat([
      Buffer.from('{ "mcpServers": { "files": { "command": "f'),
      Buffer.from([0xe4, 0xf6]),
      Buffer.from('" } } }\n'),
    ]),
  );
}

/** One repository, of which two folders are opened; its rules stand above both. */
async function partsOfOne(directory: string, keys: string): Promise<void> {
  await initialise(directory);
  await write(directory, {
    'a/.claude/settings.json': safeSettings,
    'b/.claude/settings.json': safeSettings,
    '.mcp-change/policy.yaml': partsPolicy,
    '.mcp-change/templates/agent-permission.yaml': partsTemplate,
    '.mcp-change/allowed_signers': await makeSigners(keys),
  });
  await commit(directory);
  await git(directory, 'checkout', '--quiet', '-b', 'let-them-work');
}

const demands = '{ approvals: { owner: 1 }, distinct_people: 1, tests: false, checklist: false }';
const partsPolicy = `apiVersion: mcp-change/v1
kind: ChangePolicy
version: 1
enforcement: { gate: require }
tiers:
  high: ${demands}
  critical: ${demands}
categories:
  agent-permission: { approvals: {} }
  agent-behavior: { approvals: {} }
freeze:
  - { name: Rest, from: 2026-01-01T00:00:00Z, to: 2126-01-01T00:00:00Z, paths: ['b/**'] }
`;
const partsTemplate = `apiVersion: mcp-change/v1
kind: ChangeTemplate
questions:
  - { id: other-part, ask: Does the other part need it too? }
`;

/** A folder that git does not know, with a repository in it. */
async function repositoryInFolder(directory: string): Promise<void> {
  const inner = path.join(directory, 'inner');
  await write(directory, { 'README.md': '# Shelf\n' });
  await initialise(inner);
  await write(inner, { '.claude/settings.json': safeSettings });
  await commit(inner);
  await git(inner, 'checkout', '--quiet', '-b', 'let-it-work');
}

async function initialise(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  // An empty template: somebody's own one may bring hooks.
  await git(directory, 'init', '--quiet', '--initial-branch=main', '--template=');
  await identify(directory);
}

async function identify(directory: string): Promise<void> {
  await git(directory, 'config', 'user.name', 'Sam Sample');
  await git(directory, 'config', 'user.email', 'sam@example.com');
  await git(directory, 'config', 'commit.gpgSign', 'false');
  await git(directory, 'config', 'core.hooksPath', os.devNull);
  await git(directory, 'config', 'core.autocrlf', 'false');
}

async function commit(directory: string): Promise<void> {
  await git(directory, 'add', '--all');
  await git(directory, 'commit', '--quiet', '--message', 'Set up');
}

async function git(cwd: string, ...parameters: readonly string[]): Promise<void> {
  const others = Object.entries(process.env).filter(([key]) => !key.startsWith('GIT_'));
  await runCommand('git', parameters, {
    cwd,
    environment: {
      ...Object.fromEntries(others),
      GIT_CONFIG_GLOBAL: os.devNull,
      GIT_CONFIG_NOSYSTEM: '1',
    },
  });
}

async function write(directory: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(directory, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}
