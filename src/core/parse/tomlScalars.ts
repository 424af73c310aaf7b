import { t } from '@vscode/l10n';

/** A string as it was read. */
export interface TomlString {
  readonly value: string;
  /** Offset behind the closing quote, or behind what could be read. */
  readonly end: number;
  /** What is wrong with it, in words. */
  readonly problem?: string | undefined;
}

/**
 * Reads a TOML string of any of the four kinds (TOML 1.0, “String”).
 *
 * @param start offset of the opening quote
 * @returns undefined when there is no quote
 */
export function readTomlString(text: string, start: number): TomlString | undefined {
  const quote = text[start];
  if (quote !== '"' && quote !== "'") return undefined;
  const long = text.startsWith(quote.repeat(3), start);
  return long ? readLong(text, start, quote) : readShort(text, start, quote);
}

function readShort(text: string, start: number, quote: string): TomlString {
  const body = quote === '"' ? /[^"\\\r\n]*(?:\\.[^"\\\r\n]*)*/y : /[^'\r\n]*/y;
  body.lastIndex = start + 1;
  const raw = body.exec(text)?.[0] ?? '';
  const end = start + 1 + raw.length;
  const closed = text[end] === quote;
  const { value, problem } = quote === '"' ? unescape(raw) : { value: raw, problem: undefined };
  return {
    value,
    end: closed ? end + 1 : end,
    problem: closed ? problem : t('This string has no closing quote.'),
  };
}

function readLong(text: string, start: number, quote: string): TomlString {
  const from = start + 3;
  let end = from;
  for (; end < text.length; end += 1) {
    if (quote === '"' && text[end] === '\\') end += 1;
    else if (text.startsWith(quote.repeat(3), end)) break;
  }
  if (end >= text.length) {
    const value = text.slice(from);
    return { value, end: text.length, problem: t('This string has no closing quote.') };
  }
  // One or two more quotes belong to the text.
  while (text.startsWith(quote.repeat(4), end)) end += 1;
  const raw = text.slice(from, end).replaceAll('\r\n', '\n').replace(/^\n/, '');
  const { value, problem } =
    quote === '"'
      ? unescape(raw.replace(/\\[ \t]*\n\s*/g, ''))
      : { value: raw, problem: undefined };
  return { value, end: end + 3, problem };
}

const escapes: Readonly<Record<string, string>> = {
  b: '\b',
  t: '\t',
  n: '\n',
  f: '\f',
  r: '\r',
  e: '\u001b',
  '"': '"',
  '\\': '\\',
};

/** An escape that does not exist stays as it is written, and is reported. */
function unescape(raw: string): { readonly value: string; readonly problem: string | undefined } {
  if (!raw.includes('\\')) return { value: raw, problem: undefined };
  let problem: string | undefined;
  const value = raw.replace(
    /\\(?:u([\da-fA-F]{4})|U([\da-fA-F]{8})|x([\da-fA-F]{2})|([\s\S]?))/g,
    (written: string, short?: string, long?: string, byte?: string, letter?: string) => {
      const code = Number.parseInt(short ?? long ?? byte ?? '', 16);
      const plain =
        letter === undefined
          ? code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
            ? String.fromCodePoint(code)
            : undefined
          : escapes[letter];
      if (plain !== undefined) return plain;
      problem ??= t(
        '“{0}” is no escape; write the backslash twice, or use single quotes.',
        written.slice(0, 10),
      );
      return written;
    },
  );
  return { value, problem };
}

const integer = /^[+-]?(?:0|[1-9](?:_?\d)*)$/;
const based = /^0(?:x[\da-fA-F](?:_?[\da-fA-F])*|o[0-7](?:_?[0-7])*|b[01](?:_?[01])*)$/;
const float = /^[+-]?(?:0|[1-9](?:_?\d)*)(?:\.\d(?:_?\d)*)?(?:[eE][+-]?\d(?:_?\d)*)?$/;

/** A TOML integer or float; undefined for anything else. */
export function readTomlNumber(word: string): number | undefined {
  const special = /^([+-]?)(inf|nan)$/.exec(word);
  if (special !== null) {
    if (special[2] === 'nan') return Number.NaN;
    return special[1] === '-' ? -Infinity : Infinity;
  }
  return integer.test(word) || based.test(word) || float.test(word)
    ? Number(word.replaceAll('_', ''))
    : undefined;
}
