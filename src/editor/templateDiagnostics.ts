import * as vscode from 'vscode';
import { isTemplatePath, parseTemplate } from '../core/policy/templates/parseTemplate';
import type { EditorContext } from './editorContext';

/** Templates of a team in the editor: what makes one say nothing is underlined. */
export function registerTemplateDiagnostics({ extension }: EditorContext): void {
  const collection = vscode.languages.createDiagnosticCollection('mcpChangeControl.templates');
  const show = (document: vscode.TextDocument): void => {
    if (!isTemplatePath(document.uri.path)) return;
    const { problems } = parseTemplate(document.uri.path, document.getText());
    collection.set(
      document.uri,
      problems.map(({ message, range }) => {
        const place = new vscode.Range(
          document.positionAt(range.start),
          document.positionAt(range.end),
        );
        const diagnostic = new vscode.Diagnostic(
          place,
          vscode.l10n.t('{0} Until then the built-in template holds.', message),
          vscode.DiagnosticSeverity.Error,
        );
        diagnostic.source = 'MCP Change Control';
        return diagnostic;
      }),
    );
  };
  extension.subscriptions.push(
    collection,
    vscode.workspace.onDidOpenTextDocument(show),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      show(document);
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      collection.delete(uri);
    }),
  );
  for (const document of vscode.workspace.textDocuments) show(document);
}
