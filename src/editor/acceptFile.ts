import * as vscode from 'vscode';
import type { TrackedFile } from './analysisStore';
import { selectionsFrom } from './changeSelection';
import type { EditorContext } from './editorContext';
import { showNotice } from './showNotice';
import { openDocument } from './openDocument';

/**
 * Command: the file is right as it is. Only for files that git does not know: for the others a commit
 * says so. Menus ask `resource in mcpChangeControl.copiedFiles`.
 */
export function registerAcceptFile(context: EditorContext): void {
  const { extension, store, copies, pending, tracker, onCommand } = context;
  let known = '';
  extension.subscriptions.push(pending.onDidChange(updateContextKey));
  updateContextKey();

  onCommand('mcpChangeControl.acceptFile', async (...parameters) => {
    const active = vscode.window.activeTextEditor?.document.uri;
    const named =
      selectionsFrom(parameters) ?? (active === undefined ? [] : [{ uri: active.toString() }]);
    const files = named.flatMap(({ uri }) => store.get(vscode.Uri.parse(uri)) ?? []);
    const acceptable = files.filter(isCopied);
    if (acceptable.length === 0) {
      void showNotice(
        'information',
        files.length === 0
          ? vscode.l10n.t('Open an MCP server, agent prompt or permission file first.')
          : vscode.l10n.t('Git knows this file: commit it to accept it.'),
      );
      return [];
    }
    for (const { uri } of acceptable) {
      await openDocument(uri)?.save();
      await tracker.analyze(uri);
      copies.accept(uri, store.get(uri)?.analysis.text);
    }
    return acceptable.map(({ uri }) => uri);
  });

  function updateContextKey(): void {
    const uris = pending
      .all()
      .filter(({ file }) => isCopied(file))
      .map(({ file }) => file.uri.toString())
      .sort();
    if (uris.join('\n') === known) return;
    known = uris.join('\n');
    void vscode.commands.executeCommand('setContext', 'mcpChangeControl.copiedFiles', uris);
  }
}

function isCopied({ baseline }: TrackedFile): boolean {
  return baseline.kind === 'accepted';
}
