import type { Piece } from './permissionRule';

/** What stands in a regular expression, between its marks for repetition. */
type Part =
  | { readonly kind: 'character'; readonly of: string; readonly negated: boolean }
  | { readonly kind: 'group'; readonly branches: readonly (readonly Part[])[] }
  | { readonly kind: 'repeat'; readonly part: Part; readonly least: number; readonly most: number }
  | { readonly kind: 'start' | 'end' | 'boundary' };

/** Longer expressions, deeper groups and greater counts are not taken apart. */
const longestExpression = 1000;
const deepestGroup = 12;
const mostCopies = 16;

const digits = '0123456789';
const word = `abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ${digits}_`;
const space = ' \t\n\r\f\v';
const classes: Readonly<Record<string, string>> = { d: digits, w: word, s: space };
const controls: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  f: '\f',
  v: '\v',
  '0': '\0',
};

/**
 * A regular expression as the pieces of the texts in which it finds something. The dot stands for
 * line breaks too: what is compared are single commands.
 *
 * Known: literals, classes, groups, alternatives, `?`, `*`, `+`, `{2,4}`, anchors at the ends of the
 * expression, `\b` where what stands around it decides. Not known: looking around, references back,
 * Unicode classes.
 *
 * @param flags of JavaScript; only `i` matters
 * @param fromStart it is looked for at the beginning of the text only
 * @returns undefined when the expression is not understood exactly. Linear in its length.
 */
export function regexPieces(
  expression: string,
  flags = '',
  fromStart = false,
): readonly Piece[] | undefined {
  if (expression.length > longestExpression || /[^dgimsuvy]|v/.test(flags)) return undefined;
  const branches = new ExpressionReader(expression, flags.includes('i')).read();
  if (branches === undefined) return undefined;
  const found = branches.map((parts) => searchPieces(parts, fromStart));
  if (found.some((pieces) => pieces === undefined)) return undefined;
  const known = found.filter((pieces) => pieces !== undefined);
  return known.length === 1 ? known[0] : [{ kind: 'either', branches: known }];
}

class ExpressionReader {
  private at = 0;
  private readonly expression: string;
  private readonly anyCase: boolean;

  constructor(expression: string, anyCase: boolean) {
    this.expression = expression;
    this.anyCase = anyCase;
  }

  read(): readonly (readonly Part[])[] | undefined {
    const branches = this.readBranches(0);
    return this.at === this.expression.length ? branches : undefined;
  }

  private readBranches(depth: number): readonly (readonly Part[])[] | undefined {
    if (depth > deepestGroup) return undefined;
    const branches: Part[][] = [[]];
    while (this.at < this.expression.length) {
      const character = this.expression.charAt(this.at);
      if (character === ')') break;
      if (character === '|') {
        this.at += 1;
        branches.push([]);
        continue;
      }
      const part = this.readPart(depth);
      if (part === undefined) return undefined;
      branches.at(-1)?.push(part);
    }
    return branches;
  }

  private readPart(depth: number): Part | undefined {
    const single = this.readSingle(depth);
    return single === undefined ? undefined : this.readCount(single);
  }

  private readSingle(depth: number): Part | undefined {
    const character = this.expression.charAt(this.at);
    this.at += 1;
    switch (character) {
      case '^':
        return { kind: 'start' };
      case '$':
        return { kind: 'end' };
      case '.':
        return { kind: 'character', of: '', negated: true };
      case '[':
        return this.readClass();
      case '(':
        return this.readGroup(depth);
      case '\\':
        return this.readEscape();
      case '*':
      case '+':
      case '?':
      case '{':
        return undefined;
      default:
        return this.character(character);
    }
  }

  private character(character: string): Part {
    const [lower, upper] = [character.toLowerCase(), character.toUpperCase()];
    const both = this.anyCase && lower !== upper && lower.length === 1 && upper.length === 1;
    return { kind: 'character', of: both ? lower + upper : character, negated: false };
  }

  private readGroup(depth: number): Part | undefined {
    if (this.expression.charAt(this.at) === '?') {
      const known = /\?:|\?<[A-Za-z_]\w*>/y;
      known.lastIndex = this.at;
      const match = known.exec(this.expression);
      if (match === null) return undefined;
      this.at += match[0].length;
    }
    const branches = this.readBranches(depth + 1);
    if (branches === undefined || this.expression.charAt(this.at) !== ')') return undefined;
    this.at += 1;
    return { kind: 'group', branches };
  }

  private readEscape(): Part | undefined {
    const character = this.expression.charAt(this.at);
    this.at += 1;
    if (character === 'b') return { kind: 'boundary' };
    const known = classes[character.toLowerCase()];
    if (known !== undefined) {
      return { kind: 'character', of: known, negated: character !== character.toLowerCase() };
    }
    const text = this.escaped(character);
    return text === undefined ? undefined : this.character(text);
  }

