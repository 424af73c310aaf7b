import * as vscode from 'vscode';
import { isDone, standingsOf } from '../core/record/evidence';
import { fieldAt, fieldOf, recordFields } from '../core/record/recordFields';
import type { EditorContext } from './editorContext';
import { recordDocuments } from './recordDocuments';
import { plainText } from './visibleText';

/** The light bulb in a record: what is missing, where it is missing. */
export function registerRecordActions({ extension, records }: EditorContext): void {
  extension.subscriptions.push(
    vscode.languages.registerCodeActionsProvider(
      recordDocuments,
      {
        provideCodeActions: (document, range) => {
          const record = records.get(document.uri)?.record;
          if (record === undefined) return [];
          const fields = recordFields(document.getText());
          const field = fieldAt(fields, document.offsetAt(range.start));
          if (field === undefined) return [];
          const missing = /^\/still_missing(?:\/\d+)?$/.test(field.pointer);
          if (missing || field.pointer === '/why') {
            const why = fieldOf(fields, '/why');
            const list = fieldOf(fields, '/still_missing');
            if (why === undefined) return [];
            if (record.why.trim() === '') return [writeReason(document, why.valueRange)];
            return missing && list !== undefined ? [takeOut(document, list.range)] : [];
          }
          const [, index] = /^\/(?:tests\/plan|review\/checklist)\/(\d+)/.exec(field.pointer) ?? [];
          const id = (
            field.pointer.startsWith('/tests') ? record.tests?.plan : record.review?.checklist
          )?.[Number(index ?? -1)]?.id;
          const standing = standingsOf(record).find((entry) => entry.id === id);
          if (standing === undefined || standing.builtIn || isDone(standing)) return [];
          const action = new vscode.CodeAction(
            vscode.l10n.t('Write down the result of “{0}”…', plainText(standing.id)),
            vscode.CodeActionKind.QuickFix,
          );
          action.command = {
            title: action.title,
            command: 'mcpChangeControl.testRecord',
            arguments: [document.uri, standing.id],
          };
          return [action];
        },
      },
      { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
    ),
  );
}

/** Sentences that nobody has to think up twice: the words of the last decision, the title. */
function writeReason(
  document: vscode.TextDocument,
  place: { readonly start: number; readonly end: number },
): vscode.CodeAction {
  const action = new vscode.CodeAction(
    vscode.l10n.t('Write the reason'),
    vscode.CodeActionKind.QuickFix,
  );
  action.isPreferred = true;
  const at = document.positionAt(place.end);
  action.command = {
    title: action.title,
    command: 'editor.action.goToLocations',
    arguments: [document.uri, at, [new vscode.Location(document.uri, at)], 'goto', ''],
  };
  return action;
}

/** The reason is there: what says that it is missing can go. */
function takeOut(
  document: vscode.TextDocument,
  place: { readonly start: number; readonly end: number },
): vscode.CodeAction {
  const action = new vscode.CodeAction(
    vscode.l10n.t('Nothing is missing any more: take this out'),
    vscode.CodeActionKind.QuickFix,
  );
  const first = document.positionAt(place.start).line;
  const last = document.positionAt(place.end);
  const end = last.character === 0 ? last.line : last.line + 1;
  action.edit = new vscode.WorkspaceEdit();
  action.edit.delete(document.uri, new vscode.Range(first, 0, end, 0));
  return action;
}
