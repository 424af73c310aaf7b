import { effectiveMembers, memberOf } from '../parse/navigate';
import type { DataNode } from '../parse/tree';
import type { PermissionRuleFact, SettingFact } from './fact';
import {
  anything,
  globPattern,
  literal,
  mcpTools,
  textMarks,
  wildcards,
} from './permissionPatterns';
import {
  readAction,
  unclearRule,
  type Decision,
  type PermissionList,
  type PermissionRule,
  type Piece,
} from './permissionRule';
import { regexRule } from './regexRule';
import { ruleItems } from './ruleItems';
import { patternRule, singleToolRule } from './toolRule';

/*
 * Agents of Amazon Q and of Kiro, its successor (reference landscape, section 5.10 and their entries;
 * aws.github.io/amazon-q-developer-cli/built-in-tools.html, read in November 2026): `allowedTools`
 * holds tools that run without asking, `@server/tool` with `*` as wildcard, a bare `*` means nothing.
 * Below `toolsSettings`: commands are expressions that must fit the whole command, paths are globs, and
 * what is denied wins.
 */

/** Tools by the names that all clients share; every other tool keeps its own. */
const tools: Readonly<Record<string, string>> = {
  execute_bash: 'Bash',
  execute_cmd: 'Bash',
  shell: 'Bash',
  fs_read: 'Read',
  read: 'Read',
  fs_write: 'Edit',
  write: 'Edit',
  web_fetch: 'WebFetch',
  web_search: 'WebSearch',
};

const settingLists: Readonly<
  Record<string, readonly [PermissionList, 'command' | 'path' | 'service']>
> = {
  allowedCommands: ['allow', 'command'],
  deniedCommands: ['deny', 'command'],
  allowedPaths: ['allow', 'path'],
  deniedPaths: ['deny', 'path'],
  allowedServices: ['allow', 'service'],
  deniedServices: ['deny', 'service'],
};

/** What runs without asking and what is refused, by the agent's lists. */
export function readAgentPermissions(root: DataNode): readonly PermissionRuleFact[] {
  const facts = [
    ...ruleItems(root, ['allowedTools'], 'allow', 'agent-tools', (item) => `tool ${item}`),
  ];
  const settings = memberOf(root, 'toolsSettings')?.value;
  if (settings?.kind !== 'object') return facts;
  for (const tool of effectiveMembers(settings)) {
    if (tool.value.kind !== 'object') continue;
    for (const { key } of effectiveMembers(tool.value)) {
      const known = Object.hasOwn(settingLists, key) ? settingLists[key] : undefined;
      if (known === undefined) continue;
      const [list, kind] = known;
      const path = ['toolsSettings', tool.key, key];
      facts.push(
        ...ruleItems(root, path, list, 'agent-tools', (item) => `${kind} ${tool.key} ${item}`),
      );
    }
  }
  return facts;
}

/** A rule as `readAgentPermissions` writes it. */
export function parseAgentRule(text: string): PermissionRule {
  const [, kind, rest = ''] = /^(tool|command|path|service) (.+)$/s.exec(text) ?? [];
  if (kind === undefined) return unclearRule(text);
  if (kind === 'tool') return parseAllowedTool(rest.trim());
  const space = rest.indexOf(' ');
  const [name, what] = [rest.slice(0, space), rest.slice(space + 1).trim()];
  if (space <= 0 || what === '') return unclearRule(rest);
  const tool = toolOf(name);
  if (kind === 'command') {
    return regexRule({ text: what, tool: 'Bash', kind: 'command', expression: what, whole: true });
  }
  if (kind === 'service') {
    const pieces = [literal(`${tool}(`), ...wildcards(what)];
    return patternRule(what, tool, what, 'other', { pieces, exact: !what.includes('*') });
  }
  const pattern = globPattern([literal(`${tool}(`)], what);
  return pattern === undefined ? unclearRule(what) : patternRule(what, tool, what, 'path', pattern);
}

function parseAllowedTool(name: string): PermissionRule {
  const [, server, tool] = /^@([^/]+)(?:\/(.+))?$/.exec(name) ?? [];
  if (server === 'builtin') return unclearRule(name);
  if (server !== undefined) {
    const shown = `mcp__${server}__${tool ?? '*'}`;
    return patternRule(name, shown, tool ?? '', 'mcp', mcpTools(server, tool));
  }
  if (/^\*+$/.test(name)) return { ...singleToolRule(name, name), inert: 'bare-star' };
  if (/[*?]/.test(name)) return patternOfTools(name);
  return singleToolRule(name, toolOf(name));
}

/** `fs_*`: the tools known by such a name, and those nobody knows. */
function patternOfTools(name: string): PermissionRule {
  const head = (pieces: readonly Piece[]): readonly Piece[] => [...pieces, literal('('), anything];
  const fits = findTools(name);
  const branches = [head(textMarks(name)), ...fits.map((tool) => head([literal(tool)]))];
  const pieces: readonly Piece[] = [{ kind: 'either', branches }];
  return patternRule(name, name, '', 'tool', { pieces, exact: false });
}

function findTools(pattern: string): readonly string[] {
  const parts = pattern.split(/[*?]+/);
  const [start = '', end = ''] = [parts[0], parts.at(-1)];
  const known = Object.entries(tools).filter(
    ([name]) => parts.length === 2 && name.startsWith(start) && name.endsWith(end),
  );
  return [...new Set(known.map(([, tool]) => tool))];
}

function toolOf(name: string): string {
  return (Object.hasOwn(tools, name) ? tools[name] : undefined) ?? name;
}

/** What happens to a command that no list names. */
export function decideByAgentDefault(action: string, settings: readonly SettingFact[]): Decision {
  const { tool } = readAction(action);
  const refused = settings.some(({ key, value }) => {
    const name = /^toolsSettings\.(.+)\.denyByDefault$/.exec(key)?.[1];
    return name !== undefined && value === 'true' && toolOf(name) === tool;
  });
  return refused ? 'denied' : 'asked';
}