  /** One character behind a backslash; undefined for what is more than one. */
  private escaped(character: string): string | undefined {
    const control = controls[character];
    if (control !== undefined) return control;
    if (character === 'x') {
      const code = /[\da-f]{2}/iy;
      code.lastIndex = this.at;
      const match = code.exec(this.expression);
      if (match === null) return undefined;
      this.at += 2;
      return String.fromCharCode(Number.parseInt(match[0], 16));
    }
    return /[a-zA-Z\d]/.test(character) || character === '' ? undefined : character;
  }

  private readClass(): Part | undefined {
    let negated = false;
    if (this.expression.charAt(this.at) === '^') {
      negated = true;
      this.at += 1;
    }
    let of = '';
    let from: string | undefined;
    for (;;) {
      const character = this.expression.charAt(this.at);
      if (character === '') return undefined;
      this.at += 1;
      if (character === ']') break;
      let next: string | undefined = character;
      if (character === '\\') {
        const mark = this.expression.charAt(this.at);
        this.at += 1;
        const known = classes[mark];
        if (known !== undefined) {
          of += known;
          from = undefined;
          continue;
        }
        next = mark === 'b' ? undefined : this.escaped(mark);
      } else if (
        character === '-' &&
        from !== undefined &&
        this.expression.charAt(this.at) !== ']'
      ) {
        const until = this.readRangeEnd();
        if (until === undefined || until < from) return undefined;
        for (let code = from.charCodeAt(0) + 1; code <= until.charCodeAt(0); code += 1) {
          of += this.cases(String.fromCharCode(code));
        }
        if (of.length > longestExpression) return undefined;
        from = undefined;
        continue;
      }
      if (next === undefined) return undefined;
      of += this.cases(next);
      from = next;
    }
    return { kind: 'character', of, negated };
  }

  private readRangeEnd(): string | undefined {
    const character = this.expression.charAt(this.at);
    this.at += 1;
    if (character !== '\\') return character === '' ? undefined : character;
    const mark = this.expression.charAt(this.at);
    this.at += 1;
    return classes[mark.toLowerCase()] === undefined ? this.escaped(mark) : undefined;
  }

  private cases(character: string): string {
    const part = this.character(character);
    return part.kind === 'character' ? part.of : character;
  }

  private readCount(part: Part): Part | undefined {
    const count = /([*+?]|\{(\d{1,3})(,(\d{0,3}))?\})\??/y;
    count.lastIndex = this.at;
    const match = count.exec(this.expression);
    if (match === null) return part;
    if (part.kind !== 'character' && part.kind !== 'group') return undefined;
    this.at += match[0].length;
    switch (match[1]) {
      case '*':
        return { kind: 'repeat', part, least: 0, most: Infinity };
      case '+':
        return { kind: 'repeat', part, least: 1, most: Infinity };
      case '?':
        return { kind: 'repeat', part, least: 0, most: 1 };
      default: {
        const least = Number(match[2]);
        const most = match[3] === undefined ? least : Number(match[4] || Infinity);
        const copies = most === Infinity ? least : most;
        return copies > mostCopies || most < least
          ? undefined
          : { kind: 'repeat', part, least, most };
      }
    }
  }
}

const anything: Piece = { kind: 'anything' };
const noWord: Piece = { kind: 'one', of: word, negated: true };

/** One alternative of the whole expression, which may be found anywhere in the text. */
function searchPieces(parts: readonly Part[], fromStart: boolean): readonly Piece[] | undefined {
  const marked = parts[0]?.kind === 'start';
  const fixedStart = marked || fromStart;
  const fixedEnd = parts.at(-1)?.kind === 'end';
  const inner = parts.slice(marked ? 1 : 0, fixedEnd ? parts.length - 1 : parts.length);
  const pieces: Piece[] = fixedStart ? [] : [anything];
  let covered = 0;
  for (const [index, part] of inner.entries()) {
    if (index < covered) continue;
    if (part.kind === 'boundary') {
      const boundary = boundaryPieces(inner, index, fixedStart, fixedEnd);
      if (boundary === undefined) return undefined;
      // What follows a boundary at the end is part of it.
      if (boundary.last) return [...replaceOpening(pieces, boundary.opening), ...boundary.pieces];
      if (boundary.opening !== undefined) pieces.splice(0, 1, ...boundary.opening);
      pieces.push(...boundary.pieces);
      covered = index + 1 + (boundary.covers ?? 0);
      continue;
    }
    const own = partPieces(part);
    if (own === undefined) return undefined;
    pieces.push(...own);
  }
  return joined(fixedEnd ? pieces : [...pieces, anything]);
}

interface Boundary {
  readonly pieces: readonly Piece[];
  readonly opening?: readonly Piece[] | undefined;
  /** How many of the parts behind it `pieces` cover. */
  readonly covers?: number | undefined;
  /** Nothing but any text follows, and `pieces` cover it. */
  readonly last: boolean;
}

function replaceOpening(pieces: readonly Piece[], opening: readonly Piece[] | undefined): Piece[] {
  return joined(opening === undefined ? pieces : [...opening, ...pieces.slice(1)]);
}

