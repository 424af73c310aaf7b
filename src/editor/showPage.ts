import * as vscode from 'vscode';

/** Text to be read: its lines wrap, and no line has a number. Its defaults stand in package.json. */
const language = 'mcp-change-page';

/** Shows a document of ours to be read from the top. */
export async function showPage(uri: vscode.Uri, preserveFocus = false): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  const page =
    document.languageId === language
      ? document
      : await vscode.languages.setTextDocumentLanguage(document, language);
  await vscode.window.showTextDocument(page, { preview: true, preserveFocus });
}
