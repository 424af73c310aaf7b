import { compiledWordings } from '../facts/compiledWording';
import type { Memory } from '../parse/memory';
import type { SentenceFact } from '../facts/fact';
import type { SentencePairing } from './pairSentences';

/** How alike two sentences must be to be two wordings of one rule (reference rule ALG-GUARD). */
export const similarEnough = 0.6;

/** A sentence that stayed covers a removed one only when it is all but its duplicate. */
const nearlyEqual = 0.75;

/** A much longer sentence holds any words; this much of it must be shared. */
const leastShared = 0.2;

/** Less than this in one sentence, and its neighbour would have to carry nearly all of the rule. */
const leastPart = 0.3;

/** The best other wording of a removed sentence. */
export interface Alignment {
  readonly current: SentenceFact;
  readonly score: number;
}

/**
 * Finds, for removed sentences, the current sentence that words the same rule: overlap of content
 * words weighted by how rare they are in the file, `Σ idf(shared) / Σ idf(baseline)`, with
 * `idf = ln(1 + sentences / sentences with the word)`, counted over both sides.
 *
 * @param baseline all sentences of the baseline
 * @param pairing what became of them; of those that are new, two neighbours may share one old rule
 * @param counts whether a sentence that stayed may stand for a removed one, as its near duplicate
 * @returns a function from a removed sentence to its best alignment of at least `similarEnough`
 */
export function alignSentences(
  baseline: readonly SentenceFact[],
  pairing: Pick<SentencePairing, 'partners' | 'added' | 'removed'>,
  counts: (kept: SentenceFact) => boolean,
  memory: Memory,
): (
  removed: SentenceFact,
  fits: (current: SentenceFact) => boolean,
  least?: number,
) => Alignment | undefined {
  const wordsOf: WordReader = ({ normal }) => memory.recall(contentWords, normal);
  const old = baselineIndex(baseline, wordsOf);
  const weightOf = weigher(old, pairing, wordsOf);
  const newOnes = indexByWord(pairing.added, wordsOf);
  const partnerAt = (place: number): SentenceFact | undefined => {
    const partner = pairing.partners[place];
    return partner !== undefined && counts(partner) ? partner : undefined;
  };
  return (removed, fits, least = similarEnough) => {
    const words = wordsOf(removed);
    const total = sum(words, weightOf);
    if (total === 0) return undefined;
    let best: Alignment | undefined;
    const consider = (current: SentenceFact, score: number, threshold: number): void => {
      if (score < threshold || (best !== undefined && best.score >= score)) return;
      if (fits(current)) best = { current, score };
    };
    for (const [place, shared] of candidates(words, newOnes, weightOf)) {
      const sentence = pairing.added[place];
      const own = newOnes.words[place];
      if (sentence === undefined || own === undefined) continue;
      const part = shared / total;
      if (part < Math.min(least, leastPart)) continue;
      if (shared / (total + sum(own, weightOf) - shared) >= leastShared) {
        const widened = isWidened(removed.normal, sentence.normal);
        consider(sentence, widened ? 1 : part, least);
      }
      const next = newOnes.words[place + 1];
      if (next !== undefined && part < similarEnough) {
        const joined = new Set([...own, ...next]);
        const together = sum(intersect(words, joined), weightOf);
        const ratio = together / (total + sum(joined, weightOf) - together);
        if (ratio >= leastShared) consider(sentence, together / total, similarEnough);
      }
    }
    const kept = (place: number): boolean => partnerAt(place) !== undefined;
    for (const [place, shared] of candidates(words, old, weightOf, kept)) {
      const sentence = partnerAt(place);
      const own = old.words[place];
      if (sentence === undefined || own === undefined) continue;
      consider(sentence, shared / (total + sum(own, weightOf) - shared), nearlyEqual);
    }
    return best;
  };
}

/** Only words that made the old rule smaller are gone: "delete production files" → "delete files". */
function isWidened(removed: string, current: string): boolean {
  const now = new Set(current.split(' '));
  const old = removed.split(' ');
  const dropped = old.filter((word) => !now.has(word) && !manner.has(word));
  return (
    dropped.length > 0 &&
    now.size < old.length &&
    dropped.every((word) => compiledWordings.some(({ narrowing }) => narrowing.test(word)))
  );
}

type WordReader = (sentence: SentenceFact) => ReadonlySet<string>;

interface WordIndex {
  /** For each sentence the words it is about. */
  readonly words: readonly ReadonlySet<string>[];
  /** For each word the sentences that hold it. */
  readonly places: ReadonlyMap<string, readonly number[]>;
}

function indexByWord(sentences: readonly SentenceFact[], wordsOf: WordReader): WordIndex {
  const places = new Map<string, number[]>();
  const words = sentences.map(wordsOf);
  words.forEach((own, place) => {
    for (const word of own) {
      const list = places.get(word);
      if (list === undefined) places.set(word, [place]);
      else list.push(place);
    }
  });
  return { words, places };
}

/** Facts never change, and while somebody types the baseline stays the same list. */
const baselineIndexes = new WeakMap<readonly SentenceFact[], WordIndex>();

