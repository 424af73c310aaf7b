import { t } from '@vscode/l10n';
import type { DataNode } from '../parse/tree';

/** A sum of money, or a count of turns, that something is limited to. */
export interface SpendAmount {
  /** In the main unit of the currency; infinite when there is no limit. Undefined: not readable. */
  readonly amount: number | undefined;
  /** Upper case, or empty when nothing says. */
  readonly currency: string;
  /** What the amount is for: a time in days, or one payment, or one session. */
  readonly span: number | 'payment' | 'session' | undefined;
}

/** Units that are a fraction of a currency, and the currencies that names of keys mention. */
const units: Readonly<Record<string, readonly [currency: string, size: number]>> = {
  cent: ['', 0.01],
  cents: ['', 0.01],
  minor: ['', 0.01],
  wei: ['ETH', 1e-18],
  gwei: ['ETH', 1e-9],
  sat: ['BTC', 1e-8],
  sats: ['BTC', 1e-8],
  lamports: ['SOL', 1e-9],
  usd: ['USD', 1],
  dollar: ['USD', 1],
  dollars: ['USD', 1],
  eur: ['EUR', 1],
  euro: ['EUR', 1],
  euros: ['EUR', 1],
  gbp: ['GBP', 1],
  usdc: ['USDC', 1],
  usdt: ['USDT', 1],
  eth: ['ETH', 1],
  btc: ['BTC', 1],
  sol: ['SOL', 1],
};

const symbols: Readonly<Record<string, string>> = { $: 'USD', '€': 'EUR', '£': 'GBP', '¥': 'JPY' };

/** Days that a word stands for; months and years by the calendar's average would not read well. */
const spans: Readonly<Record<string, number>> = {
  minute: 1 / 1440,
  hour: 1 / 24,
  hourly: 1 / 24,
  day: 1,
  daily: 1,
  week: 7,
  weekly: 7,
  month: 30,
  monthly: 30,
  quarter: 91,
  quarterly: 91,
  year: 365,
  yearly: 365,
  annual: 365,
  annually: 365,
};

const each = /^(?:transaction|tx|payment|order|purchase|transfer|call|trade|refund)$/;

const unlimitedWords =
  /^(?:unlimited|none|no[-_ ]?limit|infinite|infinity|inf|max|any|false|null|-1|\*)$/i;

/** The words that names of units and times are made of: what else a key says is its name. */
export function isUnitWord(token: string): boolean {
  return Object.hasOwn(units, token) || Object.hasOwn(spans, token);
}

/**
 * Reads an amount with what the key and the keys beside it say about unit, currency and time.
 *
 * @param tokens words of the key and of the keys above it, lower case, nearest last
 * @param beside values of the same object, by key
 * @returns undefined when the value is no amount at all
 */
export function readAmount(
  node: DataNode,
  tokens: readonly string[],
  beside: (key: RegExp) => DataNode | undefined,
): SpendAmount | undefined {
  const written = writtenAmount(node);
  if (written === undefined) return undefined;
  let currency = written.currency;
  let size = 1;
  for (const token of tokens) {
    const unit = Object.hasOwn(units, token) ? units[token] : undefined;
    if (unit === undefined) continue;
    if (unit[0] !== '' && currency === '') currency = unit[0];
    if (unit[1] !== 1 || unit[0] !== '') size = unit[1];
  }
  const named = beside(/^(?:currency|currency_?code|unit|asset|token|denomination|symbol)$/i);
  if (named?.kind === 'string') {
    const unit = units[named.value.toLowerCase()];
    if (unit !== undefined && unit[1] !== 1) size = unit[1];
    if (currency === '' || unit?.[0] !== '') {
      const said = unit === undefined ? named.value.trim() : unit[0];
      if (said !== '') currency = said.startsWith('0x') ? said.toLowerCase() : said.toUpperCase();
    }
  }
  const decimals = beside(/^decimals$/i);
  if (decimals?.kind === 'number' && decimals.value > 0 && decimals.value <= 36) {
    size = 10 ** -decimals.value;
  }
  const amount = written.amount === undefined ? undefined : written.amount * size;
  return {
    amount: amount !== undefined && amount > 1e30 ? Number.POSITIVE_INFINITY : amount,
    currency,
    span: written.span ?? spanOfKey(tokens) ?? spanBeside(beside),
  };
}

interface WrittenAmount {
  readonly amount: number | undefined;
  readonly currency: string;
  readonly span?: SpendAmount['span'];
}

function writtenAmount(node: DataNode): WrittenAmount | undefined {
  const unlimited = { amount: Number.POSITIVE_INFINITY, currency: '' };
  switch (node.kind) {
    case 'null':
      return unlimited;
    case 'boolean':
      return node.value ? undefined : unlimited;
    case 'number':
      return node.value === -1 ? unlimited : { amount: node.value, currency: '' };
    case 'string':
      return textAmount(node.value.trim());
    default:
      return undefined;
  }
}

