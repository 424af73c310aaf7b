import * as vscode from 'vscode';
import type { EditorContext } from './editorContext';
import { isRecordPath } from './recordStore';

const records: vscode.DocumentSelector = { pattern: '**/.mcp-change/records/*.yaml' };

/** Records in the editor: what breaks one is underlined, and its first line can take it back. */
export function registerRecordEditing({ extension, records: store }: EditorContext): void {
  const collection = vscode.languages.createDiagnosticCollection('mcpChangeControl.records');
  const refreshLenses = new vscode.EventEmitter<void>();
  const update = (): void => {
    for (const document of vscode.workspace.textDocuments) show(document);
    refreshLenses.fire();
  };
  const show = (document: vscode.TextDocument): void => {
    if (!isRecordPath(document.uri.path)) return;
    const problems = store.get(document.uri)?.problems ?? [];
    collection.set(
      document.uri,
      problems.map(({ message, range }) => {
        const place = new vscode.Range(
          document.positionAt(range.start),
          document.positionAt(range.end),
        );
        const diagnostic = new vscode.Diagnostic(place, message, vscode.DiagnosticSeverity.Error);
        diagnostic.source = 'MCP Change Control';
        return diagnostic;
      }),
    );
  };
  extension.subscriptions.push(
    collection,
    refreshLenses,
    store.onDidChange(update),
    vscode.workspace.onDidOpenTextDocument((document) => {
      if (isRecordPath(document.uri.path)) void store.refresh(document.uri);
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => collection.delete(uri)),
    vscode.languages.registerCodeLensProvider(records, {
      onDidChangeCodeLenses: refreshLenses.event,
      provideCodeLenses: ({ uri }) => {
        const stored = store.get(uri);
        if (stored?.record === undefined || stored.status === 'rolled-back') return [];
        return [
          new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), {
            title: vscode.l10n.t('$(discard) Roll back'),
            tooltip: stored.record.take_back,
            command: 'mcpChangeControl.rollBackChange',
            arguments: [uri],
          }),
        ];
      },
    }),
  );
}
