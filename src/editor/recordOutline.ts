import * as vscode from 'vscode';
import { fieldDetail, recordFields, type RecordField } from '../core/record/recordFields';
import type { EditorContext } from './editorContext';
import { recordDocuments } from './recordDocuments';
import { plainText } from './visibleText';

/** Scalars of a list entry say nothing by themselves; its line names the one that matters. */
const mostLevels = 4;

/** A record's fields in the outline, in the breadcrumbs and for “Go to Symbol”. */
export function registerRecordOutline({ extension }: EditorContext): void {
  extension.subscriptions.push(
    vscode.languages.registerDocumentSymbolProvider(
      recordDocuments,
      {
        provideDocumentSymbols: (document) =>
          recordFields(document.getText()).map((field) => symbolOf(document, field, 1)),
      },
      { label: 'MCP Change Control' },
    ),
  );
}

function symbolOf(
  document: vscode.TextDocument,
  field: RecordField,
  level: number,
): vscode.DocumentSymbol {
  const range = new vscode.Range(
    document.positionAt(Math.min(field.nameRange.start, field.range.start)),
    document.positionAt(Math.max(field.nameRange.end, field.range.end)),
  );
  const selection = new vscode.Range(
    document.positionAt(field.nameRange.start),
    document.positionAt(field.nameRange.end),
  );
  const symbol = new vscode.DocumentSymbol(
    // An empty name is refused by VS Code.
    plainText(field.name, 80) || '…',
    plainText(fieldDetail(field), 120),
    field.children.length > 0 ? vscode.SymbolKind.Object : vscode.SymbolKind.Field,
    range,
    selection,
  );
  if (level < mostLevels) {
    symbol.children = field.children.map((child) => symbolOf(document, child, level + 1));
  }
  return symbol;
}
