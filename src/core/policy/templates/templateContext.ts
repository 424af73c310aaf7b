import type { FileAnalysis } from '../../analyze';
import type { Change } from '../../compare/change';
import type { Facet, ServerFact } from '../../facts/fact';
import type { Assessment } from '../../risk/assessment';
import { isLoosening } from '../../risk/unspokenChanges';
import type { Finding } from '../../rules/rule';
import type { Surface } from '../../surfaces/surface';

/** One change with the file it stands in. */
export interface ChangeEntry {
  readonly change: Change;
  readonly surface: Surface;
  readonly path: string;
}

/** What templates are asked about: a change request. */
export interface TemplateContext {
  readonly files: readonly FileAnalysis[];
  /** The changes that are asked for; of a file there may be more. */
  readonly entries: readonly ChangeEntry[];
  /** What the edit brought. */
  readonly findings: readonly Finding[];
  readonly assessment: Pick<Assessment, 'type' | 'types' | 'categories'>;
  /** When what it opens ends by itself; UTC. */
  readonly expiresAt?: string | undefined;
}

/** The changes whose facet is one of these, or stands below one (`spend` has `spend.limit`). */
export function about(
  { entries }: TemplateContext,
  ...facets: readonly string[]
): readonly ChangeEntry[] {
  return entries.filter(({ change }) => facets.some((facet) => isBelow(change.facet, facet)));
}

/** Those of them that loosen; unknown counts as loosening. */
export function loosened(
  context: TemplateContext,
  ...facets: readonly string[]
): readonly ChangeEntry[] {
  return about(context, ...facets).filter(({ change }) => isLoosening(change.direction));
}

function isBelow(facet: Facet, above: string): boolean {
  return facet === above || facet.startsWith(`${above}.`);
}

/** The servers that changes leave running, each once. */
export function serversOf({ entries }: TemplateContext): readonly ServerFact[] {
  const servers = entries.flatMap(({ change: { detail } }) =>
    'server' in detail && detail.kind !== 'server-removed' && detail.kind !== 'server-disabled'
      ? [detail.server]
      : [],
  );
  return [...new Set(servers)];
}

/** Servers whose start, package or address is new or was changed. */
export function replacedServers(context: TemplateContext): readonly ServerFact[] {
  const kinds: readonly string[] = [
    'server-added',
    'server-enabled',
    'server-renamed',
    'server-command',
    'server-arguments',
    'server-endpoint',
    'server-transport',
    'server-package',
  ];
  return serversOf({
    ...context,
    entries: context.entries.filter(({ change }) => kinds.includes(change.detail.kind)),
  });
}

/** A server comes that was not there, or another one answers under its name, and not to close a hole. */
export function bringsServer(context: TemplateContext): boolean {
  const entries = context.entries.filter(({ change }) => change.direction !== 'tightens');
  return replacedServers({ ...context, entries }).length > 0;
}

/** Something becomes safer: the edit closes what was open. */
export function closesSomething({ entries }: TemplateContext): boolean {
  return entries.some(({ change }) => change.direction === 'tightens');
}

/** The first finding of one of these rules. */
export function findingOf(
  { findings }: TemplateContext,
  ...rules: readonly string[]
): Finding | undefined {
  return findings.find(({ rule }) => rules.includes(rule));
}

/**
 * What templates are asked about, from analysed files.
 *
 * @param files each with the changes that are asked for; undefined: all of the file
 */
export function contextOf(
  files: readonly {
    readonly analysis: FileAnalysis;
    readonly selected?: readonly Change[] | undefined;
  }[],
  assessment: TemplateContext['assessment'],
  expiresAt?: string,
): TemplateContext {
  return {
    files: files.map(({ analysis }) => analysis),
    entries: files.flatMap(({ analysis, selected }) =>
      (selected ?? analysis.changes).map((change) => ({
        change,
        surface: analysis.surface,
        path: analysis.path,
      })),
    ),
    findings: files.flatMap(({ analysis, selected }) =>
      analysis.findings.filter(
        ({ origin, change }) =>
          origin === 'introduced' &&
          (change === undefined || selected === undefined || selected.includes(change)),
      ),
    ),
    assessment,
    expiresAt,
  };
}
