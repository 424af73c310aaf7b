import type { DataNode } from '../parse/tree';
import type { PermissionRuleFact } from './fact';
import type { ClientSettings } from './governedSetting';
import { commandBeginning, plainWords } from './permissionPatterns';
import { unclearRule, type PermissionRule } from './permissionRule';
import { ruleItems } from './ruleItems';
import { patternRule, wholeToolRule } from './toolRule';

/*
 * Google Antigravity, the user's own file (reference landscape 5.10 and its entry, October 2026):
 * `command(prefix)` and `command(*)`; `command(regex:…)` is held against each word, which is not
 * compared. Deny before ask before allow.
 */

export const antigravitySettings: ClientSettings = {
  checked: 'October 2026',
  rules: readRules,
  settings: [],
};

function readRules(root: DataNode): readonly PermissionRuleFact[] {
  return (['allow', 'ask', 'deny'] as const).flatMap((list) =>
    ruleItems(root, ['permissions', list], list, 'antigravity'),
  );
}

/** @returns an unclear rule for expressions, and for tools that are no command. Never throws. */
export function parseAntigravityRule(text: string): PermissionRule {
  const rule = text.trim();
  const command = /^command\((.*)\)$/s.exec(rule)?.[1];
  if (command === undefined || command.startsWith('regex:')) return unclearRule(rule);
  const words = plainWords(command);
  if (words === '') return unclearRule(rule);
  return words === '*'
    ? wholeToolRule(rule, 'Bash')
    : patternRule(rule, 'Bash', `${words}:*`, 'command', commandBeginning(words));
}
