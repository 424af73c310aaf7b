import * as assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';

/** The folder of the sample workspace. */
export function workspaceFolder(): vscode.WorkspaceFolder {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'no folder is open');
  return folder;
}

export function fileUri(relativePath: string): vscode.Uri {
  return vscode.Uri.joinPath(workspaceFolder().uri, relativePath);
}

/** The bytes on disk, which is what clients read. */
export function onDisk(relativePath: string): Buffer {
  return readFileSync(path.join(workspaceFolder().uri.fsPath, relativePath));
}

/** The bytes of a file at HEAD, as git has them. */
export function atHead(relativePath: string): Buffer {
  return execFileSync('git', ['cat-file', 'blob', `HEAD:${relativePath}`], {
    cwd: workspaceFolder().uri.fsPath,
  });
}

export function git(...parameters: readonly string[]): void {
  execFileSync('git', parameters, { cwd: workspaceFolder().uri.fsPath });
}

/** Opens a file and replaces the first occurrence of a text, as somebody typing would. */
export async function typeOver(
  relativePath: string,
  from: string,
  to: string,
): Promise<vscode.TextDocument> {
  return typeAt(fileUri(relativePath), from, to);
}

/** A file in one of several workspace folders. */
export function uriIn(folderName: string, relativePath: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.find(({ name }) => name === folderName);
  assert.ok(folder, `no folder ${folderName} is open`);
  return vscode.Uri.joinPath(folder.uri, relativePath);
}

/** Types like `typeOver`, in one of several workspace folders. */
export async function typeIn(
  folderName: string,
  relativePath: string,
  from: string,
  to: string,
): Promise<vscode.TextDocument> {
  return typeAt(uriIn(folderName, relativePath), from, to);
}

async function typeAt(uri: vscode.Uri, from: string, to: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(uri);
  const editor = await vscode.window.showTextDocument(document);
  const start = document.getText().indexOf(from);
  assert.ok(start >= 0, `${uri.path} does not contain ${from}`);
  const range = new vscode.Range(
    document.positionAt(start),
    document.positionAt(start + from.length),
  );
  assert.ok(await editor.edit((edit) => edit.replace(range, to)));
  return document;
}
