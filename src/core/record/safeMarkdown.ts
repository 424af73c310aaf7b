import { cleanText } from './cleanText';

/**
 * A sentence as Markdown that shows exactly this sentence, in one line. What stands in “…” or in
 * backticks is workspace text and becomes code; everything else that means something to Markdown is
 * escaped, addresses included: a record may have been written by anybody.
 */
export function prose(text: string): string {
  return cleanText(text)
    .split(/(“[^“”]*”|`[^`]*`)/)
    .map((part, index) => (index % 2 === 1 ? code(part.slice(1, -1)) : escapeMarkdown(part)))
    .join('')
    .replace(/^([-+=])/, '\\$1')
    .replace(/^(\d{1,9})([.)])/, '$1\\$2');
}

function escapeMarkdown(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_{}[\]<>#|~!@&$]/g, (mark) => `\\${mark}`)
    .replace(/:\/\//g, '\\://')
    .replace(/www\./gi, (start) => `${start.slice(0, 3)}\\.`);
}

/** A code span whose fence is longer than any run of backticks inside; one line. */
export function code(text: string): string {
  const line = cleanText(text).replace(/\s+/g, ' ').trim();
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map((match) => match[0].length));
  const fence = '`'.repeat(longest + 1);
  const pad = /^`|`$/.test(line) ? ' ' : '';
  return line === '' ? '' : `${fence}${pad}${line}${pad}${fence}`;
}
