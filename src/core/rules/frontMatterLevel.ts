import { t } from '@vscode/l10n';
import type { Change } from '../compare/change';
import { frontMatterNames } from '../compare/frontMatterDirection';
import { classifyAction } from '../compare/permissionAction';
import { examplesOf, isContained } from '../compare/permissionOrder';
import { summarizeAction } from '../compare/permissionPhrases';
import { parseClaudePermissionRule } from '../facts/claudePermissionRule';
import { weightOf, type ActionWeight } from './permissionWeight';
import type { Severity } from './rule';

export interface FrontMatterLevel {
  readonly severity: Severity;
  readonly because: string;
  readonly advice: string;
}

/**
 * How far a wider key of `facts/frontMatterOrder.ts` reaches, and what to do about it.
 *
 * @param key as written
 */
export function frontMatterLevel(key: string, { before, after }: Change): FrontMatterLevel {
  const name = key.toLowerCase().replace(/[-_]/g, '');
  switch (name) {
    case 'tools':
    case 'allowedtools':
      return toolLevel(name === 'tools', before, after);
    case 'disallowedtools':
      return {
        severity: 'high',
        because: t('fewer tools are refused'),
        advice: t('Put back what it must not use.'),
      };
    case 'permissionmode':
    case 'autoexecutionmode':
      return {
        severity: /bypass|auto$|^"?3/i.test((after ?? '').replace(/"/g, '')) ? 'high' : 'medium',
        because: t('fewer questions'),
        advice: t('Restore it unless nobody needs to see what it does.'),
      };
    case 'agentcardurl':
    case 'kind':
    case 'target':
      return {
        severity: 'medium',
        because: t('runs elsewhere'),
        advice: t('Check who runs that machine and what it may see.'),
      };
    case 'permission':
      if (anyCommand.test(after ?? '') && !anyCommand.test(before ?? '')) return anyCommandLevel();
      return more();
    case 'mcpservers':
    case 'handoffs':
    case 'readonly':
    case 'mode':
    case 'agent':
      return more();
    default:
      return {
        severity: 'low',
        because: t('a little more room'),
        advice: t('Check that its task needs that.'),
      };
  }
}

/** OpenCode's decisions, canonical: `{"bash":"allow"}`, `{"bash":{"*":"allow"}}`, `"allow"`. */
const anyCommand =
  /^"allow"$|^\{(?:[^{}]{0,2000},)?"\*":"allow"|"bash":(?:"allow"|\{(?:"\*":"allow"|[^{}]{0,2000},"\*":"allow"))/;

function more(): FrontMatterLevel {
  return {
    severity: 'medium',
    because: t('it may do more'),
    advice: t('Check that its task needs that.'),
  };
}

function anyCommandLevel(): FrontMatterLevel {
  return {
    severity: 'high',
    because: t('runs any command'),
    advice: t('What it reads may tell it what to run. Name the commands it needs, or take it out.'),
  };
}

const runsCommands = /^(?:bash|shell|execute\w*|run\w*|terminal\w*|command|powershell)\b/i;
const onlyLooks =
  /^(?:read\w*|view|grep|glob|ls|list\w*|search\w*|codebase|usages|problems|changes|notebookread|todo\w*|fileSearch|textSearch|semantic_search)(?:\/\w+)*$/i;

function toolLevel(
  limits: boolean,
  before: string | undefined,
  after: string | undefined,
): FrontMatterLevel {
  const now = frontMatterNames(after);
  const old = new Set(frontMatterNames(before) ?? []);
  const fresh = (now ?? []).filter((tool) => !old.has(tool));
  if ((limits && now === undefined) || fresh.some((tool) => /^(?:\*|all)$/i.test(tool))) {
    return {
      severity: 'high',
      because: t('all tools'),
      advice: t('Name the tools its task needs.'),
    };
  }
  if (fresh.some((tool) => runsCommands.test(tool) && !/\([^*)]/.test(tool))) {
    return anyCommandLevel();
  }
  const high = limits ? undefined : highAction([...old], fresh);
  if (high !== undefined) {
    return {
      severity: 'high',
      because: t('{0} unasked', summarizeAction(high.action)),
      advice: high.weight.advice(),
    };
  }
  if (fresh.length > 0 && fresh.every((tool) => onlyLooks.test(tool))) {
    return {
      severity: 'low',
      because: t('more to look at'),
      advice: t('Check that its task needs that.'),
    };
  }
  return {
    severity: 'medium',
    because: t('more tools'),
    advice: t('Check that its task needs them.'),
  };
}

/** What a permission rule in the list grants weighs here what it weighs in the settings. */
function highAction(
  old: readonly string[],
  fresh: readonly string[],
): { readonly action: string; readonly weight: ActionWeight } | undefined {
  const before = old.filter(isRule).map((tool) => parseClaudePermissionRule(tool, 'allow'));
  for (const tool of fresh.filter(isRule)) {
    const rule = parseClaudePermissionRule(tool, 'allow');
    if (before.some((other) => isContained(rule, other))) continue;
    for (const action of examplesOf(rule)) {
      const weight = weightOf(classifyAction(action));
      const severity = rule.exact ? weight.exact : weight.severity;
      if (severity === 'high' || severity === 'critical') return { action, weight };
    }
  }
  return undefined;
}

function isRule(tool: string): boolean {
  return /^[A-Z]\w*\(.+\)$/.test(tool);
}
