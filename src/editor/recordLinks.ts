import * as vscode from 'vscode';
import { namedChanges } from '../core/record/namedChanges';
import { fieldOf, recordFields, type RecordField } from '../core/record/recordFields';
import type { EditorContext } from './editorContext';
import { openDocument } from './openDocument';
import { recordDocuments } from './recordDocuments';
import type { StoredRecord } from './recordStore';

/** From a record to the files and changes it names, as they are now. */
export function registerRecordLinks({ extension, records, store }: EditorContext): void {
  extension.subscriptions.push(
    vscode.languages.registerDocumentLinkProvider(recordDocuments, {
      provideDocumentLinks: (document) => {
        const stored = records.get(document.uri);
        if (stored?.record === undefined) return [];
        const fields = recordFields(document.getText());
        const link = (
          field: RecordField | undefined,
          target: vscode.Uri | undefined,
          tooltip: string,
        ): vscode.DocumentLink[] => {
          if (field === undefined || target === undefined) return [];
          const { start, end } = field.valueRange;
          const made = new vscode.DocumentLink(
            new vscode.Range(document.positionAt(start), document.positionAt(end)),
            target,
          );
          made.tooltip = tooltip;
          return [made];
        };
        const { record } = stored;
        const open = vscode.l10n.t('Open the file');
        const goTo = vscode.l10n.t('Go to the change');
        return [
          ...record.subject.files.flatMap(({ path }, index) =>
            link(fieldOf(fields, `/subject/files/${index}/path`), fileOf(stored, path), open),
          ),
          ...record.rollback.restore.flatMap(({ path }, index) =>
            link(fieldOf(fields, `/rollback/restore/${index}/path`), fileOf(stored, path), open),
          ),
          ...record.changes.flatMap(({ file }, index) => {
            const target = placeOf(stored, index) ?? fileOf(stored, file);
            return [
              ...link(fieldOf(fields, `/changes/${index}/file`), target, goTo),
              ...link(fieldOf(fields, `/changes/${index}/pointer`), target, goTo),
              ...link(fieldOf(fields, `/what_changes/${index}`), target, goTo),
            ];
          }),
        ];
      },
    }),
  );

  /** Where a change stands in its file now; undefined when it is not there any more. */
  function placeOf(stored: StoredRecord, index: number): vscode.Uri | undefined {
    const recorded = stored.record?.changes[index];
    const uri = recorded === undefined ? undefined : fileOf(stored, recorded.file);
    const file = uri === undefined ? undefined : store.get(uri);
    if (recorded === undefined || uri === undefined || file === undefined) return undefined;
    const [change] = namedChanges(file.analysis.changes, [recorded]);
    if (change === undefined) return undefined;
    const { start } = change.range;
    const text = openDocument(uri)?.getText() ?? file.analysis.text ?? '';
    const line = text.slice(0, start).split('\n').length;
    const column = start - text.lastIndexOf('\n', start - 1);
    return uri.with({ fragment: `L${line},${column}` });
  }
}

/** Only files that the record is about, by the address that the store worked out for them. */
function fileOf({ files }: StoredRecord, path: string): vscode.Uri | undefined {
  return files.find((file) => file.path === path)?.uri;
}
