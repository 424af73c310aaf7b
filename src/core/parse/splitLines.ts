/** One line of a text, without its line break. */
export interface Line {
  /** Where the line's content starts: after its indentation. */
  readonly start: number;
  /** Where its content ends: before trailing blanks and the line break. */
  readonly end: number;
  /** The line without indentation and trailing blanks. */
  readonly content: string;
  /** Width of the indentation, tabs to the next multiple of four. */
  readonly indent: number;
  /** Where the line itself starts. */
  readonly lineStart: number;
}

/**
 * Cuts a text into lines at LF and CRLF.
 *
 * @param text any text; a byte order mark at its start counts as indentation of no width
 * @returns at least one line; offsets are UTF-16 code units
 */
export function splitLines(text: string): readonly Line[] {
  const lines: Line[] = [];
  let lineStart = 0;
  while (lineStart <= text.length) {
    const lineBreak = text.indexOf('\n', lineStart);
    const lineEnd = lineBreak < 0 ? text.length : lineBreak;
    let start = lineStart;
    let indent = 0;
    for (; start < lineEnd; start += 1) {
      const code = text.charCodeAt(start);
      if (code === 0x20) indent += 1;
      else if (code === 0x09) indent += 4 - (indent % 4);
      else if (code !== 0xfeff || start !== 0) break;
    }
    let end = lineEnd;
    while (end > start && isTrailing(text.charCodeAt(end - 1))) end -= 1;
    lines.push({ start, end, content: text.slice(start, end), indent, lineStart });
    if (lineBreak < 0) break;
    lineStart = lineBreak + 1;
  }
  return lines;
}

/** Space, tab, carriage return. */
function isTrailing(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0d;
}
