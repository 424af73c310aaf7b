import { t } from '@vscode/l10n';
import { diffArrays } from 'diff';
import type { SentenceFact } from '../facts/fact';
import type { TextRange } from '../parse/tree';
import type { Fix, RuleContext, TextEdit } from './rule';

/** A removed sentence and what stands in its place, if anything. */
export interface LostSentence {
  readonly baseline: SentenceFact;
  readonly current: SentenceFact | undefined;
}

/**
 * A repair that puts baseline sentences back where they stood: over the sentence that took their
 * place, after the sentence before them in the same paragraph, or as their old lines with list mark
 * and indentation between the lines that are still there. Nothing else is touched.
 *
 * @returns no fix when a place cannot be found, e.g. because everything around was written anew
 */
export function restoreSentences(
  context: RuleContext,
  lost: readonly LostSentence[],
): readonly Fix[] {
  const baselineText = context.baselineText;
  if (baselineText === undefined) return [];
  const edits: TextEdit[] = [];
  const ranges: TextRange[] = [];
  for (const { baseline, current } of lost) {
    if (current !== undefined) {
      edits.push({
        range: current.range,
        text: baselineText.slice(baseline.range.start, baseline.range.end),
      });
    } else if (ownsItsLines(baselineText, baseline.range)) {
      ranges.push(baseline.range);
    } else {
      const edit = insertBesideNeighbour(context, baselineText, baseline);
      if (edit === undefined) return [];
      edits.push(edit);
    }
  }
  if (ranges.length > 0) {
    const inserted = insertLines(baselineText, context.text, ranges);
    if (inserted === undefined) return [];
    edits.push(...inserted);
  }
  const title = lost.length === 1 ? t('Restore the sentence') : t('Restore the sentences');
  return edits.length === 0 ? [] : [{ id: 'restore', title, edits, preferred: false }];
}

/** Deletes one sentence: with its line when it stands alone on it, else with the space beside it. */
export function removeSentence(text: string, range: TextRange): TextEdit {
  if (!ownsItsLines(text, range)) {
    let { start, end } = range;
    if (text[end] === ' ') end += 1;
    else if (text[start - 1] === ' ') start -= 1;
    return { range: { start, end }, text: '' };
  }
  const lineBreak = text.indexOf('\n', range.end);
  let start = text.lastIndexOf('\n', range.start - 1) + 1;
  const end = lineBreak < 0 ? text.length : lineBreak + 1;
  // The last line of a file takes the line break before it along.
  if (lineBreak < 0 && start > 0) start -= text[start - 2] === '\r' ? 2 : 1;
  return { range: { start, end }, text: '' };
}

