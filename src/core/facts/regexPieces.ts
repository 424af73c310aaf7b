import type { Piece } from './permissionRule';
import { readRegex, wordCharacters, type RegexPart } from './regexParts';

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
  if (/[^dgimsuvy]|v/.test(flags)) return undefined;
  const branches = readRegex(expression, flags.includes('i'));
  if (branches === undefined) return undefined;
  const found = branches.map((parts) => searchPieces(parts, fromStart));
  if (found.some((pieces) => pieces === undefined)) return undefined;
  const known = found.filter((pieces) => pieces !== undefined);
  return known.length === 1 ? known[0] : [{ kind: 'either', branches: known }];
}

const anything: Piece = { kind: 'anything' };
const noWord: Piece = { kind: 'one', of: wordCharacters, negated: true };

/** One alternative of the whole expression, which may be found anywhere in the text. */
function searchPieces(
  parts: readonly RegexPart[],
  fromStart: boolean,
): readonly Piece[] | undefined {
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
  parts: readonly RegexPart[],
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
    // Any text, and then something: the first character behind the word is none of a wordCharacters.
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

function isAnyCharacter(part: RegexPart): boolean {
  return part.kind === 'character' && part.negated && part.of === '';
}

/** Whether a part surely begins, or ends, with a character of a wordCharacters, or surely with another. */
function edgeOf(part: RegexPart | undefined, side: 'first' | 'last'): 'word' | 'other' | undefined {
  switch (part?.kind) {
    case 'character': {
      if (part.negated) return undefined;
      const inWord = [...part.of].map((character) => wordCharacters.includes(character));
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

function partPieces(part: RegexPart): readonly Piece[] | undefined {
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

function sequencePieces(parts: readonly RegexPart[]): readonly Piece[] | undefined {
  const pieces: Piece[] = [];
  for (const part of parts) {
    const own = partPieces(part);
    if (own === undefined) return undefined;
    pieces.push(...own);
  }
  return joined(pieces);
}

function repeatPieces(
  part: Extract<RegexPart, { readonly kind: 'repeat' }>,
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
