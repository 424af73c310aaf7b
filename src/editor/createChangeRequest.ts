import * as vscode from 'vscode';
import { requirementsOf } from '../core/policy/requirementsOf';
import { selectedPart } from '../core/policy/selectedPart';
import { isLoosening } from '../core/risk/unspokenChanges';
import { resolveSelections, selectionsFrom, type ResolvedSelection } from './changeSelection';
import { chooseChanges } from './chooseChanges';
import type { EditorContext } from './editorContext';
import type { StoredRecord } from './recordStore';
import { showNotice } from './showNotice';
import { unrecordable } from './unrecordable';
import { writeRecords } from './writeRecords';

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
    const standard = standardBecause(context, chosen);
    if (standard !== undefined && parameters[1] !== allTheSame) {
      void offerAllTheSame(standard, parameters[0]);
      return [];
    }
    const why = await askWhy(context, chosen);
    if (why === undefined) return [];
    return writeRecords(context, chosen, { why });
  });
}

/** Second parameter of the command: a request although none is needed. */
const allTheSame = 'all the same';

/** The proof that makes a request needless, in words; undefined when one is needed. */
function standardBecause(
  { policies }: EditorContext,
  chosen: readonly ResolvedSelection[],
): string | undefined {
  const [first] = chosen;
  if (first === undefined) return undefined;
  const paths = chosen.map(({ file }) => file.path);
  const parts = chosen.map(({ file, changes }) => selectedPart(file.analysis, changes));
  return requirementsOf(parts, { ...policies.of(first.file.folder, paths), now: new Date() })
    .standard?.because;
}

async function offerAllTheSame(because: string, selections: unknown): Promise<void> {
  const create = vscode.l10n.t('Create One All the Same');
  const choice = await showNotice('information', because, create);
  if (choice !== create) return;
  await vscode.commands.executeCommand(
    'mcpChangeControl.createChangeRequest',
    selections,
    allTheSame,
  );
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

/** Why no request is needed, or none can be made; undefined when there is something to ask for. */
function obstacleTo(
  context: EditorContext,
  selections: readonly ResolvedSelection[],
): string | undefined {
  const problem = unrecordable(context, selections);
  if (problem !== undefined) return problem;
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
  if (words === undefined || !/\S \S/.test(words)) return undefined;
  return words.charAt(0).toUpperCase() + words.slice(1);
}
