import type { Severity } from './rule';

const order: readonly Severity[] = ['info', 'low', 'medium', 'high', 'critical'];

/** Negative, zero or positive like any comparison; `critical` is the greatest. */
export function compareSeverities(left: Severity, right: Severity): number {
  return order.indexOf(left) - order.indexOf(right);
}
