import type { GuardrailKind } from './fact';
import { foreignWordings, type ForeignWording } from './foreignWording';
import { englishWording } from './englishWording';
import { isAscii } from './normalSentence';

interface CompiledForeign {
  readonly language: string;
  readonly forbids: RegExp;
  readonly leave: RegExp;
  readonly first: RegExp;
  readonly gates: RegExp;
  readonly frees: RegExp;
  readonly not: RegExp;
  readonly permits: RegExp;
  readonly forbiddenThings: RegExp;
}

const compiled = new Map(foreignWordings.map((wording) => [wording.language, compile(wording)]));

function compile(wording: ForeignWording): CompiledForeign {
  // Scripts without spaces have no edges of words.
  const spaced =
    wording.language !== 'zh' && wording.language !== 'ja' && wording.language !== 'ko';
  const words = (pattern: string): RegExp =>
    new RegExp(
      spaced ? `(?<![\\p{L}\\p{N}'-])(?:${pattern})(?![\\p{L}\\p{N}-])` : `(?:${pattern})`,
      'u',
    );
  return {
    language: wording.language,
    forbids: words(wording.forbids),
    leave: words(wording.leave),
    first: words(wording.first),
    gates: words(wording.gates),
    frees: words(wording.frees),
    not: words(wording.not),
    permits: words(wording.permits),
    forbiddenThings: words(wording.forbiddenThings),
  };
}

/** For each little word the languages that have it. */
const languagesOf = new Map<string, string[]>();
const patterns: { readonly language: string; readonly tell: RegExp }[] = [];
for (const { language, tells } of foreignWordings) {
  for (const word of tells === '' ? [] : tells.split('|')) {
    if (/^\p{L}+$/u.test(word)) {
      const list = languagesOf.get(word);
      if (list === undefined) languagesOf.set(word, [language]);
      else list.push(language);
    } else patterns.push({ language, tell: new RegExp(`^(?:${word})$`, 'u') });
  }
}

const anyPattern = new RegExp(`^(?:${patterns.map(({ tell }) => tell.source).join('|')})$`, 'u');

const english = new Set(englishWording.commonWords);

/** Letters that English does not have: a word with one of them tells as much as a little word. */
const ownLetters: readonly { readonly languages: readonly string[]; readonly letters: RegExp }[] = [
  { languages: ['de'], letters: /[äöüß]/ },
  { languages: ['fr'], letters: /[àâçèéêëîôùûœ]/ },
  { languages: ['es'], letters: /[áéíóúñ]/ },
  { languages: ['pt'], letters: /[ãõáâçéêíóú]/ },
  { languages: ['it'], letters: /[àèìòù]/ },
  { languages: ['pl'], letters: /[ąćęłńśźż]/ },
  { languages: ['tr'], letters: /[ğışç]/ },
  { languages: ['vi'], letters: /[đơưạ-ỹ]/ },
];

/** Titles are this short, and one little word tells their language. */
const shortTitle = 3;

/** Longer text tells its language by its beginning. */
const sample = 400;

/**
 * The language of a short text that is not English: by its script, else by its little words. Code and
 * addresses in it do not count.
 *
 * @param text one sentence or title
 * @returns BCP 47, "other" for one without a table, undefined for English and what cannot be told
 */
export function foreignLanguage(text: string): string | undefined {
  const prose = text
    .slice(0, sample)
    .replace(/`[^`]*`|https?:\/\/\S+/g, ' ')
    .normalize('NFC')
    .toLowerCase();
  const words = prose.match(/\p{L}[\p{L}'’]*/gu) ?? [];
  const script = otherScript(prose, words);
  if (script !== undefined) return script;
  const counts = new Map<string, number>();
  const count = (language: string): void => {
    counts.set(language, (counts.get(language) ?? 0) + 1);
  };
  let known = 0;
  const plain = isAscii(prose);
  for (const word of words) {
    if (english.has(word)) known += 1;
    else for (const language of languagesOf.get(word) ?? []) count(language);
    for (const { languages, letters } of plain ? [] : ownLetters) {
      if (letters.test(word)) languages.forEach(count);
    }
    if (anyPattern.test(word)) {
      for (const { language, tell } of patterns) if (tell.test(word)) count(language);
    }
  }
  let best: string | undefined;
  for (const [language, found] of counts) {
    if (found > known && found > (counts.get(best ?? '') ?? 0)) best = language;
  }
  const enough = (counts.get(best ?? '') ?? 0) > 1 || words.length <= shortTitle;
  return enough ? best : undefined;
}

function otherScript(prose: string, words: readonly string[]): string | undefined {
  // Nothing but plain letters: by far the commonest case.
  if (!/[\u0370-\uffff]/.test(prose)) return undefined;
  const size = (script: RegExp): number => prose.match(script)?.length ?? 0;
  const letters = size(/\p{L}/gu);
  const latin = size(/\p{Script=Latin}/gu);
  // One ideograph says about as much as a short Latin word.
  const few = (letters - latin) * 2 <= latin;
  if (letters === latin || (few && words.some((word) => english.has(word)))) return undefined;
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(prose)) return 'ja';
  if (/\p{Script=Han}/u.test(prose)) return 'zh';
  if (/\p{Script=Hangul}/u.test(prose)) return 'ko';
  return /\p{Script=Cyrillic}/u.test(prose) ? 'ru' : 'other';
}

/** How much of a long sentence is read. */
const longest = 400;

/**
 * Tells forbidding, asking first and freeing from asking apart in a language that is not English. What
 * the table of the language does not cover stays text.
 *
 * @param plain by `plainText`
 * @param language by `foreignLanguage`
 */
export function classifyForeign(
  plain: string,
  language: string,
): GuardrailKind | 'grant' | undefined {
  const wording = compiled.get(language);
  if (wording === undefined) return undefined;
  const found = plain
    .slice(0, longest)
    .split(/[;|。！!?]|:\s|\.\s/)
    .map((clause) =>
      classifyClause(
        wording,
        clause
          .trim()
          .replace(/^[^\p{L}\p{N}]+/u, '')
          .replace(/\.$/, ''),
      ),
    );
  return (['grant', 'gate', 'prohibit'] as const).find((kind) => found.includes(kind));
}

function classifyClause(
  wording: CompiledForeign,
  clause: string,
): GuardrailKind | 'grant' | undefined {
  const frees = wording.frees.exec(clause);
  if (frees !== null) {
    const rest = `${clause.slice(0, frees.index)} ${clause.slice(frees.index + frees[0].length)}`;
    return wording.not.test(rest.trim()) ? 'gate' : 'grant';
  }
  if (wording.gates.test(clause)) return 'gate';
  const asked = clause.replace(wording.permits, ' ');
  if (wording.leave.test(asked) && wording.first.test(asked)) return 'gate';
  return wording.forbids.test(clause) ? 'prohibit' : undefined;
}

/** What a title or an introduction in another language makes of the list below it. */
export function foreignLeadIn(
  plain: string,
  language: string,
): 'prohibit' | 'gate' | 'grant' | undefined {
  const wording = compiled.get(language);
  if (wording === undefined) return undefined;
  const short = plain.length <= 40 && plain.split(' ').length <= 5;
  if (short && wording.forbiddenThings.test(plain)) return 'prohibit';
  const found = classifyForeign(plain, language);
  return found === 'prohibit' || found === 'gate' || found === 'grant' ? found : undefined;
}
