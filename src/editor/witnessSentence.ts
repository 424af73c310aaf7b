import * as vscode from 'vscode';
import type { Change } from '../core/compare/change';

/** One example of what is different now, when the comparison found one: "… was refused before." */
export function witnessSentence(change: Change): string | undefined {
  const { detail } = change;
  if (detail.kind !== 'permission' || detail.witness === undefined) return undefined;
  const { witness, now, effect } = detail;
  if (detail.list === 'deny') {
    if (effect === 'added' || effect === 'widened') {
      return vscode.l10n.t('For example, {0} is refused now.', witness);
    }
    return now === 'allowed'
      ? vscode.l10n.t('For example, {0} was refused before and is allowed now.', witness)
      : vscode.l10n.t('For example, {0} was refused before.', witness);
  }
  if (detail.list === 'allow') {
    return effect === 'added' || effect === 'widened'
      ? vscode.l10n.t('For example, {0} runs without asking now.', witness)
      : vscode.l10n.t('For example, {0} no longer runs without asking.', witness);
  }
  return undefined;
}
