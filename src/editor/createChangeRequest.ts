import * as vscode from 'vscode';
import { launchFiles } from '../core/record/launchFiles';
import { prepareRecord, type RequestedFile } from '../core/record/prepareRecord';
import { recordFileName } from '../core/record/recordFileName';
import { recordsFolder } from '../core/record/recordsFolder';
import { serialiseRecord } from '../core/record/serialiseRecord';
import { isLoosening } from '../core/risk/unspokenChanges';
import { resolveSelections, selectionsFrom, type ResolvedSelection } from './changeSelection';
import { chooseChanges } from './chooseChanges';
import type { Baseline } from './baselines';
import type { EditorContext } from './editorContext';
import { findWorkspaceFiles } from './findWorkspaceFiles';
import type { GovernedFolder } from './governedFolder';
import { nothingPending } from './nothingPending';
import type { StoredRecord } from './recordStore';
import { readTemplates } from './readTemplates';
import { requesterOf } from './requester';
import { showNotice, showStatus } from './showNotice';
import { visibleText } from './visibleText';

/**
 * Command: which changes, why, done. The record opens beside the file with everything filled in and
 * its rollback rehearsed.
 */
export function registerCreateChangeRequest(context: EditorContext): void {
  context.onCommand('mcpChangeControl.createChangeRequest', async (...parameters) => {
    await context.ready;
    const wanted = resolveSelections(
      selectionsFrom(parameters) ?? context.pending.selections(),
      context.store,
    ).filter(({ changes }) => changes.length > 0);
    const { selections, covering } = uncovered(context, wanted);
    const [record] = covering;
    if (selections.length === 0 && record !== undefined) {
      void offerRecord(record);
      return [];
    }
    const obstacle = obstacleTo(context, selections);
    if (obstacle !== undefined) {
      void showNotice('information', obstacle);
      return [];
    }
    const chosen = await chooseChanges(selections, vscode.l10n.t('New Change Request'));
    if (chosen === undefined || chosen.length === 0) return [];
    const why = await askWhy(context, chosen);
    if (why === undefined) return [];
    const written: vscode.Uri[] = [];
    for (const inFolder of byFolder(chosen)) {
      written.push(await withRehearsal(() => writeRecord(context, inFolder, why)));
    }
    return written;
  });
}

interface Uncovered {
  readonly selections: readonly ResolvedSelection[];
  /** The records that speak for what is left out. */
  readonly covering: readonly StoredRecord[];
}

/** A change is asked for once: without those that a record speaks for. */
function uncovered({ pending }: EditorContext, wanted: readonly ResolvedSelection[]): Uncovered {
  const covering = new Set<StoredRecord>();
  const selections = wanted.flatMap(({ file, changes }) => {
    const left = changes.filter((change) => {
      const record = pending.recordOf(file.uri, change);
      if (record !== undefined) covering.add(record);
      return record === undefined;
    });
    return left.length === 0 ? [] : [{ file, changes: left }];
  });
  return { selections, covering: [...covering] };
}

async function offerRecord({ id, uri }: StoredRecord): Promise<void> {
  const open = vscode.l10n.t('Open');
  const choice = await showNotice(
    'information',
    vscode.l10n.t('{0} covers this already.', id),
    open,
  );
  if (choice === open) await vscode.window.showTextDocument(uri);
}

/** Why there is nothing to request; undefined when there is. */
function obstacleTo(
  { store }: EditorContext,
  selections: readonly ResolvedSelection[],
): string | undefined {
  if (selections.length === 0) return nothingPending(store);
  const withoutBaseline = selections.find(({ file }) => !file.analysis.hasBaseline);
  if (withoutBaseline !== undefined) {
    const because =
      withoutBaseline.file.baseline.kind === 'none' ? withoutBaseline.file.baseline.because : '';
    return vscode.l10n.t(
      'A change request needs something to compare with, and there is nothing here. {0}',
      because,
    );
  }
  const broken = selections.find(({ file }) => file.halfTyped || file.analysis.status !== 'ok');
  if (broken !== undefined) {
    return vscode.l10n.t(
      '{0} cannot be read as it stands. {1} Mend it first, then nothing untrue is recorded.',
      visibleText(broken.file.path),
      broken.file.analysis.reason ?? '',
    );
  }
  const changes = selections.flatMap((selection) => selection.changes);
  if (changes.some(({ direction }) => isLoosening(direction))) return undefined;
  if (!changes.some(({ direction }) => direction === 'tightens')) return undefined;
  return vscode.l10n.t('Only tightens. No request needed.');
}

async function askWhy(
  context: EditorContext,
  chosen: readonly ResolvedSelection[],
): Promise<string | undefined> {
  const first = chosen[0];
  const repository =
    first === undefined ? undefined : await context.baselines.repositoryOf(first.file.uri);
  const why = await vscode.window.showInputBox({
    title: vscode.l10n.t('New Change Request'),
    prompt: vscode.l10n.t('Why? One sentence for those who approve it.'),
    value: reasonFromBranch(repository?.state.HEAD?.name) ?? '',
    placeHolder: vscode.l10n.t('Let the docs agent write generated pages'),
    ignoreFocusOut: true,
    validateInput: (value) =>
      value.trim().length < 8 ? vscode.l10n.t('A few words more, please.') : undefined,
  });
  return why?.trim();
}

