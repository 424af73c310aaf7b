/**
 * The form by which sentences are paired: two sentences with the same normal form say the same.
 * Emphasis, list and code marks, punctuation at the edges of words, case, spacing, emoji and
 * characters that cannot be seen do not count.
 *
 * @param text a sentence on one line
 * @returns words joined by single spaces; empty when there are only marks
 */
export function normalSentence(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[‘’]/g, "'")
    .replace(/\p{Extended_Pictographic}|\p{Cf}|[\ufe00-\ufe0f]/gu, '')
    .split('`')
    .map((part, index) => (index % 2 === 1 ? part : withoutEmphasis(part)))
    .join('')
    .replaceAll('](', ' ')
    .split(/\s+/)
    .map(trimWord)
    .filter((word) => word !== '')
    .join(' ');
}

/** Outside code, stars and outer underscores are emphasis. */
function withoutEmphasis(text: string): string {
  return text.replace(/\*+|~~|(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu, '');
}

const leading = new Set(Array.from('"\'“”„«»‚([{,;:!?|–—…、。'));
const trailing = new Set(Array.from('"\'“”«»)]},;:.!?|–—…、。！？'));

function trimWord(word: string): string {
  let start = 0;
  let end = word.length;
  while (start < end && leading.has(word[start] as string)) start += 1;
  while (end > start && trailing.has(word[end - 1] as string)) end -= 1;
  const trimmed = word.slice(start, end);
  // A lone dash or arrow is punctuation, `--force` and `$HOME` are words.
  return /[\p{L}\p{N}$%*<>=/]/u.test(trimmed) ? trimmed : '';
}
