import * as vscode from 'vscode';
import type { EditorContext } from './editorContext';
import { isRecordPath, type StoredRecord } from './recordStore';
import { showNotice } from './showNotice';
import { visibleLabel } from './visibleText';

/**
 * The record a command is about: the one it was given (an address, a row of the sidebar), the one that
 * is open, or the one that somebody picks.
 *
 * @returns undefined when there is none, nobody picked one, or it cannot be read; the user knows
 */
export async function chosenRecord(
  { records }: EditorContext,
  parameters: readonly unknown[],
): Promise<StoredRecord | undefined> {
  const active = vscode.window.activeTextEditor?.document.uri;
  const uri =
    addressOf(parameters[0]) ??
    (active !== undefined && isRecordPath(active.path) ? active : undefined);
  const stored = uri === undefined ? await pickRecord(records.all()) : records.get(uri);
  if (stored === undefined || stored.record !== undefined) return stored;
  void showNotice(
    'warning',
    vscode.l10n.t('{0} cannot be read: {1}', stored.id, stored.problem ?? ''),
  );
  return undefined;
}

function addressOf(parameter: unknown): vscode.Uri | undefined {
  if (parameter instanceof vscode.Uri) return parameter;
  if (typeof parameter !== 'object' || parameter === null || !('record' in parameter)) {
    return undefined;
  }
  const { record } = parameter;
  return typeof record === 'object' &&
    record !== null &&
    'uri' in record &&
    record.uri instanceof vscode.Uri
    ? record.uri
    : undefined;
}

async function pickRecord(all: readonly StoredRecord[]): Promise<StoredRecord | undefined> {
  const readable = all.filter(({ record }) => record !== undefined);
  if (readable.length <= 1) {
    if (readable.length === 0) {
      void showNotice('information', vscode.l10n.t('There is no change request here yet.'));
    }
    return readable[0];
  }
  const picks = [...readable]
    .sort((left, right) => right.id.localeCompare(left.id))
    .map((stored) => ({
      label: visibleLabel(stored.id),
      description: visibleLabel(stored.title),
      detail: visibleLabel(stored.status),
      stored,
    }));
  const pick = await vscode.window.showQuickPick(picks, {
    title: vscode.l10n.t('Which change request?'),
    matchOnDescription: true,
  });
  return pick?.stored;
}
