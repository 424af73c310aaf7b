import * as vscode from 'vscode';
import { askReason } from './askReason';
import { selectionsFrom } from './changeSelection';
import type { EditorContext } from './editorContext';
import { findRequest, recordUri } from './findRequest';
import type { Request } from './requestStore';
import { decideIn } from './saveRecord';
import { showNotice, showStatus } from './showNotice';

/**
 * Commands: ask for approval, and give a request up. Proposing what is pending writes the request first,
 * so that it takes three actions: the command, what goes in, why.
 */
export function registerProposeChangeRequest(context: EditorContext): void {
  context.onCommand('mcpChangeControl.proposeChangeRequest', async (...parameters) => {
    await context.ready;
    for (const uri of await toPropose(context, parameters)) await propose(context, uri);
  });
  context.onCommand('mcpChangeControl.withdrawChangeRequest', async (...parameters) => {
    await context.ready;
    const title = vscode.l10n.t('Withdraw a Change Request');
    const uri = await findRequest(context, parameters, title, isWithdrawable);
    if (uri === undefined) return;
    if (uri === 'none') {
      void showNotice('information', vscode.l10n.t('No open change request.'));
      return;
    }
    const why = await askReason(title, vscode.l10n.t('Why is it given up?'));
    if (why === undefined) return;
    if (!(await decideIn(context, uri, 'withdraw', why))) return;
    showStatus(vscode.l10n.t('Withdrawn: its changes are pending again.'), 10_000);
  });
}

async function toPropose(
  context: EditorContext,
  parameters: readonly unknown[],
): Promise<readonly vscode.Uri[]> {
  const named = recordUri(parameters[0]);
  if (named !== undefined) return [named];
  const drafts = context.requests.all().some(isDraft);
  if (selectionsFrom(parameters) !== undefined || !drafts) {
    const created = await vscode.commands.executeCommand(
      'mcpChangeControl.createChangeRequest',
      ...parameters,
    );
    return Array.isArray(created)
      ? created.filter((uri): uri is vscode.Uri => uri instanceof vscode.Uri)
      : [];
  }
  const title = vscode.l10n.t('Propose a Change Request');
  const chosen = await findRequest(context, parameters, title, isDraft);
  return chosen === undefined || chosen === 'none' ? [] : [chosen];
}

async function propose(context: EditorContext, uri: vscode.Uri): Promise<void> {
  if (!(await decideIn(context, uri, 'propose'))) return;
  await context.requests.lookAgain(uri);
  showStatus(vscode.l10n.t('Proposed. Commit it, so that others can look at it.'), 10_000);
}

function isDraft({ stored }: Request): boolean {
  return stored.record !== undefined && stored.status === 'draft';
}

function isWithdrawable({ stored }: Request): boolean {
  return ['draft', 'proposed', 'rejected'].includes(stored.status);
}
