import type { TextRange } from '../parse/tree';

/**
 * Prepares ranges for the question whether one of them holds another range in full. Sorted once, so
 * that ten thousand entries cost no ten thousand squared.
 */
export function coveringIndex(ranges: readonly TextRange[]): (range: TextRange) => boolean {
  const { starts, furthest } = prepare(ranges);
  return ({ start, end }) => {
    const last = lastAtMost(starts, start);
    return last >= 0 && (furthest[last] ?? -1) >= end;
  };
}

/** The same for ranges that overlap. */
export function overlapIndex(ranges: readonly TextRange[]): (range: TextRange) => boolean {
  const { starts, furthest } = prepare(ranges);
  return ({ start, end }) => {
    const last = lastAtMost(starts, end - 1);
    return last >= 0 && (furthest[last] ?? -1) > start;
  };
}

interface Prepared {
  readonly starts: readonly number[];
  /** For each place: how far any range up to it reaches. */
  readonly furthest: readonly number[];
}

function prepare(ranges: readonly TextRange[]): Prepared {
  const sorted = [...ranges].sort((left, right) => left.start - right.start);
  let reach = -1;
  return {
    starts: sorted.map(({ start }) => start),
    furthest: sorted.map(({ end }) => (reach = Math.max(reach, end))),
  };
}

/** Index of the last start that is not greater; -1 when there is none. */
function lastAtMost(starts: readonly number[], value: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
