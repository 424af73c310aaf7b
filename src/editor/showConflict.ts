import * as vscode from 'vscode';
import type { EditorContext } from './editorContext';
import { fileIn } from './governedFolder';
import type { RollbackTask } from './rollbackTasks';
import { showNotice } from './showNotice';
import { visibleLabel, visibleText } from './visibleText';

/**
 * What cannot go back by itself: says why, and shows the text before the change beside the file, which
 * can be edited there. Nothing is guessed and nothing written.
 */
export async function showConflict(context: EditorContext, task: RollbackTask): Promise<void> {
  const { plan, folder } = task;
  const conflict = plan.files.find(({ passed }) => !passed);
  void showNotice(
    'warning',
    vscode.l10n.t(
      '{0} cannot be taken back by itself. {1}',
      visibleText(conflict?.path ?? task.title),
      conflict?.conflict ?? plan.summary,
    ),
  );
  if (conflict === undefined) return;
  const present = fileIn(folder, conflict.path);
  const before = context.previews.create(present, task.before(conflict.path));
  const name = conflict.path.split('/').at(-1) ?? conflict.path;
  await vscode.commands.executeCommand(
    'vscode.diff',
    before,
    present,
    vscode.l10n.t('{0} (before the change ↔ now: decide here)', visibleLabel(name)),
  );
}
