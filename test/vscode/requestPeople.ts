import * as assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { Application } from '../../src/editor/application';
import { answering, choosing } from './answering';
import { extensionUnderTest } from './extensionUnderTest';
import { runAccepting, waitFor } from './waitFor';
import { fileUri, git, workspaceFolder } from './workspaceFile';

/** The reason is prefilled from the branch, of which the git extension hears late by itself. */
export async function branch(name: string): Promise<void> {
  git('checkout', '--quiet', '-B', name, 'main');
  await gitRepository().status();
}

/** The repository as git's extension has it: after `status` it knows what a terminal did. */
export function gitRepository(): { readonly status: () => Promise<void> } {
  interface Git {
    getAPI(version: 1): { readonly repositories: readonly { status(): Promise<void> }[] };
  }
  const extension = vscode.extensions.getExtension<Git>('vscode.git');
  const [repository] = extension?.exports.getAPI(1).repositories ?? [];
  assert.ok(repository, 'git knows no repository');
  return repository;
}

/** Somebody else sits down here: their name in git, their key in VS Code. */
export async function become(name: string): Promise<void> {
  git('config', 'user.email', `${name}@example.com`);
  await useKey(name);
}

export async function useKey(name: string): Promise<void> {
  const key = path.join(workspaceFolder().uri.fsPath, '..', 'keys', name);
  await vscode.workspace
    .getConfiguration()
    .update('mcpChangeControl.signingKey', key, vscode.ConfigurationTarget.Global);
}

export async function approve(uri: vscode.Uri): Promise<void> {
  await choosing(/Approve as/, async () =>
    vscode.commands.executeCommand('mcpChangeControl.approveChangeRequest', uri),
  );
}

export async function review(uri: vscode.Uri): Promise<void> {
  await vscode.commands.executeCommand('mcpChangeControl.reviewEmergency', uri);
}

/** Nothing open, nothing pending, no request: as every scene starts. */
export async function backToMain(application: Application): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  git('checkout', '--quiet', '--force', 'main');
  git('clean', '--quiet', '--force', '-d');
  await become('sam');
  await vscode.commands.executeCommand('mcpChangeControl.scanWorkspace');
  await application.records.scan();
  for (const { uri } of application.records.all()) await application.records.refresh(uri);
  // A document stays for a while after its last editor was closed, and its record with it.
  await waitFor(application.records.onDidChange, () =>
    application.records.all().length === 0 ? true : undefined,
  );
  await application.requests.settled();
}

/** Commits everything, as Sam whoever works here: whoever commits has a part in it. */
export async function commitAll(message: string): Promise<void> {
  await vscode.workspace.saveAll();
  git('add', '--all');
  git('-c', 'user.email=sam@example.com', 'commit', '--quiet', '--message', message);
}

/** What the command line says of the workspace, against main; whatever it exits with. */
export function commandLine(...parameters: readonly string[]): string {
  const program = path.join(extensionUnderTest()?.extensionPath ?? '', 'dist', 'cli.js');
  try {
    return execFileSync(process.execPath, [program, ...parameters, '--base', 'main'], {
      cwd: workspaceFolder().uri.fsPath,
      encoding: 'utf8',
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    });
  } catch (error) {
    if (error instanceof Error && 'stdout' in error) return String(error.stdout);
    throw error;
  }
}

/** Proposes the edit of a file for a reason, once it is pending. */
export async function propose(application: Application, file: string, why: string): Promise<void> {
  const uri = fileUri(file).toString();
  await waitFor(application.pending.onDidChange, () =>
    application.pending.all().some((pending) => pending.file.uri.toString() === uri)
      ? true
      : undefined,
  );
  await answering([why], async () =>
    runAccepting('mcpChangeControl.proposeChangeRequest', { uri }),
  );
}
