import * as vscode from 'vscode';
import { isDone, standingsOf } from '../core/record/evidence';
import type { EditorContext } from './editorContext';
import { recordDocuments } from './recordDocuments';
import { visibleLabel } from './visibleText';

/** What can be done with a record, above its first line. */
export function registerRecordLenses({ extension, records }: EditorContext): void {
  const changed = new vscode.EventEmitter<void>();
  extension.subscriptions.push(
    changed,
    records.onDidChange(() => {
      changed.fire();
    }),
    vscode.languages.registerCodeLensProvider(recordDocuments, {
      onDidChangeCodeLenses: changed.event,
      provideCodeLenses: ({ uri }) => {
        const stored = records.get(uri);
        if (stored?.record === undefined) return [];
        const { record } = stored;
        const lens = (title: string, command: string, tooltip: string): vscode.CodeLens =>
          new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), {
            title,
            tooltip,
            command,
            arguments: [uri],
          });
        const standings = standingsOf(record);
        const open = standings.filter((standing) => !isDone(standing)).length;
        return [
          lens(
            vscode.l10n.t('$(preview) Preview'),
            'mcpChangeControl.previewRecord',
            vscode.l10n.t('The record for people, words first'),
          ),
          ...(standings.length === 0 || stored.status === 'rolled-back'
            ? []
            : [
                lens(
                  open === 0
                    ? vscode.l10n.t('$(beaker) Tests and checks done')
                    : vscode.l10n.t('$(beaker) {0} tests and checks open', open),
                  'mcpChangeControl.testRecord',
                  vscode.l10n.t('Tick off what was tested and checked'),
                ),
              ]),
          ...(stored.status === 'rolled-back'
            ? []
            : [
                lens(
                  vscode.l10n.t('$(discard) Roll back'),
                  'mcpChangeControl.rollBackChange',
                  visibleLabel(record.take_back),
                ),
              ]),
        ];
      },
    }),
  );
}
