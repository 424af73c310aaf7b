import { mostFacts } from './boundFacts';
import type { HiddenClass, HiddenTextFact } from './fact';
import {
  isEmojiJoin,
  isRightToLeftLine,
  isScriptJoin,
  isSubdivisionFlag,
  isWordBreak,
  selectorFits,
} from './hiddenTextExemptions';

/**
 * Everything that may be hidden, as one class to find candidates fast: controls, soft hyphen, format
 * characters, fillers, selectors, private use and tags. What is really hidden is decided by context.
 */
const candidate =
  /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ue000-\uf8ff\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\u{1d173}-\u{1d17a}\u{e0000}-\u{e01ef}\u{f0000}-\u{10fffd}]/gu;

/**
 * Finds characters that agents read and people do not see (reference rule prompt/hidden-unicode).
 * Works on the raw text of any format. Silent on ordinary uses: emoji joiners and selectors, flags,
 * joiners of Indic, Arabic and Persian orthography, word breaks of South East Asian scripts,
 * direction marks in right-to-left lines, a byte order mark at the start.
 *
 * @param text the whole file
 * @returns one fact for each run of one class, in file order. Linear in the length of the text.
 */
export function readHiddenText(text: string): readonly HiddenTextFact[] {
  const facts: HiddenTextFact[] = [];
  const lineAt = lineReader(text);
  let run: { class: HiddenClass; start: number; end: number } | undefined;
  const flush = (): void => {
    if (run !== undefined) facts.push(fact(text, lineAt, run, facts.length));
    run = undefined;
  };
  for (const match of text.matchAll(candidate)) {
    if (facts.length > mostFacts.hiddenText) return facts;
    const start = match.index;
    const end = start + match[0].length;
    const found = classAt(text, match[0].codePointAt(0) as number, start, end);
    if (found === undefined) continue;
    if (run !== undefined && run.class === found && run.end === start) {
      run.end = end;
    } else {
      flush();
      run = { class: found, start, end };
    }
  }
  flush();
  return facts;
}

function classAt(text: string, code: number, start: number, end: number): HiddenClass | undefined {
  const hidden = classOf(code);
  switch (hidden) {
    case 'tag':
      return isSubdivisionFlag(text, start) ? undefined : hidden;
    case 'selector':
      return selectorFits(text, code, start, end) ? undefined : hidden;
    case 'bidi':
      // Marks, not overrides: ordinary where right-to-left script stands on the line.
      return isDirectionMark(code) && isRightToLeftLine(text, start) ? undefined : hidden;
    case 'zero-width':
      return isOrdinaryZeroWidth(text, code, start, end) ? undefined : hidden;
    default:
      return hidden;
  }
}

function classOf(code: number): HiddenClass {
  if (code >= 0xe0000 && code <= 0xe007f) return 'tag';
  if ((code >= 0xfe00 && code <= 0xfe0f) || (code >= 0xe0100 && code <= 0xe01ef)) return 'selector';
  if (isDirectionMark(code)) return 'bidi';
  if ((code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069)) return 'bidi';
  if (code <= 0x9f && code !== 0x85) return 'control';
  if (code === 0x85 || code === 0x2028 || code === 0x2029) return 'control';
  if (fillers.has(code)) return 'filler';
  if ((code >= 0xe000 && code <= 0xf8ff) || code >= 0xf0000) return 'private-use';
  return 'zero-width';
}

const fillers = new Set([0x115f, 0x1160, 0x17b4, 0x17b5, 0x2800, 0x3164, 0xffa0]);

function isDirectionMark(code: number): boolean {
  return code === 0x200e || code === 0x200f || code === 0x061c;
}

function isOrdinaryZeroWidth(text: string, code: number, start: number, end: number): boolean {
  if (code === 0xfeff) return start === 0;
  if (code === 0x200d || code === 0x200c) {
    return isScriptJoin(text, start, end) || (code === 0x200d && isEmojiJoin(text, start, end));
  }
  if (code === 0x200b) return isWordBreak(text, start, end);
  // Mongolian: free variation selectors and the vowel separator.
  if (code >= 0x180b && code <= 0x180e) return isScriptJoin(text, start, end);
  return false;
}

function fact(
  text: string,
  lineAt: (place: number) => string,
  run: { readonly class: HiddenClass; readonly start: number; readonly end: number },
  index: number,
): HiddenTextFact {
  const { start, end } = run;
  const codes = Array.from(text.slice(start, end), (character) => character.codePointAt(0) ?? 0);
  const names = codes.slice(0, longestNaming).map(codePointName).join(' ');
  return {
    facet: 'prompt.hidden-text',
    subject: 'hidden-text',
    pointer: `/hidden-text/${index}`,
    range: { start, end },
    class: run.class,
    count: codes.length,
    raw: text.slice(start, end),
    codePoints: codes.length > longestNaming ? `${names} …` : names,
    decoded: decode(run.class, codes),
    lineText: lineAt(start),
  };
}

/** `U+200B`. */
function codePointName(code: number): string {
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** What a run spells: tags carry ASCII, selectors carry bytes. */
function decode(hidden: HiddenClass, codes: readonly number[]): string | undefined {
  if (hidden === 'tag') {
    const spelled = codes
      .map((code) => code - 0xe0000)
      .filter((code) => code >= 0x20 && code < 0x7f)
      .map((code) => String.fromCharCode(code))
      .join('');
    return spelled === '' ? undefined : spelled;
  }
  if (hidden !== 'selector' || codes.length < 2) return undefined;
  const bytes = codes.map((code) => (code >= 0xe0100 ? code - 0xe0100 + 16 : code - 0xfe00));
  try {
    const spelled = decodeURIComponent(
      bytes.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
    );
    return /^[^\p{Cc}\p{Cn}]+$/u.test(spelled) ? spelled : undefined;
  } catch {
    // Not UTF-8: the run may carry anything, but no text.
    return undefined;
  }
}

/** Lines longer than this are cut: they only tell old from new, and generated lines can be endless. */
const longestLine = 400;

/** Runs longer than this are named in part. */
const longestNaming = 64;

/** The visible part of the line around a place; places come in rising order, each line is read once. */
function lineReader(text: string): (place: number) => string {
  let lineEnd = -1;
  let visible = '';
  return (place) => {
    if (place > lineEnd) {
      const from = text.lastIndexOf('\n', place - 1) + 1;
      const lineBreak = text.indexOf('\n', place);
      lineEnd = lineBreak < 0 ? text.length : lineBreak;
      visible = text.slice(from, lineEnd).replace(candidate, '').trim().slice(0, longestLine);
    }
    return visible;
  };
}
