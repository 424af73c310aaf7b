import type { Direction } from '../compare/change';
import type { Category, ChangeType, Finding, Tier } from '../rules/rule';

export interface Contribution {
  readonly subject: string;
  /** Points it adds to the total after the weight of its place. */
  readonly points: number;
  readonly because: string;
  /** Undefined: a loosening that no rule speaks about. */
  readonly finding?: Finding | undefined;
}

/** The scored result of a file or a change set. Every number has its sentence. */
export interface Assessment {
  /** 0…100, whole. */
  readonly score: number;
  readonly tier: Tier;
  readonly direction: Direction;
  readonly type: ChangeType;
  readonly types: readonly ChangeType[];
  readonly categories: readonly Category[];
  readonly contributions: readonly Contribution[];
  readonly floors: readonly { readonly tier: Tier; readonly because: string }[];
  /** How the score came about and why this type, for people. */
  readonly sentences: readonly string[];
}
