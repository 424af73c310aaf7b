import { compiledWordings } from '../facts/compiledWording';
import type { Memory } from '../parse/memory';
import type { SentenceFact } from '../facts/fact';

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
 * `idf = ln(1 + sentences / sentences with the word)`.
 *
 * @param all every sentence of both sides, for the weights
 * @param added sentences that are new; two neighbours may share one old rule between them
 * @param kept sentences that stayed; they count only as near duplicates
 * @returns a function from a removed sentence to its best alignment of at least `similarEnough`
 */
export function alignSentences(
  all: readonly SentenceFact[],
  added: readonly SentenceFact[],
  kept: readonly SentenceFact[],
  memory: Memory,
): (removed: SentenceFact, fits: (current: SentenceFact) => boolean) => Alignment | undefined {
  const wordsOf: WordReader = ({ normal }) => memory.recall(contentWords, normal);
  const weights = weigh(all, wordsOf);
  const newOnes = indexByWord(added, weights, wordsOf);
  const oldOnes = indexByWord(kept, weights, wordsOf);
  return (removed, fits) => {
    const words = wordsOf(removed);
    const total = sum(words, weights);
    if (total === 0) return undefined;
    let best: Alignment | undefined;
    const consider = (current: SentenceFact, score: number, threshold: number): void => {
      if (score < threshold || (best !== undefined && best.score >= score)) return;
      if (fits(current)) best = { current, score };
    };
    for (const [place, shared] of candidates(words, newOnes, weights)) {
      const entry = newOnes.entries[place];
      if (entry === undefined) continue;
      const part = shared / total;
      if (part < leastPart) continue;
      if (shared / (total + entry.total - shared) >= leastShared) {
        const widened = isWidened(removed.normal, entry.sentence.normal);
        consider(entry.sentence, widened ? 1 : part, similarEnough);
      }
      const next = newOnes.entries[place + 1];
      if (next !== undefined && part < similarEnough) {
        const joined = new Set([...entry.words, ...next.words]);
        const together = sum(intersect(words, joined), weights);
        const ratio = together / (total + sum(joined, weights) - together);
        if (ratio >= leastShared) consider(entry.sentence, together / total, similarEnough);
      }
    }
    for (const [place, shared] of candidates(words, oldOnes, weights)) {
      const entry = oldOnes.entries[place];
      if (entry === undefined) continue;
      consider(entry.sentence, shared / (total + entry.total - shared), nearlyEqual);
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
  readonly entries: readonly {
    readonly sentence: SentenceFact;
    readonly words: ReadonlySet<string>;
    /** The weight of all its words. */
    readonly total: number;
  }[];
  readonly places: ReadonlyMap<string, readonly number[]>;
}

function indexByWord(
  sentences: readonly SentenceFact[],
  weights: ReadonlyMap<string, number>,
  wordsOf: WordReader,
): WordIndex {
  const places = new Map<string, number[]>();
  const entries = sentences.map((sentence, place) => {
    const words = wordsOf(sentence);
    for (const word of words) {
      const list = places.get(word);
      if (list === undefined) places.set(word, [place]);
      else list.push(place);
    }
    return { sentence, words, total: sum(words, weights) };
  });
  return { entries, places };
}

/** Words in more sentences than this cannot tell which sentence is meant, and make the search slow. */
const tooCommon = 200;

function candidates(
  words: ReadonlySet<string>,
  index: WordIndex,
  weights: ReadonlyMap<string, number>,
): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  for (const word of words) {
    const places = index.places.get(word) ?? [];
    if (places.length > tooCommon) continue;
    const weight = weights.get(word) ?? 0;
    for (const place of places) found.set(place, (found.get(place) ?? 0) + weight);
  }
  return found;
}

function weigh(
  sentences: readonly SentenceFact[],
  wordsOf: WordReader,
): ReadonlyMap<string, number> {
  const frequency = new Map<string, number>();
  for (const sentence of sentences) {
    for (const word of wordsOf(sentence)) {
      frequency.set(word, (frequency.get(word) ?? 0) + 1);
    }
  }
  const weights = new Map<string, number>();
  for (const [word, count] of frequency) weights.set(word, Math.log(1 + sentences.length / count));
  return weights;
}

function sum(words: ReadonlySet<string>, weights: ReadonlyMap<string, number>): number {
  let total = 0;
  for (const word of words) total += weights.get(word) ?? 0;
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
    if (!manner.has(word)) words.add(isNumber(word) ? '#' : stem(word));
  }
  words.delete('');
  return words;
}

const numberWords = new Set(compiledWordings.flatMap(({ numbers }) => numbers));

/** A limit that was raised is still the same rule. */
function isNumber(word: string): boolean {
  return /^\d[\d.,]*$/.test(word) || numberWords.has(word);
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
  if (word.length <= 4 || !/^[a-z]+$/.test(word)) return word;
  const bare = word
    .replace(/(?<=\w{4})ly$/, '')
    .replace(/ies$/, 'y')
    .replace(/(?:sses)$/, 'ss')
    .replace(/([^s])s$/, '$1')
    .replace(/(?:ing|ed|(?<=\w{4})ion)$/, '');
  const single = bare.replace(/([bdgmnprt])\1$/, '$1');
  return single.replace(/e$/, '');
}
