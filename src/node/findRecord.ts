import type { ChangeRecord } from '../core/record/changeRecord';
import { positionAt } from '../core/parse/position';
import { readRecords } from './recordFiles';
import { UsageError } from './usageError';

/** A record of the work tree that can be read. */
export interface FoundRecord {
  readonly path: string;
  readonly text: string;
  readonly record: ChangeRecord;
}

/**
 * The record of an id below a root.
 *
 * @throws UsageError when there is none, or it is no record
 */
export function findRecord(root: string, id: string): FoundRecord {
  if (!/^CHG-\d{8}-[0-9a-hjkmnp-tv-z]{6}$/.test(id)) {
    throw new UsageError(`“${id}” is no record id; they look like CHG-20261122-k7f3qd.`);
  }
  const file = readRecords(root, (name) => name.startsWith(id))[0];
  if (file === undefined) throw new UsageError(`There is no record ${id} below ${root}.`);
  const { path, text, record, problems } = file;
  if (record === undefined) {
    const first = problems[0];
    const line = first === undefined ? 1 : positionAt(text, first.range.start).line + 1;
    throw new UsageError(`${path}, line ${line}: ${first?.message ?? 'it is no record.'}`);
  }
  if (record.id !== id) {
    throw new UsageError(
      `${path} says it is ${record.id}; its name and its id differ. Rename it or mend the id.`,
    );
  }
  return { path, text, record };
}
