import { compiledWordings, type CompiledWording } from '../facts/compiledWording';

/** How far before a number the word stands that says which way it bounds, in characters. */
const reach = 24;

/**
 * Compares the first number of two wordings of one rule that is not the same.
 *
 * @param old by `plainText`
 * @param now the same
 * @param allows the rule allows something: an amount of money in it is the most that may be spent
 * @returns more than zero when a limit became looser, less when it became tighter, zero when neither is
 * certain
 */
export function compareBounds(old: string, now: string, allows = false): number {
  for (const wording of compiledWordings) {
    const before = numbersOf(wording, old);
    const after = numbersOf(wording, now);
    if (before.length === 0 || before.length !== after.length) continue;
    const index = after.findIndex(({ value }, place) => value !== before[place]?.value);
    const [was, is] = [before[index], after[index]];
    if (was === undefined || is === undefined) continue;
    // "Deploy without asking when coverage is over 90": a condition of what is allowed.
    if (allows && !was.money && condition.test(was.lead)) return Math.sign(was.value - is.value);
    // "At least two approvals above 100 dollars" has one of each: the nearest word decides.
    const upper =
      boundsAbove(wording, [old, now]) ??
      boundsAbove(wording, [was.lead, is.lead]) ??
      (allows && was.money && is.money ? true : undefined);
    if (upper === undefined) continue;
    const change = Math.sign(is.value - was.value);
    return upper ? change : -change;
  }
  return 0;
}

/** What stands before the least that has to be reached. */
const condition = /\b(?:over|above|more than|at least|exceeds?|minimum of) $/;

/** An amount of money stands in this text. */
export function holdsMoney(plain: string): boolean {
  return compiledWordings.some((wording) => numbersOf(wording, plain).some(({ money }) => money));
}

/** Whether these say that something may not be more; undefined where they say both, or nothing. */
function boundsAbove(wording: CompiledWording, texts: readonly string[]): boolean | undefined {
  const upper = texts.every((text) => wording.upperBound.test(text));
  const lower = texts.every((text) => wording.lowerBound.test(text));
  return upper === lower ? undefined : upper;
}

interface BoundNumber {
  readonly value: number;
  /** What stands before it. */
  readonly lead: string;
  /** A currency stands beside it. */
  readonly money: boolean;
}

const currency =
  /^[ -]?(?:[$€£¥₹]|(?:us ?)?dollars?|usd|eur|euros?|gbp|pounds?|chf|jpy|yen|inr|rupees?|cny|rmb|cad|aud|credits?)(?![\p{L}\p{N}])/u;

/** Thousands in groups, as in 1,000 or 1.000, or digits with a fraction; then perhaps "k". */
const written = /[1-9]\d{0,2}(?:[.,]\d{3}){1,4}(?![\d.,]?\d)|\d{1,12}(?:[.,]\d{1,6})?/g;

function numbersOf(wording: CompiledWording, text: string): readonly BoundNumber[] {
  const digits = spellOut(wording, text);
  return Array.from(digits.matchAll(written), (match) => {
    const rest = digits.slice(match.index + match[0].length);
    const [scale = ''] = /^ ?(?:k|thousand|million|m)(?![\p{L}\p{N}])/u.exec(rest) ?? [];
    const lead = digits.slice(Math.max(0, match.index - reach), match.index);
    return {
      value: valueOf(match[0]) * (scales[scale.trim()] ?? 1),
      lead,
      money: /(?:[$€£¥₹]|usd|eur|gbp|chf) ?$/.test(lead) || currency.test(rest.slice(scale.length)),
    };
  });
}

const scales: Readonly<Record<string, number>> = {
  k: 1000,
  thousand: 1000,
  m: 1_000_000,
  million: 1_000_000,
};

function valueOf(digits: string): number {
  const grouped = /^[1-9]\d{0,2}(?:[.,]\d{3})+$/.test(digits);
  return Number(grouped ? digits.replace(/[.,]/g, '') : digits.replace(',', '.'));
}

/** "Five hundred" → 500: words for numbers as digits, so that both ways of writing compare. */
function spellOut(wording: CompiledWording, text: string): string {
  const digits = text.replace(wording.number, (word) => {
    const value = wording.numbers.indexOf(word);
    return String(value <= 20 ? value : (value - 18) * 10);
  });
  return digits
    .replace(/\b(\d0)[ -]([1-9])\b(?![.,]?\d)/g, (_, tens: string, ones: string) =>
      String(Number(tens) + Number(ones)),
    )
    .replace(/\b(\d{1,3}|a) hundred\b/g, (_, count: string) =>
      String((count === 'a' ? 1 : Number(count)) * 100),
    );
}
