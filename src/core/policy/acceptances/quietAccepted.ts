import { t } from '@vscode/l10n';
import type { FileAnalysis } from '../../analyze';
import { assess } from '../../risk/assess';
import { unspokenChanges } from '../../risk/unspokenChanges';
import type { Finding } from '../../rules/rule';
import type { FindingAcceptance } from './acceptance';

/** What is left of an accepted finding in the alarm: a line in the list, no more. */
const quietScore = 1;

/**
 * A file as loud as it is without what is accepted, for the alarm alone: what a change needs is asked of
 * the whole file. The findings stay, and their change stays spoken for.
 *
 * @param acceptanceOf what was decided about a finding
 */
export function quietAccepted(
  analysis: FileAnalysis,
  acceptanceOf: (finding: Finding) => FindingAcceptance | undefined,
): FileAnalysis {
  const findings = analysis.findings.map((finding) => {
    const acceptance = acceptanceOf(finding);
    if (acceptance?.state !== 'accepted' || finding.score <= quietScore) return finding;
    return {
      ...finding,
      score: quietScore,
      tier: 'low' as const,
      floor: undefined,
      because: t('accepted until {0}', acceptance.until),
    };
  });
  if (findings.every((finding, index) => finding === analysis.findings[index])) return analysis;
  const assessment = assess(
    analysis.changes,
    findings,
    unspokenChanges(analysis.changes, findings),
  );
  return { ...analysis, findings, assessment };
}
