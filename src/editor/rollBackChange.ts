import * as vscode from 'vscode';
import { analyzeFile } from '../core/analyze';
import { markRolledBack } from '../core/record/markRolledBack';
import { planRecordRollback } from '../core/record/planRecordRollback';
import { planRollback } from '../core/rollback/planRollback';
import type { FileRollback, RollbackPlan } from '../core/rollback/rollbackPlan';
import {
  resolveSelections,
  selectChanges,
  selectionsFrom,
  type ResolvedSelection,
} from './changeSelection';
import type { EditorContext } from './editorContext';
import { confirmRollback } from './confirmRollback';
import { isRecordPath, type StoredRecord } from './recordStore';
import { replaceText } from './replaceText';
import { requesterOf } from './requester';
import { openDocument } from './tracker';
import { visibleText } from './visibleText';

/** What is to be taken back: pending changes, or those of a record. */
interface RollbackTask {
  readonly title: string;
  readonly plan: RollbackPlan;
  readonly folder: vscode.WorkspaceFolder;
  readonly record?: StoredRecord | undefined;
}

/**
 * Command: rehearse, show exactly the lines that come back, take them back, list what is left to do.
 * Everything goes through one workspace edit, so that undo works.
 */
export function registerRollBackChange(context: EditorContext): void {
  context.onCommand('mcpChangeControl.rollBackChange', async (...parameters) => {
    await context.ready;
    const task = await taskFor(context, parameters);
    if (task === undefined) return false;
    if (!task.plan.passed) {
      const conflict = task.plan.files.find(({ passed }) => !passed);
      void vscode.window.showWarningMessage(
        vscode.l10n.t(
          '{0} cannot be taken back by itself. {1}',
          visibleText(conflict?.path ?? task.title),
          conflict?.conflict ?? task.plan.summary,
        ),
      );
      return false;
    }
    const touched = task.plan.files.filter(({ mode }) => mode !== 'nothing');
    if (touched.length === 0) {
      void vscode.window.showInformationMessage(vscode.l10n.t('Rollback: {0}.', task.plan.summary));
      return false;
    }
    const shown = previews(context, task, touched);
    const confirmed = await confirmRollback(shown, task.plan);
    for (const { restored } of shown) context.previews.release(restored);
    if (!confirmed) return false;
    await apply(task, touched);
    await afterwards(context, task);
    return true;
  });
}

function previews(
  context: EditorContext,
  task: RollbackTask,
  files: readonly FileRollback[],
): Parameters<typeof confirmRollback>[0] {
  return files.map((file) => {
    const uri = vscode.Uri.joinPath(task.folder.uri, file.path);
    return {
      path: file.path,
      present: uri,
      restored: context.previews.create(uri, file.restoredText),
    };
  });
}

async function taskFor(
  context: EditorContext,
  parameters: readonly unknown[],
): Promise<RollbackTask | undefined> {
  const record = recordFrom(context, parameters);
  if (record !== undefined) return recordTask(context, record);
  const named = selectionsFrom(parameters) ?? activeSelection(context);
  const selections = resolveSelections(
    named ?? context.pending.all().map(({ file }) => selectChanges(file.uri)),
    context.store,
  ).filter(({ changes }) => changes.length > 0);
  const [first] = selections;
  if (first === undefined) {
    void vscode.window.showInformationMessage(vscode.l10n.t('No pending changes.'));
    return undefined;
  }
  return pendingTask(first, selections);
}

function pendingTask(
  first: ResolvedSelection,
  selections: readonly ResolvedSelection[],
): RollbackTask {
  const { baseline, folder } = first.file;
  const inFolder = selections.filter(({ file }) => file.folder === folder);
  const whole = inFolder.every(
    ({ file, changes }) => changes.length === file.analysis.changes.length,
  );
  const single = inFolder.length === 1 && inFolder[0]?.changes.length === 1;
  return {
    title: inFolder.length === 1 ? first.file.path : vscode.l10n.t('{0} files', inFolder.length),
    folder,
    plan: planRollback(
      inFolder.map(({ file, changes }) => ({
        analysis: file.analysis,
        selected: whole ? undefined : changes,
      })),
      {
        baselineName: baseline.kind === 'none' ? '' : baseline.label,
        analyze: analyzeFile,
        // A tightening that is pointed at by itself is asked for by name.
        includeTightening: single && first.changes[0]?.direction === 'tightens',
      },
    ),
  };
}

