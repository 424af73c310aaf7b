import { t } from '@vscode/l10n';
import { objectsIn, plainText } from '../facts/classifySentence';
import type { FileFacts, SentenceFact } from '../facts/fact';
import { readInContext } from '../facts/instructions';
import { maskSecrets } from '../facts/maskSecrets';
import { foreignLanguage } from '../facts/readForeign';
import { mayConcernPower } from '../facts/powerStems';
import { Memory } from '../parse/memory';
import type { TextRange } from '../parse/tree';
import { alignSentences, similarEnough, withoutNumbers, type Alignment } from './alignSentences';
import type { Change, ChangeDetail, Direction } from './change';
import { holdsMoney } from './compareBounds';
import { compareFrontMatter } from './compareFrontMatter';
import { compareHiddenText } from './compareHiddenText';
import { compareProse, isAssessable, type ProseTexts } from './compareProse';
import { pairSentences, type SentencePairing } from './pairSentences';
import { compareStrength, gravestObjects } from './sentenceStrength';

/**
 * Compares what two readings of one file tell an agent: protective sentences, grants, everything else
 * as one change, front matter, and invisible characters (those in files of any format).
 *
 * Moves, other marks and other line breaks are no change. In a text that is mostly not English
 * nothing is said to be lost; the change in the prose says "not assessed" instead.
 *
 * @param baseline facts of the text at the baseline; empty facts when there was no file
 * @param current facts of the text now; empty facts when the file is gone
 * @param texts both texts, empty for a missing one, and the path if it is known
 * @returns hidden text first, then front matter, then sentences in the order they are found
 */
export function comparePrompts(
  baseline: FileFacts,
  current: FileFacts,
  texts: ProseTexts,
  memory: Memory = new Memory(),
): readonly Change[] {
  const fileIsNew = texts.baseline.trim() === '';
  const changes: Change[] = [
    ...compareHiddenText(baseline.hiddenText, current.hiddenText),
    ...compareFrontMatter(
      baseline.frontMatter,
      current.frontMatter,
      fileIsNew,
      onlyProtects(baseline) && onlyProtects(current),
    ),
  ];
  if (baseline.sentences.length === 0 && current.sentences.length === 0) return changes;
  const comparison = new SentenceComparison(baseline, current, fileIsNew, memory);
  changes.push(...comparison.changes());
  const prose = compareProse(baseline, current, texts, comparison.prose(), memory);
  if (prose !== undefined) changes.push(prose);
  return changes;
}

/** How alike wordings of one rule are where endings and order of words are not known. */
const likeInOtherLanguage = 0.25;

/** It protects and hands nothing over; rules of style are no protection. */
function onlyProtects({ sentences }: FileFacts): boolean {
  return (
    sentences.some((sentence) => isGuardrail(sentence) && !isStyle(sentence)) &&
    !sentences.some(
      (sentence) =>
        sentence.facet === 'prompt.grant' || (!isGuardrail(sentence) && acts.test(sentence.text)),
    )
  );
}

/** A sentence that has the agent do something reaches further where it is loaded more often. */
const acts =
  /https?:\/\/|\b(?:send|upload|post|run|execute|push|deploy|delete|remove|install|fetch|download|curl)\b/i;

const nowhere: TextRange = { start: 0, end: 0 };

type SentenceEffect = Extract<ChangeDetail, { kind: 'sentence' }>['effect'];

/** One comparison of two lists of sentences; lives for one call. */
class SentenceComparison {
  private readonly pairing: SentencePairing;
  private readonly added: ReadonlySet<SentenceFact>;
  private readonly assessed: boolean;
  /** Sentences that another change already speaks about. */
  private readonly spoken = new Set<SentenceFact>();
  /** New protections that stand for old ones in another language. */
  private readonly translated = new Set<SentenceFact>();
  private lost = 0;

