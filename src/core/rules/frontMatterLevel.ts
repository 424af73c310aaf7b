import { t } from '@vscode/l10n';
import type { Change } from '../compare/change';
import { frontMatterNames } from '../compare/frontMatterDirection';
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
    case 'mcpservers':
    case 'handoffs':
    case 'readonly':
    case 'mode':
    case 'agent':
      return {
        severity: 'medium',
        because: t('it may do more'),
        advice: t('Check that its task needs that.'),
      };
    default:
      return {
        severity: 'low',
        because: t('a little more room'),
        advice: t('Check that its task needs that.'),
      };
  }
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
    return {
      severity: 'high',
      because: t('runs any command'),
      advice: t(
        'What it reads may tell it what to run. Name the commands it needs, or take it out.',
      ),
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
