import * as vscode from 'vscode';
import { tierWord } from '../core/risk/scoreFinding';
import type { Change } from '../core/compare/change';
import { changeRows } from './changeRows';
import { directionWord } from './riskWords';
import type { ResolvedSelection } from './changeSelection';

interface ChangeItem extends vscode.QuickPickItem {
  readonly selection?: ResolvedSelection;
  readonly change?: Change;
}

/**
 * Lets a person leave changes out; all are chosen at first. A single change is not asked about.
 *
 * @returns what is left, or undefined when the person turned back
 */
export async function chooseChanges(
  selections: readonly ResolvedSelection[],
  title: string,
): Promise<readonly ResolvedSelection[] | undefined> {
  const items = selections.flatMap(itemsOf);
  if (items.filter(({ change }) => change !== undefined).length <= 1) return selections;
  const chosen = await vscode.window.showQuickPick<ChangeItem>(items, {
    title,
    placeHolder: vscode.l10n.t('All changes are in; take out what is not part of this request'),
    canPickMany: true,
    ignoreFocusOut: true,
    matchOnDescription: true,
  });
  if (chosen === undefined) return undefined;
  return selections.flatMap((selection) => {
    const changes = chosen.flatMap((item) =>
      item.selection === selection && item.change !== undefined ? [item.change] : [],
    );
    return changes.length === 0 ? [] : [{ ...selection, changes }];
  });
}

function itemsOf(selection: ResolvedSelection): readonly ChangeItem[] {
  const rows = changeRows(selection.file.analysis);
  return [
    { label: selection.file.path, kind: vscode.QuickPickItemKind.Separator },
    ...selection.changes.map((change): ChangeItem => {
      const row = rows.find((candidate) => candidate.change === change);
      return {
        label: change.words,
        description:
          row === undefined || row.tier === 'none'
            ? directionWord(change.direction)
            : tierWord(row.tier),
        picked: true,
        selection,
        change,
      };
    }),
  ];
}
