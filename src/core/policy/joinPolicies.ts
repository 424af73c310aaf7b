import { t } from '@vscode/l10n';
import { highestTier } from '../risk/scoreFinding';
import type { Category, ChangeType, Tier } from '../rules/rule';
import type { CategoryDemands, ChangePolicy, Demands, RoleMembers } from './changePolicy';
import type { Enforcement } from './requirements';

const tiers = ['none', 'low', 'medium', 'high', 'critical'] as const satisfies readonly Tier[];

export interface JoinedPolicy {
  readonly policy: ChangePolicy;
  /** One sentence for each thing that asked for less and was ignored. */
  readonly ignored: readonly string[];
}

/**
 * A policy with what another one asks on top. Nothing gets looser: of two demands the stricter holds,
 * of two lists of proofs what both have, of two groups of people who is in both.
 *
 * @param more a complete policy; what it leaves as it is has to be the same as in `base`
 */
export function joinPolicies(base: ChangePolicy, more: ChangePolicy): JoinedPolicy {
  const ignored: string[] = [];
  const looser = (where: string): void => {
    ignored.push(t('{0} asks for less here than the policy above, and is ignored.', where));
  };
  const roles = { ...base.roles };
  for (const [name, members] of Object.entries(more.roles)) {
    const own = Object.hasOwn(base.roles, name) ? base.roles[name] : undefined;
    if (own === undefined || isNarrower(own, members)) roles[name] = members;
    else if (!isSame(own, members)) looser(`roles.${name}`);
  }
  if (!isSame(base.people, more.people)) looser('people');
  const teams = { ...base.teams };
  for (const [name, people] of Object.entries(more.teams)) {
    const own = Object.hasOwn(base.teams, name) ? base.teams[name] : undefined;
    // A team that was nobody so far may stand in CODEOWNERS: naming its people lets them approve.
    if (own !== undefined && isWithin(people, own)) teams[name] = people;
    else looser(`teams.${name}`);
  }
  const number = (where: string, own: number, other: number, strict: 'more' | 'less'): number => {
    if (strict === 'more' ? other < own : other > own) looser(where);
    return strict === 'more' ? Math.max(own, other) : Math.min(own, other);
  };
  const flag = (where: string, own: boolean, other: boolean): boolean => {
    if (own && !other) looser(where);
    return own || other;
  };
  const enforce = (where: string, own: Enforcement, other: Enforcement): Enforcement =>
    flag(where, own === 'require', other === 'require') ? 'require' : 'advise';
  const approvals = (
    where: string,
    own: Demands['approvals'],
    other: Demands['approvals'],
  ): Demands['approvals'] => {
    if (Object.entries(own).some(([role, count]) => (countOf(other, role) ?? 0) < count)) {
      looser(where);
    }
    return joinApprovals(own, other);
  };
  const demands = (where: string, own: Demands, other: Demands): Demands => ({
    approvals: approvals(`${where}.approvals`, own.approvals, other.approvals),
    distinctPeople: number(
      `${where}.distinct_people`,
      own.distinctPeople,
      other.distinctPeople,
      'more',
    ),
    record: flag(`${where}.record`, own.record, other.record),
    tests: flag(`${where}.tests`, own.tests, other.tests),
    rehearsal: flag(`${where}.rehearsal`, own.rehearsal, other.rehearsal),
    checklist: flag(`${where}.checklist`, own.checklist, other.checklist),
    signed: flag(`${where}.signed`, own.signed, other.signed),
    waitHours: number(`${where}.wait_hours`, own.waitHours, other.waitHours, 'more'),
    verifyHours: number(`${where}.verify_hours`, own.verifyHours, other.verifyHours, 'more'),
  });
  const category = (
    where: string,
    own: CategoryDemands,
    other: CategoryDemands,
  ): CategoryDemands => {
    const atLeast = highestTier(own.atLeast ?? 'none', other.atLeast ?? 'none');
    if (atLeast !== (other.atLeast ?? 'none')) looser(`${where}.at_least`);
    // Another owner is another person to ask, neither more nor less.
    if (own.owner !== undefined && other.owner !== own.owner) looser(`${where}.owner`);
    return { ...demands(where, own, other), owner: own.owner ?? other.owner, atLeast };
  };
  const standard = base.standard.filter((proof) => more.standard.includes(proof));
  if (more.standard.some((proof) => !base.standard.includes(proof))) looser('standard');
  const policy: ChangePolicy = {
    version: base.version,
    enforcement: {
      editor: enforce('enforcement.editor', base.enforcement.editor, more.enforcement.editor),
      gate: enforce('enforcement.gate', base.enforcement.gate, more.enforcement.gate),
    },
    people: base.people,
    teams,
    roles,
    tiers: Object.fromEntries(
      tiers.map((tier) => [tier, demands(`tiers.${tier}`, base.tiers[tier], more.tiers[tier])]),
    ) as ChangePolicy['tiers'],
    types: joinEach<ChangeType, Demands>('types', base.types, more.types, demands),
    categories: joinEach<Category, CategoryDemands>(
      'categories',
      base.categories,
      more.categories,
      category,
    ),
    standard,
    emergency: {
      approvals: approvals(
        'emergency.approvals',
        base.emergency.approvals,
        more.emergency.approvals,
      ),
      incident: flag('emergency.incident', base.emergency.incident, more.emergency.incident),
      reviewHours: number(
        'emergency.review_hours',
        base.emergency.reviewHours,
        more.emergency.reviewHours,
        'less',
      ),
      endHours: number(
        'emergency.end_hours',
        base.emergency.endHours,
        more.emergency.endHours,
        'less',
      ),
    },
    freeze: [...base.freeze, ...more.freeze.filter((window) => !base.freeze.includes(window))],
    solo: {
      allowed: !flag('solo.allowed', !base.solo.allowed, !more.solo.allowed),
      waitHours: number('solo.wait_hours', base.solo.waitHours, more.solo.waitHours, 'more'),
    },
    approvalDays: number('approval_days', base.approvalDays, more.approvalDays, 'less'),
  };
  return { policy, ignored };
}

