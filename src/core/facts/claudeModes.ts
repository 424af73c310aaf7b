import type { SettingFact } from './fact';
import { readAction, type Decision } from './permissionRule';

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

/** What the approval mode and the sandbox of Claude Code do with an action that no rule names. */
export function decideByClaudeMode(action: string, settings: readonly SettingFact[]): Decision {
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
