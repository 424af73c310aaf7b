import type { TextRange } from '../parse/tree';

/** A piece of Markdown that the page does not show and a model reads all the same. */
export interface UnrenderedText {
  /** The words alone. */
  readonly inner: TextRange;
  /** All that has to go when they go, marks included. */
  readonly whole: TextRange;
  /** Its words can stand in the text as they are. */
  readonly canShow: boolean;
}

/** Shorter descriptions of pictures and links are what they say they are. */
const longTitle = 60;

/**
 * Comments, link definitions used as comments, hidden elements, long descriptions of pictures and
 * links, and words pushed out of sight by blanks (reference prompt/html-comment-instructions).
 *
 * @param text Markdown. Code is not told apart here: what is shown as code is seen.
 * @returns in no particular order; linear in the length of the text
 */
export function unrenderedTexts(text: string): readonly UnrenderedText[] {
  const found: UnrenderedText[] = [];
  if (text.includes('<!--')) found.push(...comments(text));
  if (text.includes(']:')) found.push(...definitions(text));
  if (text.includes('</')) found.push(...hiddenElements(text));
  if (text.includes('](')) found.push(...titles(text));
  if (text.includes('          ')) found.push(...pushedAway(text));
  return found;
}

function comments(text: string): readonly UnrenderedText[] {
  const found: UnrenderedText[] = [];
  let open = text.indexOf('<!--');
  while (open >= 0) {
    const close = text.indexOf('-->', open + 4);
    if (close < 0) break;
    found.push({
      inner: trimmed(text, open + 4, close),
      whole: { start: open, end: close + 3 },
      canShow: true,
    });
    open = text.indexOf('<!--', close + 3);
  }
  return found;
}

/** `[//]: # (nobody sees this)` */
function definitions(text: string): readonly UnrenderedText[] {
  return Array.from(
    text.matchAll(/^ {0,3}\[[^\]\n]{1,40}\]: {0,3}(?:#|<>) {1,3}["'(](?=\S)/gm),
    (match) => {
      const start = match.index + match[0].length;
      const end = lineEnd(text, start);
      const inner = trimmed(text, start, end);
      const closed = /["')]/.test(text[inner.end - 1] ?? '');
      return {
        inner: { start, end: closed ? inner.end - 1 : inner.end },
        whole: { start: match.index, end: inner.end },
        canShow: true,
      };
    },
  );
}

const hiddenTag =
  /<([a-z][a-z0-9]{0,15})\s[^<>]{0,300}?(?:(?<![-\w])hidden(?![-\w])|display\s{0,2}:\s{0,2}none|font-size\s{0,2}:\s{0,2}0(?![.\d]))[^<>]{0,300}>/gi;

function hiddenElements(text: string): readonly UnrenderedText[] {
  const found: UnrenderedText[] = [];
  const unclosed = new Set<string>();
  for (const match of text.matchAll(hiddenTag)) {
    const closing = `</${match[1] as string}>`;
    if (unclosed.has(closing)) continue;
    const start = match.index + match[0].length;
    const end = text.indexOf(closing, start);
    if (end < 0) {
      unclosed.add(closing);
      continue;
    }
    found.push({
      inner: trimmed(text, start, end),
      whole: { start: match.index, end: end + closing.length },
      canShow: true,
    });
  }
  return found;
}

function titles(text: string): readonly UnrenderedText[] {
  const places: UnrenderedText[] = [];
  for (const match of text.matchAll(/!\[([^\]\n]{60,2000})\]\(/g)) {
    const start = match.index + 2;
    const inner = { start, end: start + (match[1] as string).length };
    places.push({ inner, whole: inner, canShow: false });
  }
  for (const match of text.matchAll(/\]\([^()\s]{1,500} {1,3}"([^"\n]{1,2000})"\)/g)) {
    const title = match[1] as string;
    if (title.length < longTitle) continue;
    const end = match.index + match[0].length - 2;
    const start = end - title.length;
    places.push({
      inner: { start, end },
      whole: { start: start - 2, end: end + 1 },
      canShow: false,
    });
  }
  return places;
}

/** Eighty blanks and then words: beside the window of whoever reads. Tables align their cells so. */
function pushedAway(text: string): readonly UnrenderedText[] {
  return Array.from(text.matchAll(/(?<=\S) {80,2000}(?=[^\s|])/g)).flatMap((match) => {
    const lineStart = text.lastIndexOf('\n', match.index) + 1;
    if (/^\s*\|/.test(text.slice(lineStart, lineStart + 40))) return [];
    const start = match.index + match[0].length;
    const inner = trimmed(text, start, lineEnd(text, start));
    return [{ inner, whole: { start: match.index, end: inner.end }, canShow: false }];
  });
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

function trimmed(text: string, from: number, to: number): TextRange {
  let start = from;
  let end = to;
  while (start < end && /\s/.test(text[start] as string)) start += 1;
  while (end > start && /\s/.test(text[end - 1] as string)) end -= 1;
  return { start, end };
}
