import { t } from '@vscode/l10n';
import { canonicalValue, effectiveMembers, memberOf } from '../parse/navigate';
import type { DataNode, Member, ObjectNode } from '../parse/tree';
import type { PermissionRuleFact } from './fact';
import { literal, mcpTools, moreWords, wholeTool, wildcards } from './permissionPatterns';
import {
  completeRule,
  unclearRule,
  type PermissionList,
  type PermissionRule,
  type Piece,
} from './permissionRule';
import { regexPieces } from './regexPieces';
import { ruleItems } from './ruleItems';
import { patternRule, wholeToolRule } from './toolRule';

/*
 * Gemini CLI (reference landscape, section 5.6 and its entries, October 2026).
 *
 * Policies: `[[rule]]` with `toolName` (one or several, `*` as wildcard), `mcpName`, `commandPrefix`,
 * `commandRegex`, `argsPattern`, `modes`, `decision` and `priority`; the higher number decides. Which
 * tier a file has depends on where it stands and is the same for all its rules. At the same number
 * nothing is documented; the stricter rule is taken to decide.
 *
 * Settings: `tools.allowed`, `tools.confirmationRequired` and `tools.exclude` name tools, the shell with
 * the beginning of a command: `run_shell_command(git)`.
 */

const lists: Readonly<Record<string, PermissionList>> = {
  allow: 'allow',
  ask_user: 'ask',
  deny: 'deny',
};

/** Tools by the names that all clients share; every other tool keeps its own. */
const tools: Readonly<Record<string, string>> = {
  run_shell_command: 'Bash',
  ShellTool: 'Bash',
  read_file: 'Read',
  ReadFileTool: 'Read',
  glob: 'Glob',
  search_file_content: 'Grep',
  grep_search: 'Grep',
  list_directory: 'LS',
  write_file: 'Write',
  WriteFileTool: 'Write',
  replace: 'Edit',
  EditTool: 'Edit',
  web_fetch: 'WebFetch',
  WebFetchTool: 'WebFetch',
  google_web_search: 'WebSearch',
};

/** What a rule looks at; the text of its fact is this as JSON. */
interface Policy {
  readonly toolName: readonly string[];
  readonly mcpName?: string | undefined;
  readonly commandPrefix?: readonly string[] | undefined;
  readonly commandRegex?: string | undefined;
  /** What cannot be compared: arguments, what a server says of its tools. */
  readonly rest?: unknown;
}

/** The rules of one policy file, in its order. */
export function readGeminiPolicies(root: DataNode): readonly PermissionRuleFact[] {
  const rules = memberOf(root, 'rule')?.value;
  if (rules?.kind !== 'array') return [];
  return rules.items.flatMap((item, index) =>
    item.kind === 'object' ? readPolicy(item, `/rule/${index}`) : [],
  );
}

function readPolicy(node: ObjectNode, pointer: string): readonly PermissionRuleFact[] {
  const decision = memberOf(node, 'decision');
  const word = decision?.value.kind === 'string' ? decision.value.value : '';
  const list = Object.hasOwn(lists, word) ? lists[word] : undefined;
  if (list === undefined || decision === undefined) return [];
  const priority = memberOf(node, 'priority')?.value;
  const policy: Policy = {
    toolName: textsOf(memberOf(node, 'toolName')),
    mcpName: textsOf(memberOf(node, 'mcpName'))[0],
    commandPrefix: optional(textsOf(memberOf(node, 'commandPrefix'))),
    commandRegex: textsOf(memberOf(node, 'commandRegex'))[0],
    rest: restOf(node),
  };
  const fact = {
    facet: `permission.${list}` as const,
    subject: `permissions.${list}`,
    pointer: `${pointer}/decision`,
    range: decision.value.range,
    rule: JSON.stringify(policy),
    written: writtenOf(policy),
    grammar: 'gemini-policy' as const,
    priority: priority?.kind === 'number' ? priority.value : 0,
  };
  const sets = setsOf(node);
  return sets.length === 0 ? [fact] : sets.map((set) => ({ ...fact, set }));
}

/** The beginning of a shell's command as the client's own short form writes it. */
function writtenOf({ toolName, mcpName, commandPrefix, commandRegex, rest }: Policy): string {
  const server = mcpName === undefined ? '' : `${mcpName}: `;
  const command =
    commandPrefix?.join('|') ?? (commandRegex === undefined ? undefined : `/${commandRegex}/`);
  const name = toolName.length === 0 ? '*' : toolName.join('|');
  const limits = rest === undefined ? '' : ` ${JSON.stringify(rest)}`;
  return `${server}${command === undefined ? name : `${name}(${command})`}${limits}`;
}

/** Rules for a mode or another agent are compared among themselves only. */
function setsOf(node: ObjectNode): readonly string[] {
  const modes = textsOf(memberOf(node, 'modes'));
  const agents = textsOf(memberOf(node, 'subagent'));
  const interactive = memberOf(node, 'interactive')?.value;
  const more = [
    ...agents.map((name) => t('For the agent `{0}`', name)),
    ...(interactive?.kind === 'boolean'
      ? [interactive.value ? t('With a person present') : t('Without a person present')]
      : []),
  ].join(', ');
  if (modes.length === 0) return more === '' ? [] : [more];
  return modes.map((mode) =>
    [t('In mode `{0}`', mode), more].filter((part) => part !== '').join(', '),
  );
}

