import { t } from '@vscode/l10n';
import type { ChangeDetail } from '../compare/change';
import { acceptsAction } from '../compare/permissionOrder';
import { ruleOf } from '../facts/permissionGrammars';
import { readAction } from '../facts/permissionRule';
import { quote } from '../facts/quote';

type PermissionDetail = Extract<ChangeDetail, { readonly kind: 'permission' }>;

/** A name that nothing has: reading it tells nothing, and creating it changes nothing that matters. */
export const probeName = 'mcp-change-probe';

/**
 * Programs that say their version and end, whatever else they do. Not those of a project: a script
 * that does not know `--version` would just run.
 */
const programs =
  'curl wget git npm npx node python3 python pip docker kubectl gh terraform aws az gcloud cargo go uv make sed find rm mv cp chmod dd ssh scp psql mysql'.split(
    ' ',
  );
/** Those that show the help of a subcommand and end, also of one they do not know. */
const programsWithSubcommands = new Set('git npm docker kubectl gh terraform cargo'.split(' '));

/**
 * A request that a permission rule decides about and that does no harm whatever the decision is. A
 * check of a rollback must not do what the rollback is meant to prevent: it may not have worked.
 *
 * @returns undefined when the rule accepts nothing harmless; then it can only be looked up
 */
export function harmlessProbe(detail: PermissionDetail): string | undefined {
  const { list, rule, baseline } = detail;
  const loosened = list === 'deny' ? baseline : rule;
  if (loosened === undefined) return undefined;
  const other = list === 'deny' ? rule : baseline;
  const inside = ruleOf(loosened);
  const outside = other?.facet === loosened.facet ? ruleOf(other) : undefined;
  // Reading in the project is not asked about anyway, so it proves nothing about an allow rule.
  if (inside.tool === 'Read' && list === 'allow') return undefined;
  const action = candidates(inside.tool, inside.specifier).find(
    (candidate) =>
      acceptsAction(inside, candidate) &&
      !(outside !== undefined && acceptsAction(outside, candidate)),
  );
  return action === undefined ? undefined : sentence(action);
}

function sentence(action: string): string | undefined {
  const { tool, what } = readAction(action);
  switch (tool) {
    case 'Bash':
      return t('Ask the agent to run {0}, which changes nothing.', quote(what));
    case 'Read':
      return t('Ask the agent to read {0}, which does not exist.', quote(what));
    case 'Edit':
      return t('Ask the agent to create {0}, an empty file.', quote(what));
    case 'WebFetch':
      return t('Ask the agent to fetch {0}, which cannot exist.', quote(`https://${what}/`));
    default:
      return undefined;
  }
}

function candidates(tool: string, specifier: string | undefined): readonly string[] {
  switch (tool) {
    case 'Bash':
      return commands(specifier).map((command) => `Bash(${command}`);
    case 'Read':
    case 'Edit':
      // Without a wildcard it is the path itself, which may well exist.
      return specifier?.includes('*') === false ? [] : [`${tool}(${pathOf(specifier)}`];
    case 'WebFetch':
      // A top-level domain that is reserved for names that do not exist (RFC 2606).
      return [`WebFetch(${probeName}.invalid`];
    default:
      return [];
  }
}

function commands(specifier: string | undefined): readonly string[] {
  const [program = '', subcommand = ''] = (specifier ?? '').replace(/:\*$/, '').split(/\s+/);
  const own = programs.includes(program) ? [`${program} --version`] : [];
  const help =
    programsWithSubcommands.has(program) && /^[a-z][a-z-]*$/.test(subcommand)
      ? [`${program} ${subcommand} --help`]
      : [];
  return [...own, ...help, ...programs.map((other) => `${other} --version`)];
}

/** The rule's own path with a name nothing has for each wildcard. */
function pathOf(specifier: string | undefined): string {
  const path = (specifier ?? '*').replace(/\*+/g, probeName);
  return /^(?:\.\/|\/|~)/.test(path) ? path : `./${path}`;
}
