import * as vscode from 'vscode';
import { analyzeFile } from '../core/analyze';
import type { ChangeRecord } from '../core/record/changeRecord';
import { markRolledBack } from '../core/record/markRolledBack';
import { planRecordRollback } from '../core/record/planRecordRollback';
import { textDigest } from '../core/record/textDigest';
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
import { firstLink } from './firstLink';
import { fileIn, pathBelow, type GovernedFolder } from './governedFolder';
import { isRecordPath, type StoredRecord } from './recordStore';
import { replaceText } from './replaceText';
import { requesterOf } from './requester';
import { showNotice, showStatus } from './showNotice';
import { openDocument } from './openDocument';
import { presentText } from './presentText';
import { visibleText } from './visibleText';

/** What is to be taken back: pending changes, or those of a record. */
interface RollbackTask {
  readonly title: string;
  readonly plan: RollbackPlan;
  readonly folder: GovernedFolder;
  readonly record?: StoredRecord | undefined;
  /** Everything that loosened is back when the plan is carried out, so the record can be closed. */
  readonly closes: boolean;
  /** The same task with what tightened. Only for a user who asks for it by name. */
  readonly everything: () => RollbackTask;
}

/**
 * Command: rehearse, show exactly the lines that come back, take them back, list what is left to do.
 * Everything goes through one workspace edit, so that undo works.
 */
export function registerRollBackChange(context: EditorContext): void {
  context.onCommand('mcpChangeControl.rollBackChange', async (...parameters) => {
    await context.ready;
    const tasks = await tasksFor(context, parameters);
    let done = false;
    // One folder after the other, each with its own preview; whoever leaves one leaves the rest.
    for (const task of tasks) {
      done = await carryOut(context, task);
      if (!done) break;
    }
    return done;
  });
}