function baselineIndex(baseline: readonly SentenceFact[], wordsOf: WordReader): WordIndex {
  let index = baselineIndexes.get(baseline);
  if (index === undefined) {
    index = indexByWord(baseline, wordsOf);
    baselineIndexes.set(baseline, index);
  }
  return index;
}

/** Words in more sentences than this cannot tell which sentence is meant, and make the search slow. */
const tooCommon = 200;

function candidates(
  words: ReadonlySet<string>,
  index: WordIndex,
  weightOf: WeightOf,
  counts: (place: number) => boolean = () => true,
): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  for (const word of words) {
    const places = (index.places.get(word) ?? []).filter(counts);
    if (places.length > tooCommon) continue;
    const weight = weightOf(word);
    for (const place of places) found.set(place, (found.get(place) ?? 0) + weight);
  }
  return found;
}

type WeightOf = (word: string) => number;

/** How rare a word is on both sides together: sentences that stayed hold the same words on both. */
function weigher(
  old: WordIndex,
  { added, removed }: Pick<SentencePairing, 'added' | 'removed'>,
  wordsOf: WordReader,
): WeightOf {
  const sentences = 2 * old.words.length - removed.length + added.length;
  const more = new Map<string, number>();
  const count = (list: readonly SentenceFact[], by: number): void => {
    for (const sentence of list) {
      for (const word of wordsOf(sentence)) more.set(word, (more.get(word) ?? 0) + by);
    }
  };
  count(added, 1);
  count(removed, -1);
  return (word) => {
    const held = 2 * (old.places.get(word)?.length ?? 0) + (more.get(word) ?? 0);
    return Math.log(1 + sentences / held);
  };
}

function sum(words: ReadonlySet<string>, weightOf: WeightOf): number {
  let total = 0;
  for (const word of words) total += weightOf(word);
  return total;
}

function intersect(left: ReadonlySet<string>, right: ReadonlySet<string>): Set<string> {
  const shared = new Set<string>();
  for (const word of left) if (right.has(word)) shared.add(word);
  return shared;
}

/** Words that carry the manner of a rule, not its matter. */
const manner = new Set(
  "a an the and or of to in on at for with by from as is are be been it its this that these those any all every each you your yours we our they them their always never not no do does don't must mustn't should shouldn't may might can cannot can't will won't shall without ask asking asks asked confirm confirms confirming confirmed confirmation approval approve approves approved permission before first prior unless until only explicit explicitly please ensure make sure if when after has have had avoid try prefer consider user agent so just also then there directly except needed necessary appropriate usually generally normally typically possible practical discretion".split(
    ' ',
  ),
);

/** The words a rule is about, stems only; the whole sentence when it has no others. */
export function contentWords(normal: string): Set<string> {
  const words = new Set<string>();
  for (const word of withoutReason(normal).split(' ')) {
    if (manner.has(word)) continue;
    if (isNumber(word)) words.add('#');
    else if (unspaced.test(word)) for (const pair of pairsOf(word)) words.add(pair);
    else words.add(stem(word));
  }
  words.delete('');
  return words;
}

/** Scripts that put no spaces between words. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/** In such a script two letters are about as much as a word. */
function pairsOf(word: string): readonly string[] {
  const letters = Array.from(word.replace(/[^\p{L}\p{N}]+/gu, '').slice(0, 400));
  return letters.length < 2
    ? letters
    : letters.slice(1).map((next, place) => `${letters[place] ?? ''}${next}`);
}

const numberWords = new Set(compiledWordings.flatMap(({ numbers }) => numbers));

/** A limit that was raised is still the same rule. */
function isNumber(word: string): boolean {
  return /^[$€£¥₹]?\d[\d.,]*[km]?[$€£¥₹%]?$/.test(word) || numberWords.has(word);
}

/** A sentence with all its numbers alike: what stays the same where only a limit changes. */
export function withoutNumbers(normal: string): string {
  const words: string[] = [];
  for (const word of normal.split(' ')) {
    const number = isNumber(word) || word === 'hundred' || word === 'thousand';
    if (!number) words.push(word);
    else if (words[words.length - 1] !== '#') words.push('#');
  }
  return words.join(' ');
}

/** Why a rule is there is no part of it: "avoid force pushes to keep the history". */
function withoutReason(normal: string): string {
  const reason = / (?:because|so that|in order to|to (?:avoid|prevent|ensure|keep)) /.exec(normal);
  // What is left of a short rule would fit everything.
  const short = reason === null || normal.slice(0, reason.index).split(' ').length < 3;
  return short ? normal : normal.slice(0, reason.index);
}

/** A stable stem, not a linguistic one: "migrations", "running", "deleted" meet their verbs. */
function stem(word: string): string {
  if (word.length <= 4) return word;
  if (!/^[a-z]+$/.test(word)) return /^\p{L}+$/u.test(word) ? word.slice(0, 5) : word;
  const bare = word
    .replace(/(?<=\w{4})ly$/, '')
    .replace(/ies$/, 'y')
    .replace(/(?:sses)$/, 'ss')
    .replace(/([^s])s$/, '$1')
    .replace(/(?:ing|ed|(?<=\w{4})ion)$/, '');
  const single = bare.replace(/([bdgmnprt])\1$/, '$1');
  return single.replace(/e$/, '');
}
