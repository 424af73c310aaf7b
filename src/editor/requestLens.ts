import * as vscode from 'vscode';
import type { CommandId } from './commandIds';
import type { EditorContext } from './editorContext';
import { isEmergency } from './requestView';
import { awaitsMe } from './requestRows';
import { requestWords } from './requestItems';
import type { Request } from './requestStore';
import { visibleLabel } from './visibleText';

const records: vscode.DocumentSelector = { pattern: '**/.mcp-change/records/*.yaml' };

/** On the first line of a record: where it stands, and what is to be done next. */
export function registerRequestLens({ extension, requests }: EditorContext): void {
  const changed = new vscode.EventEmitter<void>();
  extension.subscriptions.push(
    changed,
    requests.onDidChange(() => changed.fire()),
    vscode.languages.registerCodeLensProvider(records, {
      onDidChangeCodeLenses: changed.event,
      provideCodeLenses: ({ uri }) => {
        const request = requests.get(uri);
        return request === undefined ? [] : lensesOf(request);
      },
    }),
  );
}

function lensesOf(request: Request): vscode.CodeLens[] {
  const { stored, view } = request;
  if (stored.record === undefined || view === undefined) return [];
  const lens = (title: string, command: CommandId | '', tooltip: string): vscode.CodeLens =>
    new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), {
      title,
      tooltip,
      command,
      arguments: command === '' ? [] : [stored.uri],
    });
  const { l10n } = vscode;
  return [
    lens(visibleLabel(requestWords(view)), '', visibleLabel(view.because, 500)),
    ...(stored.status === 'draft'
      ? [
          lens(
            l10n.t('$(git-pull-request) Propose'),
            'mcpChangeControl.proposeChangeRequest',
            l10n.t('Ask for approval'),
          ),
        ]
      : []),
    ...(awaitsMe(request)
      ? [
          lens(
            l10n.t('$(pass) Approve…'),
            'mcpChangeControl.approveChangeRequest',
            l10n.t('See what changes, and decide'),
          ),
        ]
      : []),
    ...(isEmergency(view)
      ? [
          lens(
            l10n.t('$(eye) Review…'),
            'mcpChangeControl.reviewEmergency',
            l10n.t('Decide whether the emergency change stays'),
          ),
        ]
      : []),
  ];
}
