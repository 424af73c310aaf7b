import * as vscode from 'vscode';
import { fieldAt, recordFields } from '../core/record/recordFields';
import type { EditorContext } from './editorContext';
import { escapeMarkdown } from './escapeMarkdown';
import { recordDocuments } from './recordDocuments';
import { visibleText } from './visibleText';

/** What a field of a record is for, as the schema says it. Nothing of the record's own text is shown. */
export function registerRecordHover({ extension }: EditorContext): void {
  extension.subscriptions.push(
    vscode.languages.registerHoverProvider(recordDocuments, {
      provideHover: (document, position) => {
        const field = fieldAt(recordFields(document.getText()), document.offsetAt(position));
        if (field?.description === undefined) return undefined;
        const lines = [
          escapeMarkdown(visibleText(field.description, 400)),
          ...(field.choices === undefined
            ? []
            : [
                vscode.l10n.t(
                  'One of: {0}',
                  field.choices.map((choice) => `\`${choice}\``).join(' · '),
                ),
              ]),
        ];
        return new vscode.Hover(
          new vscode.MarkdownString(lines.join('\n\n')),
          new vscode.Range(
            document.positionAt(field.nameRange.start),
            document.positionAt(field.nameRange.end),
          ),
        );
      },
    }),
  );
}
