import type { Assessment } from '../risk/assessment';
import { compareTiers } from '../risk/scoreFinding';
import type { Tier } from '../rules/rule';
import type { ChangePolicy, Demands } from './changePolicy';
import type { RoleDemand } from './requirements';
import { categoryReason, typeReason } from './requirementWords';

/** Everything that is asked, with reasons. */
export interface GatheredDemands extends Omit<Demands, 'approvals'> {
  readonly approvals: readonly RoleDemand[];
  /** Of the longest wait. */
  readonly waitBecause: string;
}

export const nothingGathered: GatheredDemands = {
  approvals: [],
  distinctPeople: 0,
  record: false,
  tests: false,
  rehearsal: false,
  checklist: false,
  signed: false,
  waitHours: 0,
  verifyHours: 0,
  waitBecause: '',
};

/**
 * What the tier demands, and types and categories on top: of two demands the stricter, of two lists of
 * roles both. `category-owner` becomes the owner of each category that the change touches.
 */
export function gatherDemands(
  policy: ChangePolicy,
  decision: { readonly tier: Tier; readonly scored: Tier; readonly because: string },
  assessment: Assessment,
): GatheredDemands {
  let gathered = nothingGathered;
  const add = (demands: Demands | undefined, because: string): void => {
    if (demands !== undefined) gathered = join(gathered, demands, because, owners);
  };
  const owners = assessment.categories.map((category) => ({
    role: policy.categories[category]?.owner ?? 'owner',
    because: categoryReason(category),
  }));
  for (const tier of Object.keys(policy.tiers) as Tier[]) {
    // A policy may ask less of a higher tier than of a lower one; being raised must not pay.
    const passed =
      compareTiers(tier, decision.scored) >= 0 && compareTiers(tier, decision.tier) <= 0;
    if (passed) add(policy.tiers[tier], decision.because);
  }
  for (const type of assessment.types) add(policy.types[type], typeReason(type));
  for (const category of assessment.categories) {
    add(policy.categories[category], categoryReason(category));
  }
  return gathered;
}

interface Owner {
  readonly role: string;
  readonly because: string;
}

function join(
  gathered: GatheredDemands,
  demands: Demands,
  because: string,
  owners: readonly Owner[],
): GatheredDemands {
  const approvals = new Map(gathered.approvals.map((demand) => [demand.role, demand]));
  const ask = (role: string, count: number, reason: string): void => {
    const own = approvals.get(role);
    approvals.set(role, {
      role,
      count: Math.max(own?.count ?? 0, count),
      because: [...new Set([...(own?.because ?? []), reason])],
    });
  };
  for (const [role, count] of Object.entries(demands.approvals)) {
    if (role !== 'category-owner') ask(role, count, because);
    else if (owners.length === 0) ask('owner', count, because);
    else for (const owner of owners) ask(owner.role, count, owner.because);
  }
  return {
    approvals: [...approvals.values()],
    distinctPeople: Math.max(gathered.distinctPeople, demands.distinctPeople),
    record: gathered.record || demands.record,
    tests: gathered.tests || demands.tests,
    rehearsal: gathered.rehearsal || demands.rehearsal,
    checklist: gathered.checklist || demands.checklist,
    signed: gathered.signed || demands.signed,
    waitHours: Math.max(gathered.waitHours, demands.waitHours),
    verifyHours: Math.max(gathered.verifyHours, demands.verifyHours),
    waitBecause: demands.waitHours > gathered.waitHours ? because : gathered.waitBecause,
  };
}
