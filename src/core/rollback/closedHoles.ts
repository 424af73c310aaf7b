import type { FileAnalysis } from '../analyze';
import type { Change } from '../compare/change';
import type { ServerFact } from '../facts/fact';
import { knownPackageRules } from '../rules/knownPackageRules';
import type { Finding, RuleContext } from '../rules/rule';
import { isExamplePath } from '../surfaces/findSurface';

/** Rules that name a hole somebody published, or a package made to do harm. */
const holeRules: ReadonlySet<string> = new Set([
  'mcp/known-vulnerable-version',
  'mcp/known-malicious-package',
]);

/** A hole of the baseline that the present text does not have. */
export interface BaselineHole {
  /** What has it, e.g. `server:files`. */
  readonly subject: string;
  readonly words: string;
}

/**
 * Known holes that the baseline has and the present text has not: going back to the baseline would
 * open them again.
 */
export function closedHoles(analysis: FileAnalysis): readonly BaselineHole[] {
  const { path, surface, baselineText, baselineParsed, baselineFacts } = analysis;
  if (baselineText === undefined) return [];
  const specs = (servers: readonly ServerFact[]): readonly (readonly [string, ServerFact])[] =>
    servers.map((server) => [`${server.name} ${server.launch?.package?.text ?? ''}`, server]);
  const now = new Set(specs(analysis.facts.servers).map(([spec]) => spec));
  // Only those whose package changed: of ten thousand servers nearly all are as they were.
  const servers = specs(baselineFacts.servers).flatMap(([spec, server]) =>
    server.launch?.package === undefined || now.has(spec) ? [] : [server],
  );
  if (servers.length === 0) return [];
  const open = new Set(holesIn(analysis).map(({ subject }) => subject));
  const before: RuleContext = {
    path,
    surface,
    example: isExamplePath(path),
    text: baselineText,
    root: baselineParsed?.root,
    facts: { ...baselineFacts, servers },
    baselineText: undefined,
    baselineRoot: undefined,
    baselineFacts: undefined,
    changes: [],
  };
  return knownPackageRules
    .filter(({ id }) => holeRules.has(id))
    .flatMap((rule) => rule.check(before))
    .filter(({ subject }) => !open.has(subject))
    .map(({ subject, message }) => ({ subject, words: message }));
}

/** The change is what closed a hole, and loosens nothing by itself. */
export function closesHole(change: Change, holes: readonly BaselineHole[]): boolean {
  return (
    change.direction === 'neutral' &&
    change.facet.startsWith('server') &&
    holes.some(({ subject }) => subject === change.subject)
  );
}

/** Findings of these rules. */
export function holesIn({ findings }: FileAnalysis): readonly Finding[] {
  return findings.filter(({ rule }) => holeRules.has(rule));
}
