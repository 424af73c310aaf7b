import type { Direction, Operation } from '../compare/change';
import type { Facet } from '../facts/fact';
import type { Lane } from '../policy/requirements';
import type { Category, ChangeType, Severity, Tier } from '../rules/rule';
import type { Client, TakesEffect } from '../surfaces/surface';
import type {
  AffectedCredential,
  Phase,
  Residue,
  RestoreMode,
  RollbackPlan,
  RunbookStep,
} from '../rollback/rollbackPlan';

/**
 * The change record: the shape of one YAML file in `.mcp-change/records/`. Keys are those of the file
 * (snake case); `schemas/record.schema.json` describes each of them. The first part is for people and
 * follows from the second, which is what the gate compares with the diff.
 */
export interface ChangeRecord {
  // For people, in the order they read.
  readonly title: string;
  readonly why: string;
  /** One line for each change: `loosens · sentence (path)`. Follows from `changes`. */
  readonly what_changes: readonly string[];
  readonly risk: RecordRisk;
  /** Left out when nothing is missing. */
  readonly still_missing?: readonly string[] | undefined;
  readonly take_back: string;

  // For the tool.
  readonly apiVersion: 'mcp-change/v1';
  readonly kind: 'ChangeRecord';
  readonly id: string;
  readonly status: RecordStatus;
  readonly type: ChangeType;
  readonly types: readonly ChangeType[];
  readonly categories: readonly Category[];
  readonly lane: Lane;
  readonly origin?: 'editor' | 'command-line' | 'pull-request' | 'outside-edit' | undefined;
  readonly created_at: string;
  /** When a grant ends by itself. */
  readonly expires_at?: string | undefined;
  readonly requester: RecordPerson;
  readonly authorship: {
    readonly humans: readonly string[];
    readonly agents: readonly RecordAgent[];
  };
  readonly subject: RecordSubject;
  readonly changes: readonly RecordChange[];
  readonly findings: readonly RecordFinding[];
  readonly intent_digest: string;
  /** Left out where the risk is low. */
  readonly review?: RecordReview | undefined;
  readonly tests?: RecordTests | undefined;
  readonly deployment: {
    readonly takes_effect: TakesEffect;
    readonly steps?: readonly RecordDeploymentStep[] | undefined;
  };
  readonly rollback: RecordRollback;
  readonly emergency?: RecordEmergency | undefined;
  readonly links?: readonly RecordLink[] | undefined;
  readonly outcome?: RecordOutcome | undefined;
  readonly audit_log: readonly RecordEvent[];
}

/** Only decisions are stored; approved, stale, live and overdue are worked out. */
export type RecordStatus =
  | 'draft'
  | 'proposed'
  | 'rejected'
  | 'withdrawn'
  | 'emergency-active'
  | 'rolled-back'
  | 'superseded'
  | 'closed';

export interface RecordPerson {
  /** `github:alice`, `email:alice@example.org`, `key:SHA256:…`. */
  readonly id: string;
  readonly name?: string | undefined;
}

export interface RecordAgent {
  readonly name: string;
  /** Who ran it; that person cannot approve the change. */
  readonly operator: string;
  readonly model?: string | undefined;
  /** The change loosens what governs this very agent. */
  readonly governed_by_this_change?: boolean | undefined;
}

/**
 * One version of a file. Without git there is no blob, only the digest of the text (`textDigest`:
 * line endings as LF, no byte order mark).
 */
export interface RecordFileVersion {
  readonly blob?: string | undefined;
  readonly mode?: string | undefined;
  readonly sha256?: string | undefined;
}

export interface RecordFile {
  readonly path: string;
  readonly client: Client;
  readonly surface: string;
  readonly scope: 'project' | 'local';
  readonly op: 'add' | 'modify' | 'delete';
  /** Null: the file does not exist on this side. */
  readonly from: RecordFileVersion | null;
  readonly to: RecordFileVersion | null;
}

export interface RecordSubject {
  readonly base_ref: string;
  /** Null where there is no git. */
  readonly baseline_commit: string | null;
  readonly files: readonly RecordFile[];
  readonly content_digest: string;
  readonly semantic_digest: string;
}

export interface RecordChange {
  readonly number: number;
  readonly file: string;
  readonly pointer: string;
  readonly op: Operation;
  readonly facet: Facet;
  readonly subject: string;
  /** Masked. */
  readonly before?: string | undefined;
  /** Masked. */
  readonly after?: string | undefined;
  readonly direction: Direction;
  readonly words: string;
}

export interface RecordFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly tier: Tier;
  readonly score: number;
  readonly file: string;
  /** Number of the change it judges, if it judges one. */
  readonly change?: number | undefined;
  readonly message: string;
  readonly fingerprint: string;
  /** What was decided about it when the record was written. */
  readonly acceptance?: string | undefined;
}

