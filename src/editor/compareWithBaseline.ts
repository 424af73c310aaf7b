import * as vscode from 'vscode';
import type { TrackedFile } from './analysisStore';
import { baselineLabel, baselineUri, goneUri } from './baselineUri';
import { resolveSelections, selectionsFrom } from './changeSelection';
import type { EditorContext } from './editorContext';
import { showNotice } from './showNotice';
import { editorRanges } from './textRanges';
import { openDocument } from './openDocument';
import { visibleText } from './visibleText';

/** Command: the file beside its baseline, at the change that was asked for. */
export function registerCompareWithBaseline({ store, onCommand }: EditorContext): void {
  onCommand('mcpChangeControl.compareWithBaseline', async (...parameters) => {
    const active = vscode.window.activeTextEditor?.document.uri;
    const selections =
      selectionsFrom(parameters) ?? (active === undefined ? [] : [{ uri: active.toString() }]);
    const chosen = resolveSelections(selections, store);
    if (chosen.length === 0) {
      void showNotice(
        'information',
        vscode.l10n.t('Open an MCP server, agent prompt or permission file first.'),
      );
    }
    for (const { file, changes } of chosen) await compare(file, changes[0]?.range);
  });
}

async function compare(
  file: TrackedFile,
  range: { readonly start: number; readonly end: number } | undefined,
): Promise<void> {
  const left = baselineUri(file);
  if (left === undefined) {
    const because = file.baseline.kind === 'none' ? file.baseline.because : '';
    void showNotice('information', vscode.l10n.t('Nothing to compare with here. {0}', because));
    return;
  }
  const gone = file.analysis.text === undefined;
  const name = file.path.split('/').at(-1) ?? file.path;
  const options: vscode.TextDocumentShowOptions =
    range === undefined || gone
      ? {}
      : { selection: editorRanges(file, openDocument(file.uri))(range) };
  await vscode.commands.executeCommand(
    'vscode.diff',
    left,
    gone ? goneUri(file) : file.uri,
    vscode.l10n.t({
      message: '{0} ({1} ↔ now)',
      args: [visibleText(name), visibleText(baselineLabel(file.baseline) ?? '')],
      comment: ['{0} is a file name, {1} the name of a git ref'],
    }),
    options,
  );
}
