import { englishWording } from './englishWording';
import type { PromptWording } from './promptWording';

/** Every language whose prose can be assessed. */
export const promptWordings: readonly PromptWording[] = [englishWording];

/** Little words of languages that no wording covers, to tell them from short English. */
const otherLanguages = new Set(
  'der die das und ist nicht ein eine für mit auf werden wird oder auch bei nur vor nie niemals keine le la les des et est pas une pour dans sur vous ne avec sont el los las y por para con que una del se em não uma os com il non per che gli della è het een niet van voor och inte att är som på og ikke er til nie się jest na w z do ve bir için'.split(
    ' ',
  ),
);

const englishWords = new Set(englishWording.commonWords);

/**
 * Tells whether a text is in a language whose wording is known, by its script and its commonest
 * words. What is not covered is "not assessed", never guessed at.
 *
 * @param text prose without code
 * @returns false when most letters are of another script, or other languages' little words outnumber
 * the English ones; short and technical texts count as English
 */
export function isMostlyEnglish(text: string): boolean {
  return areMostlyEnglish([countLanguages(text)]);
}

/** What a piece of text adds to the question for its language: letters by script, little words. */
export interface LanguageCount {
  readonly latin: number;
  readonly other: number;
  readonly english: number;
  readonly foreign: number;
}

/** The same for a text that was counted in pieces, none of which ends within a word. */
export function areMostlyEnglish(counts: readonly LanguageCount[]): boolean {
  const sum = (of: keyof LanguageCount): number =>
    counts.reduce((total, count) => total + count[of], 0);
  if (sum('other') > sum('latin')) return false;
  const foreign = sum('foreign');
  return foreign <= 2 || foreign <= sum('english');
}

export function countLanguages(text: string): LanguageCount {
  let latin = 0;
  let other = 0;
  let english = 0;
  let foreign = 0;
  for (const word of text.toLowerCase().match(/\p{L}[\p{L}'’]*/gu) ?? []) {
    if (/^[a-z'’]/.test(word)) latin += word.length;
    // One ideograph says about as much as a short Latin word.
    else if (/^\p{Script=Latin}/u.test(word)) latin += word.length;
    else other += word.length * 2;
    if (englishWords.has(word)) english += 1;
    else if (otherLanguages.has(word)) foreign += 1;
  }
  return { latin, other, english, foreign };
}
