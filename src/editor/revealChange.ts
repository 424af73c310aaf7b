import * as vscode from 'vscode';
import type { TextRange } from '../core/parse/tree';
import type { TrackedFile } from './analysisStore';
import { changeRows } from './changeRows';
import { resolveSelections, selectionsFrom } from './changeSelection';
import type { EditorContext } from './editorContext';
import { editorRanges } from './textRanges';
import { openDocument } from './openDocument';

interface Place {
  readonly file: TrackedFile;
  readonly range: TextRange | undefined;
}

/** Command (internal): go to a change or an inherited finding and show what it means. */
export function registerRevealChange({ store, onCommand }: EditorContext): void {
  onCommand('mcpChangeControl.revealChange', async (...parameters) => {
    const place = placeOfFinding(parameters[0]) ?? placeOfChange(parameters);
    if (place !== undefined) await reveal(place, keepsFocus(parameters[2]));
  });

  function placeOfChange(parameters: readonly unknown[]): Place | undefined {
    const [first] = resolveSelections(selectionsFrom(parameters) ?? [], store);
    if (first === undefined) return undefined;
    const { file, changes } = first;
    const meant = new Set(changes);
    const rows = changeRows(file.analysis);
    const named = rows.filter(({ change }) => change !== undefined && meant.has(change));
    const [riskiest] = [...(named.length > 0 ? named : rows)].sort(
      (left, right) => (right.findings[0]?.score ?? 0) - (left.findings[0]?.score ?? 0),
    );
    return { file, range: riskiest?.range ?? changes[0]?.range };
  }

  function placeOfFinding(parameter: unknown): Place | undefined {
    if (typeof parameter !== 'object' || parameter === null) return undefined;
    // A row of the sidebar carries its place.
    if ('place' in parameter) return placeOfFinding(parameter.place);
    if (!('uri' in parameter) || typeof parameter.uri !== 'string') return undefined;
    if (!('finding' in parameter) || !('pointer' in parameter)) return undefined;
    const file = store.get(vscode.Uri.parse(parameter.uri));
    const finding = file?.analysis.findings.find(
      ({ fingerprint, pointer }) =>
        fingerprint === parameter.finding && pointer === parameter.pointer,
    );
    return file && finding && { file, range: finding.range };
  }
}

function keepsFocus(options: unknown): boolean {
  return (
    typeof options === 'object' &&
    options !== null &&
    'preserveFocus' in options &&
    options.preserveFocus === true
  );
}

async function reveal({ file, range: place }: Place, preserveFocus: boolean): Promise<void> {
  if (file.analysis.text === undefined) {
    // The file is gone; only the comparison can show what it held.
    await vscode.commands.executeCommand('mcpChangeControl.compareWithBaseline', file.uri);
    return;
  }
  const range = place && editorRanges(file, openDocument(file.uri))(place);
  const editor = await vscode.window.showTextDocument(file.uri, {
    preserveFocus,
    ...(range === undefined ? {} : { selection: new vscode.Range(range.start, range.start) }),
  });
  if (range === undefined) return;
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  await vscode.commands.executeCommand('editor.action.showHover', { focus: 'noAutoFocus' });
}
