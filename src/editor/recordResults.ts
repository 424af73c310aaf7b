import * as vscode from 'vscode';
import { addEvidence, removeEvidence } from '../core/record/addEvidence';
import { isDone, type Standing } from '../core/record/evidence';
import type { ChangeTreeNode, RequestPartNode } from './changeTreeNode';
import type { EditorContext } from './editorContext';
import { recordedContent } from './recordedContent';
import { requesterOf } from './requester';
import { saveRecord, utcSeconds } from './saveRecord';
import { showNotice } from './showNotice';
import { typeCommand } from './typeCommand';

/**
 * Tests and checks of requests: ticking one off writes the result into the record, for the content as it
 * is; taking the tick away takes the result back. That something failed is said with words. A test's command is put into a terminal for the user to start.
 */
export function registerRecordResults(
  context: EditorContext,
  view: vscode.TreeView<ChangeTreeNode>,
): void {
  const { extension, requests, onCommand } = context;
  extension.subscriptions.push(
    view.onDidChangeCheckboxState(async ({ items }) => {
      for (const [node, state] of items) {
        if (node.kind !== 'requestPart' || node.part.kind !== 'standing') continue;
        const passed = state === vscode.TreeItemCheckboxState.Checked;
        await write(context, node.record.record.uri, node.part.standing, passed);
      }
    }),
  );
  onCommand('mcpChangeControl.recordResult', async (uri, id) => {
    if (!(uri instanceof vscode.Uri)) return;
    const standing = requests.get(uri)?.view?.standings.find((entry) => entry.id === id);
    if (standing !== undefined) await write(context, uri, standing, !isDone(standing));
  });
  onCommand('mcpChangeControl.putTestInTerminal', (node) => {
    if (!isPart(node) || node.part.kind !== 'standing') return;
    const { command = '' } = node.part.standing;
    const { id, folder } = node.record.record;
    if (command !== '') typeCommand(id, command, folder);
  });
}

async function write(
  context: EditorContext,
  uri: vscode.Uri,
  standing: Standing,
  passed: boolean,
): Promise<void> {
  const stored = context.requests.get(uri)?.stored;
  if (stored?.record === undefined) return;
  // What was tried is what is there now: a result for an edited file is none for what was recorded.
  const content = await recordedContent(stored);
  const { id: by } = await requesterOf(await context.baselines.repositoryOf(uri));
  const at = utcSeconds(new Date());
  await saveRecord(context, uri, (text) => {
    const added = passed
      ? addEvidence(text, { test: standing.id, result: 'passed', at, by, content_digest: content })
      : removeEvidence(text, standing.id, content);
    if (added.problem !== undefined) void showNotice('warning', added.problem);
    return added.text;
  });
}

function isPart(node: unknown): node is RequestPartNode {
  return typeof node === 'object' && node !== null && 'kind' in node && node.kind === 'requestPart';
}