async function carryOut(context: EditorContext, task: RollbackTask): Promise<boolean> {
  const { plan, folder } = task;
  if (!plan.passed) {
    const conflict = plan.files.find(({ passed }) => !passed);
    void showNotice(
      'warning',
      vscode.l10n.t(
        '{0} cannot be taken back by itself. {1}',
        visibleText(conflict?.path ?? task.title),
        conflict?.conflict ?? plan.summary,
      ),
    );
    return false;
  }
  const touched = plan.files.filter(({ mode }) => mode !== 'nothing');
  if (touched.length === 0) {
    void showNotice('information', vscode.l10n.t('Rollback: {0}.', plan.summary));
    // Somebody restored the files; what was live meanwhile still has to be seen to.
    if (task.closes) await afterwards(context, task);
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
  if (decision === 'everything') return carryOut(context, task.everything());
  await apply(context, task, touched);
  await afterwards(context, task);
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

/** A plan goes back within one folder, so a selection over several folders is several plans. */
async function tasksFor(
  context: EditorContext,
  parameters: readonly unknown[],
): Promise<readonly RollbackTask[]> {
  const record = recordFrom(context, parameters);
  if (record !== undefined) {
    const task = await recordTask(context, record);
    return task === undefined ? [] : [task];
  }
  const named = selectionsFrom(parameters) ?? activeSelection(context);
  const selections = resolveSelections(
    named ?? context.pending.all().map(({ file }) => selectChanges(file.uri)),
    context.store,
  ).filter(({ changes }) => changes.length > 0);
  if (selections.length === 0) void showNotice('information', vscode.l10n.t('No pending changes.'));
  const byFolder = new Map<string, ResolvedSelection[]>();
  for (const selection of selections) {
    const key = selection.file.folder.uri.toString();
    byFolder.set(key, [...(byFolder.get(key) ?? []), selection]);
  }
  return [...byFolder.values()].flatMap((own) => {
    const [first] = own;
    return first === undefined ? [] : [pendingTask(first, own)];
  });
}

function pendingTask(
  first: ResolvedSelection,
  inFolder: readonly ResolvedSelection[],
  includeTightening?: true,
): RollbackTask {
  const { baseline, folder } = first.file;
  const whole = inFolder.every(
    ({ file, changes }) => changes.length === file.analysis.changes.length,
  );
  const single = inFolder.length === 1 && inFolder[0]?.changes.length === 1;
  return {
    title: inFolder.length === 1 ? first.file.path : vscode.l10n.t('{0} files', inFolder.length),
    folder,
    closes: false,
    everything: () => pendingTask(first, inFolder, true),
    plan: planRollback(
      inFolder.map(({ file, changes }) => ({
        analysis: file.analysis,
        selected: whole ? undefined : changes,
      })),
      {
        baselineName: baseline.kind === 'none' ? '' : baseline.label,
        analyze: analyzeFile,
        // A tightening that is pointed at by itself is asked for by name.
        includeTightening:
          includeTightening ?? (single && first.changes[0]?.direction === 'tightens'),
      },
    ),
  };
}

async function recordTask(
  context: EditorContext,
  stored: StoredRecord,
): Promise<RollbackTask | undefined> {
  const { record, folder } = stored;
  if (record === undefined || folder === undefined) {
    void showNotice(
      'warning',
      vscode.l10n.t('{0} cannot be read: {1}', stored.id, stored.problem ?? ''),
    );
    return undefined;
  }
  const states = await Promise.all(
    stored.files.map(async ({ uri, path }) => {
      const baseline = await recordedBaseline(context, record, path, uri);
      const { byPolicy } = context.tracker.placeOf(uri) ?? {};
      return baseline === undefined
        ? path
        : { path, byPolicy, present: await presentText(uri), ...baseline };
    }),
  );
  const gone = states.find((state) => typeof state === 'string');
  if (gone !== undefined) {
    void showNotice(
      'warning',
      vscode.l10n.t(
        '{0} cannot go back: the accepted copy of {1} is not kept here any more.',
        stored.id,
        visibleText(gone),
      ),
    );
    return undefined;
  }
  const known = states.filter((state) => typeof state !== 'string');
  const taskWith = (includeTightening: boolean): RollbackTask => {
    const plan = planRecordRollback(record, known, { includeTightening });
    // Closed once is enough, when nothing of it came back since.
    const back = plan.files.some(({ mode }) => mode !== 'nothing');
    return {
      title: stored.id,
      folder,
      record: stored,
      plan,
      closes: plan.closes && (back || stored.status !== 'rolled-back'),
      everything: () => taskWith(true),
    };
  };
  return taskWith(false);
}

/** What the record goes back to: from its commit, else, where git knew nothing, by its digest. */
async function recordedBaseline(
  { baselines, copies }: EditorContext,
  { subject }: ChangeRecord,
  path: string,
  uri: vscode.Uri,
): Promise<{ readonly baseline: string | undefined } | undefined> {
  if (subject.baseline_commit !== null) {
    return { baseline: await baselines.textAtCommit(uri, subject.baseline_commit) };
  }
  const from = subject.files.find((file) => file.path === path)?.from;
  if (from === null) return { baseline: undefined };
  if (from?.sha256 === undefined) return undefined;
  const wanted = from.sha256;
  const kept = [await copies.reviewed(uri), await copies.accepted(uri)].map((copy) => copy?.text);
  // Copies are kept by their bytes, records name a text whatever its line ending.
  const baseline =
    (await copies.textOf(wanted)) ??
    kept.find((text) => text !== undefined && textDigest(text) === wanted);
  return baseline === undefined ? undefined : { baseline };
}

async function apply(
  { copies }: EditorContext,
  task: RollbackTask,
  files: readonly FileRollback[],
): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  const changed: vscode.Uri[] = [];
  for (const file of files) {
    const uri = fileIn(task.folder, file.path);
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
  for (const { path, restoredText } of files) {
    if (restoredText === undefined) await removeEmptied(task.folder, path);
  }
  // Clients read the disk, not the editor: an unsaved rollback is none.
  for (const uri of changed) await openDocument(uri)?.save();
  // Confirmed by the user, so no edit from outside.
  for (const { path, restoredText } of files) {
    copies.settle(fileIn(task.folder, path), restoredText);
  }
}

/** Folders that only the deleted file kept alive; git would not keep them either. */
async function removeEmptied(folder: GovernedFolder, path: string): Promise<void> {
  if (folder.isHome === true) return;
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

async function afterwards(context: EditorContext, task: RollbackTask): Promise<void> {
  const { plan, record } = task;
  const at = new Date().toISOString().replace(/\.\d{3}Z$/, 'Z');
  if (record !== undefined && task.closes) await closeRecord(context, record, plan.summary, at);
  await context.runbooks.add({
    id: record?.id ?? `${task.title} ${at}`,
    title: record?.id ?? task.title,
    // The files are restored; what is left is for people.
    steps: plan.steps.filter(({ phase }) => phase !== 'revert'),
    done: [],
  });
  for (const file of plan.files) {
    await context.tracker.analyze(fileIn(task.folder, file.path));
  }
  context.log.info(`Rolled back ${task.title}: ${plan.summary}`);
  showStatus(vscode.l10n.t('Rolled back: {0}', plan.summary), 10_000);
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
