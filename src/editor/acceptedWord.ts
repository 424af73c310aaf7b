import * as vscode from 'vscode';
import type { FindingAcceptance } from '../core/policy/acceptances/acceptance';

/** What is said of something that somebody accepted: until when. Empty where nobody did. */
export function acceptedWord(decided: readonly FindingAcceptance[]): string {
  const [first] = decided;
  if (first === undefined) return '';
  return decided.every(({ state }) => state === 'open')
    ? vscode.l10n.t('no longer accepted')
    : vscode.l10n.t('accepted until {0}', first.until);
}
