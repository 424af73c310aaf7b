import * as vscode from 'vscode';
import type { Direction } from '../core/compare/change';
import type { Tier } from '../core/rules/rule';

/** What a direction is called; the word always stands beside the mark. */
export function directionWord(direction: Direction): string {
  switch (direction) {
    case 'loosens':
      return vscode.l10n.t('loosens');
    case 'tightens':
      return vscode.l10n.t('tightens');
    case 'mixed':
      return vscode.l10n.t('mixed');
    case 'neutral':
      return vscode.l10n.t('neutral');
    case 'unknown':
      return vscode.l10n.t('unknown');
  }
}

/** ▲ ▼ ◆ ? by shape; the colour only repeats what shape and word say. */
export function directionIcon(direction: Direction, tier: Tier): vscode.ThemeIcon {
  const icon = (id: string, color: string): vscode.ThemeIcon =>
    new vscode.ThemeIcon(id, new vscode.ThemeColor(color));
  switch (direction) {
    case 'loosens':
      return icon('triangle-up', tierColor(tier));
    case 'tightens':
      return icon('triangle-down', 'charts.green');
    case 'mixed':
      return icon('debug-breakpoint-log', tierColor(tier));
    case 'unknown':
      return icon('question', tierColor(tier));
    case 'neutral':
      return icon('circle-small', 'descriptionForeground');
  }
}

function tierColor(tier: Tier): string {
  if (tier === 'critical' || tier === 'high') return 'list.errorForeground';
  return tier === 'medium' ? 'list.warningForeground' : 'descriptionForeground';
}
