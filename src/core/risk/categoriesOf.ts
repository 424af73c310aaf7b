import type { Change } from '../compare/change';
import type { Facet } from '../facts/fact';
import { frontMatterKey } from '../facts/frontMatterOrder';
import type { Category, Finding } from '../rules/rule';
import type { SurfaceKind } from '../surfaces/surface';

/** Usual category of each facet (risk-model.md 1.4). */
const categoryOfFacet: Readonly<Record<Facet, Category>> = {
  server: 'server-integration',
  'server.launch': 'server-integration',
  'server.package': 'server-dependency',
  'server.endpoint': 'server-integration',
  'server.transport': 'server-integration',
  'server.credential': 'server-api-security',
  'server.environment': 'server-integration',
  'server.filesystem': 'agent-permission',
  'server.tools': 'agent-permission',
  'server.auto-approval': 'agent-permission',
  'server.enabled': 'server-integration',
  'server.sandbox': 'agent-permission',
  'server.other': 'server-integration',
  input: 'server-api-security',
  credential: 'server-api-security',
  'permission.allow': 'agent-permission',
  'permission.ask': 'agent-permission',
  'permission.deny': 'agent-permission',
  'permission.directory': 'agent-permission',
  'permission.other': 'agent-permission',
  'approval.mode': 'agent-behavior',
  'approval.switch': 'agent-permission',
  sandbox: 'agent-permission',
  execution: 'agent-behavior',
  plugin: 'server-dependency',
  hook: 'agent-behavior',
  model: 'agent-behavior',
  environment: 'agent-behavior',
  'prompt.guardrail': 'agent-prompt',
  'prompt.grant': 'agent-behavior',
  'prompt.text': 'agent-prompt',
  'prompt.front-matter': 'agent-permission',
  'prompt.import': 'agent-prompt',
  'prompt.hidden-text': 'agent-prompt',
  'spend.limit': 'agent-financial',
  'spend.window': 'agent-financial',
  'spend.recipient': 'agent-financial',
  'spend.key': 'agent-financial',
  'spend.approval': 'agent-financial',
  'spend.action': 'agent-financial',
  'spend.other': 'agent-financial',
  'manifest.package': 'server-dependency',
  'manifest.endpoint': 'server-integration',
  'manifest.variable': 'server-api-security',
  'manifest.tool': 'agent-prompt',
  'manifest.part': 'server-integration',
  'manifest.text': 'server-integration',
  dependency: 'server-dependency',
  'dependency.script': 'server-dependency',
  'dependency.source': 'server-dependency',
  'infra.image': 'server-dependency',
  'infra.privilege': 'server-api-security',
  'infra.exposure': 'server-api-security',
  'infra.command': 'server-integration',
  'infra.mount': 'server-api-security',
  'code.auth': 'server-api-security',
  'code.origin': 'server-api-security',
  'code.cors': 'server-api-security',
  'code.bind': 'server-api-security',
  'code.validation': 'server-api-security',
  'code.rate-limit': 'server-performance',
  'code.cache': 'server-performance',
  'code.logging': 'server-performance',
  'code.tool': 'agent-prompt',
  'code.other': 'server-integration',
  policy: 'change-policy',
  other: 'agent-behavior',
};

/** What a file is for says what an unread change of it touches. */
const categoryOfKind: Readonly<Record<SurfaceKind, Category>> = {
  'mcp-config': 'server-integration',
  permission: 'agent-permission',
  prompt: 'agent-prompt',
  skill: 'agent-prompt',
  hooks: 'agent-behavior',
  'server-manifest': 'server-integration',
  financial: 'agent-financial',
  'server-code': 'server-integration',
  'change-policy': 'change-policy',
};

/** What a change of a facet touches besides its own category (risk-model.md 1.3). */
const companions: Readonly<Partial<Record<Facet, Category>>> = {
  // A mode is behaviour, and always a matter of permission as well.
  'approval.mode': 'agent-permission',
  // A plugin brings commands, hooks and instructions of its own.
  plugin: 'agent-behavior',
  // What an agent must, must not or need not do is how it behaves, in words.
  'prompt.guardrail': 'agent-behavior',
  'prompt.grant': 'agent-prompt',
};

/**
 * What a change set touches, the category of its highest finding first. Several at once are usual:
 * the entity decides, not the file.
 */
export function categoriesOf(
  changes: readonly Change[],
  findings: readonly Finding[],
): readonly Category[] {
  const categories = new Set<Category>();
  for (const finding of [...findings].sort((left, right) => right.score - left.score)) {
    if (finding.score > 0) categories.add(finding.category);
  }
  for (const change of changes) {
    if (isLabel(change) || isMeaningless(change)) continue;
    categories.add(categoryOfChange(change));
    const companion = companions[change.facet];
    if (companion !== undefined) categories.add(companion);
    if (instructs(change)) categories.add('agent-behavior');
    if (movesPackage(change)) categories.add('server-dependency');
    if (change.detail.kind === 'prose' && change.detail.tools) categories.add('agent-permission');
    if (carriesApprovals(change)) categories.add('agent-permission');
  }
  return [...categories];
}

/** The category of one change by itself. */
export function categoryOfChange({ facet, detail }: Change): Category {
  switch (detail.kind) {
    case 'general':
      return categoryOfKind[detail.surfaceKind];
    case 'front-matter':
      return categoryOfKey((detail.entry ?? detail.baseline)?.key ?? '');
    default:
      return categoryOfFacet[facet];
  }
}

/** A key of front matter is power, the choice of a model, or a part of the text. */
function categoryOfKey(key: string): Category {
  const found = frontMatterKey(key);
  if (found === 'unknown' || found?.power === true) return 'agent-permission';
  return /^(?:models?|temperature|effort)$/i.test(key) ? 'agent-behavior' : 'agent-prompt';
}

/** Name, version or description of a manifest: what it touches is said by the parts it labels. */
function isLabel({ facet, direction }: Change): boolean {
  return facet === 'manifest.text' && direction === 'neutral';
}

/** Nothing is known of it, but that it holds nobody back. */
function isMeaningless({ detail, direction }: Change): boolean {
  return detail.kind === 'rest' || (detail.kind === 'general' && direction === 'neutral');
}

/** Notes about a project are prompt alone; orders, and a new command or agent, are behaviour too. */
function instructs({ detail }: Change): boolean {
  return detail.kind === 'prose' && detail.instructs;
}

/** A package or a plugin that comes or goes is one dependency more or less. */
function movesPackage({ facet, detail, before, after }: Change): boolean {
  if (facet === 'plugin') return true;
  switch (detail.kind) {
    case 'server-added':
    case 'server-removed':
      return detail.server.launch?.package !== undefined;
    case 'server-transport':
    case 'server-command':
      return (detail.server.launch?.package ?? detail.baseline.launch?.package) !== undefined;
    case 'setting':
    case 'hook':
      return runsPackage(before) || runsPackage(after);
    default:
      return false;
  }
}

/** The command downloads what it runs. */
function runsPackage(command: string | undefined): boolean {
  return (
    command !== undefined &&
    /(?:^|[\s"'&|;(])(?:npx|pnpx|bunx|uvx|pipx run|uv tool run|(?:pnpm|yarn) dlx)\s/.test(command)
  );
}

/** With a server come or go the calls of it that nobody is asked about. */
function carriesApprovals({ detail }: Change): boolean {
  return (
    (detail.kind === 'server-added' || detail.kind === 'server-removed') &&
    detail.server.autoApprove.length > 0
  );
}
