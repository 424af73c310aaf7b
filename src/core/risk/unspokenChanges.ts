import type { Change, Direction } from '../compare/change';
import type { Finding } from '../rules/rule';
import { coveringIndex } from '../rules/coveringIndex';

/**
 * The loosenings of one file that no rule speaks about: neither as their own change nor as part of an
 * entry that a finding stands for. Places count within one file only.
 */
export function unspokenChanges(
  changes: readonly Change[],
  findings: readonly Finding[],
): readonly Change[] {
  const introduced = findings.filter(({ origin }) => origin === 'introduced');
  const spoken = new Set(introduced.map(({ change }) => change));
  const isCovered = coveringIndex(introduced.map(({ covers, range }) => covers ?? range));
  return changes.filter(
    (change) => isLoosening(change.direction) && !spoken.has(change) && !isCovered(change.range),
  );
}

/** Unknown counts as loosening (design.md section 1). */
export function isLoosening(direction: Direction): boolean {
  return direction === 'loosens' || direction === 'mixed' || direction === 'unknown';
}
