/**
 * The form by which sentences are paired: two sentences with the same normal form say the same.
 * Emphasis, list and code marks, punctuation at the edges of words, case, spacing, emoji and
 * characters that cannot be seen do not count.
 *
 * @param text a sentence on one line
 * @returns words joined by single spaces; empty when there are only marks
 */
export function normalSentence(text: string): string {
  const visible = isAscii(text) ? text : withoutOrnaments(text);
  const spans = visible.toLowerCase().split('`');
  for (let index = 0; index < spans.length; index += 2) {
    spans[index] = withoutEmphasis(spans[index] as string);
  }
  const words: string[] = [];
  const joined = spans.join('').replaceAll('](', ' ');
  // Most sentences hold no white space but single spaces, and cutting at a string is much faster.
  for (const word of /[^\S ]/.test(joined) ? joined.split(/\s+/) : joined.split(' ')) {
    const trimmed = trimWord(word);
    if (trimmed !== '') words.push(trimmed);
  }
  return words.join(' ');
}

/** Nothing outside printable ASCII, so nothing to fold together or to leave out. */
export function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    if (text.charCodeAt(index) > 0x7e) return false;
  }
  return true;
}

function withoutOrnaments(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[‘’]/g, "'")
    .replace(/\p{Extended_Pictographic}|\p{Cf}|[\ufe00-\ufe0f]/gu, '');
}

/** Outside code, stars and outer underscores are emphasis. */
function withoutEmphasis(text: string): string {
  if (!/[*_~]/.test(text)) return text;
  return text.replace(/\*+|~~|(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu, '');
}

const leading = new Set(Array.from('"\'“”„«»‚([{,;:!?|–—…、。'));
const trailing = new Set(Array.from('"\'“”«»)]},;:.!?|–—…、。！？'));

function trimWord(word: string): string {
  let start = 0;
  let end = word.length;
  if (isPlain(word.charCodeAt(0)) && isPlain(word.charCodeAt(end - 1))) return word;
  while (start < end && leading.has(word[start] as string)) start += 1;
  while (end > start && trailing.has(word[end - 1] as string)) end -= 1;
  if (start === end) return '';
  // A lone dash or arrow is punctuation, `--force` and `$HOME` are words.
  if (isPlain(word.charCodeAt(start))) return word.slice(start, end);
  const trimmed = word.slice(start, end);
  return /[\p{L}\p{N}$%*<>=/]/u.test(trimmed) ? trimmed : '';
}

/** An ASCII letter or digit; false past the ends of a word. */
function isPlain(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39);
}
