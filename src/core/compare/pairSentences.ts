import type { SentenceFact } from '../facts/fact';
import type { TextRange } from '../parse/tree';

/** Two readings of one file, sentence by sentence. */
export interface SentencePairing {
  /** For each baseline sentence the current one that says the same, or undefined. */
  readonly partners: readonly (SentenceFact | undefined)[];
  /** Same words, other meaning: "delete files" moved from below "Never:" to below "Feel free to:". */
  readonly regrouped: readonly {
    readonly baseline: SentenceFact;
    readonly current: SentenceFact;
  }[];
  readonly removed: readonly SentenceFact[];
  readonly added: readonly SentenceFact[];
  /** For each removed sentence the place in the current text where its loss is shown. */
  readonly neighbours: ReadonlyMap<SentenceFact, TextRange>;
}

/**
 * Pairs sentences that say the same, wherever they stand: moves, other marks, other line breaks and
 * other headings make no difference, except where a heading gives its items their meaning.
 *
 * @returns every sentence in exactly one of: a pair, removed, added. Linear.
 */
export function pairSentences(
  baseline: readonly SentenceFact[],
  current: readonly SentenceFact[],
): SentencePairing {
  const partners: (SentenceFact | undefined)[] = baseline.map(() => undefined);
  const taken = new Set<SentenceFact>();
  const regrouped: { baseline: SentenceFact; current: SentenceFact }[] = [];
  matchBeginning(baseline, current, partners, taken);
  matchBy(baseline, current, partners, taken, meaningKey);
  const before = partners.slice();
  matchBy(baseline, current, partners, taken, (sentence) => sentence.normal);
  baseline.forEach((sentence, index) => {
    const partner = partners[index];
    if (partner !== undefined && before[index] === undefined) {
      regrouped.push({ baseline: sentence, current: partner });
    }
  });
  return {
    partners,
    regrouped,
    removed: baseline.filter((_, index) => partners[index] === undefined),
    added: current.filter((sentence) => !taken.has(sentence)),
    neighbours: findNeighbours(baseline, partners),
  };
}

function meaningKey(sentence: SentenceFact): string {
  return `${sentence.facet} ${sentence.guardrail ?? ''} ${sentence.normal}`;
}

/** Up to the first difference each sentence has its twin at the same place; most of a file is that. */
function matchBeginning(
  baseline: readonly SentenceFact[],
  current: readonly SentenceFact[],
  partners: (SentenceFact | undefined)[],
  taken: Set<SentenceFact>,
): void {
  for (const [index, sentence] of baseline.entries()) {
    const other = current[index];
    const same =
      other?.normal === sentence.normal &&
      other.facet === sentence.facet &&
      other.guardrail === sentence.guardrail;
    if (!same) return;
    partners[index] = other;
    taken.add(other);
  }
}

function matchBy(
  baseline: readonly SentenceFact[],
  current: readonly SentenceFact[],
  partners: (SentenceFact | undefined)[],
  taken: Set<SentenceFact>,
  key: (sentence: SentenceFact) => string,
): void {
  const waiting = new Map<string, { readonly queue: SentenceFact[]; next: number }>();
  for (const sentence of current) {
    if (taken.has(sentence)) continue;
    const name = key(sentence);
    const entry = waiting.get(name);
    if (entry === undefined) waiting.set(name, { queue: [sentence], next: 0 });
    else entry.queue.push(sentence);
  }
  baseline.forEach((sentence, index) => {
    if (partners[index] !== undefined) return;
    const entry = waiting.get(key(sentence));
    const partner = entry?.queue[entry.next];
    if (entry === undefined || partner === undefined) return;
    entry.next += 1;
    partners[index] = partner;
    taken.add(partner);
  });
}

/**
 * Where in the current text something removed is shown: at the nearest sentence before it that is
 * still there (often the heading of its section), else at the next one after it, else at the start.
 */
function findNeighbours(
  baseline: readonly SentenceFact[],
  partners: readonly (SentenceFact | undefined)[],
): ReadonlyMap<SentenceFact, TextRange> {
  const neighbours = new Map<SentenceFact, TextRange>();
  let place = partners.find((partner) => partner !== undefined)?.range ?? { start: 0, end: 0 };
  baseline.forEach((sentence, index) => {
    const partner = partners[index];
    if (partner === undefined) neighbours.set(sentence, place);
    else place = partner.range;
  });
  return neighbours;
}
