import * as vscode from 'vscode';
import { explainRollback, markRolledBack } from '../core/record/markRolledBack';
import { rollbackSteps } from '../core/record/rollbackSteps';
import type { FileRollback } from '../core/rollback/rollbackPlan';
import { isOnDisk, removeEmptied, wantedTexts, writeTexts } from './applyRollback';
import { confirmRollback } from './confirmRollback';
import type { EditorContext } from './editorContext';
import { firstLink } from './firstLink';
import { fileIn, pathBelow } from './governedFolder';
import type { StoredRecord } from './recordStore';
import { requesterOf } from './requester';
import { beginJournal, endJournal, offerToFinish } from './rollbackJournal';
import { rollbackTasks, type RollbackTask } from './rollbackTasks';
import { saveRecord, utcSeconds } from './saveRecord';
import { showConflict } from './showConflict';
import { showNotice, showStatus } from './showNotice';
import { visibleLabel, visibleText } from './visibleText';

/**
 * Command: rehearse, show exactly the lines that come back, take them back, list what is left to do.
 * Everything goes through one workspace edit, so that undo works.
 */
export function registerRollBackChange(context: EditorContext): void {
  context.onCommand('mcpChangeControl.rollBackChange', async (...parameters) => {
    await context.ready;
    const startedAt = utcSeconds(new Date());
    const tasks = await rollbackTasks(context, parameters);
    let done = false;
    // One folder after the other, each with its own preview; whoever leaves one leaves the rest.
    for (const task of tasks) {
      done = await carryOut(context, task, startedAt);
      if (!done) break;
    }
    return done;
  });
}

/** @param startedAt when somebody decided to go back: the time to restore counts from here */
async function carryOut(
  context: EditorContext,
  task: RollbackTask,
  startedAt: string,
): Promise<boolean> {
  const { plan, folder } = task;
  if (!plan.passed) {
    await showConflict(context, task);
    return false;
  }
  const touched = plan.files.filter(({ mode }) => mode !== 'nothing');
  if (touched.length === 0) {
    void showNotice('information', vscode.l10n.t('Rollback: {0}.', plan.summary));
    // Somebody restored the files; what was live meanwhile still has to be seen to.
    if (task.closes) await afterwards(context, task, startedAt);
    return task.closes;
  }
  const link = await firstLink(
    folder.uri,
    touched.map(({ path }) => pathBelow(folder, path)),
  );
  if (link !== undefined) {
    void showNotice(
      'warning',
      vscode.l10n.t(
        '{0} is a symbolic link and may lead out of this folder. Nothing was changed: roll back the file it leads to.',
        visibleText(link),
      ),
    );
    return false;
  }
  const shown = previews(context, task, touched);
  const decision = await confirmRollback(shown, plan);
  for (const { restored } of shown) context.previews.release(restored);
  if (decision === 'leave') return false;
  // Other lines come back then, so they are shown first.
  if (decision === 'everything') return carryOut(context, task.everything(), startedAt);
  const wanted = wantedTexts(folder, touched);
  await beginJournal(context, task.title, task.record?.uri, wanted);
  await writeTexts(context, wanted);
  // What counts is what clients read. A file that could not be saved is no rollback.
  const isBack = await Promise.all(wanted.map(isOnDisk));
  if (isBack.includes(false)) {
    const failed = touched.find((_, index) => isBack[index] === false);
    if (!(await offerToFinish(context))) {
      void showNotice(
        'warning',
        vscode.l10n.t(
          '{0} does not hold what was rehearsed. Is it read-only? Nothing was noted as rolled back.',
          visibleText(failed?.path ?? task.title),
        ),
      );
    }
    return false;
  }
  await endJournal(context);
  await removeEmptied(folder, touched);
  await afterwards(context, task, startedAt);
  return true;
}

function previews(
  context: EditorContext,
  task: RollbackTask,
  files: readonly FileRollback[],
): Parameters<typeof confirmRollback>[0] {
  return files.map((file) => {
    const uri = fileIn(task.folder, file.path);
    return {
      path: file.path,
      present: uri,
      restored: context.previews.create(uri, file.restoredText),
    };
  });
}

async function afterwards(
  context: EditorContext,
  task: RollbackTask,
  startedAt: string,
): Promise<void> {
  const { plan, record } = task;
  const at = utcSeconds(new Date());
  const closes = record !== undefined && task.closes;
  if (closes) await closeRecord(context, record, plan.summary, startedAt, at);
  const closed = closes ? context.records.get(record.uri)?.record : undefined;
  await context.runbooks.add({
    id: record?.id ?? `${task.title} ${at}`,
    title: record?.id ?? task.title,
    // The files are restored; what is left is for people.
    steps: plan.steps.filter(({ phase }) => phase !== 'revert'),
    done: [],
    // Where the record has steps of its own, they are the ones that are ticked off.
    ...(closed === undefined || rollbackSteps(closed).length === 0
      ? {}
      : { record: record?.uri.toString() }),
  });
  for (const file of plan.files) {
    await context.tracker.analyze(fileIn(task.folder, file.path));
  }
  context.log.info(`Rolled back ${task.title}: ${plan.summary}`);
  showStatus(vscode.l10n.t('Rolled back: {0}', plan.summary), 10_000);
  await vscode.commands.executeCommand('mcpChangeControl.changes.focus');
  if (closed !== undefined && record !== undefined) await askWhy(context, record);
}

async function closeRecord(
  context: EditorContext,
  { uri }: StoredRecord,
  note: string,
  startedAt: string,
  at: string,
): Promise<void> {
  const { id: actor } = await requesterOf(await context.baselines.repositoryOf(uri));
  await saveRecord(context, uri, (text) => markRolledBack(text, { at, actor, note, startedAt }));
}

/** After everything is back: whoever goes back in a hurry is not held up by a question. */
async function askWhy(context: EditorContext, { uri, id }: StoredRecord): Promise<void> {
  const why = await vscode.window.showInputBox({
    title: vscode.l10n.t('{0} is rolled back. Why?', visibleLabel(id)),
    prompt: vscode.l10n.t('One line for whoever changes this again. May be left empty.'),
    ignoreFocusOut: true,
  });
  if (why === undefined || why.trim() === '') return;
  await saveRecord(context, uri, (text) => explainRollback(text, why));
}
