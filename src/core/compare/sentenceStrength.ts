import { t } from '@vscode/l10n';
import { classifySentence, plainText } from '../facts/classifySentence';
import { compiledWordings, type CompiledWording } from '../facts/compiledWording';
import type { ObjectClass, SentenceFact } from '../facts/fact';
import { foreignLanguage } from '../facts/readForeign';
import { contentWords } from './alignSentences';
import { compareBounds } from './compareBounds';

/** How a re-worded protection compares with the old one. */
export interface StrengthStep {
  readonly step: 'weaker' | 'equal' | 'stronger';
  /** What made it weaker, in a few words for people. */
  readonly because: string;
}

/** The object classes whose loss hurts most (reference rule prompt/guardrail-removed). */
export const gravestObjects: ReadonlySet<ObjectClass> = new Set<ObjectClass>([
  'money',
  'secret',
  'production',
  'deletion',
  'publishing',
  'permission',
  'personal-data',
  'execution',
]);

/**
 * Compares two wordings of one protection: rank of the modal, loopholes, what is covered, numbers,
 * who confirms and when (reference rule prompt/guardrail-weakened). "Never" and "do not" weigh the
 * same: rephrasing the one into the other is current advice, not a loss.
 */
export function compareStrength(baseline: SentenceFact, current: SentenceFact): StrengthStep {
  const old = plainText(baseline.text);
  const now = plainText(current.text);
  const weaker = (because: string): StrengthStep => ({ step: 'weaker', because });
  let stronger = false;
  if (baseline.normal === current.normal && baseline.heading !== current.heading) {
    const { guardrail } = classifySentence(current.text, current.normal);
    if (isSofterPlace(baseline.heading, current.heading, guardrail !== undefined)) {
      return weaker(t('a softer heading'));
    }
  }
  if (baseline.facet !== 'prompt.guardrail') return compareLimits(baseline, old, now);
  // The finer shades are those of English.
  if (foreignLanguage(current.text) !== undefined) return compareLimits(baseline, old, now);
  if (baseline.guardrail === 'prohibit' && current.guardrail === 'gate') {
    return weaker(t('was forbidden, now only needs a question'));
  }
  if (baseline.guardrail === 'gate' && current.guardrail === 'prohibit') stronger = true;
  for (const wording of compiledWordings) {
    const ranks = [rank(wording, old), rank(wording, now)] as const;
    if (ranks[1] < ranks[0]) return weaker(t('softer wording'));
    if (ranks[1] > ranks[0]) stronger = true;
    if (hasLoophole(wording, now, current) && !hasLoophole(wording, old, baseline)) {
      return weaker(t('an exception was added'));
    }
    if (
      wording.selfActor.test(now) &&
      !wording.selfActor.test(old) &&
      baseline.guardrail === 'gate'
    ) {
      return weaker(t('no longer a person who confirms'));
    }
    if (asksAfterwards(wording, now) && !asksAfterwards(wording, old)) {
      return weaker(t('afterwards instead of before'));
    }
    if (isNarrowed(wording, baseline, current)) return weaker(t('covers less'));
  }
  // "Never push --force" → "never push": what the old one only named is forbidden as a whole.
  if (compiledWordings.some((wording) => isWidened(wording, baseline, old, now))) {
    return { step: 'stronger', because: '' };
  }
  if (compiledWordings.some((wording) => isTightened(wording, old, now))) {
    return { step: 'stronger', because: '' };
  }
  const lost = baseline.objects.some(
    (object) => gravestObjects.has(object) && !current.objects.includes(object),
  );
  if (lost) return weaker(t('covers less'));
  const bound = baseline.objects.includes('formatting') ? 0 : compareBounds(old, now);
  if (bound > 0) return weaker(t('a looser limit'));
  if (bound < 0) stronger = true;
  return { step: stronger ? 'stronger' : 'equal', because: '' };
}

/** Of what is allowed, only a limit within it can become weaker or stronger. */
function compareLimits(baseline: SentenceFact, old: string, now: string): StrengthStep {
  const bound = compareBounds(old, now, baseline.facet === 'prompt.grant');
  if (bound > 0) return { step: 'weaker', because: t('a looser limit') };
  return { step: bound < 0 ? 'stronger' : 'equal', because: '' };
}

function rank(wording: CompiledWording, plain: string): number {
  return wording.ranks.find((entry) => entry.words.test(plain))?.rank ?? 3;
}

/** "Unless the user agrees" is the gate itself, not a hole in it. */
function hasLoophole(wording: CompiledWording, plain: string, sentence: SentenceFact): boolean {
  const found = wording.exception.exec(plain);
  if (found === null) return false;
  return !(sentence.guardrail === 'gate' && found[0] === 'unless');
}

function asksAfterwards(wording: CompiledWording, plain: string): boolean {
  return (
    wording.afterwards.test(plain) && !wording.beforehand.test(plain) && !wording.gate.test(plain)
  );
}

/** Nothing is new but words that make the protected thing smaller: "delete production files". */
function isNarrowed(
  wording: CompiledWording,
  baseline: SentenceFact,
  current: SentenceFact,
): boolean {
  const old = new Set(baseline.normal.split(' '));
  const stems = contentWords(baseline.normal);
  // "Any operation" → "operations in production": neither a new ending nor "in" is a new matter.
  const isNew = (word: string): boolean =>
    wording.narrowing.test(word) || [...contentWords(word)].some((stem) => !stems.has(stem));
  const fresh = withoutLabel(wording, current.normal).filter(
    (word) => !old.has(word) && isNew(word),
  );
  const now = contentWords(current.normal);
  for (const word of stems) if (!now.has(word)) return false;
  return fresh.length > 0 && fresh.every((word) => wording.narrowing.test(word));
}

/** The new sentence is the old one without its end, and that end was no further item of a list. */
function isWidened(
  wording: CompiledWording,
  { guardrail }: SentenceFact,
  old: string,
  now: string,
): boolean {
  const start = now.replace(/[.!]$/, '');
  if ((guardrail !== 'prohibit' && guardrail !== 'gate') || !old.startsWith(`${start} `)) {
    return false;
  }
  return !wording.listing.test(old.slice(start.length));
}

/** One more condition behind the old rule: "…, and then only after a second confirmation". */
function isTightened(wording: CompiledWording, old: string, now: string): boolean {
  const start = old.replace(/[.!]$/, '');
  if (!now.startsWith(start)) return false;
  const more = now.slice(start.length);
  return (
    /^,? and (?:then )?only (?:after|with|when|once|if)\b/.test(more) &&
    !wording.exception.test(more)
  );
}

/**
 * The same words stand below another heading: weaker where that one makes advice of its rules.
 *
 * @param own the sentence says by itself what it is; else the heading makes the rule
 */
function isSofterPlace(baseline: string, current: string, own: boolean): boolean {
  const [old, now] = [plainText(baseline), plainText(current)];
  return compiledWordings.some((wording) => {
    if (wording.softHeading.test(now) && !wording.softHeading.test(old)) return true;
    return !own && rank(wording, now) < rank(wording, old);
  });
}

/** The words of a sentence without one in front that only raises the voice: "Important:". */
function withoutLabel(wording: CompiledWording, normal: string): readonly string[] {
  const words = normal.split(' ');
  return wording.label.test(words[0] ?? '') ? words.slice(1) : words;
}
