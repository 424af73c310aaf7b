import type { FileAnalysis, FileInput } from '../analyze';
import type { Change } from '../compare/change';

/** What a rollback of one file starts from. */
export interface RollbackInput {
  /** Analysis of the text that is there now, measured against the text to go back to. */
  readonly analysis: FileAnalysis;
  /**
   * The text the change was recorded with, when it may differ from what is there now.
   * Undefined: the text of the analysis.
   */
  readonly recordedText?: string | undefined;
  /** The changes to take back. Undefined: every change of the file. */
  readonly selected?: readonly Change[] | undefined;
  /** Why the file cannot go back by itself, when that is known beforehand. */
  readonly obstacle?: string | undefined;
}

/** What the planner is told besides the files. */
export interface RollbackContext {
  /** How people call the state to go back to, e.g. `main`. Used in sentences only. */
  readonly baselineName: string;
  /**
   * Analyses a text again, so that a rehearsal is judged by the same eyes as the change was.
   * Undefined when the path or the text is not governed.
   */
  readonly analyze: (input: FileInput) => FileAnalysis | undefined;
  /**
   * Changes that tighten are taken back too. Only when a person asked for the less safe state by
   * name; everywhere else a tightening stays.
   */
  readonly includeTightening?: boolean | undefined;
}

/**
 * `whole-file`: the baseline bytes, because nobody touched the file since.
 * `three-way`: a merge of texts; later edits and kept pieces stay.
 * `semantic`: values put back in place; comments, later edits and kept values stay.
 * `manual`: it does not work by itself; `conflict` says why.
 * `nothing`: there is nothing to take back.
 */
export type RestoreMode = 'whole-file' | 'three-way' | 'semantic' | 'manual' | 'nothing';

export interface RehearsalCheck {
  readonly check: 'applies' | 'parses' | 'meaning' | 'no-new-finding';
  readonly passed: boolean;
  /** What was seen, for people. */
  readonly note: string;
}

export interface FileRollback {
  readonly path: string;
  readonly mode: RestoreMode;
  /** The file after the rollback; undefined means the file is deleted. Only meaningful when `passed`. */
  readonly restoredText: string | undefined;
  readonly reverted: readonly Change[];
  /** Changes that stay because taking them back would make things less safe. */
  readonly kept: readonly Change[];
  /** Known holes that the change closed, in words: going back would open them again. */
  readonly closedHoles?: readonly string[] | undefined;
  /** What was to go back is back: somebody restored it before. */
  readonly alreadyRestored?: boolean | undefined;
  readonly checks: readonly RehearsalCheck[];
  readonly passed: boolean;
  /** Why it cannot be done, or not by itself. */
  readonly conflict?: string | undefined;
}

/** The fixed order of every rollback. */
export type Phase =
  | 'contain'
  | 'revoke'
  | 'revert'
  | 'purge'
  | 'forget'
  | 'restart'
  | 'verify'
  | 'reconcile'
  | 'recall';

export interface RunbookStep {
  readonly phase: Phase;
  /** An imperative sentence. */
  readonly action: string;
  readonly where: 'repository' | 'client' | 'host' | 'provider' | 'people';
  /** A command to copy; never run by us. */
  readonly command?: string | undefined;
  /** The same for PowerShell, where it is written otherwise there. */
  readonly windowsCommand?: string | undefined;
  /** A VS Code command id that a button may run when the user presses it. */
  readonly editorCommand?: string | undefined;
  readonly expect: string;
}

export interface Residue {
  readonly kind:
    | 'leaked-secret'
    | 'remembered-approval'
    | 'cached-code'
    | 'session-context'
    | 'agent-memory'
    | 'written-data'
    | 'sent-data'
    | 'sent-message'
    | 'executed-payment'
    | 'granted-access'
    | 'audit-gap'
    | 'none';
  readonly what: string;
  readonly handling: string;
  /** Who looks after it, in words; a person may write a name. Left out where nothing stays. */
  readonly owner?: string | undefined;
}

/** A credential that a rollback has to deal with: by name, never by value. */
export interface AffectedCredential {
  readonly reference: string;
  readonly provider: string;
  readonly action: 'revoke-and-rotate' | 'rotate' | 'revoke';
  readonly how: string;
  readonly order: 'before-revert' | 'after-revert';
}

export interface RollbackPlan {
  readonly reversibility: 'full' | 'partial' | 'none';
  /** Which state is safe and what is kept, in one sentence. */
  readonly secureTarget: string;
  readonly files: readonly FileRollback[];
  readonly steps: readonly RunbookStep[];
  readonly residue: readonly Residue[];
  readonly credentials: readonly AffectedCredential[];
  readonly verify: readonly {
    readonly check: string;
    readonly expect: string;
    readonly negative: boolean;
  }[];
  readonly passed: boolean;
  /** "restores main", "takes back what loosened; 1 tightening stays". Ends without a full stop. */
  readonly summary: string;
}
