import type { FileFacts, PermissionRuleFact, ServerFact } from '../facts/fact';
import { ruleOf } from '../facts/permissionGrammars';
import type { Memory } from '../parse/memory';
import { toolPower } from './toolPower';

/** What makes an injected instruction costly when one agent has all three. */
export type Leg = 'private-data' | 'untrusted-input' | 'way-out';

export const legs: readonly Leg[] = ['private-data', 'untrusted-input', 'way-out'];

/** Something that gives an agent a leg. */
export interface LegHolder {
  readonly leg: Leg;
  /** As people know it: the server's name, the permission. */
  readonly name: string;
  /** Nobody is asked before it is used. */
  readonly unasked: boolean;
  readonly server?: ServerFact | undefined;
  readonly rule?: PermissionRuleFact | undefined;
}

/**
 * What well-known services bring, by a word of the server's name, package or host (rules.json
 * `mcp/toxic-combination-completed`, 2026-11). A server of which nothing is known has no leg: taking it
 * for one would speak of a danger that nobody can check.
 */
const services: readonly (readonly [words: string, legs: readonly Leg[]])[] = [
  [
    'filesystem|files|obsidian|notion|confluence|atlassian|jira|linear|asana|airtable',
    ['private-data'],
  ],
  ['postgres|postgresql|mysql|mariadb|sqlite|mongodb|mongo|redis|supabase|neon', ['private-data']],
  ['bigquery|snowflake|databricks|clickhouse|elasticsearch|database|dbhub', ['private-data']],
  ['gdrive|drive|dropbox|onedrive|sharepoint|s3|vault|1password|bitwarden', ['private-data']],
  ['salesforce|hubspot|stripe|calendar', ['private-data']],
  ['github|gitlab|bitbucket|gitea', ['private-data', 'untrusted-input']],
  ['fetch|firecrawl|exa|tavily|brave|duckduckgo|serper|crawl4ai|scrapling', ['untrusted-input']],
  ['reddit|rss|youtube|hackernews|arxiv', ['untrusted-input']],
  ['zendesk|intercom|sentry', ['private-data', 'untrusted-input']],
  ['playwright|puppeteer|browserbase|browser|chrome|selenium', ['untrusted-input', 'way-out']],
  ['gmail|outlook|mail|email|imap', ['private-data', 'untrusted-input', 'way-out']],
  ['slack|teams|discord|telegram|whatsapp', ['untrusted-input', 'way-out']],
  ['sendgrid|resend|mailgun|smtp|twilio|webhook|zapier|pipedream|n8n', ['way-out']],
  ['twitter|bluesky|mastodon|linkedin', ['untrusted-input', 'way-out']],
];

const legsOfWord: ReadonlyMap<string, readonly Leg[]> = new Map(
  services.flatMap(([words, has]) => words.split('|').map((word) => [word, has] as const)),
);

/** Everything in the facts of one file that gives an agent a leg. */
export function legHolders(
  facts: FileFacts,
  rules: readonly PermissionRuleFact[],
  memory?: Memory,
): readonly LegHolder[] {
  return [
    ...facts.servers
      .filter(({ enabled }) => enabled)
      .flatMap((server) => ofServer(server, rules, memory)),
    ...facts.permissionRules
      .filter(({ facet, rule }) => facet === 'permission.allow' && reachesOut.test(rule))
      .flatMap((fact) => ofRule(fact, memory)),
  ];
}

/** Rules are taken apart only where they name one of these. */
const reachesOut = /web|fetch|curl|wget|search/i;

function ofServer(
  server: ServerFact,
  rules: readonly PermissionRuleFact[],
  memory: Memory | undefined,
): readonly LegHolder[] {
  const found = new Set<Leg>(wordsOf(server).flatMap((word) => legsOfWord.get(word) ?? []));
  if (found.size === 0) return [];
  const tools = server.autoApprove.map(({ tool }) => tool);
  const unasked = tools.length > 0 || rules.some((rule) => allowsServer(rule, server, memory));
  // What writes where strangers read is a way out; what only reads there is none.
  const writes = tools.some((tool) => /writes|destroys|all/.test(toolPower(tool)));
  if (found.has('untrusted-input') && writes) found.add('way-out');
  const filter = server.includeTools;
  const readsOnly =
    filter !== undefined &&
    filter.length > 0 &&
    filter.every((tool) => toolPower(tool) === 'reads');
  if (readsOnly) found.delete('way-out');
  return [...found].map((leg) => ({ leg, name: server.name, unasked, server }));
}

function wordsOf({ name, launch, endpoint }: ServerFact): readonly string[] {
  return [name, launch?.package?.name ?? '', endpoint?.host ?? '']
    .join(' ')
    .toLowerCase()
    .split(/[^a-z0-9]/)
    .filter((word) => word !== '');
}

function allowsServer(
  fact: PermissionRuleFact,
  { name }: ServerFact,
  memory: Memory | undefined,
): boolean {
  if (fact.facet !== 'permission.allow' || !fact.rule.includes(name)) return false;
  const rule = ruleOf(fact, memory);
  return rule.kind === 'mcp' && rule.inert === undefined && serverOfRule(rule.tool) === name;
}

/** `github` of `mcp__github__create_issue`. */
export function serverOfRule(tool: string): string | undefined {
  const rest = tool.startsWith('mcp__') ? tool.slice(5) : undefined;
  if (rest === undefined) return undefined;
  const end = rest.indexOf('__');
  return end < 0 ? rest : rest.slice(0, end);
}

/** Of the client's own tools only those count that need no question any more. */
function ofRule(fact: PermissionRuleFact, memory: Memory | undefined): readonly LegHolder[] {
  const rule = ruleOf(fact, memory);
  if (rule.inert !== undefined || rule.unclear) return [];
  const holds = (leg: Leg): LegHolder => ({ leg, name: rule.text, unasked: true, rule: fact });
  if (rule.tool === 'WebSearch') return [holds('untrusted-input')];
  // A page of one's own choice can be asked for with anything in its address.
  if (rule.tool === 'WebFetch' && rule.specifier === undefined) {
    return [holds('untrusted-input'), holds('way-out')];
  }
  const curl = rule.kind === 'command' && /^(?:curl|wget)(?=[\s:*]|$)/.test(rule.specifier ?? '');
  return curl && !rule.exact ? [holds('untrusted-input'), holds('way-out')] : [];
}