export interface RecordRisk {
  readonly tier: Tier;
  readonly score: number;
  readonly direction: Direction;
  readonly because: readonly string[];
  readonly floors?: readonly { readonly tier: Tier; readonly because: string }[] | undefined;
}

export interface RecordReview {
  readonly questions?: readonly string[] | undefined;
  readonly checklist: readonly {
    readonly id: string;
    readonly ask: string;
    /** What the machine found; left out, or no: a person has to say. */
    readonly answer?: 'yes' | 'no' | undefined;
    readonly because?: string | undefined;
  }[];
}

export interface RecordTests {
  readonly plan: readonly {
    readonly id: string;
    readonly what: string;
    readonly command?: string | undefined;
    readonly expect: string;
  }[];
  readonly evidence?: readonly RecordEvidence[] | undefined;
}

export interface RecordEvidence {
  /** Id of a planned test, or of an item of the checklist. */
  readonly test: string;
  readonly result: 'passed' | 'warned' | 'failed';
  readonly at: string;
  /** `mcp-change` for what ran by itself. */
  readonly by?: string | undefined;
  readonly note?: string | undefined;
  readonly url?: string | undefined;
  /** What it was run against; for other content it is void. */
  readonly content_digest: string;
}

export interface RecordDeploymentStep {
  readonly number: number;
  readonly do: string;
  readonly expect?: string | undefined;
}

export interface RecordStep {
  readonly number: number;
  readonly phase: Phase;
  readonly do: string;
  readonly where: RunbookStep['where'];
  readonly command?: string | undefined;
  readonly windows_command?: string | undefined;
  readonly editor_command?: string | undefined;
  readonly expect: string;
}

export interface RecordRestore {
  readonly path: string;
  readonly mode: RestoreMode;
  /** Numbers of the changes that go back and of those that stay. */
  readonly reverts: readonly number[];
  readonly keeps: readonly number[];
  /** Digest of the restored text; null: the file is deleted. */
  readonly restored_sha256: string | null;
  readonly conflict?: string | undefined;
}

export interface RecordRollback {
  readonly reversibility: RollbackPlan['reversibility'];
  readonly secure_target: string;
  /** From the decision to a safe state. */
  readonly restore_minutes?: number | undefined;
  readonly triggers?: readonly { readonly signal: string; readonly where: string }[] | undefined;
  readonly decision_owner?: string | undefined;
  readonly steps: readonly RecordStep[];
  readonly restore: readonly RecordRestore[];
  readonly credentials: readonly AffectedCredential[];
  readonly residue: readonly Residue[];
  readonly verify: RollbackPlan['verify'];
  readonly rehearsal: {
    readonly result: 'passed' | 'failed' | 'not-run';
    readonly milliseconds?: number | undefined;
    readonly content_digest: string;
    readonly note?: string | undefined;
  };
}

export interface RecordEmergency {
  readonly incident: string;
  readonly reason: string;
  readonly declared_by: string;
  readonly authorised_by?: string | undefined;
  readonly containment_only?: boolean | undefined;
  readonly skipped: readonly string[];
  readonly review_due: string;
  readonly reviewed?:
    | {
        readonly at: string;
        readonly by: readonly string[];
        readonly verdict: 'keep' | 'keep-with-follow-up' | 'revert';
        readonly note?: string | undefined;
      }
    | undefined;
}

export interface RecordLink {
  readonly rel:
    | 'pull-request'
    | 'issue'
    | 'incident'
    | 'ticket'
    | 'supersedes'
    | 'depends-on'
    | 'reverts'
    | 'follow-up'
    | 'evidence'
    | 'document';
  readonly href: string;
}

export interface RecordOutcome {
  readonly code: 'successful' | 'successful-with-issues' | 'rolled-back' | 'failed';
  readonly deployed_at?: string | undefined;
  /** When somebody decided to go back; with `restored_at` and `completed_at` the time to restore. */
  readonly started_at?: string | undefined;
  readonly restored_at?: string | undefined;
  readonly completed_at?: string | undefined;
  readonly why?: string | undefined;
  readonly steps_done?: readonly RecordStepDone[] | undefined;
  readonly note?: string | undefined;
}

/** A step of the runbook that somebody did, by its number in `rollback.steps`. */
export interface RecordStepDone {
  readonly step: number;
  readonly at: string;
  readonly by: string;
}

/** Append-only: `prev` is the digest of the entry before. */
export interface RecordEvent {
  readonly seq: number;
  readonly at: string;
  readonly actor: string;
  readonly actor_kind: 'human' | 'agent' | 'machine';
  readonly event: string;
  readonly content_digest?: string | undefined;
  readonly note?: string | undefined;
  readonly prev?: string | undefined;
}
