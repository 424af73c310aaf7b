import * as vscode from 'vscode';
import type { EditorContext } from './editorContext';
import { isRecordPath } from './recordStore';
import type { Request } from './requestStore';
import { requestWords } from './requestItems';
import { visibleLabel } from './visibleText';

interface RequestItem extends vscode.QuickPickItem {
  readonly uri: vscode.Uri;
}

/**
 * The record a command is about: the row, lens or file it was called with, else the record in the
 * editor, else the one that is picked from a list.
 *
 * @param fits which requests the list offers
 * @param nothing what to say when there is none
 * @returns undefined when nothing was chosen
 */
export async function findRequest(
  { requests }: EditorContext,
  [first]: readonly unknown[],
  title: string,
  fits: (request: Request) => boolean,
): Promise<vscode.Uri | 'none' | undefined> {
  const named = recordUri(first);
  if (named !== undefined) return named;
  const active = vscode.window.activeTextEditor?.document.uri;
  if (active !== undefined && isRecordPath(active.path)) return active;
  await requests.settled();
  const found = requests.all().filter((request) => request.view !== undefined && fits(request));
  const [only] = found;
  if (only === undefined) return 'none';
  const chosen = await vscode.window.showQuickPick<RequestItem>(
    found.map(({ stored, view }) => ({
      label: visibleLabel(stored.title),
      description: visibleLabel(stored.id),
      detail: view === undefined ? '' : visibleLabel(requestWords(view)),
      uri: stored.uri,
    })),
    { title: visibleLabel(title), ignoreFocusOut: true, matchOnDescription: true },
  );
  return chosen?.uri;
}

/** What a row, a lens or a menu names. */
export function recordUri(named: unknown): vscode.Uri | undefined {
  if (named instanceof vscode.Uri) return isRecordPath(named.path) ? named : undefined;
  if (typeof named !== 'object' || named === null || !('record' in named)) return undefined;
  const { record } = named;
  // Of a part the row above it.
  if (typeof record === 'object' && record !== null && 'record' in record) return recordUri(record);
  if (typeof record !== 'object' || record === null || !('uri' in record)) return undefined;
  return record.uri instanceof vscode.Uri ? record.uri : undefined;
}
