import type { TextRange } from '../parse/tree';

/** Where the line of an offset begins. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Where the line of an offset ends, its line break included. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end + 1;
}

/**
 * The whole lines that a value with its key takes: from its first line to its last.
 *
 * @returns undefined when something else stands in front of it on its first line
 */
export function wholeLines(text: string, { start, end }: TextRange): TextRange | undefined {
  const from = lineStart(text, start);
  if (!/^[ \t]*(?:-[ \t]+|\[{1,2}[^\]\n]*)?$/.test(text.slice(from, start))) return undefined;
  // A block text of YAML ends behind its last line break, or behind the blank lines after it.
  const last = start + text.slice(start, end).trimEnd().length;
  return { start: from, end: lineEnd(text, last) };
}

/** The comment lines that stand directly above an offset at the beginning of a line. */
export function commentsAbove(text: string, offset: number): TextRange {
  let start = offset;
  while (start > 0) {
    const previous = lineStart(text, start - 1);
    if (!/^[ \t]*#/.test(text.slice(previous, start))) break;
    start = previous;
  }
  return { start, end: offset };
}

/** White space at the beginning of the line of an offset. */
export function indentAt(text: string, offset: number): string {
  const start = lineStart(text, offset);
  return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? '';
}

/** Lines with another indent in front; undefined when one of them has less than the old one. */
export function reindent(lines: string, from: string, to: string): string | undefined {
  if (from === to) return lines;
  const all = lines.split('\n');
  if (all.some((line) => line.trim() !== '' && !line.startsWith(from))) return undefined;
  return all.map((line) => (line.trim() === '' ? line : to + line.slice(from.length))).join('\n');
}
