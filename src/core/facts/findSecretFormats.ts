import { secretFormats, type SecretFormat } from './secretFormats';

/** A credential of a known format, within a text. */
export interface SecretMatch {
  readonly value: string;
  readonly start: number;
  readonly format: SecretFormat;
}

/** Formats with the same first two characters; all of them as one, for most fit nowhere. */
interface Candidates {
  readonly any: RegExp;
  readonly each: readonly { readonly format: SecretFormat; readonly here: RegExp }[];
}

const byStart = groupByStart();

/** By two character codes below 128: whether any format starts so. */
const known = Uint8Array.from({ length: 1 << 14 }, (_, codes) =>
  byStart.has(String.fromCharCode(codes >> 7, codes & 127)) ? 1 : 0,
);

function groupByStart(): ReadonlyMap<string, Candidates> {
  const groups = new Map<string, SecretFormat[]>();
  for (const format of secretFormats) {
    const start = format.shape.source.replaceAll('\\', '').slice(0, 2);
    groups.set(start, [...(groups.get(start) ?? []), format]);
  }
  const candidates = (formats: readonly SecretFormat[]): Candidates => ({
    any: new RegExp(formats.map(({ shape }) => shape.source).join('|'), 'y'),
    each: formats.map((format) => ({ format, here: new RegExp(format.shape.source, 'y') })),
  });
  return new Map([...groups].map(([start, formats]) => [start, candidates(formats)]));
}

/** No format is shorter. */
const shortest = 15;

/** Every credential of one of the formats, in the order of the text; none overlap. */
export function findSecretFormats(text: string): readonly SecretMatch[] {
  const found: SecretMatch[] = [];
  for (let match = nextMatch(text, 0); match !== undefined;) {
    found.push(match);
    match = nextMatch(text, match.start + match.value.length);
  }
  return found;
}

/**
 * Looked up by the first two characters: one expression of all formats would try each at every
 * character, and texts are long.
 */
function nextMatch(text: string, from: number): SecretMatch | undefined {
  for (let index = from; index + shortest <= text.length; index += 1) {
    const first = text.charCodeAt(index);
    const second = text.charCodeAt(index + 1);
    if (first >= 128 || second >= 128 || known[(first << 7) | second] === 0) continue;
    if (isInsideWord(text, index) || isShort(text, index)) continue;
    const match = matchAt(text, index);
    if (match !== undefined) return match;
  }
  return undefined;
}

/** No credential holds a space or a quote this early, but for `-----BEGIN …`. */
function isShort(text: string, index: number): boolean {
  if (text.charCodeAt(index) === 0x2d) return text[index + 5] !== 'B';
  for (let next = index + 2; next < index + shortest; next += 1) {
    if (text.charCodeAt(next) < 0x2b) return true;
  }
  return false;
}

function matchAt(text: string, index: number): SecretMatch | undefined {
  const candidates = byStart.get(text.slice(index, index + 2));
  if (candidates === undefined) return undefined;
  candidates.any.lastIndex = index;
  if (!candidates.any.test(text)) return undefined;
  for (const { format, here } of candidates.each) {
    here.lastIndex = index;
    const match = here.exec(text);
    if (match === null) continue;
    const value = match[1] ?? match[0];
    if (isPublicToken(value)) return undefined;
    return { value, start: index + match[0].length - value.length, format };
  }
  return undefined;
}

/** `"role":"anon"` in base 64, in each of the three places it can begin at. */
const anonymousRole = /InJvbGUiOiJhbm9uI|Jyb2xlIjoiYW5vbiI|icm9sZSI6ImFub24i/;

/**
 * A token that says of itself that it stands for nobody: Supabase gives it to every visitor's browser,
 * and what it opens the rules of the database decide.
 */
export function isPublicToken(value: string): boolean {
  return value.startsWith('eyJ') && anonymousRole.test(value);
}

/** A letter stands before, and is not the end of an escape (`\n`, `%3D`). */
function isInsideWord(text: string, index: number): boolean {
  const letter = text.charCodeAt(index - 1) | 0x20;
  if (!(letter >= 0x61 && letter <= 0x7a)) return false;
  return text[index - 2] !== '\\' && text[index - 3] !== '%';
}

/** The text holds a credential of one of the formats. */
export function holdsSecretFormat(text: string): boolean {
  return nextMatch(text, 0) !== undefined;
}

/** The text with every credential of one of the formats replaced. */
export function replaceSecretFormats(text: string, replace: (value: string) => string): string {
  let result = '';
  let last = 0;
  for (const { value, start } of findSecretFormats(text)) {
    result += text.slice(last, start) + replace(value);
    last = start + value.length;
  }
  return last === 0 ? text : result + text.slice(last);
}