const onlyMarks = /^[\s>\ufeff]*(?:#{1,6}\s+)?(?:(?:[-*+]|\d{1,9}[.)])\s+)?(?:\[[ xX-]\]\s+)?$/;

/** Nothing but marks stands before it on its first line, and nothing after it on its last. */
function ownsItsLines(text: string, range: TextRange): boolean {
  const lineStart = text.lastIndexOf('\n', range.start - 1) + 1;
  const lineBreak = text.indexOf('\n', range.end);
  const after = text.slice(range.end, lineBreak < 0 ? text.length : lineBreak);
  return onlyMarks.test(text.slice(lineStart, range.start)) && after.trim() === '';
}

/** Inside a paragraph: after the sentence before it, or before the one after it. */
function insertBesideNeighbour(
  context: RuleContext,
  baselineText: string,
  lost: SentenceFact,
): TextEdit | undefined {
  const old = context.baselineFacts?.sentences ?? [];
  const index = old.findIndex((sentence) => sentence.range.start === lost.range.start);
  const text = baselineText.slice(lost.range.start, lost.range.end);
  const before = old[index - 1];
  if (before !== undefined) {
    const gap = baselineText.slice(before.range.end, lost.range.start);
    const place = staysTogether(gap) ? findSame(context, before)?.range.end : undefined;
    if (place !== undefined) return { range: { start: place, end: place }, text: gap + text };
  }
  const after = old[index + 1];
  if (after !== undefined) {
    const gap = baselineText.slice(lost.range.end, after.range.start);
    const place = staysTogether(gap) ? findSame(context, after)?.range.start : undefined;
    if (place !== undefined) return { range: { start: place, end: place }, text: text + gap };
  }
  return undefined;
}

/** White space inside one paragraph: at most one line break. */
function staysTogether(gap: string): boolean {
  return gap.trim() === '' && gap.indexOf('\n') === gap.lastIndexOf('\n');
}

function findSame(context: RuleContext, sentence: SentenceFact): SentenceFact | undefined {
  const same = context.facts.sentences.filter((other) => other.normal === sentence.normal);
  return same.find((other) => other.heading === sentence.heading) ?? same[0];
}

/** Texts that differ in more lines than this have no old place to go back to. */
const mostDifferences = 2000;

/** Puts whole baseline lines back between the lines that both texts share. */
function insertLines(
  baselineText: string,
  text: string,
  ranges: readonly TextRange[],
): readonly TextEdit[] | undefined {
  const old = baselineText.split('\n');
  const now = text.split('\n');
  const partners = shareLines(old, now);
  if (partners === undefined) return undefined;
  const wanted = wantedLines(baselineText, ranges);
  addBlankLines(old, partners, wanted);
  const ends = lineEnds(now);
  const lineBreak = baselineText.includes('\r\n') ? '\r\n' : '\n';
  const edits: TextEdit[] = [];
  let anchor = -1;
  let run: string[] = [];
  const flush = (): void => {
    if (run.length === 0) return;
    const body = run.join('\n');
    const end = ends[anchor];
    if (end === undefined) {
      edits.push({ range: { start: 0, end: 0 }, text: withBreak(body, lineBreak) });
    } else {
      edits.push(insertionAfter(text, end, body, lineBreak));
    }
    run = [];
  };
  old.forEach((line, index) => {
    const partner = partners[index];
    if (partner !== undefined) {
      flush();
      anchor = partner;
    } else if (wanted.has(index)) {
      run.push(line);
    }
  });
  flush();
  return edits;
}

/** After the line break of the line that ends here, or after the text when it has none. */
function insertionAfter(text: string, end: number, body: string, lineBreak: string): TextEdit {
  const place = Math.min(end, text.length);
  const atBreak = text[place] === '\n';
  return atBreak
    ? { range: { start: place + 1, end: place + 1 }, text: withBreak(body, lineBreak) }
    : { range: { start: place, end: place }, text: lineBreak + body };
}

function withBreak(body: string, lineBreak: string): string {
  // Lines are cut at LF, so a CRLF line still carries its CR.
  return body.endsWith('\r') ? `${body}\n` : body + lineBreak;
}

/** For each old line the line of the new text that is the same, in order. */
function shareLines(
  old: readonly string[],
  now: readonly string[],
): readonly (number | undefined)[] | undefined {
  const parts = diffArrays([...old], [...now], { maxEditLength: mostDifferences });
  if (parts === undefined) return undefined;
  const partners: (number | undefined)[] = [];
  let next = 0;
  for (const part of parts) {
    for (let index = 0; index < part.value.length; index += 1) {
      if (part.added) next += 1;
      else if (part.removed) partners.push(undefined);
      else partners.push(next++);
    }
  }
  return partners;
}

function wantedLines(text: string, ranges: readonly TextRange[]): Set<number> {
  const wanted = new Set<number>();
  let line = 0;
  let place = 0;
  for (const range of [...ranges].sort((left, right) => left.start - right.start)) {
    for (; place < range.start; place += 1) if (text[place] === '\n') line += 1;
    wanted.add(line);
    for (; place < range.end; place += 1) {
      if (text[place] !== '\n') continue;
      line += 1;
      wanted.add(line);
    }
  }
  return wanted;
}

/** Blank lines that went away together with a wanted line keep its paragraph apart. */
function addBlankLines(
  old: readonly string[],
  partners: readonly (number | undefined)[],
  wanted: Set<number>,
): void {
  for (const line of [...wanted]) {
    for (const step of [-1, 1]) {
      for (
        let near = line + step;
        old[near]?.trim() === '' && partners[near] === undefined && near < old.length;
        near += step
      ) {
        wanted.add(near);
      }
    }
  }
}

function lineEnds(lines: readonly string[]): readonly number[] {
  const ends: number[] = [];
  let place = 0;
  for (const line of lines) {
    place += line.length;
    ends.push(place);
    place += 1;
  }
  return ends;
}
