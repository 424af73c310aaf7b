import * as vscode from 'vscode';
import type { TextRange } from '../core/parse/tree';
import { overstatedRollback } from '../core/record/overstatedRollback';
import { fieldOf, recordFields } from '../core/record/recordFields';
import type { EditorContext } from './editorContext';
import { isRecordPath } from './recordStore';

/** Records in the editor: what breaks one is underlined, with the sentence that mends it. */
export function registerRecordDiagnostics({ extension, records }: EditorContext): void {
  const collection = vscode.languages.createDiagnosticCollection('mcpChangeControl.records');
  const show = (document: vscode.TextDocument): void => {
    if (!isRecordPath(document.uri.path)) return;
    const { problems = [], record } = records.get(document.uri) ?? {};
    const diagnose = (
      message: string,
      range: TextRange,
      severity: vscode.DiagnosticSeverity,
    ): vscode.Diagnostic => {
      const place = new vscode.Range(
        document.positionAt(range.start),
        document.positionAt(range.end),
      );
      const diagnostic = new vscode.Diagnostic(place, message, severity);
      diagnostic.source = 'MCP Change Control';
      return diagnostic;
    };
    const overstated = record === undefined ? undefined : overstatedRollback(record);
    const claim =
      overstated === undefined
        ? undefined
        : fieldOf(recordFields(document.getText()), '/rollback/reversibility')?.valueRange;
    collection.set(document.uri, [
      ...problems.map(({ message, range }) =>
        diagnose(message, range, vscode.DiagnosticSeverity.Error),
      ),
      ...(overstated === undefined || claim === undefined
        ? []
        : [diagnose(overstated, claim, vscode.DiagnosticSeverity.Warning)]),
    ]);
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
