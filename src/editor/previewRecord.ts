import * as vscode from 'vscode';
import { renderRecord } from '../core/record/renderRecord';
import { chosenRecord } from './chosenRecord';
import type { EditorContext } from './editorContext';
import { recordedContent } from './recordedContent';
import type { StoredRecord } from './recordStore';
import { requestNeeds } from './requestNeeds';
import { isOpen } from './requestView';
import { showStatus } from './showNotice';

const scheme = 'mcp-change-record';

/**
 * Commands: a record rendered for people, beside it and always up to date, or in the clipboard for a
 * pull request. What VS Code renders is Markdown in which no text of the record means anything.
 */
export function registerPreviewRecord(context: EditorContext): void {
  const { extension, records, log } = context;
  const changed = new vscode.EventEmitter<vscode.Uri>();
  /** Previews by the address of their record. */
  const shown = new Map<string, vscode.Uri>();
  extension.subscriptions.push(
    changed,
    records.onDidChange(() => {
      for (const uri of shown.values()) changed.fire(uri);
    }),
    context.requests.onDidChange(() => {
      for (const uri of shown.values()) changed.fire(uri);
    }),
    context.store.onDidChange(() => {
      for (const uri of shown.values()) changed.fire(uri);
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      if (uri.scheme === scheme) shown.delete(uri.query);
    }),
    vscode.workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: changed.event,
      provideTextDocumentContent: async ({ query }) => {
        const stored = records.all().find(({ uri }) => uri.toString() === query);
        return stored === undefined
          ? vscode.l10n.t('This change request is not there any more.')
          : markdownOf(context, stored);
      },
    }),
  );

  context.onCommand('mcpChangeControl.previewRecord', async (...parameters) => {
    await context.ready;
    const stored = await chosenRecord(context, parameters);
    if (stored === undefined) return undefined;
    const query = stored.uri.toString();
    const uri = vscode.Uri.from({ scheme, path: `/${stored.id}.md`, query });
    shown.set(query, uri);
    changed.fire(uri);
    try {
      await vscode.commands.executeCommand('markdown.showPreviewToSide', uri);
    } catch (error) {
      log.debug(`No Markdown preview: ${String(error)}`);
      await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.Beside });
    }
    return uri;
  });

  context.onCommand('mcpChangeControl.copyRecord', async (...parameters) => {
    await context.ready;
    const stored = await chosenRecord(context, parameters);
    if (stored === undefined) return undefined;
    const text = await markdownOf(context, stored);
    await vscode.env.clipboard.writeText(text);
    showStatus(vscode.l10n.t('{0} copied as Markdown.', stored.id), 5_000);
    return text;
  });
}

async function markdownOf({ requests }: EditorContext, stored: StoredRecord): Promise<string> {
  if (stored.record === undefined) {
    return vscode.l10n.t('This change request cannot be read. Mend the record first.');
  }
  const view = requests.get(stored.uri)?.view;
  return renderRecord(stored.record, {
    format: 'markdown',
    content: await recordedContent(stored),
    ...(view !== undefined && isOpen(view) ? requestNeeds(view) : {}),
  });
}
