import * as vscode from 'vscode';
import type {
  AcceptanceList,
  AcceptancesInForce,
} from '../core/policy/acceptances/acceptancesInForce';
import { launchFiles } from '../core/record/launchFiles';
import {
  prepareRecord,
  type RequestedEmergency,
  type RequestedFile,
} from '../core/record/prepareRecord';
import { recordFileName } from '../core/record/recordFileName';
import { recordsFolder } from '../core/record/recordsFolder';
import { serialiseRecord } from '../core/record/serialiseRecord';
import type { Baseline } from './baselines';
import type { ResolvedSelection } from './changeSelection';
import type { EditorContext } from './editorContext';
import { findWorkspaceFiles } from './findWorkspaceFiles';
import type { GovernedFolder } from './governedFolder';
import { readTemplates } from './readTemplates';
import { pathFrom, recordRoot } from './recordRoot';
import { requesterOf } from './requester';
import { showStatus } from './showNotice';

/** What only a person can say. */
export interface Reason {
  readonly why: string;
  readonly emergency?: RequestedEmergency | undefined;
}

/**
 * Writes the records of chosen changes, one for each folder, repository and baseline, with a rehearsed rollback, and
 * opens them beside the files.
 */
export async function writeRecords(
  context: EditorContext,
  chosen: readonly ResolvedSelection[],
  reason: Reason,
): Promise<readonly vscode.Uri[]> {
  const written: vscode.Uri[] = [];
  for (const together of await byRoot(context, chosen)) {
    written.push(await withRehearsal(() => writeRecord(context, together, reason)));
  }
  return written;
}

/** What one record can name: changes in one folder and one repository, measured against one baseline. */
interface Together {
  readonly root: GovernedFolder;
  readonly selections: readonly ResolvedSelection[];
}

async function byRoot(
  { baselines }: EditorContext,
  selections: readonly ResolvedSelection[],
): Promise<readonly Together[]> {
  const found = new Map<string, Together>();
  for (const selection of selections) {
    const { folder, baseline, uri } = selection.file;
    const root = folder.isHome === true ? folder : ((await recordRoot(baselines, uri)) ?? folder);
    const commit = recordedBaseline(baseline).commit ?? '';
    const key = `${folder.uri.toString()} ${root.uri.toString()} ${commit}`;
    found.set(key, { root, selections: [...(found.get(key)?.selections ?? []), selection] });
  }
  return [...found.values()];
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
  { root, selections }: Together,
  { why, emergency }: Reason,
): Promise<vscode.Uri> {
  const [first] = selections;
  if (first === undefined) throw new Error('A record needs at least one change.');
  const { folder, uri } = first.file;
  const isHome = folder.isHome === true;
  const files = selections.map(({ file, changes }) => ({
    analysis: isHome ? file.analysis : { ...file.analysis, path: pathFrom(root, file.uri) },
    selected: changes.length === file.analysis.changes.length ? undefined : changes,
  }));
  const place = await placeOfRecord(selections, root);
  const { record, plan } = prepareRecord({
    files,
    policies: {
      ...context.policies.of(
        folder,
        selections.map(({ file }) => file.path),
      ),
      // Of a repository in a subfolder, policies are read from the folder that is opened.
      prefix: isInside(root, folder) ? `${pathFrom(folder, root.uri)}/` : undefined,
    },
    acceptances: isHome
      ? context.acceptances.compared(folder)
      : fromRoot(context.acceptances.compared(folder), root, folder),
    overrides: isHome ? [] : await readTemplates(root.uri, pathFrom(root, place)),
    existingFiles: await existingFiles(root, files),
    why,
    emergency,
    requester: await requesterOf(await context.baselines.repositoryOf(uri)),
    origin: 'editor',
    baseline: recordedBaseline(first.file.baseline),
    createdAt: new Date(),
    random: crypto.getRandomValues(new Uint8Array(6)),
    stopwatch: () => performance.now(),
  });
  const target = vscode.Uri.joinPath(
    // The home folder is the user's; their own files have their records in the storage of ours.
    isHome
      ? vscode.Uri.joinPath(context.extension.globalStorageUri, '.mcp-change', 'records')
      : place,
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

/**
 * The folder for a record of some files: the nearest one for records above them, in the repository and in
 * what is opened of it.
 */
async function placeOfRecord(
  selections: readonly ResolvedSelection[],
  root: GovernedFolder,
): Promise<vscode.Uri> {
  const folder = selections[0]?.file.folder ?? root;
  const inner = isInside(root, folder) ? root : folder;
  const records = recordsFolder(
    selections.map(({ file }) => pathFrom(inner, file.uri)),
    await changeFolders(inner),
  );
  return vscode.Uri.joinPath(inner.uri, records);
}

function isInside(inner: GovernedFolder, { uri }: GovernedFolder): boolean {
  return inner.uri.path.startsWith(`${uri.path}/`);
}

/** Folders, relative to one, that hold a `.mcp-change` folder. */
async function changeFolders(folder: GovernedFolder): Promise<readonly string[]> {
  if (folder.isHome === true) return [];
  const found = await findWorkspaceFiles({
    glob: '**/.mcp-change/**',
    accepts: (path) => path.split('/').includes('.mcp-change'),
  });
  const root = `${folder.uri.toString()}/`;
  const folders = found
    .filter((uri) => uri.toString().startsWith(root))
    .map((uri) => pathFrom(folder, uri).replace(/(?:^|\/)\.mcp-change\/.*$/, ''));
  return [...new Set(folders)];
}

/** The same acceptances for paths that start at a root: files of acceptances are read from the folder. */
function fromRoot(
  { now, before, notes }: AcceptancesInForce,
  root: GovernedFolder,
  folder: GovernedFolder,
): AcceptancesInForce {
  const asked = ({ find }: AcceptanceList): AcceptanceList => ({
    find: (rule, path, fingerprint) =>
      find(rule, pathFrom(folder, vscode.Uri.joinPath(root.uri, path)), fingerprint),
  });
  return { now: asked(now), notes, ...(before === undefined ? {} : { before: asked(before) }) };
}
