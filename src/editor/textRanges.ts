import * as vscode from 'vscode';
import { lineIndex } from '../core/parse/position';
import type { TextRange } from '../core/parse/tree';
import type { TrackedFile } from './analysisStore';

/**
 * Turns ranges of an analysis into ranges of the editor. Where the document has moved on (it is half
 * typed, or the next analysis is still to come), a place before or after the edit moves with it.
 *
 * @param document the open document of the file, if there is one
 */
export function editorRanges(
  file: TrackedFile,
  document: vscode.TextDocument | undefined,
): (range: TextRange) => vscode.Range {
  const analyzed = file.analysis.text ?? '';
  const current = document?.getText() ?? analyzed;
  const positionAt = lineIndex(current);
  const move = current === analyzed ? (offset: number) => offset : movedOffset(analyzed, current);
  const toPosition = (offset: number): vscode.Position => {
    const { line, character } = positionAt(move(offset));
    return new vscode.Position(line, character);
  };
  return ({ start, end }) => new vscode.Range(toPosition(start), toPosition(Math.max(start, end)));
}

/** Ranges of the baseline text, as a document that holds it counts them. */
export function baselineRanges(file: TrackedFile): (range: TextRange) => vscode.Range {
  const positionAt = lineIndex(file.analysis.baselineText ?? '');
  return ({ start, end }) => {
    const from = positionAt(start);
    const to = positionAt(end);
    return new vscode.Range(from.line, from.character, to.line, to.character);
  };
}

/** Where an offset went when one stretch of the text was replaced by another. */
export function movedOffset(before: string, after: string): (offset: number) => number {
  const shortest = Math.min(before.length, after.length);
  let prefix = 0;
  while (prefix < shortest && before[prefix] === after[prefix]) prefix += 1;
  let suffix = 0;
  while (
    suffix < shortest - prefix &&
    before[before.length - 1 - suffix] === after[after.length - 1 - suffix]
  ) {
    suffix += 1;
  }
  return (offset) => {
    if (offset <= prefix) return offset;
    if (offset >= before.length - suffix) return offset + after.length - before.length;
    return Math.min(offset, after.length - suffix);
  };
}
