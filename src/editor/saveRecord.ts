import * as vscode from 'vscode';
import { decideRecord, type Decision } from '../core/record/decideRecord';
import type { EditorContext } from './editorContext';
import { replaceText } from './replaceText';
import { requesterOf } from './requester';
import { showNotice } from './showNotice';

/** UTC, whole seconds, as records have it. */
export function utcSeconds(date: Date): string {
  return date.toISOString().replace(/\.\d{3}Z$/, 'Z');
}

/**
 * Turns the text of a record into another one and saves it; undo works.
 *
 * @param change undefined when there is nothing to write
 */
export async function saveRecord(
  { records }: EditorContext,
  uri: vscode.Uri,
  change: (text: string) => string | undefined,
): Promise<boolean> {
  const document = await vscode.workspace.openTextDocument(uri);
  const text = change(document.getText());
  if (text === undefined) return false;
  const edit = new vscode.WorkspaceEdit();
  replaceText(edit, document, text);
  await vscode.workspace.applyEdit(edit);
  await document.save();
  await records.refresh(uri);
  return true;
}

/**
 * Writes a decision into a record, or says why it cannot be made now.
 *
 * @returns whether it was written
 */
export async function decideIn(
  context: EditorContext,
  uri: vscode.Uri,
  decision: Decision,
  why?: string,
): Promise<boolean> {
  const { id: actor } = await requesterOf(await context.baselines.repositoryOf(uri));
  const at = utcSeconds(new Date());
  return saveRecord(context, uri, (text) => {
    const decided = decideRecord(text, decision, { at, actor, why });
    if (decided.problem !== undefined) void showNotice('warning', decided.problem);
    return decided.text;
  });
}
