import * as vscode from 'vscode';
import type { TextRange } from '../core/parse/tree';
import type { TrackedFile } from './analysisStore';
import { changeRows } from './changeRows';
import { resolveSelections, selectionsFrom } from './changeSelection';
import type { EditorContext } from './editorContext';
import { editorRanges } from './textRanges';
import { openDocument } from './tracker';

interface Place {
  readonly file: TrackedFile;
  readonly range: TextRange | undefined;
}

/** Command (internal): go to a change or an inherited finding and show what it means. */
export function registerRevealChange({ store, onCommand }: EditorContext): void {
  onCommand('mcpChangeControl.revealChange', async (...parameters) => {
    const place = placeOfFinding(parameters[0]) ?? placeOfChange(parameters);
    if (place !== undefined) await reveal(place);
  });

  function placeOfChange(parameters: readonly unknown[]): Place | undefined {
    const [first] = resolveSelections(selectionsFrom(parameters) ?? [], store);
    if (first === undefined) return undefined;
    const { file, changes } = first;
    const riskiest = changeRows(file.analysis)
      .filter(({ change }) => change === undefined || changes.includes(change))
      .sort((left, right) => (right.findings[0]?.score ?? 0) - (left.findings[0]?.score ?? 0))[0];
    return { file, range: riskiest?.range ?? changes[0]?.range };
  }

  function placeOfFinding(parameter: unknown): Place | undefined {
    if (typeof parameter !== 'object' || parameter === null) return undefined;
    if (!('uri' in parameter) || typeof parameter.uri !== 'string') return undefined;
    if (!('finding' in parameter)) return undefined;
    const file = store.get(vscode.Uri.parse(parameter.uri));
    const finding = file?.analysis.findings.find(
      ({ fingerprint }) => fingerprint === parameter.finding,
    );
    return file && finding && { file, range: finding.range };
  }
}

async function reveal({ file, range: place }: Place): Promise<void> {
  if (file.analysis.text === undefined) {
    // The file is gone; only the comparison can show what it held.
    await vscode.commands.executeCommand('mcpChangeControl.compareWithBaseline', file.uri);
    return;
  }
  const range = place && editorRanges(file, openDocument(file.uri))(place);
  const editor = await vscode.window.showTextDocument(
    file.uri,
    range === undefined ? {} : { selection: new vscode.Range(range.start, range.start) },
  );
  if (range === undefined) return;
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  await vscode.commands.executeCommand('editor.action.showHover');
}
