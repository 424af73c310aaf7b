import type { Change } from '../compare/change';
import type { RecordChange } from './changeRecord';
import { cleanText } from './cleanText';

/**
 * Each change that a record names stands for one change of the file: the one with the same words and
 * place, else the same words, else the same place and values. Words depend on the language, places on
 * the baseline.
 */
export function namedChanges(
  changes: readonly Change[],
  named: readonly RecordChange[],
): ReadonlySet<Change> {
  const found = new Set<Change>();
  const used = new Set<RecordChange>();
  for (const name of [bothNames, wordsName, placeName]) {
    if (used.size === named.length) break;
    const open = new Map<string, Change[]>();
    for (const change of changes) {
      if (found.has(change)) continue;
      const key = name(change);
      const same = open.get(key);
      if (same === undefined) open.set(key, [change]);
      else same.push(change);
    }
    for (const recorded of named) {
      if (used.has(recorded)) continue;
      const change = open.get(name(recorded))?.shift();
      if (change === undefined) continue;
      found.add(change);
      used.add(recorded);
    }
  }
  return found;
}

type Named = Pick<Change, 'facet' | 'op' | 'subject' | 'pointer' | 'words' | 'before' | 'after'>;

/** Records hold cleaned text: secrets masked, hidden characters gone. */
function nameOf({ facet, op, subject }: Named, ...more: readonly string[]): string {
  return JSON.stringify([facet, op, ...[subject, ...more].map(cleanText)]);
}

function bothNames(change: Named): string {
  return nameOf(change, change.words, change.pointer);
}

function wordsName(change: Named): string {
  return nameOf(change, change.words);
}

function placeName(change: Named): string {
  return nameOf(change, change.pointer, change.before ?? '', change.after ?? '');
}
