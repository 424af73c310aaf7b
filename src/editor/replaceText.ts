import * as vscode from 'vscode';

/**
 * Adds to an edit what turns a document into another text, touching only what differs: the cursor,
 * folded regions and other features' marks outside stay.
 */
export function replaceText(
  edit: vscode.WorkspaceEdit,
  document: vscode.TextDocument,
  text: string,
): void {
  const present = document.getText();
  if (present === text) return;
  let start = 0;
  const shorter = Math.min(present.length, text.length);
  while (start < shorter && present[start] === text[start]) start += 1;
  let tail = 0;
  while (
    tail < shorter - start &&
    present[present.length - 1 - tail] === text[text.length - 1 - tail]
  ) {
    tail += 1;
  }
  edit.replace(
    document.uri,
    new vscode.Range(document.positionAt(start), document.positionAt(present.length - tail)),
    text.slice(start, text.length - tail),
  );
}