const decided = new Set([
  'toolName',
  'mcpName',
  'commandPrefix',
  'commandRegex',
  'decision',
  'priority',
  'modes',
  'subagent',
  'interactive',
  'denyMessage',
  'deny_message',
  'allowRedirection',
  'allow_redirection',
  'description',
  'name',
]);

function restOf(node: ObjectNode): unknown {
  const others = effectiveMembers(node).filter(({ key }) => !decided.has(key));
  if (others.length === 0) return undefined;
  return Object.fromEntries(
    others
      .map(({ key, value }) => [key, canonicalValue(value)] as const)
      .sort(([left], [right]) => (left < right ? -1 : 1)),
  );
}

function textsOf(member: Member | undefined): readonly string[] {
  const value = member?.value;
  const items = value?.kind === 'array' ? value.items : value === undefined ? [] : [value];
  return items.flatMap((item) => (item.kind === 'string' ? [item.value] : []));
}

function optional<Item>(list: readonly Item[]): readonly Item[] | undefined {
  return list.length === 0 ? undefined : list;
}

/** A rule as `readGeminiPolicies` writes it. */
export function parseGeminiPolicy(text: string): PermissionRule {
  const policy = policyOf(text);
  if (policy === undefined || policy.rest !== undefined) return unclearRule(text);
  const { toolName, mcpName, commandPrefix, commandRegex } = policy;
  if (commandRegex !== undefined) {
    const found = regexPieces(commandRegex, '', true);
    if (found === undefined) return unclearRule(text);
    const pieces = [literal('Bash('), ...found];
    return patternRule(text, 'Bash', commandRegex, 'command', { pieces, exact: false });
  }
  if (commandPrefix !== undefined) return prefixRule(text, commandPrefix);
  const names = toolName.length === 0 ? ['*'] : toolName;
  if (mcpName === undefined && names.includes('*')) {
    const pieces: readonly Piece[] = [{ kind: 'anything' }];
    return patternRule(text, '', '*', 'tool', { pieces, exact: false });
  }
  const branches = names.map((name) =>
    mcpName === undefined ? toolPieces(name) : mcpTools(mcpName, name).pieces,
  );
  const [only] = branches;
  const [first = ''] = names;
  if (
    only !== undefined &&
    branches.length === 1 &&
    mcpName === undefined &&
    !first.includes('*')
  ) {
    return wholeToolRule(text, toolOf(first));
  }
  return completeRule({
    text,
    tool: '',
    specifier: undefined,
    kind: mcpName === undefined ? 'tool' : 'mcp',
    pieces: only !== undefined && branches.length === 1 ? only : [{ kind: 'either', branches }],
    exact: false,
    unclear: false,
  });
}

function policyOf(text: string): Policy | undefined {
  try {
    const policy = JSON.parse(text) as Partial<Policy> | null;
    return Array.isArray(policy?.toolName) ? (policy as Policy) : undefined;
  } catch {
    return undefined;
  }
}

function prefixRule(text: string, prefixes: readonly string[]): PermissionRule {
  const branches = prefixes.map((prefix) => [literal(prefix.trim()), moreWords()]);
  const pieces: readonly Piece[] = [literal('Bash('), { kind: 'either', branches }];
  return patternRule(text, 'Bash', `${prefixes[0] ?? ''}:*`, 'command', { pieces, exact: false });
}

function toolOf(name: string): string {
  return (Object.hasOwn(tools, name) ? tools[name] : undefined) ?? name;
}

/** A tool by its name; of MCP tools `mcp_server_tool`, whose parts cannot be told apart for sure. */
function toolPieces(name: string): readonly Piece[] {
  const [, server, tool] = /^mcp_([^_*]+)_(.+)$/.exec(name) ?? [];
  if (server !== undefined && tool !== undefined) return mcpTools(server, tool).pieces;
  if (!name.includes('*')) return wholeTool(toolOf(name));
  return [
    ...wildcards(name.startsWith('mcp_') ? `mcp__${name.slice(4)}` : name),
    literal('('),
    { kind: 'anything' },
  ];
}

/** The lists of tools in Gemini's settings, new places and old. */
export function readGeminiTools(root: DataNode): readonly PermissionRuleFact[] {
  const places: readonly (readonly [readonly string[], PermissionList])[] = [
    [['tools', 'allowed'], 'allow'],
    [['allowedTools'], 'allow'],
    [['tools', 'confirmationRequired'], 'ask'],
    [['tools', 'exclude'], 'deny'],
    [['excludeTools'], 'deny'],
  ];
  return places.flatMap(([path, list]) => ruleItems(root, path, list, 'gemini-tools'));
}

/** One entry: a tool, or the shell with the beginning of a command. */
export function parseGeminiTool(text: string): PermissionRule {
  const entry = text.trim();
  const [, name, command] = /^([\w.*-]+)(?:\((.*)\))?$/s.exec(entry) ?? [];
  if (name === undefined) return unclearRule(entry);
  const tool = toolOf(name);
  if (command === undefined || /^\**$/.test(command.trim())) {
    if (/^mcp__?|\*/.test(name)) {
      const pieces = toolPieces(name.replace(/^mcp__/, 'mcp_'));
      return patternRule(entry, name, '', 'mcp', { pieces, exact: false });
    }
    return wholeToolRule(entry, tool);
  }
  return tool === 'Bash' ? { ...prefixRule(entry, [command]), text: entry } : unclearRule(entry);
}