  constructor(
    private readonly baseline: FileFacts,
    private readonly current: FileFacts,
    private readonly fileIsNew: boolean,
    private readonly memory: Memory,
  ) {
    this.pairing = pairSentences(baseline.sentences, current.sentences);
    this.added = new Set(this.pairing.added);
    this.assessed =
      isAssessable(baseline.sentences, memory) && isAssessable(current.sentences, memory);
  }

  changes(): readonly Change[] {
    return [
      ...this.regroupings(),
      ...this.removals(),
      ...this.amounts(),
      ...this.softened(),
      ...this.additions(),
    ];
  }

  prose(): Parameters<typeof compareProse>[3] {
    const rest = (sentences: readonly SentenceFact[]): readonly SentenceFact[] =>
      sentences.filter((sentence) => !this.spoken.has(sentence));
    const removed = rest(this.pairing.removed);
    const added = rest(this.pairing.added);
    const first = removed[0];
    const changed = [...added, ...removed];
    const assessed =
      this.assessed &&
      changed.every(
        (sentence) =>
          isAssessable([sentence], this.memory) && foreignLanguage(sentence.text) === undefined,
      );
    return {
      added,
      removed,
      place: first === undefined ? nowhere : (this.pairing.neighbours.get(first) ?? nowhere),
      assessed,
      powerless: assessed || changed.every(({ text }) => !mayConcernPower(text)),
      lostGuardrails: this.lost,
    };
  }

  /** Words stayed, but the heading above them no longer forbids, or now allows. */
  private *regroupings(): Iterable<Change> {
    for (const { baseline, current } of this.pairing.regrouped) {
      if (current.facet === 'prompt.grant') yield this.speak('grant-added', baseline, current);
      else if (isGuardrail(baseline)) {
        if (!isGuardrail(current)) yield this.speak('guardrail-removed', baseline, current);
        else yield this.reworded(baseline, current);
      } else if (isGuardrail(current)) yield this.speak('guardrail-added', baseline, current);
      else yield this.speak('grant-removed', baseline, current);
    }
  }

  private *removals(): Iterable<Change> {
    const guardrails = this.pairing.removed.filter(isGuardrail);
    const grants = this.pairing.removed.filter((sentence) => sentence.facet === 'prompt.grant');
    if (guardrails.length === 0 && grants.length === 0) return;
    const align = this.aligner();
    for (const sentence of guardrails) {
      const found = align(
        sentence,
        (current) => isGuardrail(current) && sharesObject(sentence, current),
      );
      if (found !== undefined) {
        yield* this.aligned(sentence, found);
        continue;
      }
      const language = foreignLanguage(sentence.text);
      const other = language === undefined ? similarEnough : likeInOtherLanguage;
      const now = align(sentence, (current) => !isGuardrail(current), other)?.current;
      if (now?.facet === 'prompt.grant') {
        yield this.speak('grant-added', sentence, now);
        continue;
      }
      const reworded =
        language === undefined ? undefined : align(sentence, this.isFresh, likeInOtherLanguage);
      if (reworded !== undefined)
        yield this.speak('guardrail-reworded', sentence, reworded.current);
      else if (this.isTranslated(language) || this.isUnread(language)) this.lost += 1;
      else yield this.speak('guardrail-removed', sentence, now);
    }
    for (const sentence of grants) {
      if (this.spoken.has(sentence)) continue;
      const found = align(
        sentence,
        (current) => current.facet === 'prompt.grant' && !this.spoken.has(current),
      );
      // Another wording of the same grant is neither gained nor lost, unless it reaches further.
      if (found !== undefined && !reachesFurther(found.current, sentence)) {
        const { step } = compareStrength(sentence, found.current);
        if (step !== 'equal') yield this.reworded(sentence, found.current);
        this.spoken.add(found.current).add(sentence);
      } else if (found === undefined) {
        yield this.speak('grant-removed', sentence, undefined);
      }
    }
  }

  private readonly isFresh = (current: SentenceFact): boolean =>
    isGuardrail(current) && this.added.has(current) && !this.spoken.has(current);

