import type { Change } from '../core/compare/change';
import type { Finding } from '../core/rules/rule';

/**
 * Finds the change that a finding speaks about: the one it names, else one that stands where the
 * finding stands, else the new server that it belongs to. Sorted once, because a file may hold
 * thousands of both.
 */
export function changeIndex(changes: readonly Change[]): (finding: Finding) => Change | undefined {
  const places = new Map(changes.map((change, place) => [change, place]));
  const sorted = [...changes].sort((left, right) => left.range.start - right.range.start);
  // The furthest end of all changes up to each: where it lies before a place, so do all of them.
  const ends: number[] = [];
  for (const { range } of sorted) ends.push(Math.max(range.end, ends.at(-1) ?? 0));
  const addedServers = new Map<string, Change>();
  for (const change of changes) {
    if (change.detail.kind === 'server-added' && !addedServers.has(change.subject)) {
      addedServers.set(change.subject, change);
    }
  }
  return (finding) => {
    if (finding.change !== undefined && places.has(finding.change)) return finding.change;
    const touching = changesAt(finding.range.start, finding.range.end);
    return (
      touching.find(({ subject }) => subject === finding.subject) ??
      touching[0] ??
      // What a new server does is part of its being new.
      addedServers.get(finding.subject)
    );
  };

  /** In the order of the changes. */
  function changesAt(start: number, end: number): readonly Change[] {
    const found: Change[] = [];
    for (let index = firstFrom(end) - 1; index >= 0; index -= 1) {
      const change = sorted[index];
      if (change === undefined || (ends[index] ?? 0) <= start) break;
      if (start < change.range.end) found.push(change);
    }
    return found.sort((left, right) => (places.get(left) ?? 0) - (places.get(right) ?? 0));
  }

  /** The index of the first change that starts at an offset or after it. */
  function firstFrom(offset: number): number {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle]?.range.start ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
