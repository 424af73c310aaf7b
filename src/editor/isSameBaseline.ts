import type { Baseline } from './baselines';

/** Two answers say the same: the same text of the same place, under the same name. */
export function isSameBaseline(left: Baseline, right: Baseline): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
