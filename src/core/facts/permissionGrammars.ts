import type { Memory, TextWork } from '../parse/memory';
import { decideByAgentDefault, parseAgentRule } from './agentFilePermissions';
import { parseAmpRule, parseGuardedFile } from './ampPermissions';
import { parseAugmentRule } from './augmentPermissions';
import { parseCommandBeginning, parseCommandWords } from './commandPrefixes';
import { parseContinueRule } from './continuePermissions';
import { parseIgnoreLine } from './ignoreList';
import { parseKiroRule, parseUnheardKiroRule } from './kiroPermissions';
import { parseCrushTool, parseGooseTool } from './toolNamePermissions';
import { decideByQwenMode } from './qwenModes';
import { decideByZedDefault, parseZedRule } from './zedPermissions';
import { editRules, guardedEdits, parseEditGlob } from './vscodeEditRule';
import { parseAntigravityRule } from './antigravitySettings';
import { parseClaudePermissionRule } from './claudePermissionRule';
import { decideByClaudeMode } from './claudeModes';
import { parseCodexRule } from './codexRules';
import { parseAddressRule, parseCopilotApproval, parseUnheardAddress } from './copilotPermissions';
import { parseCursorCommand, parseCursorMcp, parseCursorToken } from './cursorPermissions';
import type { PermissionRuleFact } from './fact';
import { parseGeminiPolicy, parseGeminiTool } from './geminiPolicies';
import { opencodeRules, parseOpencodeRule, parseOpencodeRule2 } from './opencodePermissions';
import type { PermissionGrammar } from './permissionGrammar';
import { unclearRule, type PermissionList, type PermissionRule } from './permissionRule';
import { parseTerminalRule } from './vscodeTerminalRule';

/** Every grammar of permission rules, by the name that facts carry. */
export const permissionGrammars = {
  'claude-code': {
    parse: parseClaudePermissionRule,
    model: 'strictest-wins',
    unruled: 'asked',
    unruledBy: decideByClaudeMode,
  },
  'vscode-terminal': {
    parse: parseTerminalRule,
    model: 'strictest-wins',
    unruled: 'asked',
  },
  antigravity: { parse: parseAntigravityRule, model: 'strictest-wins', unruled: 'asked' },
  'copilot-approvals': {
    parse: parseCopilotApproval,
    model: 'strictest-wins',
    unruled: 'asked',
  },
  addresses: { parse: parseAddressRule, model: 'strictest-wins', unruled: 'asked' },
  'addresses-unheard': { parse: parseUnheardAddress, model: 'strictest-wins', unruled: 'asked' },
  'cursor-terminal': { parse: parseCursorCommand, model: 'strictest-wins', unruled: 'asked' },
  'cursor-mcp': { parse: parseCursorMcp, model: 'strictest-wins', unruled: 'asked' },
  'cursor-cli': { parse: parseCursorToken, model: 'strictest-wins', unruled: 'asked' },
  'codex-rules': { parse: parseCodexRule, model: 'strictest-wins', unruled: 'asked' },
  'gemini-policy': { parse: parseGeminiPolicy, model: 'priority', unruled: 'asked' },
  'gemini-tools': { parse: parseGeminiTool, model: 'strictest-wins', unruled: 'asked' },
  opencode: {
    parse: parseOpencodeRule,
    model: 'last-match',
    unruled: 'allowed',
    builtIn: opencodeRules,
  },
  'opencode-agent': {
    parse: parseOpencodeRule,
    model: 'last-match',
    unruled: 'allowed',
    inherits: 'opencode',
    builtIn: opencodeRules,
  },
  'vscode-edits': {
    parse: parseEditGlob,
    model: 'last-match',
    unruled: 'asked',
    overruling: guardedEdits,
    builtIn: editRules,
  },
  'ignored-files': { parse: parseIgnoreLine, model: 'last-match', unruled: 'allowed' },
  'command-words': { parse: parseCommandWords, model: 'strictest-wins', unruled: 'asked' },
  'command-beginnings': { parse: parseCommandBeginning, model: 'priority', unruled: 'asked' },
  zed: {
    parse: parseZedRule,
    model: 'strictest-wins',
    unruled: 'asked',
    unruledBy: decideByZedDefault,
  },
  amp: { parse: parseAmpRule, model: 'first-match', unruled: 'allowed' },
  'guarded-files': { parse: parseGuardedFile, model: 'strictest-wins', unruled: 'asked' },
  continue: { parse: parseContinueRule, model: 'strictest-wins', unruled: 'asked' },
  goose: { parse: parseGooseTool, model: 'strictest-wins', unruled: 'asked' },
  crush: { parse: parseCrushTool, model: 'strictest-wins', unruled: 'asked' },
  augment: { parse: parseAugmentRule, model: 'first-match', unruled: 'asked' },
  'agent-tools': {
    parse: parseAgentRule,
    model: 'strictest-wins',
    unruled: 'asked',
    unruledBy: decideByAgentDefault,
  },
  kiro: { parse: parseKiroRule, model: 'strictest-wins', unruled: 'asked' },
  'kiro-unheard': {
    parse: parseUnheardKiroRule,
    model: 'strictest-wins',
    unruled: 'asked',
    deaf: true,
  },
  qwen: {
    parse: parseClaudePermissionRule,
    model: 'strictest-wins',
    unruled: 'asked',
    unruledBy: decideByQwenMode,
  },
  'opencode-2': { parse: parseOpencodeRule2, model: 'last-match', unruled: 'asked' },
  'opencode-agent-2': {
    parse: parseOpencodeRule2,
    model: 'last-match',
    unruled: 'asked',
    inherits: 'opencode-2',
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

type RuleReaders = Readonly<Record<PermissionList, TextWork<PermissionRule>>>;

const readers: ReadonlyMap<string, RuleReaders> = new Map(
  Object.entries<PermissionGrammar>(permissionGrammars).map(([name, { parse }]) => [
    name,
    {
      allow: (text) => parse(text, 'allow'),
      ask: (text) => parse(text, 'ask'),
      deny: (text) => parse(text, 'deny'),
    },
  ]),
);

/** “Always allow” writes down whole scripts; none is longer. */
const longestRule = 20_000;

/** What a rule fact accepts. Its list is that of its facet. */
export function ruleOf(fact: PermissionRuleFact, memory?: Memory): PermissionRule {
  if (fact.rule.length > longestRule) return unclearRule(fact.rule);
  const read = readers.get(fact.grammar)?.[listOf(fact)];
  return memory === undefined || read === undefined
    ? grammarOf(fact).parse(fact.rule, listOf(fact))
    : memory.recall(read, fact.rule);
}
