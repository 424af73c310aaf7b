import type { Tier } from '../rules/rule';

/** How a change is approved. */
export type Lane = 'standard' | 'normal' | 'emergency';

/** What a change needs before it may act, worked out from policy, risk and date; never trusted from a record. */
export interface Requirements {
  readonly lane: Lane;
  /** The standard change that the semantic diff proves; then nothing else is asked. */
  readonly standard?: { readonly id: string; readonly because: string } | undefined;
  /** The tier after the floors of the policy. */
  readonly tier: Tier;
  /** A record file is needed. */
  readonly record: boolean;
  readonly approvals: readonly RoleDemand[];
  /** How many different people must stand behind the approvals. */
  readonly distinctPeople: number;
  readonly tests: boolean;
  readonly rehearsal: boolean;
  readonly checklist: boolean;
  /** Approvals must carry a signature. */
  readonly signed: boolean;
  /** How long the change waits after it was proposed, and why. */
  readonly wait?: { readonly hours: number; readonly because: string } | undefined;
  /** How long it is watched after it is live. */
  readonly verifyHours: number;
  /** The freeze window that stops it now. */
  readonly frozen?: { readonly name: string; readonly until: string } | undefined;
  /** The author may approve alone after this time and a passed rehearsal; shown as self-approved. */
  readonly solo?: { readonly hours: number; readonly because: string } | undefined;
  /** Set in the emergency lane. */
  readonly emergency?: EmergencyRequirements | undefined;
  /** An approval that is older holds no longer. */
  readonly approvalDays: number;
  /** The change edits the policy together with files that it governs: it has to be split. */
  readonly mixedWithPolicy: boolean;
  /** Whether the demands block or are only shown, in the gate and in the editor. */
  readonly enforcement: { readonly editor: Enforcement; readonly gate: Enforcement };
  /** Who, what, by when, in words; the same in editor and command line. */
  readonly sentences: readonly string[];
}

export interface EmergencyRequirements {
  /** It only stops something: nobody has to agree beforehand. */
  readonly containment: boolean;
  readonly incident: boolean;
  /** Hours after the declaration until somebody must have reviewed it. */
  readonly reviewHours: number;
  /** Hours after which what it loosens ends; a containment has no end. */
  readonly endHours?: number | undefined;
}

export type Enforcement = 'advise' | 'require';

export interface RoleDemand {
  readonly role: string;
  readonly count: number;
  /** Each reason in words: the tier, a category, the policy's own guard. */
  readonly because: readonly string[];
}
