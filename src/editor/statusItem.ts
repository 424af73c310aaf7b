import * as vscode from 'vscode';
import { assessChangeSet } from '../core/analyze';
import { tierWord } from '../core/risk/scoreFinding';
import type { EditorContext } from './editorContext';

/** One item in the status bar, there only while changes are pending: `3 changes · high`. */
export function registerStatusItem({ extension, pending }: EditorContext): void {
  const item = vscode.window.createStatusBarItem('pending', vscode.StatusBarAlignment.Left, 0);
  item.name = vscode.l10n.t('Pending changes of agents and MCP servers');
  item.command = 'mcpChangeControl.changes.focus';
  extension.subscriptions.push(item, pending.onDidChange(update));
  update();

  function update(): void {
    const files = pending.all();
    const count = files.reduce((sum, { rows }) => sum + rows.length, 0);
    if (count === 0) {
      item.hide();
      return;
    }
    const { tier } = assessChangeSet(files.map(({ analysis }) => analysis));
    const changes = count === 1 ? vscode.l10n.t('1 change') : vscode.l10n.t('{0} changes', count);
    const summary = tier === 'none' ? changes : `${changes} · ${tierWord(tier)}`;
    item.text = `$(shield) ${summary}`;
    item.tooltip = vscode.l10n.t('Pending changes to MCP servers, agent prompts and permissions');
    item.accessibilityInformation = {
      label: vscode.l10n.t('Pending changes to MCP servers, prompts and permissions: {0}', summary),
    };
    item.show();
  }
}