  /** A protection in another language took its place; whether it says the same, nobody can tell. */
  private isTranslated(language: string | undefined): boolean {
    const found = this.pairing.added.find(
      (current) =>
        this.isFresh(current) &&
        !this.translated.has(current) &&
        foreignLanguage(current.text) !== language,
    );
    if (found !== undefined) this.translated.add(found);
    return found !== undefined;
  }

  /** Something that cannot be read was added, and may say the same. */
  private isUnread(language: string | undefined): boolean {
    return this.pairing.added.some((current) => {
      const now = foreignLanguage(current.text);
      return current.facet === 'prompt.text' && now !== undefined && now !== language;
    });
  }

  private *aligned(sentence: SentenceFact, found: Alignment): Iterable<Change> {
    if (this.added.has(found.current)) yield this.reworded(sentence, found.current);
    else this.spoken.add(sentence);
  }

  /** "Refunds of up to $50": neither grant nor protection, but what stands there may be spent. */
  private *amounts(): Iterable<Change> {
    const about = (sentence: SentenceFact): boolean =>
      sentence.facet === 'prompt.text' && !this.spoken.has(sentence);
    const waiting = new Map<string, SentenceFact>();
    for (const sentence of this.pairing.added) {
      if (about(sentence)) waiting.set(withoutNumbers(sentence.normal), sentence);
    }
    for (const sentence of this.pairing.removed) {
      if (!about(sentence) || !mayBeSpent(sentence.text)) continue;
      const key = withoutNumbers(sentence.normal);
      const current = waiting.get(key);
      if (current === undefined || compareStrength(sentence, current).step === 'equal') continue;
      waiting.delete(key);
      this.spoken.add(sentence).add(current);
      yield this.reworded(asMoney(sentence), asMoney(current));
    }
  }

  /** Words stayed a protection, but "Never" above them became "Avoid", or "Soft rules". */
  private *softened(): Iterable<Change> {
    for (const [place, current] of this.pairing.partners.entries()) {
      const baseline = this.baseline.sentences[place];
      if (baseline === undefined || current === undefined || !isGuardrail(current)) continue;
      if (baseline.heading === current.heading || this.spoken.has(baseline)) continue;
      if (!isGuardrail(baseline) || this.spoken.has(current)) continue;
      const { step, because } = compareStrength(baseline, current);
      if (step === 'weaker') yield this.speak('guardrail-weakened', baseline, current, because);
    }
  }

  private reworded(baseline: SentenceFact, current: SentenceFact): Change {
    const { step, because } = compareStrength(baseline, current);
    if (step === 'weaker') return this.speak('guardrail-weakened', baseline, current, because);
    const change = this.speak('guardrail-reworded', baseline, current);
    return step === 'stronger' ? { ...change, direction: 'tightens' } : change;
  }

  private *additions(): Iterable<Change> {
    for (const sentence of this.pairing.added) {
      if (this.spoken.has(sentence) || this.translated.has(sentence)) continue;
      if (sentence.facet === 'prompt.grant') {
        yield this.speak('grant-added', undefined, sentence);
      } else if (isGuardrail(sentence) && !this.fileIsNew) {
        yield this.speak('guardrail-added', undefined, sentence);
      }
    }
  }

  private aligner(): ReturnType<typeof alignSentences> {
    return alignSentences(this.baseline.sentences, this.pairing, isGuardrail, this.memory);
  }

