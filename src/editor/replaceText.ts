import * as vscode from 'vscode';
import { withLineEnding } from '../core/rollback/lineEndings';

/**
 * Adds to an edit what turns a document into another text, touching only what differs: the cursor,
 * folded regions and other features' marks outside stay. So do its line ending and its byte order
 * mark: a document has one of each, whatever the text brings along.
 */
export function replaceText(
  edit: vscode.WorkspaceEdit,
  document: vscode.TextDocument,
  wanted: string,
): void {
  const present = document.getText();
  const ending = document.eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n';
  const text = withLineEnding(wanted.replace(/^\ufeff/, ''), ending);
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