/** Of each role the higher number. */
export function joinApprovals(
  own: Demands['approvals'],
  other: Demands['approvals'],
): Demands['approvals'] {
  const joined: Record<string, number> = { ...own };
  for (const [role, count] of Object.entries(other)) {
    joined[role] = Math.max(countOf(own, role) ?? 0, count);
  }
  return joined;
}

function countOf(approvals: Demands['approvals'], role: string): number | undefined {
  return Object.hasOwn(approvals, role) ? approvals[role] : undefined;
}

function joinEach<Name extends string, Value>(
  where: string,
  base: Readonly<Partial<Record<Name, Value>>>,
  more: Readonly<Partial<Record<Name, Value>>>,
  join: (where: string, own: Value, other: Value) => Value,
): Partial<Record<Name, Value>> {
  const joined: Partial<Record<Name, Value>> = { ...base };
  for (const name of Object.keys(more) as Name[]) {
    const [own, other] = [base[name], more[name]];
    if (other === undefined) continue;
    joined[name] = own === undefined ? other : join(`${where}.${name}`, own, other);
  }
  return joined;
}

/** Everybody who can play the second can play the first. What CODEOWNERS says is not known here. */
function isNarrower(own: RoleMembers, other: RoleMembers): boolean {
  if (own.anyone) return true;
  if (other.anyone || (other.codeowners && !own.codeowners)) return false;
  return isWithin(other.people, own.people) && isWithin(other.teams, own.teams);
}

function isWithin(part: readonly string[], whole: readonly string[]): boolean {
  return part.every((entry) => whole.includes(entry));
}

function isSame(left: unknown, right: unknown): boolean {
  return left === right || JSON.stringify(left) === JSON.stringify(right);
}
