import * as vscode from 'vscode';
import type { EditorContext } from './editorContext';
import { nothingToCompare } from './nothingPending';
import { showStatus } from './showNotice';

const messageMilliseconds = 6_000;

/** Command: read every governed file again, then show what is pending. */
export function registerScanWorkspace({
  tracker,
  store,
  pending,
  log,
  onCommand,
}: EditorContext): void {
  onCommand('mcpChangeControl.scanWorkspace', async () => {
    const started = performance.now();
    const files = await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Window,
        title: vscode.l10n.t('Reading governed files'),
        cancellable: true,
      },
      (_, token) => tracker.scan(token),
    );
    log.info(`Scanned ${files} governed files in ${(performance.now() - started).toFixed(0)} ms.`);
    const changes = pending.all().reduce((sum, { rows }) => sum + rows.length, 0);
    showStatus(
      (changes === 0 ? nothingToCompare(store) : undefined) ?? resultSentence(files, changes),
      messageMilliseconds,
    );
    await vscode.commands.executeCommand('mcpChangeControl.changes.focus');
  });
}

function resultSentence(files: number, changes: number): string {
  if (files === 0) return vscode.l10n.t('No governed files here.');
  const read =
    files === 1 ? vscode.l10n.t('1 governed file') : vscode.l10n.t('{0} governed files', files);
  if (changes === 0) return vscode.l10n.t('{0}, no pending changes.', read);
  return changes === 1
    ? vscode.l10n.t('{0}, 1 pending change.', read)
    : vscode.l10n.t('{0}, {1} pending changes.', read, changes);
}
