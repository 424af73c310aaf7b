import type { FileAnalysis } from '../analyze';
import { atomsOf } from './weighRequest';
import type { ChangeRecord } from '../record/changeRecord';

const mostKeys = 3;

/**
 * The keys that say something else than when the record was written: those of changes it does not name
 * like this, and of named ones that are gone. For a few words beside “stale”.
 *
 * @param analyses of the record's files, with all of their changes
 */
export function movedKeys(
  record: Pick<ChangeRecord, 'changes'>,
  analyses: readonly FileAnalysis[],
): readonly string[] {
  const now = analyses.flatMap(atomsOf);
  const recorded = new Set(record.changes.map(keyOf));
  const present = new Set(now.map(keyOf));
  const moved = [
    ...now.filter((change) => !recorded.has(keyOf(change))),
    ...record.changes.filter((change) => !present.has(keyOf(change))),
  ];
  const keys = new Set(moved.map(({ pointer, subject }) => lastKey(pointer) ?? subject));
  return [...keys].slice(0, mostKeys);
}

type Named = Pick<
  ChangeRecord['changes'][number],
  'file' | 'pointer' | 'op' | 'facet' | 'before' | 'after'
>;

function keyOf({ file, pointer, op, facet, before, after }: Named): string {
  return JSON.stringify([file, pointer, op, facet, before, after]);
}

/** `/servers/files/args/1` → `args`: places in a list say nothing to people. */
function lastKey(pointer: string): string | undefined {
  return pointer
    .split('/')
    .filter((part) => part !== '' && !/^\d+$/.test(part))
    .at(-1)
    ?.replaceAll('~1', '/')
    .replaceAll('~0', '~');
}
