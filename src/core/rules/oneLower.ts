import type { Severity } from './rule';

const order: readonly Severity[] = ['info', 'low', 'medium', 'high', 'critical'];

/** One step less, as for a template or an example; below `info` there is nothing. */
export function oneLower(severity: Severity): Severity {
  return order[order.indexOf(severity) - 1] ?? 'info';
}
