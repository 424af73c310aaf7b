import * as vscode from 'vscode';
import { restoreMinutes, rollbackSteps } from '../core/record/rollbackSteps';
import { tickStep } from '../core/record/tickStep';
import type { RunbookStep } from '../core/rollback/rollbackPlan';
import { editorCommands, isKnownShellCommand } from '../core/rollback/stepCommands';
import { commandHere } from './commandHere';
import type { ChangeTreeNode, RunbookNode, RunbookStepNode } from './changeTreeNode';
import type { EditorContext } from './editorContext';
import { requesterOf } from './requester';
import type { Runbook } from './runbookStore';
import { saveRecord, utcSeconds } from './saveRecord';
import { showNotice, showStatus } from './showNotice';
import { typeCommand } from './typeCommand';

/**
 * What the buttons of a runbook do: tick a step off, copy its command or put it into a terminal, run its
 * VS Code command, put the whole list away. Nothing happens that nobody pressed, and a shell command is
 * never started.
 */
export function registerRunbookSteps(
  context: EditorContext,
  view: vscode.TreeView<ChangeTreeNode>,
): void {
  const { extension, runbooks, onCommand, log } = context;
  extension.subscriptions.push(
    view.onDidChangeCheckboxState(async ({ items }) => {
      for (const [node, state] of items) {
        if (node.kind !== 'runbookStep') continue;
        const done = state === vscode.TreeItemCheckboxState.Checked;
        await tick(context, node.runbook, node.index, done);
      }
    }),
  );
  onCommand('mcpChangeControl.toggleStep', async (id, index) => {
    const runbook = runbooks.all().find((candidate) => candidate.id === id);
    if (runbook === undefined || typeof index !== 'number') return;
    await tick(context, runbook, index, !runbook.done.includes(index));
  });
  onCommand('mcpChangeControl.dismissChecklist', async (node) => {
    if (isRunbookNode(node)) await runbooks.dismiss(node.runbook.id);
  });
  onCommand('mcpChangeControl.copyStepCommand', async (node) => {
    const step = stepOf(node);
    const command = step === undefined ? undefined : commandHere(step);
    if (command === undefined) return;
    await vscode.env.clipboard.writeText(command);
    showStatus(vscode.l10n.t('Copied: {0}', command), 5_000);
  });
  onCommand('mcpChangeControl.putStepInTerminal', (node) => {
    const step = stepOf(node);
    const command = step === undefined ? undefined : commandHere(step);
    // It stands in a terminal then, so only what steps are made with, and never with the key that starts it.
    if (!isStepNode(node) || command === undefined || !isKnownShellCommand(command)) return;
    const { id, record } = node.runbook;
    const stored = record === undefined ? undefined : context.records.get(vscode.Uri.parse(record));
    typeCommand(id, command, stored?.folder);
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

/** In the record where there is one: who, when, and with the last step how long it took. */
async function tick(
  context: EditorContext,
  { id, record }: Runbook,
  index: number,
  done: boolean,
): Promise<void> {
  const uri = record === undefined ? undefined : vscode.Uri.parse(record);
  const stored = uri === undefined ? undefined : context.records.get(uri)?.record;
  if (uri === undefined || stored === undefined) return context.runbooks.tick(id, index, done);
  const step = rollbackSteps(stored)[index]?.step.number;
  if (step === undefined) return;
  const { id: by } = await requesterOf(await context.baselines.repositoryOf(uri));
  const at = utcSeconds(new Date());
  await saveRecord(context, uri, (text) => tickStep(text, { step, at, by }, done));
  const now = context.records.get(uri)?.record;
  const minutes = now === undefined ? undefined : restoreMinutes(now);
  if (now?.outcome?.completed_at !== undefined && minutes !== undefined) {
    const words =
      minutes < 2
        ? vscode.l10n.t('{0}: everything was done.', id)
        : vscode.l10n.t('{0}: everything was done after {1} minutes.', id, minutes);
    showStatus(words, 10_000);
  }
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
