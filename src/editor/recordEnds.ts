import * as vscode from 'vscode';
import { fieldAt, fieldOf, recordFields } from '../core/record/recordFields';
import { endAfter, suggestedEnds } from '../core/record/suggestedEnds';
import { isLoosening } from '../core/risk/unspokenChanges';
import type { EditorContext } from './editorContext';
import { recordDocuments } from './recordDocuments';
import { linesOf } from './strictDocuments';

const proposedDays = 30;
/** Where somebody stands who has just been asked why, or looks at when. */
const besides: ReadonlySet<string> = new Set(['/title', '/why', '/created_at', '/status']);

/**
 * When what a draft grants ends: offered by the light bulb beside its reason and by completion, never
 * asked for. A question for every request would be answered with anything.
 */
export function registerRecordEnds({ extension, records }: EditorContext): void {
  extension.subscriptions.push(
    vscode.languages.registerCodeActionsProvider(
      recordDocuments,
      { provideCodeActions },
      { providedCodeActionKinds: [vscode.CodeActionKind.RefactorRewrite] },
    ),
    vscode.languages.registerCompletionItemProvider(recordDocuments, { provideCompletionItems }),
  );

  function provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
  ): vscode.CodeAction[] {
    const record = records.get(document.uri)?.record;
    // What others look at already is not changed by the way.
    if (record?.status !== 'draft' || record.expires_at !== undefined) return [];
    if (!record.changes.some(({ direction }) => isLoosening(direction))) return [];
    const fields = recordFields(document.getText());
    const field = fieldAt(fields, document.offsetAt(range.start));
    const created = fieldOf(fields, '/created_at');
    if (created === undefined || !besides.has(field?.pointer ?? '')) return [];
    const action = new vscode.CodeAction(
      vscode.l10n.t('Let it end by itself, in {0} days', proposedDays),
      vscode.CodeActionKind.RefactorRewrite,
    );
    const { line } = document.positionAt(created.valueRange.end);
    const { end } = document.lineAt(line).range;
    const newLine = document.eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n';
    action.edit = new vscode.WorkspaceEdit();
    action.edit.insert(
      document.uri,
      end,
      `${newLine}expires_at: "${endAfter(proposedDays, new Date())}"`,
    );
    return [action];
  }

  function provideCompletionItems(
    document: vscode.TextDocument,
    { line, character }: vscode.Position,
  ): vscode.CompletionItem[] {
    const own = document.lineAt(line).text;
    return suggestedEnds(linesOf(document), line, character, new Date()).map((suggestion) => {
      const { label, description, kind } = suggestion;
      const item = new vscode.CompletionItem(
        label,
        kind === 'key' ? vscode.CompletionItemKind.Property : vscode.CompletionItemKind.Value,
      );
      item.documentation = description;
      const start = kind === 'key' ? 0 : own.search(/:\s*/) + 1;
      item.range = new vscode.Range(line, start, line, kind === 'key' ? character : own.length);
      item.insertText = kind === 'key' ? `${label}: ` : ` ${label}`;
      // What is typed of a value includes its quote and the space before it.
      if (kind === 'value') item.filterText = own.slice(start, character);
      return item;
    });
  }
}