  private speak(
    effect: SentenceEffect,
    baseline: SentenceFact | undefined,
    current: SentenceFact | undefined,
    because = '',
  ): Change {
    if (baseline !== undefined) this.spoken.add(baseline);
    if (current !== undefined) this.spoken.add(current);
    const fact = (current ?? baseline) as SentenceFact;
    // Only the place says what became of words that stayed.
    const placed = baseline?.normal === current?.normal;
    const before = visibleText(this.baseline.sentences, baseline, placed);
    const after = visibleText(this.current.sentences, current, placed);
    const owner = baseline !== undefined && effect.startsWith('guardrail') ? baseline : fact;
    const style = effect.startsWith('guardrail') && isStyle(owner);
    return {
      facet: owner.facet,
      op: baseline === undefined ? 'add' : current === undefined ? 'remove' : 'replace',
      subject: owner.subject,
      pointer: fact.pointer,
      direction: style ? 'neutral' : directions[effect],
      words: style
        ? styleWords(quote(before), quote(after))
        : wordsOf(effect, quote(before), quote(after), because),
      before,
      after,
      range: current?.range ?? this.pairing.neighbours.get(baseline as SentenceFact) ?? nowhere,
      baselineRange: baseline?.range,
      detail: { kind: 'sentence', sentence: current, baseline, effect },
    };
  }
}

const directions: Readonly<Record<SentenceEffect, Direction>> = {
  'guardrail-removed': 'loosens',
  'guardrail-weakened': 'loosens',
  'guardrail-added': 'tightens',
  'guardrail-reworded': 'neutral',
  'grant-added': 'loosens',
  'grant-removed': 'tightens',
};

/** How a text looks is nobody's risk, whichever way it changes. */
function isStyle({ objects }: SentenceFact): boolean {
  return objects.length > 0 && objects.every((object) => object === 'formatting');
}

function isGuardrail(sentence: SentenceFact): boolean {
  return sentence.facet === 'prompt.guardrail';
}

/** Two wordings of one rule protect the same kind of thing. */
function sharesObject(left: SentenceFact, right: SentenceFact): boolean {
  const grave = left.objects.filter((object) => gravestObjects.has(object));
  if (grave.length === 0) return true;
  return grave.some((object) => right.objects.includes(object));
}

/** A grant hands over something grave that the old one did not. */
function reachesFurther(current: SentenceFact, baseline: SentenceFact): boolean {
  return current.objects.some(
    (object) => gravestObjects.has(object) && !baseline.objects.includes(object),
  );
}

/** The sentence bounds money that an agent hands out. */
function mayBeSpent(text: string): boolean {
  const plain = plainText(text);
  return holdsMoney(plain) && objectsIn(plain).includes('money');
}

function asMoney(sentence: SentenceFact): SentenceFact {
  return { ...sentence, objects: ['money'] };
}

function wordsOf(effect: SentenceEffect, before: string, after: string, because: string): string {
  switch (effect) {
    case 'guardrail-removed':
      return after === ''
        ? t('Protection removed: {0}', before)
        : t('Protection removed: {0} → {1}', before, after);
    case 'guardrail-weakened':
      return t('Protection weakened ({0}): {1} → {2}', because, before, after);
    case 'guardrail-added':
      return t('Protection added: {0}', after);
    case 'guardrail-reworded':
      return t('Protection re-worded: {0} → {1}', before, after);
    case 'grant-added':
      return before === ''
        ? t('Told to act without being asked: {0}', after)
        : t('Protection replaced by its opposite: {0} → {1}', before, after);
    case 'grant-removed':
      return t('No longer told to act without being asked: {0}', before);
  }
}

function styleWords(before: string, after: string): string {
  if (after === '') return t('Rule of style removed: {0}', before);
  return before === ''
    ? t('Rule of style added: {0}', after)
    : t('Rule of style changed: {0} → {1}', before, after);
}

/** In quotation marks and short. */
function quote(text: string | undefined): string {
  if (text === undefined) return '';
  return `“${text.length <= 140 ? text : `${text.slice(0, 137)}…`}”`;
}

/**
 * Masked, on one line, with what stands above it where that matters. Invisible characters have a
 * change of their own; in a sentence for people they only mislead.
 */
function visibleText(
  sentences: readonly SentenceFact[],
  sentence: SentenceFact | undefined,
  placed: boolean,
): string | undefined {
  if (sentence === undefined) return undefined;
  const text = readInContext(sentences, sentence, placed);
  return maskSecrets(text.replace(/\p{Cf}|\p{Cc}/gu, ''));
}
