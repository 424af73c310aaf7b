import type { ClaudePermissionRule } from '../facts/claudePermissionRule';
import type { SettingFact } from '../facts/fact';
import { readAction } from './permissionAction';
import type { Effort } from './permissionAutomaton';
import { acceptsAction } from './permissionOrder';

export type Decision = 'allowed' | 'asked' | 'denied';

/** The three lists of one side. */
export interface PermissionLists {
  readonly allow: readonly ClaudePermissionRule[];
  readonly ask: readonly ClaudePermissionRule[];
  readonly deny: readonly ClaudePermissionRule[];
}

/** Tools that Claude Code uses without asking. */
const neverAsked = new Set([
  'Agent',
  'ExitPlanMode',
  'LS',
  'LSP',
  'NotebookRead',
  'TodoRead',
  'TodoWrite',
  'ToolSearch',
]);

/**
 * What happens to an action under the rules and settings of one file: deny wins over ask, ask over
 * allow, and what no rule names is left to the mode. Other layers (user, managed) are not known here.
 *
 * @param action as in `claudePermissionRule.ts`
 */
export function decideAction(
  action: string,
  lists: PermissionLists,
  settings: readonly SettingFact[],
  effort: Effort,
): Decision {
  const has = (rules: PermissionLists['allow']): boolean =>
    rules.some((rule) => acceptsAction(rule, action, effort));
  if (has(lists.deny)) return 'denied';
  if (has(lists.ask)) return 'asked';
  // Where it cannot be worked out in time, the worse is assumed.
  if (has(lists.allow) || effort.left <= 0) return 'allowed';
  return decideByMode(action, settings);
}

/** What the approval mode and the sandbox do with an action that no rule names. */
export function decideByMode(action: string, settings: readonly SettingFact[]): Decision {
  const { tool, what } = readAction(action);
  const inProject = what.startsWith('./') && !what.includes('/../');
  // Reading in the working directory is never asked for, in any mode.
  if (neverAsked.has(tool)) return 'allowed';
  if ((tool === 'Read' || tool === 'Grep' || tool === 'Glob') && inProject) return 'allowed';
  const mode = valueOf(settings, 'permissions.defaultMode') ?? 'default';
  // From project files current versions ignore these two; older ones obey, so the worse is assumed.
  if (mode === 'bypassPermissions' || mode === 'auto') return 'allowed';
  if (mode === 'dontAsk') return 'denied';
  const writes = tool === 'Edit' || tool === 'Write' || tool === 'MultiEdit';
  if (mode === 'acceptEdits' && writes && inProject) return 'allowed';
  const sandboxed =
    valueOf(settings, 'sandbox.enabled') === 'true' &&
    valueOf(settings, 'sandbox.autoAllowBashIfSandboxed') !== 'false';
  return tool === 'Bash' && sandboxed ? 'allowed' : 'asked';
}

function valueOf(settings: readonly SettingFact[], key: string): string | undefined {
  return settings.find((setting) => setting.key === key)?.value;
}
