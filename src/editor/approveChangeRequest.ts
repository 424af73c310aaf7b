import * as vscode from 'vscode';
import { judgeApproval } from '../core/gate/judgeApproval';
import { stateApproval } from '../core/gate/stateApproval';
import {
  approvalFileName,
  approvalText,
  parseApproval,
  serialiseApproval,
  type ApprovalStatement,
} from '../core/record/approval';
import type { WeighedRequest } from '../core/gate/weighRequest';
import type { EditorContext } from './editorContext';
import { findRequest } from './findRequest';
import { askReason } from './askReason';
import { awaitsMe } from './requestRows';
import type { Request } from './requestStore';
import type { RequestView } from './requestView';
import { requesterOf } from './requester';
import { reviewSheet } from './reviewSheet';
import { decideIn } from './saveRecord';
import { showNotice, showStatus } from './showNotice';
import { showPage } from './showPage';
import { signingKey } from './signingKey';
import { visibleLabel } from './visibleText';

type Choice = 'approve' | 'reject' | 'leave';

/** Commands: say yes or no to a request, signed with the key of whoever works here. */
export function registerApproveChangeRequest(context: EditorContext): void {
  context.onCommand('mcpChangeControl.approveChangeRequest', async (...parameters) => {
    const request = await requestFrom(
      context,
      parameters,
      vscode.l10n.t('Approve a Change Request'),
      vscode.l10n.t('Nothing waits for your approval.'),
    );
    if (request === undefined) return;
    const { view } = request;
    const { weighed } = view;
    const obstacle = obstacleTo(view);
    if (weighed === undefined || obstacle !== undefined) {
      void showNotice('information', obstacle ?? cannotWeigh());
      return;
    }
    const choice = await decide(context, request, weighed);
    if (choice === 'approve') await approve(context, request, weighed);
    if (choice === 'reject') await reject(context, request);
  });
  context.onCommand('mcpChangeControl.rejectChangeRequest', async (...parameters) => {
    const request = await requestFrom(
      context,
      parameters,
      vscode.l10n.t('Reject a Change Request'),
      vscode.l10n.t('No change request is proposed.'),
    );
    if (request !== undefined) await reject(context, request);
  });
}

type ViewedRequest = Request & { readonly view: RequestView };

async function requestFrom(
  context: EditorContext,
  parameters: readonly unknown[],
  title: string,
  nothing: string,
): Promise<ViewedRequest | undefined> {
  await context.ready;
  const uri = await findRequest(
    context,
    parameters,
    title,
    (request) => awaitsMe(request) || request.stored.status === 'proposed',
  );
  if (uri === undefined) return undefined;
  if (uri === 'none') {
    void showNotice('information', nothing);
    return undefined;
  }
  const request = await context.requests.lookAgain(uri);
  const view = request?.view;
  if (request === undefined || view === undefined) {
    void showNotice('warning', request?.stored.problem ?? vscode.l10n.t('This is no record.'));
    return undefined;
  }
  return { ...request, view };
}

/** Why the one who works here cannot approve it now; undefined when they can. */
function obstacleTo({
  weighed,
  mine,
  upToDate,
  committed,
  because,
  record,
  missing,
}: RequestView): string | undefined {
  if (weighed === undefined || mine === undefined) return cannotWeigh();
  if ('because' in mine) return mine.because;
  if (record.status === 'draft') {
    return vscode.l10n.t('{0} is a draft. Approvals start when it is proposed.', record.id);
  }
  if (!upToDate) return [because, missing[0] ?? ''].join(' ').trim();
  return committed
    ? undefined
    : vscode.l10n.t(
        'Commit {0} and its files first: an approval is for what git holds.',
        record.id,
      );
}

function cannotWeigh(): string {
  return vscode.workspace.isTrusted
    ? vscode.l10n.t(
        'Without git there is nothing to measure this request by. Approve it on a desktop, or with “mcp-change approve”.',
      )
    : vscode.l10n.t(
        'In Restricted Mode nothing is signed. Trust this folder first, or approve with “mcp-change approve”.',
      );
}

/** Shows everything there is to know, and asks once. */
async function decide(
  context: EditorContext,
  { stored, view }: ViewedRequest,
  weighed: WeighedRequest,
): Promise<Choice> {
  const sheet = context.previews.create(
    stored.uri.with({ path: `/${stored.id}.txt` }),
    reviewSheet(view, weighed, vscode.workspace.asRelativePath(stored.uri, false)),
  );
  await showPage(sheet, true);
  const roles = view.mine !== undefined && 'roles' in view.mine ? view.mine.roles : [];
  const alone = view.mine !== undefined && 'roles' in view.mine && view.mine.alone;
  const items: readonly (vscode.QuickPickItem & { readonly choice: Choice })[] = [
    {
      label: vscode.l10n.t('$(pass) Approve as {0}', visibleLabel(roles.join(', '))),
      detail: alone
        ? vscode.l10n.t('You wrote it yourself: it will say “self-approved” everywhere.')
        : vscode.l10n.t('Signed with your key, for exactly this content, plan and policy.'),
      choice: 'approve',
    },
    { label: vscode.l10n.t('$(thumbsdown) Reject…'), choice: 'reject' },
    { label: vscode.l10n.t('$(close) Decide later'), choice: 'leave' },
  ];
  const chosen = await vscode.window.showQuickPick(items, {
    title: visibleLabel(`${stored.id} ${stored.title}`),
    placeHolder: vscode.l10n.t(
      'One decision: it holds until the files, the plan or the policy change',
    ),
    ignoreFocusOut: true,
  });
  await closeSheet(sheet);
  context.previews.release(sheet);
  return chosen?.choice ?? 'leave';
}

