import * as vscode from 'vscode';
import { textDigest } from '../core/record/textDigest';
import { openDocument } from './openDocument';

/** Longer than VS Code needs to notice a foreign edit, shorter than people wait without a word. */
const patienceMilliseconds = 3_000;

/**
 * VS Code tells of what another program wrote a moment later; until then a document that nobody edited
 * holds a text that is nowhere any more. Waits until it has caught up with the disk.
 *
 * @returns false: it did not, within three seconds. What somebody typed and has not saved is newer than
 * the disk, so there is nothing to wait for.
 */
export async function catchUp(uri: vscode.Uri): Promise<boolean> {
  if (await isCurrent(uri)) return true;
  return new Promise((resolve) => {
    const listeners: vscode.Disposable[] = [];
    const finish = (isCaughtUp: boolean): void => {
      clearTimeout(timer);
      for (const listener of listeners) listener.dispose();
      resolve(isCaughtUp);
    };
    const timer = setTimeout(() => finish(false), patienceMilliseconds);
    const look = (of: vscode.TextDocument): void => {
      if (of.uri.toString() !== uri.toString()) return;
      void isCurrent(uri).then((isSo) => {
        if (isSo) finish(true);
      });
    };
    listeners.push(
      vscode.workspace.onDidChangeTextDocument(({ document }) => look(document)),
      vscode.workspace.onDidCloseTextDocument(look),
    );
  });
}

async function isCurrent(uri: vscode.Uri): Promise<boolean> {
  const document = openDocument(uri);
  if (document === undefined || document.isDirty) return true;
  let onDisk: string;
  try {
    onDisk = await vscode.workspace.decode(await vscode.workspace.fs.readFile(uri), {
      encoding: document.encoding,
    });
  } catch {
    // The file is gone: VS Code keeps such a document open, struck through, with its last text.
    return true;
  }
  const now = openDocument(uri);
  return now === undefined || now.isDirty || textDigest(now.getText()) === textDigest(onDisk);
}
