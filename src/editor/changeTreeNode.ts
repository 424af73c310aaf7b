import type { FileAnalysis } from '../core/analyze';
import type { Finding } from '../core/rules/rule';
import type { TrackedFile } from './analysisStore';
import type { ChangeRow } from './changeRows';
import type { ChangeSelection, FindingPlace } from './changeSelection';
import type { StoredRecord } from './recordStore';
import type { Runbook } from './runbookStore';

/**
 * A row of the sidebar. Rows that stand for changes carry the selection that commands of menus and
 * inline buttons read with `selectionsFrom`.
 */
export type ChangeTreeNode =
  | SectionNode
  | PendingFileNode
  | ChangeNode
  | RecordNode
  | RecordFileNode
  | RunbookNode
  | RunbookStepNode
  | InheritedFileNode
  | InheritedFindingNode;

export type SectionName = 'pending' | 'steps' | 'requests' | 'closed' | 'inherited';

export interface SectionNode {
  readonly kind: 'section';
  readonly section: SectionName;
  readonly count: number;
  /** Only of pending changes: all of them, for one change request. */
  readonly selections?: readonly ChangeSelection[] | undefined;
  /** Only of pending changes: none of them needs a change request. */
  readonly tightensOnly?: boolean | undefined;
}

export interface PendingFileNode {
  readonly kind: 'pendingFile';
  readonly file: TrackedFile;
  /** Of what is pending in it. */
  readonly analysis: FileAnalysis;
  readonly rows: readonly ChangeRow[];
  /** Who is needed and why, in words. */
  readonly needs: readonly string[];
  readonly tightensOnly: boolean;
  readonly selections: readonly ChangeSelection[];
}

export interface ChangeNode {
  readonly kind: 'change';
  readonly file: TrackedFile;
  readonly row: ChangeRow;
  /** Where the row leads when it stands for a finding alone. */
  readonly place?: FindingPlace | undefined;
  readonly selections: readonly ChangeSelection[];
}

export interface RecordNode {
  readonly kind: 'record';
  readonly record: StoredRecord;
  readonly closed: boolean;
}

/** A governed file that a record covers. */
export interface RecordFileNode {
  readonly kind: 'recordFile';
  readonly record: RecordNode;
  readonly file: StoredRecord['files'][number];
}

/** What is left to do after a rollback. */
export interface RunbookNode {
  readonly kind: 'runbook';
  readonly runbook: Runbook;
}

export interface RunbookStepNode {
  readonly kind: 'runbookStep';
  readonly runbook: Runbook;
  readonly index: number;
}

export interface InheritedFileNode {
  readonly kind: 'inheritedFile';
  readonly file: TrackedFile;
  readonly findings: readonly Finding[];
}

export interface InheritedFindingNode {
  readonly kind: 'inheritedFinding';
  readonly file: TrackedFile;
  readonly finding: Finding;
  readonly place: FindingPlace;
}

/** Stable while the row means the same, so that VS Code keeps what is unfolded and selected. */
export function nodeId(node: ChangeTreeNode): string {
  switch (node.kind) {
    case 'section':
      return node.section;
    case 'pendingFile':
      return `pending ${node.file.uri.toString()}`;
    case 'change':
      return `pending ${node.file.uri.toString()} ${node.row.key}`;
    case 'record':
      return `record ${node.record.uri.toString()}`;
    case 'recordFile':
      return `record ${node.record.record.uri.toString()} ${node.file.uri.toString()}`;
    case 'runbook':
      return `runbook ${node.runbook.id}`;
    case 'runbookStep':
      return `runbook ${node.runbook.id} ${node.index}`;
    case 'inheritedFile':
      return `inherited ${node.file.uri.toString()}`;
    case 'inheritedFinding':
      return `inherited ${node.file.uri.toString()} ${node.finding.fingerprint} ${node.finding.pointer}`;
  }
}
