/** Zero-based line and UTF-16 character, as editors and the report count. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** Line and character of one offset. For many offsets of one text use `lineIndex`. */
export function positionAt(text: string, offset: number): Position {
  return lineIndex(text)(offset);
}

/**
 * Prepares a text for many look-ups.
 *
 * @returns a function from offset to position; offsets beyond the text count as its end
 */
export function lineIndex(text: string): (offset: number) => Position {
  const starts = [0];
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 10 || (code === 13 && text.charCodeAt(index + 1) !== 10)) starts.push(index + 1);
  }
  return (offset) => {
    const bounded = Math.max(0, Math.min(offset, text.length));
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= bounded) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: bounded - (starts[low] ?? 0) };
  };
}
