import type { Memory, TextWork } from '../parse/memory';
import type { BlockNode, TextRange } from '../parse/tree';

/** One sentence: its place in the file and its words on one line. */
export interface Sentence {
  readonly range: TextRange;
  readonly text: string;
}

/** Line breaks become spaces here; the segments say where in the block each line comes from. */
interface Folded {
  readonly text: string;
  readonly segments: readonly { readonly at: number; readonly start: number }[];
}

const marks = /^(?:[-*+]|\d{1,9}[.)])\s+/;
const taskMark = /^\[[ xX-]\]\s+/;
const abbreviation =
  /(?:^|[\s(])(?:e\.g|i\.e|etc|vs|cf|approx|mr|mrs|dr|no|fig|incl|resp|p\.s|a\.k\.a)\.$/i;

/**
 * Cuts a block of Markdown into sentences. A line break inside a paragraph is no boundary, so that
 * re-wrapping changes nothing; a table row is one sentence, because its cells qualify each other.
 *
 * @param block any block; code and lone tags hold no sentences
 * @returns sentences in order, ranges without list, quote and comment marks
 */
export function splitSentences(block: BlockNode, memory: Memory): readonly Sentence[] {
  const work = cutters[block.block];
  if (work === undefined) return [];
  const { start } = block.range;
  return memory.recall(work, block.text).map(({ range, text }) => ({
    range: { start: start + range.start, end: start + range.end },
    text,
  }));
}

/** For each kind of block how its text is cut; ranges count from its start. */
const cutters: Readonly<Partial<Record<BlockNode['block'], TextWork<readonly Sentence[]>>>> = {
  paragraph: (text) => cutBlock(text, 'paragraph'),
  listItem: (text) => cutBlock(text, 'listItem'),
  table: (text) => cutBlock(text, 'table'),
  quote: (text) => cutBlock(text, 'quote'),
  html: (text) => (text.startsWith('<!--') ? cutBlock(text, 'html') : []),
};

function cutBlock(raw: string, kind: BlockNode['block']): readonly Sentence[] {
  const folded = fold(raw, kind);
  const sentences: Sentence[] = [];
  let from = 0;
  for (const to of kind === 'table' ? [folded.text.length] : boundaries(folded.text)) {
    const sentence = cut(folded, from, to);
    if (sentence !== undefined) sentences.push(sentence);
    from = to;
  }
  return sentences;
}

function cut(folded: Folded, from: number, to: number): Sentence | undefined {
  let start = from;
  let end = to;
  while (start < end && isSpace(folded.text[start])) start += 1;
  while (end > start && isSpace(folded.text[end - 1])) end -= 1;
  const text = folded.text.slice(start, end);
  if (!/[\p{L}\p{N}]/u.test(text)) return undefined;
  return {
    range: { start: placeOf(folded, start), end: placeOf(folded, end - 1) + 1 },
    text,
  };
}

function isSpace(character: string | undefined): boolean {
  return character === ' ' || character === '\t';
}

/** Joins the lines of a block by single spaces and drops what marks them as list, quote or comment. */
function fold(raw: string, kind: BlockNode['block']): Folded {
  const segments: { at: number; start: number }[] = [];
  let text = '';
  let lineStart = 0;
  while (lineStart <= raw.length) {
    const lineBreak = raw.indexOf('\n', lineStart);
    const lineEnd = lineBreak < 0 ? raw.length : lineBreak;
    const [from, to] = trimLine(raw, lineStart, lineEnd, kind, lineStart === 0);
    if (from < to) {
      if (text !== '') text += ' ';
      segments.push({ at: text.length, start: from });
      text += raw.slice(from, to);
    }
    if (lineBreak < 0) break;
    lineStart = lineBreak + 1;
  }
  return { text, segments };
}

function trimLine(
  raw: string,
  lineStart: number,
  lineEnd: number,
  kind: BlockNode['block'],
  first: boolean,
): readonly [number, number] {
  let from = lineStart;
  let to = lineEnd;
  const skip = kind === 'quote' ? ' \t>' : ' \t';
  while (from < to && skip.includes(raw[from] as string)) from += 1;
  while (to > from && ' \t\r'.includes(raw[to - 1] as string)) to -= 1;
  if (kind === 'html') {
    if (first) from = Math.min(to, from + 4);
    if (raw.slice(from, to).endsWith('-->')) to -= 3;
  }
  if (first && kind !== 'paragraph') {
    const line = raw.slice(from, to);
    const mark = marks.exec(line)?.[0].length ?? 0;
    from += mark + (taskMark.exec(line.slice(mark))?.[0].length ?? 0);
  }
  return [from, to];
}

/** Where in the block a character of the folded text stands. */
function placeOf(folded: Folded, index: number): number {
  let low = 0;
  let high = folded.segments.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((folded.segments[middle]?.at ?? 0) <= index) low = middle;
    else high = middle - 1;
  }
  const segment = folded.segments[low];
  return segment === undefined ? 0 : segment.start + index - segment.at;
}

/** Ends of sentences: a full stop, question or exclamation mark before a new beginning. */
function boundaries(text: string): readonly number[] {
  const code = codeSpans(text);
  const found: number[] = [];
  let span = 0;
  for (const match of text.matchAll(/[.!?](?:["'”’)\]*_`]{0,4})(?=\s)|[。！？]/gu)) {
    const end = match.index + match[0].length;
    // Both run forward through the text, so no span is looked at twice.
    while ((code[span]?.end ?? Infinity) <= match.index) span += 1;
    if ((code[span]?.start ?? Infinity) <= match.index) continue;
    if (/[。！？]/u.test(match[0])) {
      found.push(end);
      continue;
    }
    // A new sentence does not start in lower case, and "e.g." does not end one.
    if (/^\s+[\p{Ll}&|]/u.test(text.slice(end, end + 20))) continue;
    if (abbreviation.test(text.slice(Math.max(0, end - 12), end))) continue;
    found.push(end);
  }
  found.push(text.length);
  return found;
}

function codeSpans(text: string): readonly TextRange[] {
  const spans: TextRange[] = [];
  if (!text.includes('`')) return spans;
  for (const match of text.matchAll(/`[^`]{1,400}`/g)) {
    if (/[.!?]/.test(match[0])) {
      spans.push({ start: match.index, end: match.index + match[0].length });
    }
  }
  return spans;
}