async function closeSheet(sheet: vscode.Uri): Promise<void> {
  const tabs = vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(
      ({ input }) =>
        input instanceof vscode.TabInputText && input.uri.toString() === sheet.toString(),
    );
  if (tabs.length > 0) await vscode.window.tabGroups.close(tabs, true);
}

async function approve(
  context: EditorContext,
  request: ViewedRequest,
  weighed: WeighedRequest,
): Promise<void> {
  const { mine } = request.view;
  if (mine === undefined || !('roles' in mine)) return;
  const by = await me(context, request.stored.uri);
  const refused = await sign(context, request, weighed, {
    decision: 'approve',
    by,
    roles: mine.roles,
  });
  if (refused !== undefined) {
    void showNotice('warning', refused);
    return;
  }
  await context.requests.lookAgain(request.stored.uri);
  showStatus(
    vscode.l10n.t('Approved, for this content only. Commit and push the approval.'),
    10_000,
  );
}

async function reject(context: EditorContext, request: ViewedRequest): Promise<void> {
  const { stored, view } = request;
  const why = await askReason(
    vscode.l10n.t('Reject {0}', stored.id),
    vscode.l10n.t('Why? One sentence for whoever asked.'),
  );
  if (why === undefined) return;
  // Signed before the record says it: the signature is for the request as it was read.
  const by = await me(context, stored.uri);
  const unsigned =
    view.weighed === undefined ||
    vscode.workspace.getConfiguration().inspect<string>('mcpChangeControl.signingKey')
      ?.globalValue === undefined
      ? vscode.l10n.t('no key is chosen.')
      : await sign(context, request, view.weighed, { decision: 'reject', by, roles: [], why });
  if (!(await decideIn(context, stored.uri, 'reject', why))) return;
  await context.requests.lookAgain(stored.uri);
  showStatus(
    unsigned === undefined
      ? vscode.l10n.t('Rejected. Commit and push it.')
      : vscode.l10n.t('Rejected, not signed: {0} Commit and push it.', unsigned),
    10_000,
  );
}

async function me({ baselines }: EditorContext, uri: vscode.Uri): Promise<string> {
  return (await requesterOf(await baselines.repositoryOf(uri))).id;
}

/**
 * Signs, looks at the result as the gate will, and only then writes it.
 *
 * @returns why it was not written; undefined when it was
 */
async function sign(
  context: EditorContext,
  { stored, view }: ViewedRequest,
  weighed: WeighedRequest,
  said: Pick<ApprovalStatement, 'decision' | 'by' | 'roles' | 'why'>,
): Promise<string | undefined> {
  const signatures = await context.loadSignatures();
  if (signatures === undefined) {
    return vscode.workspace.isTrusted
      ? vscode.l10n.t(
          'Nothing can be signed in a browser. Approve on a desktop, or with “mcp-change approve”.',
        )
      : cannotWeigh();
  }
  const key = await signingKey(await context.baselines.repositoryOf(stored.uri));
  if (key === undefined) return vscode.l10n.t('no key was chosen.');
  const statement = stateApproval(weighed, said);
  const text = approvalText(statement);
  const signed = await signatures.sign(text, key);
  if ('problem' in signed) return signed.problem;
  const [checked] = await signatures.check(
    [{ text, signature: signed.signature }],
    view.signers,
    weighed.context.now,
  );
  const uri = vscode.Uri.joinPath(stored.uri, '..', approvalFileName(stored.id, said.by));
  const file = serialiseApproval({ statement, signature: signed.signature });
  const judged = judgeApproval(
    {
      path: uri.path,
      record: stored.id,
      parsed: parseApproval(file),
      signature: checked,
    },
    weighed.context,
  );
  if (!judged.counts) return judged.because;
  const edit = new vscode.WorkspaceEdit();
  edit.createFile(uri, { contents: new TextEncoder().encode(file), overwrite: true });
  if (!(await vscode.workspace.applyEdit(edit))) {
    return vscode.l10n.t('The approval could not be written to {0}.', uri.path);
  }
  await context.records.refresh(uri);
  return undefined;
}
