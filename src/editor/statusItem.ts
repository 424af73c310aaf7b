import * as vscode from 'vscode';
import { assessChangeSet } from '../core/analyze';
import { requirementsOf } from '../core/policy/requirementsOf';
import { tierWord } from '../core/risk/scoreFinding';
import type { Tier } from '../core/rules/rule';
import type { EditorContext } from './editorContext';
import { overdueNow, overdueWords } from './overdue';
import type { PendingFile } from './pendingChanges';
import type { PoliciesInForce } from './policiesInForce';

/**
 * One item in the status bar, there only while changes are pending, `3 changes · high`, or something is in
 * force whose time is over, `1 grant ended`. It stands out for that, and while the policy requires a change
 * request for what is pending.
 */
export function registerStatusItem(context: EditorContext): void {
  const { extension, pending, policies, requests, ended } = context;
  const item = vscode.window.createStatusBarItem('pending', vscode.StatusBarAlignment.Left, 0);
  item.name = vscode.l10n.t('Pending changes of agents and MCP servers');
  item.command = 'mcpChangeControl.changes.focus';
  extension.subscriptions.push(
    item,
    pending.onDidChange(update),
    requests.onDidChange(update),
    ended.onDidChange(update),
  );
  update();

  function update(): void {
    const files = pending.all();
    const count = files.reduce((sum, { rows }) => sum + rows.length, 0);
    const overdue = overdueWords(overdueNow(context));
    if (count === 0 && overdue.length === 0) {
      item.hide();
      return;
    }
    const tier = pendingTier(files);
    const changes = count === 1 ? vscode.l10n.t('1 change') : vscode.l10n.t('{0} changes', count);
    const required = files.some((file) => requiresRequest(file, policies));
    const summary = [
      ...overdue,
      ...(count === 0 ? [] : [changes]),
      ...(tier === 'none' ? [] : [tierWord(tier)]),
      ...(required ? [vscode.l10n.t('request required')] : []),
    ].join(' · ');
    item.text = `$(shield) ${summary}`;
    item.backgroundColor =
      required || overdue.length > 0
        ? new vscode.ThemeColor('statusBarItem.warningBackground')
        : undefined;
    item.tooltip =
      overdue.length > 0
        ? vscode.l10n.t('{0}: still in force though the time is over.', overdue.join(', '))
        : required
          ? vscode.l10n.t(
              'The policy requires a change request for what is pending here. Create one before it is merged.',
            )
          : vscode.l10n.t('Pending changes to MCP servers, agent prompts and permissions');
    item.accessibilityInformation = {
      label: vscode.l10n.t('Changes to MCP servers, prompts and permissions: {0}', summary),
    };
    item.show();
  }
}

/** The risk of everything that is pending, without what is accepted. */
export function pendingTier(files: readonly PendingFile[]): Tier {
  return assessChangeSet(files.map(({ alarm }) => alarm)).tier;
}

/** The policy in force insists, in the editor too, on a request for what is pending in a file. */
export function requiresRequest(
  { file, analysis }: PendingFile,
  policies: PoliciesInForce,
): boolean {
  if (analysis.changes.length === 0) return false;
  const judging = policies.of(file.folder, [file.path]);
  const { enforcement, record } = requirementsOf([analysis], { ...judging, now: new Date() });
  return enforcement.editor === 'require' && record;
}
