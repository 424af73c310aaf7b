import * as vscode from 'vscode';
import { tierWord } from '../core/risk/scoreFinding';
import type { Change } from '../core/compare/change';
import { changeRows } from './changeRows';
import type { ResolvedSelection } from './changeSelection';
import { governedPath } from './governedFileName';
import { directionWord } from './riskWords';
import { plainText, visibleLabel } from './visibleText';

interface ChangeItem extends vscode.QuickPickItem {
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
    title: visibleLabel(title),
    placeHolder: vscode.l10n.t('All changes are in; take out what is not part of this request'),
    canPickMany: true,
    ignoreFocusOut: true,
    matchOnDetail: true,
  });
  if (chosen === undefined) return undefined;
  const kept = new Set(chosen.map(({ change }) => change));
  return selections.flatMap((selection) => {
    const changes = selection.changes.filter((change) => kept.has(change));
    return changes.length === 0 ? [] : [{ ...selection, changes }];
  });
}

function itemsOf({ file, changes }: ResolvedSelection): readonly ChangeItem[] {
  const rows = new Map(changeRows(file.analysis).map((row) => [row.change, row]));
  return [
    { label: visibleLabel(governedPath(file)), kind: vscode.QuickPickItemKind.Separator },
    ...changes.map((change): ChangeItem => {
      const row = rows.get(change);
      const risk =
        row === undefined || row.tier === 'none'
          ? directionWord(change.direction)
          : tierWord(row.tier);
      return {
        label: visibleLabel(`${risk} · ${row?.label ?? change.subject}`),
        detail: visibleLabel(plainText(change.words)),
        picked: true,
        change,
      };
    }),
  ];
}
