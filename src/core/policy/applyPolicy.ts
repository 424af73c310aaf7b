import type { Category, ChangeType, Tier } from '../rules/rule';
import { noDemands } from './builtInPolicy';
import type {
  CategoryDemands,
  ChangePolicy,
  Demands,
  FreezeWindow,
  RoleMembers,
} from './changePolicy';
import type { CategoryText, DemandsText, FreezeText, MembersText, PolicyText } from './policyText';

/**
 * A complete policy with what a file says in its place. The file may ask for less.
 *
 * @param folder where the file's patterns start; `''` is the root
 */
export function applyPolicy(below: ChangePolicy, text: PolicyText, folder = ''): ChangePolicy {
  return {
    version: text.version,
    enforcement: { ...below.enforcement, ...text.enforcement },
    people: text.people ?? below.people,
    teams: text.teams ?? below.teams,
    roles: { ...below.roles, ...mapValues(text.roles ?? {}, membersOf) },
    tiers: { ...below.tiers, ...over(below.tiers, text.tiers, demandsOf) },
    types: { ...below.types, ...over(below.types, text.types, demandsOf) },
    categories: { ...below.categories, ...over(below.categories, text.categories, categoryOf) },
    standard: text.standard ?? below.standard,
    emergency: {
      approvals: text.emergency?.approvals ?? below.emergency.approvals,
      incident: text.emergency?.incident ?? below.emergency.incident,
      reviewHours: text.emergency?.review_hours ?? below.emergency.reviewHours,
      endHours: text.emergency?.end_hours ?? below.emergency.endHours,
    },
    freeze: [...below.freeze, ...(text.freeze ?? []).map((window) => freezeOf(folder, window))],
    solo: {
      allowed: text.solo?.allowed ?? below.solo.allowed,
      waitHours: text.solo?.wait_hours ?? below.solo.waitHours,
    },
    approvalDays: text.approval_days ?? below.approvalDays,
  };
}

function over<Name extends Tier | ChangeType | Category, Written, Made extends Demands>(
  below: Readonly<Partial<Record<Name, Made>>>,
  written: Readonly<Partial<Record<Name, Written>>> | undefined,
  make: (below: Made | undefined, written: Written) => Made,
): Partial<Record<Name, Made>> {
  const made: Partial<Record<Name, Made>> = {};
  for (const name of Object.keys(written ?? {}) as Name[]) {
    const own = written?.[name];
    if (own !== undefined) made[name] = make(below[name], own);
  }
  return made;
}

function demandsOf(below: Demands | undefined, text: DemandsText): Demands {
  const base = below ?? noDemands;
  return {
    approvals: text.approvals ?? base.approvals,
    distinctPeople: text.distinct_people ?? base.distinctPeople,
    record: text.record ?? base.record,
    tests: text.tests ?? base.tests,
    rehearsal: text.rehearsal ?? base.rehearsal,
    checklist: text.checklist ?? base.checklist,
    signed: text.signed ?? base.signed,
    waitHours: text.wait_hours ?? base.waitHours,
    verifyHours: text.verify_hours ?? base.verifyHours,
  };
}

function categoryOf(below: CategoryDemands | undefined, text: CategoryText): CategoryDemands {
  return {
    ...demandsOf(below, text),
    owner: text.owner ?? below?.owner,
    atLeast: text.at_least ?? below?.atLeast,
  };
}

function membersOf(text: MembersText): RoleMembers {
  return {
    anyone: text.anyone ?? false,
    codeowners: text.codeowners ?? false,
    people: text.people ?? [],
    teams: text.teams ?? [],
  };
}

function freezeOf(folder: string, { paths, ...window }: FreezeText): FreezeWindow {
  // Of a policy in a folder: what it stops is in that folder.
  const stops = paths ?? (folder === '' ? undefined : ['**']);
  return stops === undefined
    ? window
    : { ...window, paths: stops.map((path) => inFolder(folder, path)) };
}

function inFolder(folder: string, path: string): string {
  return folder === '' ? path : `${folder}/${path}`;
}

function mapValues<Value, Result>(
  values: Readonly<Record<string, Value>>,
  change: (value: Value) => Result,
): Record<string, Result> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, change(value)] as const),
  );
}
