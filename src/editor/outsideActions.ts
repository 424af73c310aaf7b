import * as vscode from 'vscode';
import { sha256 } from '../core/record/sha256';
import { copyUri, goneUri } from './baselineUri';
import type { EditorContext } from './editorContext';
import type { OutsideEdit } from './outsideEdits';
import { replaceText } from './replaceText';
import { showStatus } from './showNotice';
import { openDocument } from './openDocument';
import { visibleText } from './visibleText';

const messageMilliseconds = 10_000;

/** What can be done about edits that were made outside. */
export interface OutsideActions {
  /** Shows the accepted copies beside what the files are now. */
  readonly compare: (edits: readonly OutsideEdit[]) => Promise<void>;
  /** Restores the accepted texts; the edits stay as drafts. Resolves with the files put back. */
  readonly putBack: (edits: readonly OutsideEdit[]) => Promise<readonly vscode.Uri[]>;
  /** Accepts the files as they are. */
  readonly keep: (edits: readonly OutsideEdit[]) => Promise<void>;
}

/** Where the accepted text of an edit is still there, and the file still what the edit made of it. */
interface Restoration {
  readonly edit: OutsideEdit;
  /** Undefined: there was no file. */
  readonly text: string | undefined;
}

export function actOnOutsideEdits({ copies, tracker, log }: EditorContext): OutsideActions {
  return { compare, putBack, keep };

  async function compare(edits: readonly OutsideEdit[]): Promise<void> {
    const [first] = edits;
    if (first === undefined) return;
    if (edits.length === 1) {
      const [left, right] = sidesOf(first);
      const name = first.path.split('/').at(-1) ?? first.path;
      const title = vscode.l10n.t('{0} (accepted copy ↔ now)', visibleText(name));
      await vscode.commands.executeCommand('vscode.diff', left, right, title);
      return;
    }
    await vscode.commands.executeCommand(
      'vscode.changes',
      vscode.l10n.t('Changed outside the editor'),
      edits.map((edit) => [edit.uri, ...sidesOf(edit)]),
    );
  }

  async function putBack(edits: readonly OutsideEdit[]): Promise<readonly vscode.Uri[]> {
    const restorations = await restorable(edits);
    if (restorations.length === 0) return [];
    const change = new vscode.WorkspaceEdit();
    for (const { edit, text } of restorations) {
      if (edit.text !== undefined) copies.keepDraft(edit.uri, edit.text);
      if (text === undefined) {
        change.deleteFile(edit.uri, { ignoreIfNotExists: true });
      } else if (edit.text === undefined) {
        change.createFile(edit.uri, { contents: new TextEncoder().encode(text) });
      } else {
        replaceText(change, await vscode.workspace.openTextDocument(edit.uri), text);
      }
    }
    if (!(await vscode.workspace.applyEdit(change))) {
      throw new Error(vscode.l10n.t('VS Code did not put the files back; nothing was changed.'));
    }
    const uris = restorations.map(({ edit }) => edit.uri);
    // Clients read the disk, not the editor.
    for (const uri of uris) await openDocument(uri)?.save();
    for (const uri of uris) await tracker.analyze(uri);
    showStatus(
      vscode.l10n.t('Put back. What was there is kept: “Open Edit That Was Put Back”.'),
      messageMilliseconds,
    );
    return uris;
  }

  async function keep(edits: readonly OutsideEdit[]): Promise<void> {
    for (const { uri, text } of edits) copies.accept(uri, text);
    for (const { uri } of edits) await tracker.analyze(uri);
  }

  /** Never over something newer: what has moved on since the notification is left alone. */
  async function restorable(edits: readonly OutsideEdit[]): Promise<readonly Restoration[]> {
    const found: Restoration[] = [];
    for (const edit of edits) {
      const text = edit.accepted === null ? undefined : await copies.textOf(edit.accepted);
      const present = await textOnDisk(edit.uri);
      const same =
        (present === undefined ? null : sha256(present)) === edit.digest &&
        openDocument(edit.uri)?.isDirty !== true;
      if (!same || (edit.accepted !== null && text === undefined)) {
        log.warn(`${edit.path} has moved on and was not put back.`);
      } else found.push({ edit, text });
    }
    return found;
  }
}

function sidesOf(edit: OutsideEdit): readonly [vscode.Uri, vscode.Uri] {
  return [copyUri(edit.uri, edit.accepted), edit.text === undefined ? goneUri(edit) : edit.uri];
}

async function textOnDisk(uri: vscode.Uri): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}
