import { t } from '@vscode/l10n';
import { diffArrays } from 'diff';
import type { SentenceFact } from '../facts/fact';
import { introductionOf, leadInOf, readInstructions, titleOf } from '../facts/instructions';
import { parseMarkdown } from '../parse/parseMarkdown';
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
 * and indentation between the lines that are still there. What a heading or an introduction made a
 * rule comes back with it, or moves back below it. Nothing else is touched.
 *
 * @returns no fix when a place cannot be found, e.g. because everything around was written anew, or
 * when the sentences would stand there again without their old meaning
 */
export function restoreSentences(
  context: RuleContext,
  lost: readonly LostSentence[],
): readonly Fix[] {
  const { baselineText, baselineFacts } = context;
  if (baselineText === undefined || baselineFacts === undefined) return [];
  const plan = new RestorePlan(context, baselineText);
  const leadIns = new Set<SentenceFact>();
  for (const each of lost) {
    const leadIn = leadInOf(baselineFacts.sentences, each.baseline);
    if (leadIn !== undefined) leadIns.add(leadIn);
    if (!plan.add(each, leadIn)) return [];
  }
  const edits = plan.edits();
  if (edits === undefined || edits.length === 0) return [];
  if (leadIns.size > 0 && !bringsBack(context, edits, lost)) return [];
  return [{ id: 'restore', title: titleOfFix(plan, lost, [...leadIns]), edits, preferred: false }];
}

/** Collects what has to come back; lives for one fix. */
class RestorePlan {
  /** Everything but a heading or introduction is still there; only that comes back. */
  onlyLeadIns = true;
  /** Everything moves back below what it stood under. */
  onlyMoves = true;
  private readonly direct: TextEdit[] = [];
  private readonly ranges: TextRange[] = [];
  private readonly moved: TextRange[] = [];

  constructor(
    private readonly context: RuleContext,
    private readonly baselineText: string,
  ) {}

  /** @returns false when it has no place to go back to */
  add({ baseline, current }: LostSentence, leadIn: SentenceFact | undefined): boolean {
    const stayed = current !== undefined && current.normal === baseline.normal;
    const leadInGone = leadIn !== undefined && findSame(this.context, leadIn) === undefined;
    if (leadInGone) this.addLeadIn(leadIn, current);
    if (!stayed || !leadInGone) this.onlyLeadIns = false;
    if (!stayed || leadInGone) this.onlyMoves = false;
    if (stayed) return leadInGone || this.addMove(baseline, current);
    if (current !== undefined) {
      this.replace(current.range, baseline);
    } else if (ownsItsLines(this.baselineText, baseline.range)) {
      this.ranges.push(baseline.range);
    } else {
      const edit = insertBesideNeighbour(this.context, this.baselineText, baseline);
      if (edit === undefined) return false;
      this.direct.push(edit);
    }
    return true;
  }

  /** Undefined where the old lines have no place any more. */
  edits(): readonly TextEdit[] | undefined {
    if (this.ranges.length === 0) return this.direct;
    const { text } = this.context;
    const inserted = insertLines(this.baselineText, text, this.ranges, this.moved);
    return inserted === undefined ? undefined : [...this.direct, ...inserted];
  }

  /** Over what took its place above the sentence, else as a line of its own. */
  private addLeadIn(leadIn: SentenceFact, current: SentenceFact | undefined): void {
    const { facts, baselineFacts } = this.context;
    const above = current === undefined ? undefined : introductionOf(facts.sentences, current);
    const isNew =
      above !== undefined &&
      baselineFacts?.sentences.every((sentence) => sentence.normal !== above.normal) === true;
    if (isNew) this.replace(above.range, leadIn);
    else this.ranges.push(leadIn.range);
  }

  private addMove(baseline: SentenceFact, current: SentenceFact): boolean {
    const { text } = this.context;
    if (!ownsItsLines(this.baselineText, baseline.range)) return false;
    if (!ownsItsLines(text, current.range)) return false;
    this.direct.push(removeSentence(text, current.range));
    this.moved.push(current.range);
    this.ranges.push(baseline.range);
    return true;
  }

  private replace(range: TextRange, { range: { start, end } }: SentenceFact): void {
    // One heading comes back for all of its sentences.
    if (this.direct.some((edit) => edit.range.start === range.start)) return;
    this.direct.push({ range, text: this.baselineText.slice(start, end) });
  }
}

function titleOfFix(
  plan: RestorePlan,
  lost: readonly LostSentence[],
  leadIns: readonly SentenceFact[],
): string {
  const [leadIn] = leadIns;
  if (leadIn !== undefined && leadIns.length === 1) {
    if (plan.onlyMoves) return t('Move back below “{0}”', titleOf(leadIn));
    if (plan.onlyLeadIns) return t('Restore “{0}” above the list', titleOf(leadIn));
  }
  if (plan.onlyLeadIns) return t('Restore the headings');
  return lost.length === 1 ? t('Restore the sentence') : t('Restore the sentences');
}

/** Afterwards every lost sentence says again what it said. */
function bringsBack(
  { text, memory }: RuleContext,
  edits: readonly TextEdit[],
  lost: readonly LostSentence[],
): boolean {
  const { sentences } = readInstructions(parseMarkdown(applyEdits(text, edits)), memory);
  return lost.every(({ baseline }) =>
    sentences.some(
      (sentence) =>
        sentence.normal === baseline.normal &&
        sentence.facet === baseline.facet &&
        sentence.guardrail === baseline.guardrail,
    ),
  );
}

function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let from = 0;
  for (const edit of [...edits].sort((left, right) => left.range.start - right.range.start)) {
    result += text.slice(from, edit.range.start) + edit.text;
    from = edit.range.end;
  }
  return result + text.slice(from);
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
  const before = text.slice(Math.max(0, range.start - furthestMark), range.start);
  const after = text.slice(range.end, range.end + furthestMark);
  const lineStart = before.lastIndexOf('\n') + 1;
  const lineBreak = after.indexOf('\n');
  const cutOff = lineStart === 0 && before.length === furthestMark;
  return (
    !cutOff &&
    onlyMarks.test(before.slice(lineStart)) &&
    (lineBreak < 0 ? after : after.slice(0, lineBreak)).trim() === ''
  );
}

/** Further away nothing belongs to a sentence: a line may be as long as the file. */
const furthestMark = 1_000;

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
const mostDifferences = 600;

/**
 * Puts whole baseline lines back between the lines that both texts share.
 *
 * @param ranges in the baseline text
 * @param leaving places in the current text that another edit takes away
 */
function insertLines(
  baselineText: string,
  text: string,
  ranges: readonly TextRange[],
  leaving: readonly TextRange[],
): readonly TextEdit[] | undefined {
  const old = baselineText.split('\n');
  const now = text.split('\n');
  const ends = lineEnds(now);
  // Lines that leave their place are no sign that the old ones are still there.
  for (const line of linesOf(text, leaving)) now[line] = `\0${line}`;
  const partners = shareLines(old, now);
  if (partners === undefined) return undefined;
  const wanted = linesOf(baselineText, ranges);
  addBlankLines(old, partners, wanted);
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

/** The numbers of the lines that ranges of a text touch. */
function linesOf(text: string, ranges: readonly TextRange[]): Set<number> {
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
