import * as vscode from 'vscode';
import { changeRows } from './changeRows';
import { resolveSelections, selectionsFrom } from './changeSelection';
import type { EditorContext } from './editorContext';
import { editorRanges } from './textRanges';
import { openDocument } from './tracker';

/** Command (internal): go to a change and show what it means. */
export function registerRevealChange({ store, onCommand }: EditorContext): void {
  onCommand('mcpChangeControl.revealChange', async (...parameters) => {
    const [first] = resolveSelections(selectionsFrom(parameters) ?? [], store);
    if (first === undefined) return;
    const { file, changes } = first;
    if (file.analysis.text === undefined) {
      // The file is gone; only the comparison can show what it held.
      await vscode.commands.executeCommand('mcpChangeControl.compareWithBaseline', {
        uri: file.uri.toString(),
      });
      return;
    }
    const rows = changeRows(file.analysis);
    const riskiest = rows
      .filter(({ change }) => change === undefined || changes.includes(change))
      .sort((left, right) => (right.findings[0]?.score ?? 0) - (left.findings[0]?.score ?? 0))[0];
    const place = riskiest?.range ?? changes[0]?.range;
    const range = place && editorRanges(file, openDocument(file.uri))(place);
    const editor = await vscode.window.showTextDocument(file.uri, {
      preserveFocus: false,
      ...(range === undefined ? {} : { selection: new vscode.Range(range.start, range.start) }),
    });
    if (range === undefined) return;
    editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    await vscode.commands.executeCommand('editor.action.showHover');
  });
}
