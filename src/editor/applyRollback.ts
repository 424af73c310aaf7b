import * as vscode from 'vscode';
import { textDigest } from '../core/record/textDigest';
import type { FileRollback } from '../core/rollback/rollbackPlan';
import type { EditorContext } from './editorContext';
import { fileIn, type GovernedFolder } from './governedFolder';
import { openDocument } from './openDocument';
import { presentText } from './presentText';
import { replaceText } from './replaceText';

/** A file and what it is to hold; undefined: it is not to be there. */
export interface WantedText {
  readonly uri: vscode.Uri;
  readonly text: string | undefined;
}

/** The files of a rollback with what they hold afterwards. */
export function wantedTexts(
  folder: GovernedFolder,
  files: readonly FileRollback[],
): readonly WantedText[] {
  return files.map(({ path, restoredText }) => ({ uri: fileIn(folder, path), text: restoredText }));
}

/**
 * Writes all of them through one workspace edit, so that undo works, and saves them. VS Code saves
 * nothing over a disk that moved on without the open document: ask `isOnDisk` afterwards.
 */
export async function writeTexts(
  { copies }: EditorContext,
  wanted: readonly WantedText[],
): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  let isEmpty = true;
  for (const { uri, text } of wanted) {
    if (text === undefined) {
      edit.deleteFile(uri, { ignoreIfNotExists: true });
    } else if ((await presentText(uri)) === undefined) {
      edit.createFile(uri, { contents: new TextEncoder().encode(text) });
    } else {
      replaceText(edit, await vscode.workspace.openTextDocument(uri), text);
      if (!edit.has(uri)) continue;
    }
    isEmpty = false;
  }
  // VS Code says of an edit without content that it was not applied.
  if (!isEmpty && !(await vscode.workspace.applyEdit(edit))) {
    throw new Error(vscode.l10n.t('VS Code did not apply the rollback; nothing was changed.'));
  }
  // Clients read the disk, not the editor: an unsaved rollback is none.
  for (const { uri, text } of wanted) if (text !== undefined) await openDocument(uri)?.save();
  // Confirmed by the user, so no edit from outside.
  for (const { uri, text } of wanted) copies.settle(uri, text);
}

/** Folders that only the deleted files kept alive; git would not keep them either. */
export async function removeEmptied(
  folder: GovernedFolder,
  files: readonly FileRollback[],
): Promise<void> {
  if (folder.isHome === true) return;
  for (const { path, restoredText } of files) {
    if (restoredText === undefined) await removeEmptiedAbove(folder, path);
  }
}

async function removeEmptiedAbove(folder: GovernedFolder, path: string): Promise<void> {
  const steps = path.split('/').slice(0, -1);
  for (; steps.length > 0; steps.pop()) {
    const uri = vscode.Uri.joinPath(folder.uri, ...steps);
    try {
      if ((await vscode.workspace.fs.readDirectory(uri)).length > 0) return;
      await vscode.workspace.fs.delete(uri);
    } catch {
      return;
    }
  }
}

/** Whether the disk holds a text, whatever its line endings; undefined: no file. */
export async function isOnDisk({ uri, text }: WantedText): Promise<boolean> {
  let found: string | undefined;
  try {
    found = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    found = undefined;
  }
  if (found === undefined || text === undefined) return found === text;
  return textDigest(found) === textDigest(text);
}
