import { effectiveMembers, memberOf, pointerStep } from '../parse/navigate';
import type { DataNode } from '../parse/tree';
import type { PermissionRuleFact, SettingFact } from './fact';
import {
  readAction,
  unclearRule,
  type Decision,
  type PermissionList,
  type PermissionRule,
} from './permissionRule';
import { pathSpellings, regexRule } from './regexRule';

/*
 * Zed (reference landscape, section 5.8 and its entries, October 2026): for each tool lists of regular
 * expressions that are looked for anywhere in the command, path or address, without regard to case
 * unless `case_sensitive` says so. `always_deny` before `always_confirm` before `always_allow`, then the
 * default of the tool, then that of all tools. MCP tools are called `mcp:server:tool`.
 */

const lists: Readonly<Record<string, PermissionList>> = {
  always_allow: 'allow',
  always_confirm: 'ask',
  always_deny: 'deny',
};

/** Tools by the names that all clients share; every other tool keeps its own. */
const tools: Readonly<Record<string, string>> = {
  terminal: 'Bash',
  edit_file: 'Edit',
  write_file: 'Write',
  fetch: 'WebFetch',
  web_search: 'WebSearch',
};

const above = ['agent', 'tool_permissions', 'tools'];

/** The expressions of every tool. */
export function readZedPermissions(root: DataNode): readonly PermissionRuleFact[] {
  let node: DataNode | undefined = root;
  for (const key of above) node = memberOf(node, key)?.value;
  if (node?.kind !== 'object') return [];
  return effectiveMembers(node).flatMap((tool) =>
    tool.value.kind !== 'object'
      ? []
      : effectiveMembers(tool.value).flatMap((member) => {
          const list = Object.hasOwn(lists, member.key) ? lists[member.key] : undefined;
          if (list === undefined || member.value.kind !== 'array') return [];
          const at = above.map(pointerStep).join('') + pointerStep(tool.key);
          return member.value.items.flatMap((item, index) =>
            readPattern(tool.key, item, list, `${at}${pointerStep(member.key)}/${index}`),
          );
        }),
  );
}

function readPattern(
  tool: string,
  item: DataNode,
  list: PermissionList,
  pointer: string,
): readonly PermissionRuleFact[] {
  const pattern = item.kind === 'string' ? item : memberOf(item, 'pattern')?.value;
  if (pattern?.kind !== 'string' || pattern.value === '') return [];
  const exact = memberOf(item, 'case_sensitive')?.value;
  const flags = exact?.kind === 'boolean' && exact.value ? 's' : 'i';
  return [
    {
      facet: `permission.${list}`,
      subject: `permissions.${list}`,
      pointer: item.kind === 'string' ? pointer : `${pointer}/pattern`,
      range: pattern.range,
      rule: `${tool} ${flags} ${pattern.value}`,
      written: `${tool}: ${pattern.value}`,
      grammar: 'zed',
      ...(item.kind === 'string' ? {} : { entry: { pointer, range: item.range } }),
    },
  ];
}

/** A rule as `readZedPermissions` writes it: the tool, how case counts, the expression. */
export function parseZedRule(text: string): PermissionRule {
  const [, name, flags = '', expression = ''] = /^(\S+) ([is]) (.+)$/s.exec(text) ?? [];
  if (name === undefined) return unclearRule(text);
  const tool = toolOf(name);
  const path = tool === 'Edit' || tool === 'Write' || name.endsWith('_path');
  return regexRule({
    text: `${name}: ${expression}`,
    tool,
    kind: tool === 'Bash' ? 'command' : path ? 'path' : 'other',
    expression,
    flags: flags === 'i' ? 'i' : '',
    ...(path ? { written: pathSpellings } : {}),
  });
}

function toolOf(name: string): string {
  const [, server, tool] = /^mcp:([^:]+):(.+)$/.exec(name) ?? [];
  if (server !== undefined && tool !== undefined) return `mcp__${server}__${tool}`;
  return (Object.hasOwn(tools, name) ? tools[name] : undefined) ?? name;
}

const defaults: Readonly<Record<string, Decision>> = {
  allow: 'allowed',
  confirm: 'asked',
  deny: 'denied',
};

/** What the defaults of the file do with an action that no expression fits. */
export function decideByZedDefault(action: string, settings: readonly SettingFact[]): Decision {
  const { tool } = readAction(action);
  const value = (key: string): string | undefined =>
    settings.find((setting) => setting.key === `agent.tool_permissions.${key}`)?.value;
  const own = settings.find(({ key }) => {
    const name = /^agent\.tool_permissions\.tools\.(.+)\.default$/.exec(key)?.[1];
    return name !== undefined && toolOf(name) === tool;
  });
  return defaults[own?.value ?? value('default') ?? 'confirm'] ?? 'asked';
}
