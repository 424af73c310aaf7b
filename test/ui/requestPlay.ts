import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { createRequestsWorkspace } from '../vscode/requestsWorkspace';
import type { ActWorkspace, Stage } from './scene';

/** The key that the settings of the window name; whoever sits down puts theirs there. */
const mine = 'mine';

/** A repository whose main branch says who may sign. */
export async function guardedWorkspace(directory: string): Promise<ActWorkspace> {
  const folder = await createRequestsWorkspace(directory);
  useKey(folder, 'sam');
  return {
    folder,
    machineSettings: { 'mcpChangeControl.signingKey': path.join(directory, 'keys', mine) },
  };
}

/** A folder of a repository whose root says that no change is a standard one. */
export async function partOfRepository(directory: string): Promise<ActWorkspace> {
  const root = await createRequestsWorkspace(directory);
  const folder = path.join(root, 'packages', 'app');
  mkdirSync(path.join(folder, '.vscode'), { recursive: true });
  copyFileSync(path.join(root, '.vscode', 'mcp.json'), path.join(folder, '.vscode', 'mcp.json'));
  writeFileSync(
    path.join(root, '.mcp-change', 'policy.yaml'),
    'apiVersion: mcp-change/v1\nkind: ChangePolicy\nversion: 1\nstandard: []\n',
  );
  git(root, 'add', '--all');
  git(root, 'commit', '--quiet', '--message', 'Ask for every change');
  return {
    folder,
    machineSettings: {},
    userSettings: { 'git.openRepositoryInParentFolders': 'always' },
  };
}

/** Somebody else sits down here: their name in git, their key in VS Code. */
export async function become({ workbench, workspace }: Stage, name: string): Promise<void> {
  git(workspace, 'config', 'user.email', `${name}@example.com`);
  useKey(workspace, name);
  await workbench.runCommand('Git: Refresh');
}

/** A branch of its own, from what everybody agreed to. */
export async function startBranch({ workbench, workspace }: Stage, name: string): Promise<void> {
  // Before that git has not found the repository yet.
  await workbench.page.locator('.statusbar [id^="status.scm"]').first().waitFor();
  await workbench.runCommand('View: Close All Editors');
  git(workspace, 'checkout', '--quiet', '--force', '-B', name, 'main');
  git(workspace, 'clean', '--quiet', '--force', '-d');
  await workbench.runCommand('Git: Refresh');
  await workbench.runCommand('MCP Change Control: Focus on MCP Change Control View');
  await workbench.waitForText(name, '.statusbar');
  await workbench.page.locator('.sidebar').getByText('CHG-').first().waitFor({ state: 'hidden' });
}

export function commitAll({ workspace }: Stage, message: string): void {
  git(workspace, 'add', '--all');
  git(workspace, 'commit', '--quiet', '--message', message);
}

/** Types over a text of a file and saves it. */
export async function replaceText(
  { workbench }: Stage,
  file: string,
  from: string,
  to: string,
): Promise<void> {
  // In one group of editors: the records of before stand in another.
  await workbench.runCommand('View: Close All Editors');
  await workbench.openFile(file);
  await workbench.select(from);
  if (to === '') await workbench.press('Delete');
  else await workbench.page.keyboard.insertText(to);
  await workbench.save();
}

export async function removeText(stage: Stage, file: string, text: string): Promise<void> {
  await replaceText(stage, file, text, '');
}

function useKey(workspace: string, name: string): void {
  const keys = path.join(workspace, '..', 'keys');
  for (const ending of ['', '.pub']) {
    // The copy keeps the mode of a private key.
    rmSync(path.join(keys, mine + ending), { force: true });
    copyFileSync(path.join(keys, name + ending), path.join(keys, mine + ending));
  }
}

export function git(workspace: string, ...parameters: string[]): void {
  const { status, stderr } = spawnSync('git', parameters, { cwd: workspace, encoding: 'utf8' });
  if (status !== 0) throw new Error(`git ${parameters.join(' ')}: ${stderr}`);
}
