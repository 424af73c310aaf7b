import type { FileAnalysis } from '../analyze';
import type { PolicySource } from '../policy/resolvePolicy';
import type { ChangeRecord, RecordFileVersion } from '../record/changeRecord';
import type { ParsedRecord } from '../record/parseRecord';
import type { PlacedTemplate } from './plannedNow';
import type { CheckedApproval, Involved } from './judgeApproval';

/** A governed file that differs between the tip of the base branch and the merge result. */
export interface GateFile {
  readonly path: string;
  /** As git keeps it; null: it is not there. */
  readonly from: RecordFileVersion | null;
  readonly to: RecordFileVersion | null;
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** Undefined: neither side holds anything that is governed, or nothing could be read. */
  readonly analysis?: FileAnalysis | undefined;
  /** Why it could not be read. */
  readonly problem?: string | undefined;
  /** What earlier rollbacks say about its changes, in sentences; they weigh in the analysis already. */
  readonly lessons?: readonly string[] | undefined;
}

/** A record that the merge result holds and the base does not, or not like this. */
export interface GateRecord {
  readonly path: string;
  readonly text: string;
  readonly parsed: ParsedRecord;
  /** It is no ordinary file. */
  readonly link: boolean;
  /** The record of this id on the base branch. */
  readonly before?: ChangeRecord | undefined;
}

/** A commit of the branch that touches files of a record. */
export interface GateCommit {
  readonly committedAt: Date;
  readonly people: readonly Involved[];
}

export type VersionedPolicy = PolicySource & { readonly blob: string };

/** What decides besides the change; all of it from the base branch. */
export interface BaseRules {
  readonly policies: readonly VersionedPolicy[];
  /** Policies that the base had before; asked for only when an approval was given under another one. */
  readonly earlierPolicies: () => readonly (readonly VersionedPolicy[])[];
  /** As the change leaves them. */
  readonly policiesAfter: readonly PolicySource[];
  readonly mailmap: string | undefined;
  readonly codeowners: string | undefined;
  /** What the team says about templates. */
  readonly templates: readonly PlacedTemplate[];
}

/** Everything the gate looks at. */
export interface GateInput {
  readonly now: Date;
  readonly files: readonly GateFile[];
  readonly records: readonly GateRecord[];
  readonly approvals: readonly CheckedApproval[];
  readonly rules: BaseRules;
  /** By the id of the record. */
  readonly commits: ReadonlyMap<string, readonly GateCommit[]>;
  /** The commit is part of the base branch. */
  readonly onBase: (commit: string) => boolean;
}
