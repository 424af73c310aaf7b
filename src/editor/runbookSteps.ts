import * as vscode from 'vscode';
import type { RunbookStep } from '../core/rollback/rollbackPlan';
import type { ChangeTreeNode, RunbookStepNode } from './changeTreeNode';
import type { EditorContext } from './editorContext';

/**
 * What the buttons of a runbook step do: tick it off, copy its command, run its VS Code command.
 * Nothing happens that nobody pressed, and a shell command is only ever copied.
 */
export function registerRunbookSteps(
  { extension, runbooks, onCommand, log }: EditorContext,
  view: vscode.TreeView<ChangeTreeNode>,
): void {
  extension.subscriptions.push(
    view.onDidChangeCheckboxState(async ({ items }) => {
      for (const [node, state] of items) {
        if (node.kind !== 'runbookStep') continue;
        const done = state === vscode.TreeItemCheckboxState.Checked;
        await runbooks.tick(node.runbook.id, node.index, done);
      }
    }),
  );
  onCommand('mcpChangeControl.copyStepCommand', async (node) => {
    const command = stepOf(node)?.command;
    if (command === undefined) return;
    await vscode.env.clipboard.writeText(command);
    vscode.window.setStatusBarMessage(vscode.l10n.t('Copied: {0}', command), 5_000);
  });
  onCommand('mcpChangeControl.runStepCommand', async (node) => {
    const command = stepOf(node)?.editorCommand;
    if (command === undefined || !runnable.has(command)) return;
    try {
      await vscode.commands.executeCommand(command);
    } catch (error) {
      log.warn(`${command}: ${String(error)}`);
      void vscode.window.showWarningMessage(
        vscode.l10n.t('This VS Code has no command {0}; do the step by hand.', command),
      );
    }
  });
}

/**
 * The only commands a step may run. A runbook is kept in the workspace's memory, and what stands
 * there must not become a way to run anything else.
 */
const runnable: ReadonlySet<string> = new Set([
  'workbench.mcp.listServer',
  'workbench.mcp.resetTrust',
  'workbench.mcp.resetCachedTools',
  'workbench.action.chat.resetTrustedTools',
  'workbench.action.chat.newChat',
]);

function stepOf(node: unknown): RunbookStep | undefined {
  return isStepNode(node) ? node.runbook.steps[node.index] : undefined;
}

function isStepNode(node: unknown): node is RunbookStepNode {
  return typeof node === 'object' && node !== null && 'kind' in node && node.kind === 'runbookStep';
}
