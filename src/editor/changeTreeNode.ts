import type { FileAnalysis } from '../core/analyze';
import type { FindingAcceptance } from '../core/policy/acceptances/acceptance';
import type { Finding } from '../core/rules/rule';
import type { TrackedFile } from './analysisStore';
import type { ChangeRow } from './changeRows';
import type { ChangeSelection, FindingPlace } from './changeSelection';
import type { StoredRecord } from './recordStore';
import type { Rehearsal } from './rehearsals';
import type { RequestPart } from './requestParts';
import type { Request } from './requestStore';
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
  | RequestPartNode
  | RunbookNode
  | RunbookStepNode
  | InheritedFileNode
  | InheritedFindingNode;

export type SectionName =
  'emergencies' | 'ended' | 'pending' | 'waiting' | 'steps' | 'requests' | 'closed' | 'inherited';

/** The sections that hold change requests. */
export type RequestSection = Extract<
  SectionName,
  'emergencies' | 'ended' | 'waiting' | 'requests' | 'closed'
>;

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
  /** Of what is pending in it, without what is accepted. */
  readonly alarm: FileAnalysis;
  /** Why it cannot be read. */
  readonly problem: string | undefined;
  readonly rows: readonly ChangeRow[];
  /** Who is needed and why, in words. */
  readonly needs: readonly string[];
  readonly tightensOnly: boolean;
  readonly selections: readonly ChangeSelection[];
}

export interface ChangeNode {
  readonly kind: 'change';
  /** Undefined: nothing goes back, or it is not rehearsed yet. */
  readonly rehearsal?: Rehearsal | undefined;
  readonly file: TrackedFile;
  readonly row: ChangeRow;
  /** Why the same was rolled back before. */
  readonly lesson?: string | undefined;
  /** What was decided about its findings. */
  readonly decided: readonly FindingAcceptance[];
  /** Where the row leads when it stands for a finding alone. */
  readonly place?: FindingPlace | undefined;
  readonly selections: readonly ChangeSelection[];
}

export interface RecordNode extends Omit<Request, 'stored'> {
  readonly kind: 'record';
  readonly record: StoredRecord;
  /** The same request may wait for somebody and be open. */
  readonly section: RequestSection;
  /** Only of what ended: its way back. */
  readonly rehearsal?: Rehearsal | undefined;
}

/** What a request is made of, has and needs; one thing a row. */
export interface RequestPartNode {
  readonly kind: 'requestPart';
  readonly record: RecordNode;
  readonly part: RequestPart;
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
  /** Somebody accepted it; it may hold no longer. */
  readonly decided: readonly FindingAcceptance[];
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
      return `${node.section} ${node.record.uri.toString()}`;
    case 'requestPart':
      return `${nodeId(node.record)} ${node.part.key}`;
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