/** `feature/docs-agent-may-write` → `Docs agent may write`; names that say nothing give nothing. */
export function reasonFromBranch(branch: string | undefined): string | undefined {
  const words = branch
    ?.split('/')
    .at(-1)
    ?.replace(/^[A-Z]+-\d+[-_]?/, '')
    .replace(/[-_]+/g, ' ')
    .trim();
  if (words === undefined || !/\S+ \S+/.test(words)) return undefined;
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function byFolder(
  selections: readonly ResolvedSelection[],
): readonly (readonly ResolvedSelection[])[] {
  const folders = new Map<string, ResolvedSelection[]>();
  for (const selection of selections) {
    const { folder, baseline } = selection.file;
    // A record names one baseline: files of another repository, or of none, are another record.
    const key = `${folder.uri.toString()} ${recordedBaseline(baseline).commit ?? ''}`;
    folders.set(key, [...(folders.get(key) ?? []), selection]);
  }
  return [...folders.values()];
}

/** As records name it: the same word in every language. */
function recordedBaseline(baseline: Baseline): {
  readonly label: string;
  readonly commit: string | null;
} {
  return baseline.kind === 'commit'
    ? { label: baseline.label, commit: baseline.commit }
    : { label: 'accepted-copy', commit: null };
}

/** A rehearsal of many changes takes its time, and says so. */
async function withRehearsal<T>(work: () => Promise<T>): Promise<T> {
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Rehearsing the rollback') },
    async () => {
      // The rehearsal keeps this process busy: the window has to hear of it before.
      await new Promise((resolve) => setTimeout(resolve, 0));
      return work();
    },
  );
}

async function writeRecord(
  context: EditorContext,
  selections: readonly ResolvedSelection[],
  why: string,
): Promise<vscode.Uri> {
  const [first] = selections;
  if (first === undefined) throw new Error('A record needs at least one change.');
  const { folder, uri } = first.file;
  const files = selections.map(({ file, changes }) => ({
    analysis: file.analysis,
    selected: changes.length === file.analysis.changes.length ? undefined : changes,
  }));
  const records = recordsFolder(
    selections.map(({ file }) => file.path),
    await changeFolders(folder),
  );
  const { record, plan } = prepareRecord({
    files,
    overrides: folder.isHome === true ? [] : await readTemplates(folder.uri, records),
    existingFiles: await existingFiles(folder, files),
    policies: context.policies.of(
      folder,
      files.map(({ analysis }) => analysis.path),
    ),
    why,
    requester: await requesterOf(await context.baselines.repositoryOf(uri)),
    origin: 'editor',
    baseline: recordedBaseline(first.file.baseline),
    createdAt: new Date(),
    random: crypto.getRandomValues(new Uint8Array(6)),
    stopwatch: () => performance.now(),
  });
  const target = vscode.Uri.joinPath(
    // The home folder is the user's; their own files have their records in the storage of ours.
    folder.isHome === true ? context.extension.globalStorageUri : folder.uri,
    records,
    recordFileName(record.id, record.title),
  );
  const text = serialiseRecord(record);
  const edit = new vscode.WorkspaceEdit();
  edit.createFile(target, { contents: new TextEncoder().encode(text), ignoreIfExists: false });
  if (!(await vscode.workspace.applyEdit(edit))) {
    throw new Error(vscode.l10n.t('The record could not be written to {0}.', target.path));
  }
  await context.records.refresh(target);
  context.log.info(`${record.id}: ${plan.summary}`);
  showStatus(
    plan.passed
      ? vscode.l10n.t(
          '{0}: rehearsed in {1} ms: {2}',
          record.id,
          record.rollback.rehearsal.milliseconds ?? 0,
          plan.summary,
        )
      : `${record.id}: ${plan.summary}`,
    10_000,
  );
  await openRecord(target, text);
  return target;
}

/** Which files that changed command lines name are there. */
async function existingFiles(
  folder: GovernedFolder,
  files: readonly RequestedFile[],
): Promise<ReadonlySet<string> | undefined> {
  if (folder.isHome === true) return undefined;
  const found = new Set<string>();
  for (const path of launchFiles(files)) {
    try {
      await vscode.workspace.fs.stat(vscode.Uri.joinPath(folder.uri, path));
      found.add(path);
    } catch {
      // Not there, or not to be read: either way the server would not find it.
    }
  }
  return found;
}

/** Beside the governed file, the cursor at the first thing only a person can know. */
async function openRecord(uri: vscode.Uri, text: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  const why = /^why:.*$/m.exec(text);
  const position = document.positionAt(why === null ? 0 : why.index + why[0].length);
  await vscode.window.showTextDocument(document, {
    viewColumn: isEmptyGroup() ? vscode.ViewColumn.Active : vscode.ViewColumn.Beside,
    selection: new vscode.Range(position, position),
    preview: false,
  });
  // The part for the tool stands in a region; people start with what they can read.
  await vscode.commands.executeCommand('editor.foldAllMarkerRegions');
}

/** Beside nothing would be half a window. */
function isEmptyGroup(): boolean {
  return vscode.window.tabGroups.activeTabGroup.tabs.length === 0;
}

/** Folders, relative to the workspace folder, that hold a `.mcp-change` folder. */
async function changeFolders(folder: GovernedFolder): Promise<readonly string[]> {
  if (folder.isHome === true) return [];
  const found = await findWorkspaceFiles({
    glob: '**/.mcp-change/**',
    accepts: (path) => path.split('/').includes('.mcp-change'),
  });
  const root = `${folder.uri.toString()}/`;
  const folders = found
    .filter((uri) => uri.toString().startsWith(root))
    .map((uri) =>
      uri.path.slice(folder.uri.path.length + 1).replace(/(?:^|\/)\.mcp-change\/.*$/, ''),
    );
  return [...new Set(folders)];
}