/** `\b` where it is decided by what stands on both sides of it. */
function boundaryPieces(
  parts: readonly Part[],
  index: number,
  fixedStart: boolean,
  fixedEnd: boolean,
): Boundary | undefined {
  const rest = parts.slice(index + 1);
  const before = index === 0 ? undefined : edgeOf(parts[index - 1], 'last');
  const after = rest[0] === undefined ? undefined : edgeOf(rest[0], 'first');
  if (index === 0) {
    if (after !== 'word') return undefined;
    const opening: readonly Piece[] = fixedStart
      ? []
      : [{ kind: 'optional', pieces: [anything, noWord], usual: false }];
    return { pieces: [], opening: fixedStart ? undefined : opening, last: false };
  }
  if (before !== 'word') return undefined;
  const onlyMore = rest.every(
    (part) => part.kind === 'repeat' && part.least === 0 && isAnyCharacter(part.part),
  );
  if (rest.length === 0 && fixedEnd) return { pieces: [], last: true };
  if (onlyMore) {
    const more: Piece = { kind: 'optional', pieces: [noWord, anything], usual: false };
    return { pieces: [more], last: true };
  }
  const [more, next] = rest;
  if (
    more?.kind === 'repeat' &&
    more.least === 0 &&
    more.most === Infinity &&
    isAnyCharacter(more.part)
  ) {
    // Any text, and then something: the first character behind the word is none of a word.
    const edge = next?.kind === 'end' ? undefined : edgeOf(next, 'first');
    if (edge === undefined) return undefined;
    const open: readonly Piece[] = [noWord, anything];
    return {
      pieces: edge === 'word' ? open : [{ kind: 'optional', pieces: open, usual: false }],
      covers: 1,
      last: false,
    };
  }
  return after === 'other' ? { pieces: [], last: false } : undefined;
}

function isAnyCharacter(part: Part): boolean {
  return part.kind === 'character' && part.negated && part.of === '';
}

/** Whether a part surely begins, or ends, with a character of a word, or surely with another. */
function edgeOf(part: Part | undefined, side: 'first' | 'last'): 'word' | 'other' | undefined {
  switch (part?.kind) {
    case 'character': {
      if (part.negated) return undefined;
      const inWord = [...part.of].map((character) => word.includes(character));
      if (inWord.every(Boolean)) return 'word';
      return inWord.some(Boolean) ? undefined : 'other';
    }
    case 'group': {
      const edges = new Set(
        part.branches.map((branch) => edgeOf(branch.at(side === 'first' ? 0 : -1), side)),
      );
      const [only] = edges;
      return edges.size === 1 ? only : undefined;
    }
    case 'repeat':
      return part.least === 0 ? undefined : edgeOf(part.part, side);
    default:
      return undefined;
  }
}

function partPieces(part: Part): readonly Piece[] | undefined {
  switch (part.kind) {
    case 'character':
      return !part.negated && part.of.length === 1
        ? [{ kind: 'text', text: part.of }]
        : [{ kind: 'one', of: part.of, negated: part.negated }];
    case 'group': {
      const branches = part.branches.map((branch) => sequencePieces(branch));
      if (branches.some((branch) => branch === undefined)) return undefined;
      const known = branches.filter((branch) => branch !== undefined);
      return known.length === 1 ? known[0] : [{ kind: 'either', branches: known }];
    }
    case 'repeat':
      return repeatPieces(part);
    default:
      // An anchor or boundary in the middle or in a group.
      return undefined;
  }
}

function sequencePieces(parts: readonly Part[]): readonly Piece[] | undefined {
  const pieces: Piece[] = [];
  for (const part of parts) {
    const own = partPieces(part);
    if (own === undefined) return undefined;
    pieces.push(...own);
  }
  return joined(pieces);
}

function repeatPieces(
  part: Extract<Part, { readonly kind: 'repeat' }>,
): readonly Piece[] | undefined {
  const once = partPieces(part.part);
  if (once === undefined) return undefined;
  const pieces: Piece[] = [];
  for (let count = 0; count < part.least; count += 1) pieces.push(...once);
  if (part.most === Infinity) {
    const [only] = once;
    const any = once.length === 1 && only?.kind === 'one' && only.negated && only.of === '';
    const inSegment = once.length === 1 && only?.kind === 'one' && only.negated && only.of === '/';
    return [
      ...pieces,
      any ? anything : inSegment ? { kind: 'segment' } : { kind: 'many', pieces: once },
    ];
  }
  let rest: readonly Piece[] = [];
  for (let count = part.least; count < part.most; count += 1) {
    rest = [{ kind: 'optional', pieces: [...once, ...rest], usual: false }];
  }
  return [...pieces, ...rest];
}

/** Neighbouring texts as one, so that rules can be told apart by their beginnings. */
function joined(pieces: readonly Piece[]): Piece[] {
  const result: Piece[] = [];
  for (const piece of pieces) {
    const last = result.at(-1);
    if (piece.kind === 'text' && last?.kind === 'text') {
      result[result.length - 1] = { kind: 'text', text: last.text + piece.text };
    } else if (piece.kind !== 'anything' || last?.kind !== 'anything') result.push(piece);
  }
  return result;
}
