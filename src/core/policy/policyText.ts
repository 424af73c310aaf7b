import type { Category, ChangeType, Tier } from '../rules/rule';
import type { Direction } from '../compare/change';
import type { StandardChange } from './changePolicy';
import type { Enforcement } from './requirements';

/**
 * A policy file as it is written, with its own names of keys. Anything may be missing; what is there
 * has passed `schemas/policy.schema.json`.
 */
export interface PolicyText {
  readonly version: number;
  readonly enforcement?: { readonly editor?: Enforcement; readonly gate?: Enforcement };
  readonly govern?: Readonly<Partial<Record<GovernedKind, readonly string[]>>>;
  readonly people?: Readonly<Record<string, readonly string[]>>;
  readonly teams?: Readonly<Record<string, readonly string[]>>;
  readonly roles?: Readonly<Record<string, MembersText>>;
  readonly tiers?: Readonly<Partial<Record<Tier, DemandsText>>>;
  readonly types?: Readonly<Partial<Record<ChangeType, DemandsText>>>;
  readonly categories?: Readonly<Partial<Record<Category, CategoryText>>>;
  readonly standard?: readonly StandardChange[];
  readonly emergency?: {
    readonly approvals?: Readonly<Record<string, number>>;
    readonly incident?: boolean;
    readonly review_hours?: number;
    readonly end_hours?: number;
  };
  readonly freeze?: readonly FreezeText[];
  readonly solo?: { readonly allowed?: boolean; readonly wait_hours?: number };
  readonly approval_days?: number;
}

/** What a file is for that a policy names. */
export type GovernedKind = 'mcp' | 'permission' | 'prompt' | 'financial';

export interface MembersText {
  readonly anyone?: boolean;
  readonly codeowners?: boolean;
  readonly people?: readonly string[];
  readonly teams?: readonly string[];
}

export interface DemandsText {
  readonly approvals?: Readonly<Record<string, number>>;
  readonly distinct_people?: number;
  readonly record?: boolean;
  readonly tests?: boolean;
  readonly rehearsal?: boolean;
  readonly checklist?: boolean;
  readonly signed?: boolean;
  readonly wait_hours?: number;
  readonly verify_hours?: number;
}

export interface CategoryText extends DemandsText {
  readonly owner?: string;
  readonly at_least?: Tier;
}

export interface FreezeText {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly directions?: readonly Direction[];
  readonly categories?: readonly Category[];
  readonly paths?: readonly string[];
}
