import { cleanText } from './cleanText';

/**
 * A sentence as Markdown that shows exactly this sentence, in one line. What stands in “…” or in
 * backticks is workspace text and becomes code, and so do addresses: readers of Markdown make links of
 * them whether escaped or not. Everything else that means something is escaped.
 */
export function prose(text: string): string {
  const words = cleanText(text)
    .replace(/\s+/g, ' ')
    .split(/(“[^“”]*”|`[^`]*`)/)
    .flatMap((part, index) =>
      index % 2 === 1 ? [code(part.slice(1, -1))] : part.split(/( )/).map(word),
    )
    .filter((piece) => piece !== '');
  return words
    .map((piece, index) => {
      // Fences that touch would become one.
      const touches = piece.startsWith('`') && words[index - 1]?.endsWith('`') === true;
      return touches ? ` ${piece}` : piece;
    })
    .join('')
    .replace(/^([-+=])/, '\\$1')
    .replace(/^(\d{1,9})([.)])/, '$1\\$2');
}

function word(text: string): string {
  return /\/\/|@|www\.|:[^\s:]/i.test(text) && !/^\d+:\d+$/.test(text)
    ? code(text)
    : text.replace(/[\\`*_{}[\]<>#|~!@&$]/g, (mark) => `\\${mark}`);
}

/** A code span whose fence is longer than any run of backticks inside; one line. */
export function code(text: string): string {
  const line = cleanText(text).replace(/\s+/g, ' ').trim();
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map((match) => match[0].length));
  const fence = '`'.repeat(longest + 1);
  const pad = /^`|`$/.test(line) ? ' ' : '';
  return line === '' ? '' : `${fence}${pad}${line}${pad}${fence}`;
}
