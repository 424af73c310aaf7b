import * as vscode from 'vscode';
import { openDocument } from './openDocument';

/** What a file says now: as it is open in the editor, else on disk; undefined when it is not there. */
export async function presentText(uri: vscode.Uri): Promise<string | undefined> {
  const open = openDocument(uri);
  if (open !== undefined) return open.getText();
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}
