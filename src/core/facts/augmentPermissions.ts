import { memberOf } from '../parse/navigate';
import type { DataNode } from '../parse/tree';
import type { PermissionRuleFact } from './fact';
import { mcpTools } from './permissionPatterns';
import { unclearRule, type PermissionList, type PermissionRule } from './permissionRule';
import { regexRule } from './regexRule';
import { patternRule, singleToolRule } from './toolRule';

/*
 * Augment (reference landscape, section 5.10 and its entry; docs.augmentcode.com/cli/permissions, read
 * in November 2026): `toolPermissions` is a list of which the first rule that fits decides;
 * `shellInputRegex` is looked for in the command. A rule in which a script or a web address decides
 * counts as one that asks. Tools of MCP servers are called `tool_server`, of which nobody can tell
 * where the server begins.
 */

const lists: Readonly<Record<string, PermissionList>> = {
  deny: 'deny',
  'ask-user': 'ask',
  'webhook-policy': 'ask',
  'script-policy': 'ask',
  allow: 'allow',
};

/** Tools by the names that all clients share; every other tool keeps its own. */
const tools: Readonly<Record<string, string>> = {
  'launch-process': 'Bash',
  view: 'Read',
  'str-replace-editor': 'Edit',
  'save-file': 'Write',
  'web-fetch': 'WebFetch',
  'web-search': 'WebSearch',
};

/** The list, in its order. */
export function readAugmentPermissions(root: DataNode): readonly PermissionRuleFact[] {
  const rules = memberOf(root, 'toolPermissions')?.value;
  if (rules?.kind !== 'array') return [];
  return rules.items.flatMap((item, index) => {
    const name = memberOf(item, 'toolName')?.value;
    const type = memberOf(memberOf(item, 'permission')?.value, 'type')?.value;
    const word = type?.kind === 'string' ? type.value : '';
    const list = Object.hasOwn(lists, word) ? lists[word] : undefined;
    if (name?.kind !== 'string' || type === undefined || list === undefined) return [];
    const expression = memberOf(item, 'shellInputRegex')?.value;
    const input = expression?.kind === 'string' ? expression.value : '';
    const pointer = `/toolPermissions/${index}`;
    return [
      {
        facet: `permission.${list}` as const,
        subject: 'toolPermissions',
        pointer: `${pointer}/permission/type`,
        range: type.range,
        rule: `${name.value} ${input}`,
        written: input === '' ? name.value : `${name.value}: ${input}`,
        grammar: 'augment' as const,
        entry: { pointer, range: item.range },
      },
    ];
  });
}

/** A rule as `readAugmentPermissions` writes it: the tool, a space, the expression or nothing. */
export function parseAugmentRule(text: string): PermissionRule {
  const [, name, expression = ''] = /^(\S+)(?!\S) ?(.*)$/s.exec(text) ?? [];
  if (name === undefined) return unclearRule(text);
  const tool = (Object.hasOwn(tools, name) ? tools[name] : undefined) ?? name;
  if (expression !== '') {
    return tool === 'Bash'
      ? regexRule({ text: `${name}: ${expression}`, tool, kind: 'command', expression })
      : unclearRule(text);
  }
  const [, mcpTool, server] = /^(.+)_([^_]+)$/.exec(name) ?? [];
  if (!Object.hasOwn(tools, name) && mcpTool !== undefined && server !== undefined) {
    return patternRule(
      name,
      `mcp__${server}__${mcpTool}`,
      mcpTool,
      'mcp',
      mcpTools(server, mcpTool),
    );
  }
  return singleToolRule(name, tool);
}
