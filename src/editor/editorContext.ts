import type * as vscode from 'vscode';
import type { Signatures } from '../core/gate/signatures';
import type { AcceptancesHeld } from './acceptancesHeld';
import type { AcceptedCopies } from './acceptedCopies';
import type { AnalysisStore } from './analysisStore';
import type { Baselines } from './baselines';
import type { CommandId } from './commandIds';
import type { EndedGrants } from './endedGrants';
import type { PendingChanges } from './pendingChanges';
import type { PoliciesInForce } from './policiesInForce';
import type { PreviewDocuments } from './previewDocuments';
import type { RecordStore } from './recordStore';
import type { Recalls } from './recalls';
import type { Rehearsals } from './rehearsals';
import type { RequestStore } from './requestStore';
import type { RunbookStore } from './runbookStore';
import type { Tracker } from './tracker';

/** What a command does. Parameters come from links, menus and keys: to be checked, never trusted. */
export type CommandHandler = (...parameters: unknown[]) => unknown;

/** Undefined where no program may or can be started: in Restricted Mode and on the web. */
export type LoadSignatures = () => Promise<Signatures | undefined>;

/**
 * What every feature receives. Features never import each other: they meet here and in the stores.
 */
export interface EditorContext {
  readonly extension: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  readonly store: AnalysisStore;
  readonly copies: AcceptedCopies;
  readonly baselines: Baselines;
  readonly tracker: Tracker;
  readonly records: RecordStore;
  readonly pending: PendingChanges;
  readonly policies: PoliciesInForce;
  readonly acceptances: AcceptancesHeld;
  readonly recalls: Recalls;
  readonly rehearsals: Rehearsals;
  readonly requests: RequestStore;
  readonly ended: EndedGrants;
  readonly runbooks: RunbookStore;
  readonly previews: PreviewDocuments;
  readonly loadSignatures: LoadSignatures;
  /** Settles when every governed file has been analysed for the first time. */
  readonly ready: Promise<void>;
  /** Registers the handler behind a command id; ids are fixed in `commandIds.ts`. */
  readonly onCommand: (id: CommandId, handler: CommandHandler) => void;
}
