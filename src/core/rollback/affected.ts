import type { Change } from '../compare/change';
import type { ServerFact } from '../facts/fact';
import type { Surface } from '../surfaces/surface';

/** A change that goes back, with the file it stands in. */
export interface Affected {
  readonly change: Change;
  readonly surface: Surface;
  readonly path: string;
}

/** The server a change is about, as it is before the rollback. */
export function serverOf(change: Change): ServerFact | undefined {
  return 'server' in change.detail ? change.detail.server : undefined;
}

/** The server as it is after the rollback; undefined when there is none then. */
export function serverAfterRollback(change: Change): ServerFact | undefined {
  if ('baseline' in change.detail && change.detail.kind.startsWith('server-')) {
    const { baseline } = change.detail;
    return baseline !== undefined && 'facet' in baseline && baseline.facet === 'server'
      ? baseline
      : undefined;
  }
  return change.detail.kind === 'server-removed' ? change.detail.server : undefined;
}

/** The change gave an agent more room while it was live; what only tightens leaves nothing behind. */
export function loosensSomething({ change }: Affected): boolean {
  return change.direction !== 'tightens' && change.direction !== 'neutral';
}

/** Other code, or another machine, answers under the server's name because of the change. */
export function replacesServer(change: Change): boolean {
  const { detail } = change;
  switch (detail.kind) {
    case 'server-added':
    case 'server-enabled':
    case 'server-renamed':
    case 'server-command':
    case 'server-arguments':
    case 'server-endpoint':
    case 'server-transport':
    case 'server-package':
      return true;
    default:
      return false;
  }
}

/** The change let the agent do something without being asked, or at all. */
export function grantsPower(change: Change): boolean {
  return (
    change.facet.startsWith('permission.') ||
    change.facet.startsWith('approval.') ||
    change.facet === 'sandbox' ||
    change.facet === 'server.auto-approval' ||
    change.facet === 'server.sandbox' ||
    change.facet === 'server.tools' ||
    change.facet === 'server.filesystem' ||
    change.detail.kind === 'server-auto-approval' ||
    change.detail.kind === 'server-root'
  );
}

/** The text an agent reads at the start of a session was changed. */
export function changesInstructions(change: Change): boolean {
  return change.facet.startsWith('prompt.');
}

/** A program of the client's own runs because of the change: a hook, a helper command. */
export function runsCode(change: Change): boolean {
  return change.facet === 'hook' || change.facet === 'execution' || change.facet === 'plugin';
}

/** Each text once, in order. */
export function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}
