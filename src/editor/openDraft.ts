import * as vscode from 'vscode';
import type { Draft } from './acceptedIndex';
import type { EditorContext } from './editorContext';
import { showNotice } from './showNotice';
import { visibleLabel } from './visibleText';

/** Command: an edit from outside that was put back, as an untitled document. */
export function registerOpenDraft({ copies, onCommand }: EditorContext): void {
  onCommand('mcpChangeControl.openDraft', async () => {
    await copies.loaded;
    const drafts = copies.allDrafts();
    if (drafts.length === 0) {
      void showNotice('information', vscode.l10n.t('No edit was put back here.'));
      return undefined;
    }
    const pick = await vscode.window.showQuickPick(drafts.map(itemOf), {
      title: vscode.l10n.t('Open edit that was put back'),
    });
    const content = pick === undefined ? undefined : await copies.textOf(pick.draft.digest);
    if (pick === undefined || content === undefined) return undefined;
    // Untitled, so that nothing is written before somebody decides where.
    const document = await vscode.workspace.openTextDocument({
      content,
      language: pick.draft.uri.endsWith('.md') ? 'markdown' : 'jsonc',
    });
    await vscode.window.showTextDocument(document, { preview: false });
    return document;
  });
}

function itemOf(draft: Draft): vscode.QuickPickItem & { readonly draft: Draft } {
  const uri = vscode.Uri.parse(draft.uri);
  return {
    label: visibleLabel(vscode.workspace.asRelativePath(uri)),
    description: new Date(draft.at).toLocaleString(vscode.env.language),
    draft,
  };
}
