import type { FileAnalysis } from '../analyze';
import type { Change } from '../compare/change';
import type { Finding } from '../rules/rule';
import type { RollbackContext } from './rollbackPlan';

/** Rules that name a hole somebody published, or a package made to do harm. */
const holeRules: ReadonlySet<string> = new Set([
  'mcp/known-vulnerable-version',
  'mcp/known-malicious-package',
]);

/** A hole of the baseline that the present text does not have. */
export interface BaselineHole {
  /** What has it, e.g. `server:files`. */
  readonly subject: string;
  readonly words: string;
}

/**
 * Known holes that the baseline has and the present text has not: going back to the baseline would
 * open them again.
 */
export function closedHoles(
  analysis: FileAnalysis,
  context: RollbackContext,
): readonly BaselineHole[] {
  const { path, baselineText } = analysis;
  if (baselineText === undefined) return [];
  // Looked for only where a package is named at all: nearly no file costs a second analysis.
  const { servers } = analysis.baselineFacts;
  if (!servers.some(({ launch }) => launch?.package !== undefined)) return [];
  const before = context.analyze({ path, text: baselineText, baseline: undefined });
  const open = new Set(holesIn(analysis).map(({ subject }) => subject));
  return (before === undefined ? [] : holesIn(before)).flatMap((finding) =>
    open.has(finding.subject) ? [] : [{ subject: finding.subject, words: finding.message }],
  );
}

/** The change is what closed a hole, and loosens nothing by itself. */
export function closesHole(change: Change, holes: readonly BaselineHole[]): boolean {
  return (
    change.direction === 'neutral' &&
    change.facet.startsWith('server') &&
    holes.some(({ subject }) => subject === change.subject)
  );
}

/** Findings of these rules. */
export function holesIn({ findings }: FileAnalysis): readonly Finding[] {
  return findings.filter(({ rule }) => holeRules.has(rule));
}
