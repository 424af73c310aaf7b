import * as assert from 'node:assert/strict';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { choosing } from './answering';
import { git, workspaceFolder } from './workspaceFile';

/** The reason is prefilled from the branch, of which the git extension hears late by itself. */
export async function branch(name: string): Promise<void> {
  git('checkout', '--quiet', '-B', name, 'main');
  await gitRepository().status();
}

function gitRepository(): { readonly status: () => Promise<void> } {
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
