import * as vscode from 'vscode';
import type { RunbookStep } from '../core/rollback/rollbackPlan';
import { editorCommands } from '../core/rollback/stepCommands';
import type { ChangeTreeNode, RunbookNode, RunbookStepNode } from './changeTreeNode';
import type { EditorContext } from './editorContext';
import { showNotice, showStatus } from './showNotice';

/**
 * What the buttons of a runbook do: tick a step off, copy its command, run its VS Code command, put the
 * whole list away. Nothing happens that nobody pressed, and a shell command is only ever copied.
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
  onCommand('mcpChangeControl.toggleStep', async (id, index) => {
    const runbook = runbooks.all().find((candidate) => candidate.id === id);
    if (runbook === undefined || typeof index !== 'number') return;
    await runbooks.tick(runbook.id, index, !runbook.done.includes(index));
  });
  onCommand('mcpChangeControl.dismissChecklist', async (node) => {
    if (isRunbookNode(node)) await runbooks.dismiss(node.runbook.id);
  });
  onCommand('mcpChangeControl.copyStepCommand', async (node) => {
    const command = stepOf(node)?.command;
    if (command === undefined) return;
    await vscode.env.clipboard.writeText(command);
    showStatus(vscode.l10n.t('Copied: {0}', command), 5_000);
  });
  onCommand('mcpChangeControl.runStepCommand', async (node) => {
    const command = stepOf(node)?.editorCommand;
    // A runbook is kept in the workspace's memory: what stands there may not run anything else.
    if (command === undefined || !editorCommands.has(command)) return;
    try {
      await vscode.commands.executeCommand(command);
    } catch (error) {
      log.warn(`${command}: ${String(error)}`);
      void showNotice(
        'warning',
        vscode.l10n.t('This VS Code has no command {0}; do the step by hand.', command),
      );
    }
  });
}

function stepOf(node: unknown): RunbookStep | undefined {
  return isStepNode(node) ? node.runbook.steps[node.index] : undefined;
}

function isRunbookNode(node: unknown): node is RunbookNode {
  return typeof node === 'object' && node !== null && 'kind' in node && node.kind === 'runbook';
}

function isStepNode(node: unknown): node is RunbookStepNode {
  return typeof node === 'object' && node !== null && 'kind' in node && node.kind === 'runbookStep';
}
