import type { SettingFact } from './fact';
import { readAction, type Decision } from './permissionRule';

const modeKeys = new Set(['approvalMode', 'tools.approvalMode']);

/**
 * What Qwen Code does with an action that no rule names (reference landscape, its entry; like Gemini
 * CLI, from which it is made, it reads inside the project without asking).
 */
export function decideByQwenMode(action: string, settings: readonly SettingFact[]): Decision {
  const { tool, what } = readAction(action);
  const inProject = what.startsWith('./') && !what.includes('/../');
  if (inProject && /^(?:Read|Grep|Glob|LS)$/.test(tool)) return 'allowed';
  const mode = settings.find(({ key }) => modeKeys.has(key))?.value;
  // In `auto` a model decides; the worse is assumed.
  if (mode === 'yolo' || mode === 'auto') return 'allowed';
  return mode === 'auto-edit' && /^(?:Edit|Write|MultiEdit)$/.test(tool) ? 'allowed' : 'asked';
}
