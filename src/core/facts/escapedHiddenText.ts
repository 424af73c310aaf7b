import type { ParsedText } from '../parse/tree';
import type { HiddenTextFact } from './fact';
import { readHiddenText } from './hiddenText';

/** A pair of backslashes is a backslash; only an odd one escapes. */
const escape = /\\(?:u([0-9a-fA-F]{4})|[^u])/g;

/**
 * Hidden characters that JSON writes as escapes (`\u200b`): clients read the character, people a few
 * digits among others. Control characters and private use are left out, because their escape is how
 * they are rightly written.
 *
 * @returns facts with the range of the escapes. Linear in the length of the text.
 */
export function readEscapedHiddenText({ text, root }: ParsedText): readonly HiddenTextFact[] {
  if (root === undefined || !/\\u(?:[2fFdD]|0[01367]|1[178]|3)/.test(text)) return [];
  const spans: Span[] = [];
  let decoded = '';
  let read = 0;
  for (const match of text.matchAll(escape)) {
    const code = match[1];
    if (code === undefined) continue;
    decoded += text.slice(read, match.index);
    read = match.index + match[0].length;
    spans.push({ at: decoded.length, start: match.index, end: read });
    decoded += String.fromCharCode(parseInt(code, 16));
  }
  let next = 0;
  return readHiddenText(decoded).flatMap((fact) => {
    const { start, end } = fact.range;
    while ((spans[next]?.at ?? Infinity) < start) next += 1;
    const first = spans[next];
    if (first === undefined || first.at >= end) return [];
    if (fact.class === 'control' || fact.class === 'private-use') return [];
    let last = first;
    while ((spans[next]?.at ?? Infinity) < end) {
      last = spans[next] ?? last;
      next += 1;
    }
    return { ...fact, range: { start: first.start, end: last.end }, pointer: `${fact.pointer}/u` };
  });
}

interface Span {
  /** Place in the decoded text. */
  readonly at: number;
  readonly start: number;
  readonly end: number;
}
