import * as vscode from 'vscode';
import type { EditorContext } from './editorContext';

/** Tells menus which files have pending changes: `resource in mcpChangeControl.pendingFiles`. */
export function registerContextKeys({ extension, pending }: EditorContext): void {
  let known = '';
  extension.subscriptions.push(pending.onDidChange(update));
  update();

  function update(): void {
    const uris = pending.all().map(({ file }) => file.uri.toString());
    // Setting a key re-evaluates every menu; typing seldom changes the list.
    const joined = [...uris].sort().join('\n');
    if (joined === known) return;
    known = joined;
    void vscode.commands.executeCommand('setContext', 'mcpChangeControl.pendingFiles', uris);
  }
}
