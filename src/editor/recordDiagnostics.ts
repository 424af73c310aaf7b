import * as vscode from 'vscode';
import type { EditorContext } from './editorContext';
import { isRecordPath } from './recordStore';

/** Records in the editor: what breaks one is underlined, with the sentence that mends it. */
export function registerRecordDiagnostics({ extension, records }: EditorContext): void {
  const collection = vscode.languages.createDiagnosticCollection('mcpChangeControl.records');
  const show = (document: vscode.TextDocument): void => {
    if (!isRecordPath(document.uri.path)) return;
    const problems = records.get(document.uri)?.problems ?? [];
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
    records.onDidChange(() => {
      for (const document of vscode.workspace.textDocuments) show(document);
    }),
    vscode.workspace.onDidOpenTextDocument((document) => {
      if (isRecordPath(document.uri.path)) void records.refresh(document.uri);
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      collection.delete(uri);
    }),
  );
}
