import { t } from '@vscode/l10n';
import { assessChangeSet, type FileAnalysis } from '../analyze';
import type { Assessment } from '../risk/assessment';
import { compareTiers } from '../risk/scoreFinding';
import { isLoosening } from '../risk/unspokenChanges';
import type { Tier } from '../rules/rule';
import { builtInPolicy } from './builtInPolicy';
import type { ChangePolicy } from './changePolicy';
import { frozenBy } from './frozenBy';
import { gatherDemands, nothingGathered, type GatheredDemands } from './gatherDemands';
import { joinPolicies } from './joinPolicies';
import { mixesPolicy, policyTouch } from './policyTouch';
import type { Requirements } from './requirements';
import { requirementSentences } from './requirementSentences';
import { categoryReason, tierReason } from './requirementWords';
import type { PolicyInForce } from './resolvePolicy';
import { standardProof } from './standardProof';

/** What decides besides the changes themselves. */
export interface Circumstances {
  /** The policy of the base; `builtInInForce` where there is none. */
  readonly policy: PolicyInForce;
  /** The policy as the change leaves it, when the change edits it: both have to be met. */
  readonly newPolicy?: PolicyInForce | undefined;
  /** As judging policies have it. */
  readonly prefix?: string | undefined;
  /** For freeze windows. */
  readonly now: Date;
  /** Governed files of the change set that could not even be analysed. */
  readonly unread?: number | undefined;
  /** The emergency lane was asked for. */
  readonly emergency?: boolean | undefined;
  /** Of the change set, when the caller has it already. */
  readonly assessment?: Assessment | undefined;
}

/** Without any policy file. */
export const builtInInForce: PolicyInForce = {
  policy: builtInPolicy,
  readable: true,
  from: [],
  notes: [],
};

/**
 * What a change set needs before it may act, and why, in words: lane, approvals, tests, waiting time.
 * Worked out from the changes alone, so it is the same in the editor, on the command line and in the
 * gate.
 */
export function requirementsOf(
  files: readonly FileAnalysis[],
  circumstances: Circumstances,
): Requirements {
  const { policy: old, newPolicy, now, emergency = false } = circumstances;
  // Judged by the old policy, and by the new one on top.
  const policy =
    newPolicy === undefined ? old.policy : joinPolicies(old.policy, newPolicy.policy).policy;
  const assessment = circumstances.assessment ?? assessChangeSet(files);
  const unread = unreadIn(files, circumstances.unread);
  const own = policyTouch(files);
  const decision = tierUnder(policy, assessment, { unread, own });
  const proof =
    unread > 0 || own !== 'none'
      ? undefined
      : standardProof(
          files.flatMap(({ changes }) => changes),
          files.flatMap(({ findings }) => findings),
          decision.tier,
          policy.standard,
        );
  const containment = unread === 0 && assessment.direction === 'tightens';
  const demands = emergency
    ? emergencyDemands(policy, containment)
    : proof === undefined
      ? gatherDemands(policy, decision, assessment)
      : nothingGathered;
  const requirements: Omit<Requirements, 'sentences'> = {
    lane: emergency ? 'emergency' : proof === undefined ? 'normal' : 'standard',
    standard: emergency ? undefined : proof,
    tier: decision.tier,
    record: demands.record,
    approvals: demands.approvals,
    distinctPeople: demands.distinctPeople,
    tests: demands.tests,
    rehearsal: demands.rehearsal,
    checklist: demands.checklist,
    signed: demands.signed,
    wait:
      demands.waitHours === 0
        ? undefined
        : { hours: demands.waitHours, because: demands.waitBecause },
    verifyHours: demands.verifyHours,
    frozen: emergency ? undefined : frozenBy(policy.freeze, files, now, circumstances.prefix),
    solo:
      policy.solo.allowed && demands.approvals.length > 0 && !emergency
        ? { hours: policy.solo.waitHours, because: t('the policy is for a team of one') }
        : undefined,
    emergency: emergency
      ? {
          containment,
          incident: !containment && policy.emergency.incident,
          reviewHours: policy.emergency.reviewHours,
          endHours: containment ? undefined : policy.emergency.endHours,
        }
      : undefined,
    approvalDays: policy.approvalDays,
    mixedWithPolicy: mixesPolicy(files),
    enforcement: policy.enforcement,
  };
  const notes = new Set([...old.notes, ...(newPolicy?.notes ?? [])]);
  return { ...requirements, sentences: [...requirementSentences(requirements), ...notes] };
}

export interface TierDecision {
  readonly tier: Tier;
  /** Before anything raised it. */
  readonly scored: Tier;
  /** Completes “because …”. */
  readonly because: string;
}

/**
 * The scored tier, raised by what the policy says of categories, by the policy's own guard, and by
 * what could not be read.
 *
 * @param about how many governed files could not be read, and what happens to the policy itself
 */
export function tierUnder(
  policy: ChangePolicy,
  assessment: Assessment,
  about: { readonly unread: number; readonly own: ReturnType<typeof policyTouch> },
): TierDecision {
  const loosens = isLoosening(assessment.direction);
  const scored = assessment.tier;
  let decision: TierDecision = { tier: scored, scored, because: tierReason(scored) };
  const raise = (tier: Tier, because: string): void => {
    if (compareTiers(tier, decision.tier) > 0) {
      decision = { tier, scored, because: t('{0} and counts as {1}', because, tier) };
    }
  };
  for (const category of loosens ? assessment.categories : []) {
    raise(policy.categories[category]?.atLeast ?? 'none', categoryReason(category));
  }
  if (about.own !== 'none') {
    raise(about.own === 'loosens' ? 'critical' : 'medium', categoryReason('change-policy'));
  }
  if (about.unread > 0) raise('high', t('a governed file could not be read'));
  return decision;
}

/** Governed files of which nobody knows what they say. */
export function unreadIn(files: readonly FileAnalysis[], more = 0): number {
  return more + files.filter(({ status }) => status === 'unreadable').length;
}

/** Stopping something waits for nobody; everything else needs somebody who takes it on. */
function emergencyDemands(policy: ChangePolicy, containment: boolean): GatheredDemands {
  if (containment) return { ...nothingGathered, record: true };
  return {
    ...nothingGathered,
    record: true,
    approvals: Object.entries(policy.emergency.approvals).map(([role, count]) => ({
      role,
      count,
      because: [t('it is an emergency')],
    })),
  };
}
