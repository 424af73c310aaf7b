import { t } from '@vscode/l10n';
import type { FileAnalysis } from '../../analyze';
import { shownLine } from '../../facts/shownText';
import { compareSeverities } from '../../rules/compareSeverities';
import { ruleCatalogue } from '../../rules/ruleCatalogue';
import type { Finding, Severity } from '../../rules/rule';
import { longestAcceptanceDays, type Acceptance, type FindingAcceptance } from './acceptance';
import type { AcceptancesInForce } from './acceptancesInForce';
import { entryDigest } from './entryDigest';

const millisecondsOfADay = 24 * 60 * 60 * 1000;

/**
 * What was decided about a finding, and whether it holds. For a change it has to stand in the base and
 * in what the change leaves: nobody accepts in a change what the change brings.
 *
 * @param now the clock; the last day of an acceptance ends at midnight UTC
 * @returns undefined when nobody ever accepted it
 */
export function judgeAcceptance(
  analysis: FileAnalysis,
  finding: Finding,
  { now: current, before }: AcceptancesInForce,
  now: Date,
): FindingAcceptance | undefined {
  const acceptance = current.find(finding.rule, analysis.path, finding.fingerprint);
  if (acceptance === undefined) return undefined;
  const { owner, until, reason } = acceptance;
  const words = t(
    'Accepted until {0} by {1} because “{2}”.',
    until,
    shownLine(owner),
    // It ends with the sentence around it.
    shownLine(reason.trim().replace(/[.…]$/, '')),
  );
  const obstacle = obstacleTo(acceptance, analysis, finding, now);
  const judged = { until, owner: shownLine(owner), reason: shownLine(reason.trim()) };
  if (obstacle !== undefined) {
    return {
      ...judged,
      state: 'open',
      sentence: t('{0} That does not hold now: {1}', words, obstacle),
    };
  }
  if (before === undefined) return { ...judged, state: 'accepted', sentence: words };
  const old = before.find(finding.rule, analysis.path, finding.fingerprint);
  if (old !== undefined && obstacleTo(old, analysis, finding, now) === undefined) {
    return { ...judged, state: 'accepted', sentence: words };
  }
  return {
    ...judged,
    state: 'proposed',
    sentence: t(
      '{0} This counts for a change only when the base holds it: until then the finding does.',
      words,
    ),
  };
}

/** Why an acceptance says nothing about the finding as it is now, as a sentence. */
function obstacleTo(
  acceptance: Acceptance,
  analysis: FileAnalysis,
  finding: Finding,
  now: Date,
): string | undefined {
  const never = neverAccepted(finding.rule);
  if (never !== undefined) return never;
  const over = untilProblem(acceptance.until, now);
  if (over !== undefined) return over;
  const weight = acceptedWeight(finding);
  if (compareSeverities(weight, acceptance.severity) > 0) {
    return t('it weighs {0} now, and {1} was accepted.', weight, acceptance.severity);
  }
  if (acceptance.content !== entryDigest(analysis, finding)) {
    return t('the entry means something else since. Look at it again.');
  }
  return undefined;
}

/**
 * Why an end is none.
 *
 * @param until `YYYY-MM-DD`
 * @returns undefined for a day from today to a year ahead
 */
export function untilProblem(until: string, now: Date): string | undefined {
  const end = Date.parse(`${until}T00:00:00Z`) + millisecondsOfADay;
  if (!(end > now.getTime())) return t('that day is over.');
  if (end > now.getTime() + (longestAcceptanceDays + 1) * millisecondsOfADay) {
    return t('an acceptance ends at most one year ahead. Name an earlier day.');
  }
  return undefined;
}

/** Why findings of a rule can never be accepted, as a sentence; undefined when they can. */
export function neverAccepted(rule: string): string | undefined {
  return ruleCatalogue.find(({ id }) => id === rule)?.neverAccepted;
}

/** What has to be accepted: a risk that an edit brings weighs the same when it has been there for long. */
export function acceptedWeight({ severity, introducedSeverity }: Finding): Severity {
  return introducedSeverity !== undefined && compareSeverities(introducedSeverity, severity) > 0
    ? introducedSeverity
    : severity;
}
