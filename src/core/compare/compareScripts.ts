import { t } from '@vscode/l10n';
import type { ScriptFact } from '../facts/fact';
import type { Change } from './change';

/**
 * The change of a script that hooks run: one for the file, because what a program does is not read
 * here. Comments, blank lines and line ends are no change.
 */
export function compareScripts(
  baseline: readonly ScriptFact[],
  current: readonly ScriptFact[],
): readonly Change[] {
  const old = baseline[0];
  const now = current[0];
  const before = (old?.lines ?? []).map(({ text }) => text);
  const after = (now?.lines ?? []).map(({ text }) => text);
  const start = commonStart(before, after);
  if (start === before.length && start === after.length) return [];
  const added = countMissing(after, before);
  const removed = countMissing(before, after);
  const first = now?.lines[start] ?? now?.lines.at(-1);
  return [
    {
      facet: 'hook',
      op: old === undefined ? 'add' : now === undefined ? 'remove' : 'replace',
      subject: 'script',
      pointer: '',
      // What it refused, if anything, it refuses no more; what it ran, it runs no more.
      direction: now === undefined ? 'mixed' : 'loosens',
      words: wordsOf(old, now, added, removed),
      range: first?.range ?? { start: 0, end: 0 },
      baselineRange: old?.lines[start]?.range ?? old?.range,
      detail: { kind: 'script', script: now, baseline: old },
    },
  ];
}

function wordsOf(
  old: ScriptFact | undefined,
  now: ScriptFact | undefined,
  added: number,
  removed: number,
): string {
  if (now === undefined) {
    return t(
      'A script that ran by itself is gone. If it was a guard, nothing refuses in its place.',
    );
  }
  if (old === undefined) {
    return t('A script that runs by itself is new ({0} lines). It has your rights.', added);
  }
  return added + removed === 0
    ? t('A script that runs by itself now does things in another order. It has your rights.')
    : t(
        'A script that runs by itself changed: {0} lines added, {1} removed. It has your rights.',
        added,
        removed,
      );
}

function commonStart(left: readonly string[], right: readonly string[]): number {
  let count = 0;
  while (count < left.length && count < right.length && left[count] === right[count]) count += 1;
  return count;
}

/** How many lines of the one the other has not. */
function countMissing(lines: readonly string[], others: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const line of others) counts.set(line, (counts.get(line) ?? 0) + 1);
  return lines.filter((line) => {
    const left = counts.get(line) ?? 0;
    if (left > 0) counts.set(line, left - 1);
    return left === 0;
  }).length;
}
