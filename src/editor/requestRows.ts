import type { RecordNode, RequestSection } from './changeTreeNode';
import type { EndedGrants } from './endedGrants';
import type { Request, RequestStore } from './requestStore';
import { isEmergency } from './requestView';

/** Nobody looks further back in a sidebar; the files are all there. */
const mostClosed = 10;

/** Statuses after which a record asks nothing of anybody. */
const closedStatuses: ReadonlySet<string> = new Set([
  'closed',
  'rejected',
  'withdrawn',
  'rolled-back',
  'superseded',
]);

/** The requests in the sections of the sidebar, sorted once until something moves. */
export class RequestRows {
  private rows: ReadonlyMap<RequestSection, readonly RecordNode[]> | undefined;

  constructor(
    private readonly requests: RequestStore,
    private readonly ended: EndedGrants,
  ) {}

  in(section: RequestSection): readonly RecordNode[] {
    this.rows ??= sorted(this.requests.all(), this.ended);
    return this.rows.get(section) ?? [];
  }

  forget(): void {
    this.rows = undefined;
  }
}

function sorted(
  all: readonly Request[],
  ended: EndedGrants,
): ReadonlyMap<RequestSection, readonly RecordNode[]> {
  const rows = new Map<RequestSection, RecordNode[]>();
  for (const request of all) {
    for (const section of sectionsOf(request, ended)) {
      const nodes = rows.get(section) ?? [];
      rows.set(section, nodes);
      if (section !== 'closed' || nodes.length < mostClosed) {
        nodes.push(rowOf(request, section, ended));
      }
    }
  }
  // What is overdue comes first.
  rows
    .get('emergencies')
    ?.sort((left, right) => Number(isOverdue(right)) - Number(isOverdue(left)));
  return rows;
}

function sectionsOf(request: Request, ended: EndedGrants): readonly RequestSection[] {
  const { stored, view } = request;
  if (stored.problem !== undefined) return ['requests'];
  if (closedStatuses.has(stored.status)) return ['closed'];
  if (ended.of(stored.uri) !== undefined) {
    // That nobody reviewed it is another matter than that its time is over.
    return view !== undefined && isEmergency(view) ? ['emergencies', 'ended'] : ['ended'];
  }
  if (view === undefined) {
    return [stored.status === 'emergency-active' ? 'emergencies' : 'requests'];
  }
  const own: RequestSection = isEmergency(view)
    ? 'emergencies'
    : view.state === 'live' || view.state === 'closed' || closedStatuses.has(view.state)
      ? 'closed'
      : 'requests';
  if (!awaitsMe(request)) return [own];
  return own === 'requests' ? ['waiting'] : [own, 'waiting'];
}

/** Somebody asked, and an approval of the one who looks is missing. */
export function awaitsMe({ view }: Pick<Request, 'view'>): boolean {
  if (view?.mine === undefined || !('roles' in view.mine) || !view.mine.awaited) return false;
  // Stale may be the approvals or the files; only the first can be mended by another look.
  return (
    view.state === 'proposed' || (view.state === 'stale' && view.upToDate) || isEmergency(view)
  );
}

function isOverdue({ view }: RecordNode): boolean {
  return view?.state === 'emergency-overdue';
}

function rowOf(
  { stored, view, conflicts }: Request,
  section: RequestSection,
  ended: EndedGrants,
): RecordNode {
  const rehearsal = section === 'ended' ? ended.of(stored.uri) : undefined;
  return { kind: 'record', record: stored, view, conflicts, section, rehearsal };
}