async function recordTask(
  { baselines }: EditorContext,
  stored: StoredRecord,
): Promise<RollbackTask | undefined> {
  const folder = vscode.workspace.getWorkspaceFolder(stored.uri);
  const commit = stored.record?.subject.baseline_commit ?? undefined;
  if (stored.record === undefined || folder === undefined || commit === undefined) {
    void vscode.window.showWarningMessage(
      stored.problem === undefined
        ? vscode.l10n.t('{0} has no baseline commit to go back to.', stored.id)
        : vscode.l10n.t('{0} cannot be read: {1}', stored.id, stored.problem),
    );
    return undefined;
  }
  const states = await Promise.all(
    stored.files.map(async ({ uri }) => ({
      path: uri.path.slice(folder.uri.path.length + 1),
      present: await presentText(uri),
      baseline: await baselines.textAtCommit(uri, commit),
    })),
  );
  return {
    title: stored.id,
    folder,
    record: stored,
    plan: planRecordRollback(stored.record, states),
  };
}

async function apply(task: RollbackTask, files: readonly FileRollback[]): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  const changed: vscode.Uri[] = [];
  for (const file of files) {
    const uri = vscode.Uri.joinPath(task.folder.uri, file.path);
    if (file.restoredText === undefined) {
      edit.deleteFile(uri, { ignoreIfNotExists: true });
      continue;
    }
    changed.push(uri);
    if ((await presentText(uri)) === undefined) {
      edit.createFile(uri, { contents: new TextEncoder().encode(file.restoredText) });
    } else {
      replaceText(edit, await vscode.workspace.openTextDocument(uri), file.restoredText);
    }
  }
  if (!(await vscode.workspace.applyEdit(edit))) {
    throw new Error(vscode.l10n.t('VS Code did not apply the rollback; nothing was changed.'));
  }
  // Clients read the disk, not the editor: an unsaved rollback is none.
  for (const uri of changed) await openDocument(uri)?.save();
}

async function afterwards(context: EditorContext, task: RollbackTask): Promise<void> {
  const { plan, record } = task;
  const at = new Date().toISOString().replace(/\.\d{3}Z$/, 'Z');
  if (record !== undefined) await closeRecord(context, record, plan.summary, at);
  await context.runbooks.add({
    id: record?.id ?? `${task.title} ${at}`,
    title: record?.id ?? task.title,
    // The files are restored; what is left is for people.
    steps: plan.steps.filter(({ phase }) => phase !== 'revert'),
    done: [],
  });
  for (const file of plan.files) {
    await context.tracker.analyze(vscode.Uri.joinPath(task.folder.uri, file.path));
  }
  context.log.info(`Rolled back ${task.title}: ${plan.summary}`);
  vscode.window.setStatusBarMessage(vscode.l10n.t('Rolled back: {0}', plan.summary), 10_000);
  await vscode.commands.executeCommand('mcpChangeControl.changes.focus');
}

async function closeRecord(
  context: EditorContext,
  { uri }: StoredRecord,
  note: string,
  at: string,
): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  const requester = await requesterOf(await context.baselines.repositoryOf(uri));
  const marked = markRolledBack(document.getText(), { at, actor: requester.id, note });
  if (marked === undefined) return;
  const edit = new vscode.WorkspaceEdit();
  replaceText(edit, document, marked);
  await vscode.workspace.applyEdit(edit);
  await document.save();
  await context.records.refresh(uri);
}

function recordFrom(
  { records }: EditorContext,
  [first]: readonly unknown[],
): StoredRecord | undefined {
  if (first instanceof vscode.Uri) return records.get(first);
  if (typeof first === 'object' && first !== null && 'record' in first) {
    const { record } = first;
    if (typeof record === 'object' && record !== null && 'uri' in record) {
      return record.uri instanceof vscode.Uri ? records.get(record.uri) : undefined;
    }
  }
  const active = vscode.window.activeTextEditor?.document.uri;
  return first === undefined && active !== undefined && isRecordPath(active.path)
    ? records.get(active)
    : undefined;
}

/** From the palette: the file in front, when it has something pending. */
function activeSelection({ store }: EditorContext): ReturnType<typeof selectionsFrom> {
  const active = vscode.window.activeTextEditor?.document.uri;
  const file = active === undefined ? undefined : store.get(active);
  return file === undefined || file.analysis.changes.length === 0
    ? undefined
    : [selectChanges(file.uri)];
}

async function presentText(uri: vscode.Uri): Promise<string | undefined> {
  const open = openDocument(uri);
  if (open !== undefined) return open.getText();
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}