function textAmount(text: string): WrittenAmount | undefined {
  if (text.length > 100) return undefined;
  if (unlimitedWords.test(text) || /^0xf{40,}$/i.test(text)) {
    return { amount: Number.POSITIVE_INFINITY, currency: '' };
  }
  // Filled in elsewhere: there is a limit, nobody can tell which.
  if (/^\$\{?[A-Za-z_][\w:.-]*\}?$/.test(text)) return { amount: undefined, currency: '' };
  const match =
    /^(?<symbol>[$€£¥])?(?<before>[A-Z]{3,5} )?(?<number>0x[\da-f]{1,64}|\d[\d,_ ]{0,40}(?:\.\d{1,30})?)n?(?<thousands>[kKM])?(?: ?(?<after>[A-Za-z]{2,8}))?(?: ?(?:\/|per|a) ?(?<span>[a-z]{2,12}))?$/.exec(
      text,
    );
  const groups = match?.groups;
  if (groups === undefined) return undefined;
  const { symbol, before, number = '', thousands, after, span } = groups;
  const word = (before ?? after ?? '').trim();
  const unit = units[word.toLowerCase()];
  const currency =
    symbol === undefined ? (unit === undefined ? word.toUpperCase() : unit[0]) : symbols[symbol];
  const factor = thousands === undefined ? 1 : thousands === 'M' ? 1e6 : 1e3;
  return {
    amount: digits(number) * factor * (unit?.[1] ?? 1),
    currency: currency ?? '',
    span: span === undefined ? undefined : spanOfWord(span),
  };
}

/** “1,000” is a thousand, “0,50” a half. */
function digits(number: string): number {
  const plain = number.replaceAll(/[_ ]/g, '');
  const decimalComma = /^\d+,\d{1,2}$/.test(plain);
  return Number(decimalComma ? plain.replace(',', '.') : plain.replaceAll(',', ''));
}

function spanOfWord(word: string): SpendAmount['span'] {
  if (Object.hasOwn(spans, word)) return spans[word];
  if (each.test(word)) return 'payment';
  return word === 'session' || word === 'run' ? 'session' : undefined;
}

function spanOfKey(tokens: readonly string[]): SpendAmount['span'] {
  for (let index = tokens.length - 1; index >= 0; index -= 1) {
    const token = tokens[index] ?? '';
    if (Object.hasOwn(spans, token)) return spans[token];
    // “perTransaction”, but not “transactionLimits”: the unit of a count, not of a sum.
    if (tokens[index - 1] === 'per' || tokens[index - 1] === 'each') return spanOfWord(token);
  }
  return tokens.includes('session') ? 'session' : undefined;
}

function spanBeside(beside: (key: RegExp) => DataNode | undefined): SpendAmount['span'] {
  const node = beside(
    /^(?:window|period|interval|per|reset|reset_?(?:interval|period)|frequency|time_?frame|\w{1,40}_?window)$/i,
  );
  return node === undefined ? undefined : readSpan(node);
}

/** A time in days: `daily`, `24h`, `P1D`, or seconds. */
export function readSpan(node: DataNode): SpendAmount['span'] {
  if (node.kind === 'number') return node.value > 0 ? node.value / 86_400 : undefined;
  if (node.kind !== 'string') return undefined;
  const text = node.value
    .trim()
    .toLowerCase()
    .replace(/^per[-_ ]?/, '');
  const word = spanOfWord(text) ?? spanOfWord(text.replace(/s$/, ''));
  if (word !== undefined) return word;
  const match = /^(?:pt?)?(\d{1,9}) ?(s|sec|m|min|h|hours?|d|days?|w|weeks?|months?)?$/.exec(text);
  if (match === null) return undefined;
  const unit = match[2] ?? 's';
  const days = unit.startsWith('month')
    ? 30
    : { s: 1 / 86_400, m: 1 / 1440, h: 1 / 24, d: 1, w: 7 }[unit.charAt(0)];
  return Number(match[1]) * (days ?? 1);
}

/** The amount for people: `500 USD a day`. */
export function showAmount({ amount, currency, span }: SpendAmount): string {
  if (amount === Number.POSITIVE_INFINITY) return t('without limit');
  const number = amount === undefined ? t('a variable amount') : showNumber(amount);
  const sum = currency === '' ? number : `${number} ${shortUnit(currency)}`;
  const time = spanWords(span);
  return time === '' ? sum : `${sum} ${time}`;
}

/** Enough digits to tell two amounts apart, no more. */
function showNumber(amount: number): string {
  if (Number.isInteger(amount)) return amount > 1e15 ? amount.toExponential(3) : String(amount);
  return String(Number(amount.toPrecision(10)));
}

function shortUnit(unit: string): string {
  return unit.length > 20 ? `${unit.slice(0, 6)}…${unit.slice(-4)}` : unit;
}

function spanWords(span: SpendAmount['span']): string {
  if (span === undefined) return '';
  if (span === 'payment') return t('for each payment');
  if (span === 'session') return t('for each session');
  switch (span) {
    case 1 / 24:
      return t('an hour');
    case 1:
      return t('a day');
    case 7:
      return t('a week');
    case 30:
      return t('a month');
    case 365:
      return t('a year');
    default:
      return span >= 2
        ? t('every {0} days', showNumber(Math.round(span)))
        : t('every {0} hours', showNumber(span * 24));
  }
}

/** What amounts must share to be compared, and the amount in it: money per day where there is a time. */
export function comparable({ amount, currency, span }: SpendAmount): {
  readonly rank: number | undefined;
  readonly unit: string;
} {
  const rank = typeof span === 'number' && amount !== undefined ? amount / span : amount;
  const per = typeof span === 'number' ? 'time' : (span ?? '');
  // No limit is more than any limit, whatever it would be counted in.
  if (rank === Number.POSITIVE_INFINITY) return { rank, unit: '' };
  return { rank, unit: `${currency}|${per}` };
}
