import { diffArrays } from 'diff';

/** A stretch of one list and what stands in its place in another; either may be empty. */
export interface Region {
  readonly start: number;
  readonly end: number;
  readonly otherStart: number;
  readonly otherEnd: number;
}

/**
 * Insertions and removals that are looked for one by one. The cost grows with their number times the
 * length; two texts that share less than this are simply different.
 */
const mostEdits = 2_000;

/**
 * Where two lists of pieces differ, in order; between the regions they are equal. Regions never touch.
 *
 * @returns one region from the first to the last difference when there are too many of them
 */
export function differingRegions(
  left: readonly string[],
  right: readonly string[],
): readonly Region[] {
  let first = 0;
  while (first < left.length && first < right.length && left[first] === right[first]) first += 1;
  let leftEnd = left.length;
  let rightEnd = right.length;
  while (leftEnd > first && rightEnd > first && left[leftEnd - 1] === right[rightEnd - 1]) {
    leftEnd -= 1;
    rightEnd -= 1;
  }
  if (first === leftEnd && first === rightEnd) return [];
  const all: Region = { start: first, end: leftEnd, otherStart: first, otherEnd: rightEnd };
  if (first === leftEnd || first === rightEnd) return [all];
  const parts = diffArrays(left.slice(first, leftEnd), right.slice(first, rightEnd), {
    maxEditLength: mostEdits,
  });
  return parts === undefined ? [all] : regionsOf(parts, first);
}

type Part = ReturnType<typeof diffArrays<string>>[number];

function regionsOf(parts: readonly Part[], first: number): readonly Region[] {
  const regions: Region[] = [];
  let place = first;
  let otherPlace = first;
  let open: Region | undefined;
  for (const { added, removed, count } of parts) {
    if (!added && !removed) {
      if (open !== undefined) regions.push(open);
      open = undefined;
      place += count;
      otherPlace += count;
      continue;
    }
    const start = open?.start ?? place;
    const otherStart = open?.otherStart ?? otherPlace;
    if (removed) place += count;
    else otherPlace += count;
    open = { start, end: place, otherStart, otherEnd: otherPlace };
  }
  return open === undefined ? regions : [...regions, open];
}
