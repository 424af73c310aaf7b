import type { Category, ChangeType, Tier } from '../rules/rule';
import type { Direction } from '../compare/change';
import type { Enforcement } from './requirements';

/** Where the policy of a folder and everything below it stands. */
export const policyFile = '.mcp-change/policy.yaml';

/**
 * What a team asks of changes, complete: the built-in policy, what the repository's file says
 * otherwise, and what files in sub-folders ask on top. `schemas/policy.schema.json` describes the
 * file; it may leave out anything.
 */
export interface ChangePolicy {
  /** Grows with every change of the file; 0 without one. */
  readonly version: number;
  /** Whether demands are shown or block. */
  readonly enforcement: { readonly editor: Enforcement; readonly gate: Enforcement };
  /** Ids of the same person: the first is shown, `github:alice` → `email:alice@example.org`, … */
  readonly people: Readonly<Record<string, readonly string[]>>;
  /** Who belongs to a team, e.g. `github:example/security`; for roles and for CODEOWNERS. */
  readonly teams: Readonly<Record<string, readonly string[]>>;
  readonly roles: Readonly<Record<string, RoleMembers>>;
  readonly tiers: Readonly<Record<Tier, Demands>>;
  /** Asked on top of the tier. */
  readonly types: Readonly<Partial<Record<ChangeType, Demands>>>;
  /** Asked on top of the tier. */
  readonly categories: Readonly<Partial<Record<Category, CategoryDemands>>>;
  /** Which proofs make a change a standard one. */
  readonly standard: readonly StandardChange[];
  readonly emergency: EmergencyDemands;
  readonly freeze: readonly FreezeWindow[];
  /** Whether a waiting time and a rehearsal may take the second person's place. */
  readonly solo: { readonly allowed: boolean; readonly waitHours: number };
  /** An approval that is older holds no longer. */
  readonly approvalDays: number;
}

/** Who can play a role. Several sources are united; none at all is nobody. */
export interface RoleMembers {
  /** Everybody who may sign, but those whom separation of duties excludes. */
  readonly anyone: boolean;
  /** The owners that CODEOWNERS names for the changed files; anyone where it names none. */
  readonly codeowners: boolean;
  /** `github:alice`, `email:alice@example.org`, `key:SHA256:…`. */
  readonly people: readonly string[];
  /** Names from `teams`. */
  readonly teams: readonly string[];
}

/** What must be there before a change may act. Nothing is asked by zero, false and an empty map. */
export interface Demands {
  /** Role → how many different people. `category-owner` stands for the owners of the categories. */
  readonly approvals: Readonly<Record<string, number>>;
  readonly distinctPeople: number;
  readonly record: boolean;
  readonly tests: boolean;
  readonly rehearsal: boolean;
  readonly checklist: boolean;
  readonly signed: boolean;
  readonly waitHours: number;
  readonly verifyHours: number;
}

export interface CategoryDemands extends Demands {
  /** The role that `category-owner` means here. */
  readonly owner?: string | undefined;
  /** A change that loosens counts as this tier at least. */
  readonly atLeast?: Tier | undefined;
}

/** Proofs by the semantic diff. `low-risk`: the scored tier is low or none. */
export const standardChanges = [
  'format-only',
  'tighten-only',
  'pin-version',
  'patch-bump',
  'low-risk',
] as const;
export type StandardChange = (typeof standardChanges)[number];

/** For what cannot wait and is no containment; containment needs nothing beforehand. */
export interface EmergencyDemands {
  /** Who may let it through, e.g. `on-call` → 1. */
  readonly approvals: Readonly<Record<string, number>>;
  readonly incident: boolean;
  readonly reviewHours: number;
  /** What it loosens ends after this time. */
  readonly endHours: number;
}

export interface FreezeWindow {
  readonly name: string;
  /** ISO 8601 with a time zone. */
  readonly from: string;
  readonly to: string;
  /** What it stops; what is left out stops everything that does more than tighten. */
  readonly directions?: readonly Direction[] | undefined;
  readonly categories?: readonly Category[] | undefined;
  /** From the root of the repository. */
  readonly paths?: readonly string[] | undefined;
}
