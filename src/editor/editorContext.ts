import type * as vscode from 'vscode';
import type { AnalysisStore } from './analysisStore';
import type { Baselines } from './baselines';
import type { RecordStore } from './recordStore';
import type { Tracker } from './tracker';

/**
 * What every feature receives. Features never import each other: they meet here and in the stores.
 */
export interface EditorContext {
  readonly extension: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  readonly store: AnalysisStore;
  readonly baselines: Baselines;
  readonly tracker: Tracker;
  readonly records: RecordStore;
  /** Registers the handler behind a command id; ids are fixed in `commandIds.ts`. */
  readonly onCommand: (
    id: import('./commandIds').CommandId,
    handler: (...parameters: unknown[]) => unknown,
  ) => void;
}
