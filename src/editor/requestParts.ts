import * as vscode from 'vscode';
import type { JudgedApproval } from '../core/gate/judgeApproval';
import type { RequestConflict } from '../core/gate/requestConflicts';
import type { RecordChange } from '../core/record/changeRecord';
import type { Standing } from '../core/record/evidence';
import type { RecordedFile } from './recordStore';
import type { Request } from './requestStore';
import { isOpen } from './requestView';

/** One thing that is to be known about a request. */
export type RequestPart = { readonly key: string } & (
  | { readonly kind: 'state'; readonly words: string; readonly loud: boolean }
  | { readonly kind: 'missing'; readonly words: string }
  | {
      readonly kind: 'change';
      readonly change: RecordChange;
      readonly file: RecordedFile | undefined;
    }
  | { readonly kind: 'approval'; readonly approval: JudgedApproval }
  | { readonly kind: 'standing'; readonly standing: Standing }
  | { readonly kind: 'lower'; readonly words: string }
  | { readonly kind: 'conflict'; readonly conflict: RequestConflict }
);

/** A page or so; the record has the rest. */
const mostMissing = 8;
const mostChanges = 30;

/** What stands below a request, what has to be done first. */
export function requestParts({
  record: stored,
  view,
  conflicts,
}: Omit<Request, 'stored'> & { readonly record: Request['stored'] }): readonly RequestPart[] {
  const { record, files } = stored;
  if (record === undefined) return [];
  const changes = record.changes.slice(0, mostChanges).map((change): RequestPart => ({
    key: `change ${change.number}`,
    kind: 'change',
    change,
    file: files.find(({ path }) => path === change.file),
  }));
  if (view === undefined || !isOpen(view)) return changes;
  return [
    {
      key: 'state',
      kind: 'state',
      words: view.because,
      loud: view.state === 'emergency-overdue' || view.state === 'expired',
    },
    ...view.missing.slice(0, mostMissing).map((words, index): RequestPart => ({
      key: `missing ${index}`,
      kind: 'missing',
      words,
    })),
    ...(view.missing.length > mostMissing ? [moreMissing(view.missing.length - mostMissing)] : []),
    ...changes,
    ...view.approvals.map((approval): RequestPart => ({
      key: `approval ${approval.path}`,
      kind: 'approval',
      approval,
    })),
    ...view.standings.map((standing): RequestPart => ({
      key: `${standing.kind} ${standing.id}`,
      kind: 'standing',
      standing,
    })),
    ...(view.lower === undefined
      ? []
      : [{ key: 'lower', kind: 'lower' as const, words: view.lower }]),
    ...conflicts.map((conflict): RequestPart => ({
      key: `conflict ${conflict.with} ${conflict.file} ${conflict.subject}`,
      kind: 'conflict',
      conflict,
    })),
  ];
}

function moreMissing(count: number): RequestPart {
  return {
    key: 'missing more',
    kind: 'missing',
    words: vscode.l10n.t('{0} more; the command line names all: mcp-change status', count),
  };
}
