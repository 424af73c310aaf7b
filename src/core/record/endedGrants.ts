import type { ChangeRecord } from './changeRecord';
import { speaksForItsFiles } from './coveredChanges';

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
