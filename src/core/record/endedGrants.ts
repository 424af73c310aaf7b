import type { ChangeRecord } from './changeRecord';
import { speaksForItsFiles } from './coveredChanges';
import type { RecordRollback } from './planRecordRollback';

/**
 * Records whose end has come and that nobody has taken back, closed or given up. Whether a file still
 * holds what they granted is for the rollback to see.
 *
 * @returns the one that ended first comes first
 */
export function endedGrants(records: readonly ChangeRecord[], now: Date): readonly ChangeRecord[] {
  return records
    .filter(
      ({ status, expires_at: end }) =>
        end !== undefined &&
        Date.parse(end) <= now.getTime() &&
        speaksForItsFiles(status) &&
        status !== 'closed',
    )
    .sort((left, right) => Date.parse(left.expires_at ?? '') - Date.parse(right.expires_at ?? ''));
}

/** By its rehearsed way back: something of it is there, or nobody can tell without looking. */
export function isStillThere({ closes, passed }: RecordRollback): boolean {
  return closes || !passed;
}
