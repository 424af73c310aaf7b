import { parseClaudePermissionRule } from './claudePermissionRule';
import { decideByClaudeMode } from './claudeModes';
import type { PermissionRuleFact } from './fact';
import type { PermissionGrammar } from './permissionGrammar';
import type { PermissionList, PermissionRule } from './permissionRule';

/** Every grammar of permission rules, by the name that facts carry. */
export const permissionGrammars = {
  'claude-code': {
    parse: parseClaudePermissionRule,
    model: 'strictest-wins',
    unruled: 'asked',
    unruledBy: decideByClaudeMode,
  },
  'vscode-terminal': {
    parse: parseClaudePermissionRule,
    model: 'strictest-wins',
    unruled: 'asked',
  },
} as const satisfies Readonly<Record<string, PermissionGrammar>>;

export type PermissionGrammarName = keyof typeof permissionGrammars;

export function grammarOf(fact: PermissionRuleFact): PermissionGrammar {
  return permissionGrammars[fact.grammar];
}

export function listOf(fact: PermissionRuleFact): PermissionList {
  switch (fact.facet) {
    case 'permission.allow':
      return 'allow';
    case 'permission.ask':
      return 'ask';
    case 'permission.deny':
      return 'deny';
  }
}

/** What a rule fact accepts. Its list is that of its facet. */
export function ruleOf(fact: PermissionRuleFact): PermissionRule {
  return grammarOf(fact).parse(fact.rule, listOf(fact));
}
