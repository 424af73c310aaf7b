import * as vscode from 'vscode';
import { analyzeFile } from '../core/analyze';
import { planRecordRollback } from '../core/record/planRecordRollback';
import { planRollback } from '../core/rollback/planRollback';
import type { RollbackPlan } from '../core/rollback/rollbackPlan';
import { catchUp } from './catchUp';
import {
  resolveSelections,
  selectChanges,
  selectionsFrom,
  type ResolvedSelection,
} from './changeSelection';
import type { EditorContext } from './editorContext';
import type { GovernedFolder } from './governedFolder';
import { recordStates } from './recordStates';
import { isRecordPath, type StoredRecord } from './recordStore';
import { showNotice } from './showNotice';
import { visibleText } from './visibleText';

/** What is to be taken back: pending changes, or those of a record. */
export interface RollbackTask {
  readonly title: string;
  readonly plan: RollbackPlan;
  readonly folder: GovernedFolder;
  readonly record?: StoredRecord | undefined;
  /** Everything that loosened is back when the plan is carried out, so the record can be closed. */
  readonly closes: boolean;
  /** The text of a file before the change; undefined: there was none. */
  readonly before: (path: string) => string | undefined;
  /** The same task with what tightened. Only for a user who asks for it by name. */
  readonly everything: () => RollbackTask;
}

/**
 * What the parameters of a command ask to take back: a record, a selection, or what is in front. A plan
 * goes back within one folder, so a selection over several folders is several plans.
 */
export async function rollbackTasks(
  context: EditorContext,
  parameters: readonly unknown[],
): Promise<readonly RollbackTask[]> {
  const record = recordFrom(context, parameters);
  if (record !== undefined) {
    const task = await recordTask(context, record);
    return task === undefined ? [] : [task];
  }
  const meant =
    selectionsFrom(parameters) ??
    activeSelection(context) ??
    context.pending.all().map(({ file }) => selectChanges(file.uri));
  const files = resolveSelections(meant, context.store).map(({ file }) => file);
  if (!(await areCurrent(files))) return [];
  for (const { uri } of files) await context.tracker.analyze(uri);
  const selections = resolveSelections(meant, context.store).filter(
    ({ changes }) => changes.length > 0,
  );
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
    before: (path) => inFolder.find(({ file }) => file.path === path)?.file.analysis.baselineText,
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
  // Its paths start at the root of the repository, of which a part may be open: only that is trusted.
  const outside = stored.files.find(
    ({ uri }) => folder.isHome !== true && vscode.workspace.getWorkspaceFolder(uri) === undefined,
  );
  if (outside !== undefined) {
    void showNotice(
      'warning',
      vscode.l10n.t(
        '{0} is about {1} too, which is not open here. Open the whole repository and roll it back there.',
        stored.id,
        visibleText(outside.path),
      ),
    );
    return undefined;
  }
  if (!(await areCurrent(stored.files))) return undefined;
  const known = await recordStates(context, record, stored);
  if (typeof known === 'string') {
    void showNotice(
      'warning',
      vscode.l10n.t(
        '{0} cannot go back: the accepted copy of {1} is not kept here any more.',
        stored.id,
        visibleText(known),
      ),
    );
    return undefined;
  }
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
      before: (path) => known.find((state) => state.path === path)?.baseline,
      everything: () => taskWith(true),
    };
  };
  return taskWith(false);
}

/** What is rehearsed on a text that is nowhere any more proves nothing. If so, the user knows. */
async function areCurrent(
  files: readonly { readonly uri: vscode.Uri; readonly path: string }[],
): Promise<boolean> {
  const current = await Promise.all(files.map(async ({ uri }) => catchUp(uri)));
  const behind = files[current.indexOf(false)];
  if (behind === undefined) return true;
  void showNotice(
    'warning',
    vscode.l10n.t(
      'The editor shows an older text of {0} than the disk holds. Nothing was changed: run “File: Revert File” there, then roll back again.',
      visibleText(behind.path),
    ),
  );
  return false;
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
