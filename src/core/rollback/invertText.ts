import { t } from '@vscode/l10n';
import type { Change } from '../compare/change';
import type { TextRange } from '../parse/tree';
import type { Chosen, Selection } from './chooseDifferences';
import { differingRegions } from './differingRegions';
import type { Inverse } from './invertStructure';
import { usualLineEnding, type LineEnding } from './lineEndings';
import { mergePieces, type Side } from './mergePieces';
import { splitPieces } from './splitPieces';

export interface ChosenText {
  /** The recorded text with the chosen changes taken back. */
  readonly text: string;
  readonly absorbed: readonly Change[];
  readonly refusedBy?: Chosen['refusedBy'];
}

/**
 * Takes chosen changes out of the text they were recorded with, sentence by sentence. Pieces that no
 * change speaks of belong to the change of the prose as a whole, if there is one.
 */
export function chooseText(recorded: string, baseline: string, selection: Selection): ChosenText {
  const recordedPieces = splitPieces(recorded);
  const baselinePieces = splitPieces(baseline);
  const recordedStarts = startsOf(recordedPieces);
  const baselineStarts = startsOf(baselinePieces);
  const prose = selection.changes.filter((change) => change.detail.kind === 'prose');
  const named = selection.changes.filter((change) => change.detail.kind !== 'prose');
  const absorbed = new Set<Change>();
  // Of the whole text: the few pieces of one region need not hold a line break at all.
  const lineBreak = usualLineEnding(recorded + baseline);
  let refusedBy: Chosen['refusedBy'];

  /** True: the piece goes back. Undefined: no change speaks of it. */
  const decide = (owners: readonly Change[]): boolean | undefined => {
    const all = owners.length > 0 ? owners : prose;
    if (all.length === 0) return undefined;
    const reverting = all.find((change) => selection.reverting.has(change));
    if (reverting === undefined) return false;
    for (const change of all) {
      if (selection.kept.has(change)) refusedBy ??= { kept: change, reverting };
      if (!selection.reverting.has(change)) absorbed.add(change);
    }
    return true;
  };

  const result: string[] = [];
  let position = 0;
  for (const region of differingRegions(recordedPieces, baselinePieces)) {
    const { start: newStart, otherStart: oldStart } = region;
    const newLength = region.end - newStart;
    const oldLength = region.otherEnd - oldStart;
    result.push(...recordedPieces.slice(position, newStart));
    position = newStart + newLength;
    const added = pieces(recordedPieces, recordedStarts, newStart, newLength, (range) =>
      named.filter((change) => change.op !== 'remove' && touches(change.range, range)),
    );
    const removed = pieces(baselinePieces, baselineStarts, oldStart, oldLength, (range) =>
      named.filter(
        (change) => change.baselineRange !== undefined && touches(change.baselineRange, range),
      ),
    );
    const verdicts = [...added, ...removed].map((piece) => decide(piece.owners));
    const namedGoesBack = verdicts.every((verdict) => verdict !== false);
    const rest = selection.everything || (namedGoesBack && verdicts.includes(true));
    const goesBack = verdicts.map((verdict) => verdict ?? rest);
    if (goesBack.every((value) => value)) {
      result.push(...removed.map((piece) => piece.text));
    } else if (goesBack.some((value) => value)) {
      result.push(
        ...mix(
          added.map((piece, index) => ({ ...piece, goesBack: goesBack[index] === true })),
          removed.map((piece, index) => ({
            ...piece,
            goesBack: goesBack[added.length + index] === true,
          })),
          lineBreak,
        ),
      );
    } else {
      result.push(...added.map((piece) => piece.text));
    }
  }
  result.push(...recordedPieces.slice(position));
  return { text: result.join(''), absorbed: [...absorbed], refusedBy };
}

/**
 * Carries an inverse over to a text that has moved on since: the ancestor is the recorded text, one
 * side is what is there now, the other side is what the recorded text becomes.
 *
 * @param touching `lines`: what was edited directly beside the change stays, because somebody else sees
 * whether the data is right then. `paragraphs`: only if a blank line parts it from the change.
 */
export function mergeText(
  present: string,
  recorded: string,
  inverted: string,
  touching: 'lines' | 'paragraphs',
): Inverse {
  if (present === recorded) return { text: inverted };
  const mine = splitPieces(present);
  const { pieces: merged, conflictAt } = mergePieces(
    mine,
    splitPieces(recorded),
    splitPieces(inverted),
    touching === 'lines' ? () => true : arePartedByBlankLine,
  );
  if (merged !== undefined) return { text: merged.join('') };
  return {
    conflict: t(
      'Line {0} was edited after this change. Decide by hand which text is right there.',
      mine.slice(0, conflictAt).join('').split('\n').length,
    ),
  };
}

/** A paragraph that was added behind or in front of what changed is a matter of its own. */
function arePartedByBlankLine(first: Side, second: Side): boolean {
  const isBlank = (piece: string | undefined): boolean =>
    piece !== undefined && piece.trim() === '';
  if (second.start === second.end) return isBlank(second.put[0]);
  return first.start === first.end && isBlank(first.put.at(-1));
}

interface Piece {
  readonly text: string;
  readonly owners: readonly Change[];
  /** It began a line where it comes from. */
  readonly startsLine: boolean;
}

function pieces(
  all: readonly string[],
  starts: readonly number[],
  from: number,
  length: number,
  ownersOf: (range: TextRange) => readonly Change[],
): readonly Piece[] {
  return all.slice(from, from + length).map((text, offset) => {
    const start = starts[from + offset] ?? 0;
    const before = all[from + offset - 1];
    return {
      text,
      owners: ownersOf({ start, end: start + text.length }),
      startsLine: before === undefined || before.endsWith('\n'),
    };
  });
}

type Decided = Piece & { readonly goesBack: boolean };

/** Old sentences stand where the new ones that replace them stood; line breaks stay line breaks. */
function mix(
  added: readonly Decided[],
  removed: readonly Decided[],
  lineBreak: LineEnding,
): readonly string[] {
  const comingBack = removed.filter((piece) => piece.goesBack);
  const placed = new Map<Piece | undefined, Piece[]>();
  for (const piece of comingBack) {
    const at = added.find((other) => other.owners.some((owner) => piece.owners.includes(owner)));
    const key = at ?? added[0];
    placed.set(key, [...(placed.get(key) ?? []), piece]);
  }
  const ordered: Piece[] = [...(placed.get(undefined) ?? [])];
  for (const piece of added) {
    ordered.push(...(placed.get(piece) ?? []));
    if (!piece.goesBack) ordered.push(piece);
  }
  const endsLine = (added.at(-1) ?? removed.at(-1))?.text.endsWith('\n') ?? false;
  return ordered.map((piece, index) => {
    const next = ordered[index + 1];
    const needsBreak = next === undefined ? endsLine : next.startsLine;
    const hasBreak = piece.text.endsWith('\n');
    if (needsBreak === hasBreak) return piece.text;
    const bare = piece.text.trimEnd();
    // A blank line stays one; a sentence that goes on in the same line gets its space.
    if (!needsBreak) return bare === '' || next === undefined ? piece.text : `${bare} `;
    return bare + lineBreak;
  });
}

function startsOf(all: readonly string[]): readonly number[] {
  const starts: number[] = [];
  let offset = 0;
  for (const piece of all) {
    starts.push(offset);
    offset += piece.length;
  }
  return starts;
}

function touches(range: TextRange, piece: TextRange): boolean {
  if (range.start === range.end) return range.start >= piece.start && range.start < piece.end;
  return range.start < piece.end && piece.start < range.end;
}
