import * as vscode from 'vscode';
import { prepareRecord } from '../core/record/prepareRecord';
import { recordFileName } from '../core/record/recordFileName';
import { recordsFolder } from '../core/record/recordsFolder';
import { serialiseRecord } from '../core/record/serialiseRecord';
import { isLoosening } from '../core/risk/assess';
import {
  resolveSelections,
  selectChanges,
  selectionsFrom,
  type ResolvedSelection,
} from './changeSelection';
import { chooseChanges } from './chooseChanges';
import type { EditorContext } from './editorContext';
import { findWorkspaceFiles } from './findWorkspaceFiles';
import { requesterOf } from './requester';
import { visibleText } from './visibleText';

/**
 * Command: which changes, why, done. The record opens beside the file with everything filled in and
 * its rollback rehearsed.
 */
export function registerCreateChangeRequest(context: EditorContext): void {
  context.onCommand('mcpChangeControl.createChangeRequest', async (...parameters) => {
    await context.ready;
    const selections = resolveSelections(
      selectionsFrom(parameters) ??
        context.pending.all().map(({ file }) => selectChanges(file.uri)),
      context.store,
    ).filter(({ changes }) => changes.length > 0);
    const obstacle = obstacleTo(selections);
    if (obstacle !== undefined) {
      void vscode.window.showInformationMessage(obstacle);
      return [];
    }
    const chosen = await chooseChanges(selections, vscode.l10n.t('New Change Request'));
    if (chosen === undefined || chosen.length === 0) return [];
    const why = await askWhy(context, chosen);
    if (why === undefined) return [];
    const written: vscode.Uri[] = [];
    for (const inFolder of byFolder(chosen)) {
      written.push(await writeRecord(context, inFolder, why));
    }
    return written;
  });
}

/** Why there is nothing to request; undefined when there is. */
function obstacleTo(selections: readonly ResolvedSelection[]): string | undefined {
  if (selections.length === 0) return vscode.l10n.t('No pending changes.');
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
    const key = selection.file.folder.uri.toString();
    folders.set(key, [...(folders.get(key) ?? []), selection]);
  }
  return [...folders.values()];
}

async function writeRecord(
  context: EditorContext,
  selections: readonly ResolvedSelection[],
  why: string,
): Promise<vscode.Uri> {
  const [first] = selections;
  if (first === undefined) throw new Error('A record needs at least one change.');
  const { folder, uri } = first.file;
  const reference = await context.baselines.referenceFor(uri);
  const { record, plan } = prepareRecord({
    files: selections.map(({ file, changes }) => ({
      analysis: file.analysis,
      selected: changes.length === file.analysis.changes.length ? undefined : changes,
    })),
    why,
    requester: await requesterOf(await context.baselines.repositoryOf(uri)),
    origin: 'editor',
    baseline: { label: reference?.label ?? 'HEAD', commit: reference?.commit ?? null },
    createdAt: new Date(),
    random: crypto.getRandomValues(new Uint8Array(6)),
    stopwatch: () => performance.now(),
  });
  const target = vscode.Uri.joinPath(
    folder.uri,
    recordsFolder(
      selections.map(({ file }) => file.path),
      await changeFolders(folder),
    ),
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
  vscode.window.setStatusBarMessage(
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

/** Beside the governed file, the cursor at the first thing only a person can know. */
async function openRecord(uri: vscode.Uri, text: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  const why = /^why:.*$/m.exec(text);
  const position = document.positionAt(why === null ? 0 : why.index + why[0].length);
  await vscode.window.showTextDocument(document, {
    viewColumn: vscode.ViewColumn.Beside,
    selection: new vscode.Range(position, position),
    preview: false,
  });
  // The part for the tool stands in a region; people start with what they can read.
  await vscode.commands.executeCommand('editor.foldAllMarkerRegions');
}

/** Folders, relative to the workspace folder, that hold a `.mcp-change` folder. */
async function changeFolders(folder: vscode.WorkspaceFolder): Promise<readonly string[]> {
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
