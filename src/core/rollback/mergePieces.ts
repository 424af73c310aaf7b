import { differingRegions, type Region } from './differingRegions';

/** The merged pieces, or the first piece of `mine` at which both sides say something else. */
export type Merge =
  | { readonly pieces: readonly string[]; readonly conflictAt?: undefined }
  | { readonly pieces?: undefined; readonly conflictAt: number };

/**
 * Merges two lists of pieces that come from the same third one. What both changed in the same place
 * is a conflict, unless they changed it alike.
 *
 * @param mayTouch whether changes that stand directly beside each other may be merged; asked with what
 * the two sides put there, the earlier one first. Two insertions in one place never may: nobody knows
 * which comes first.
 */
export function mergePieces(
  mine: readonly string[],
  ancestor: readonly string[],
  theirs: readonly string[],
  mayTouch: (first: Side, second: Side) => boolean,
): Merge {
  const sides = (other: readonly string[], own: boolean): readonly Side[] =>
    differingRegions(ancestor, other).map((region) => ({
      ...region,
      own,
      put: other.slice(region.otherStart, region.otherEnd),
    }));
  const all = [...sides(mine, true), ...sides(theirs, false)].sort(
    (left, right) => left.start - right.start || left.end - right.end,
  );
  const merged: string[] = [];
  let place = 0;
  // How far places of the ancestor have moved in `mine`.
  let shift = 0;
  let last: Side | undefined;
  for (const side of all) {
    if (last !== undefined && last.own !== side.own && side.start <= last.end) {
      if (isSame(last, side)) continue;
      const apart = side.start === last.end && !(isInsertion(last) && isInsertion(side));
      if (!apart || !mayTouch(last, side)) {
        const at = side.own ? side.otherStart : side.start + shift;
        return { conflictAt: Math.min(at, last.own ? last.otherStart : at) };
      }
    }
    merged.push(...ancestor.slice(place, side.start), ...side.put);
    place = side.end;
    if (side.own) shift = side.otherEnd - side.end;
    // An insertion inside what the other side left alone reaches no further than that side did.
    if (last === undefined || side.end >= last.end) last = side;
  }
  merged.push(...ancestor.slice(place));
  return { pieces: merged };
}

/** What one side did to a stretch of the ancestor. */
export interface Side extends Region {
  readonly own: boolean;
  readonly put: readonly string[];
}

function isSame(left: Side, right: Side): boolean {
  return (
    left.start === right.start &&
    left.end === right.end &&
    left.put.length === right.put.length &&
    left.put.every((piece, index) => piece === right.put[index])
  );
}

function isInsertion({ start, end }: Side): boolean {
  return start === end;
}
