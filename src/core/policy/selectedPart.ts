import type { FileAnalysis } from '../analyze';
import type { Change } from '../compare/change';
import { assess } from '../risk/assess';

/**
 * A file as if only some of its changes had been made: these, the findings about them, and those that
 * no change stands for.
 */
export function selectedPart(analysis: FileAnalysis, selected: readonly Change[]): FileAnalysis {
  const chosen = new Set(selected);
  const findings = analysis.findings.filter(
    ({ change }) => change === undefined || chosen.has(change),
  );
  return { ...analysis, changes: selected, findings, assessment: assess(selected, findings) };
}
