import type { SentenceFact } from '../facts/fact';
import { speaksOfAttacks } from '../facts/hostileWording';
import { Memory } from '../parse/memory';
import type { RuleContext } from './rule';

/** How many sentences back an introduction may stand that makes an example of what follows. */
const reach = 6;
/** A text that speaks of attacks this often is about them. */
const manyMentions = 8;

/** The sentence, its heading, or an introduction just above says that this is about attacks. */
export function isAboutAttacks({ facts, memory }: RuleContext, index: number): boolean {
  const { sentences } = facts;
  const sentence = sentences[index];
  if (sentence === undefined) return false;
  const known = memory ?? new Memory();
  const speaks = (text: string): boolean => known.recall(speaksOfAttacks, text);
  if (speaks(sentence.text) || speaks(sentence.heading)) return true;
  for (let at = index - 1; at >= Math.max(0, index - reach); at -= 1) {
    const before = sentences[at];
    if (before === undefined || before.subject !== sentence.subject) return false;
    if (speaks(before.text)) return true;
  }
  return false;
}

/** A guideline of security, a list of what scanners look for: the whole text is about attacks. */
export function isTextAboutAttacks(sentences: readonly SentenceFact[]): boolean {
  const mentions = sentences.filter(({ text }) =>
    /attack|malicious|injection|jailbreak|adversar|threat/i.test(text),
  );
  return mentions.length >= manyMentions;
}

/** The index of the last sentence that starts at or before a place; −1 where none does. */
export function sentenceBefore(sentences: readonly SentenceFact[], offset: number): number {
  let low = 0;
  let high = sentences.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sentences[middle]?.range.start ?? Infinity) <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
