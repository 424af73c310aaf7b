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
  | { readonly kind: 'standings'; readonly standings: readonly Standing[] }
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
  const said = view.missing.includes(view.because);
  // The state has one more sentence about what is overdue.
  const missing = view.missing.filter((words) => said || !view.because.startsWith(words));
  return [
    // What is missing says it by itself.
    ...(said
      ? []
      : [
          {
            key: 'state',
            kind: 'state' as const,
            words: view.because,
            loud: view.state === 'emergency-overdue' || view.state === 'expired',
          },
        ]),
    ...missing.slice(0, mostMissing).map((words, index): RequestPart => ({
      key: `missing ${index}`,
      kind: 'missing',
      words,
    })),
    ...(missing.length > mostMissing ? [moreMissing(missing.length - mostMissing)] : []),
    ...changes,
    ...view.approvals.map((approval): RequestPart => ({
      key: `approval ${approval.path}`,
      kind: 'approval',
      approval,
    })),
    ...(view.standings.length === 0
      ? []
      : [{ key: 'standings', kind: 'standings' as const, standings: view.standings }]),
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

/** What stands below a part of a request. */
export function partsBelow(part: RequestPart): readonly RequestPart[] {
  return part.kind !== 'standings'
    ? []
    : part.standings.map((standing): RequestPart => ({
        key: `${standing.kind} ${standing.id}`,
        kind: 'standing',
        standing,
      }));
}

function moreMissing(count: number): RequestPart {
  return {
    key: 'missing more',
    kind: 'missing',
    words: vscode.l10n.t('{0} more; the command line names all: mcp-change status', count),
  };
}
