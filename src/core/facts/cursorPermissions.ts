import { effectiveMembers, memberOf } from '../parse/navigate';
import type { DataNode } from '../parse/tree';
import type { PermissionRuleFact } from './fact';
import { ruleItems } from './ruleItems';
import {
  addressPattern,
  commandBeginning,
  globPattern,
  headOf,
  literal,
  mcpTools,
  plainWords,
  wildcards,
  type Pattern,
} from './permissionPatterns';
import { unclearRule, type PermissionRule } from './permissionRule';
import { patternRule, wholeToolRule } from './toolRule';

/*
 * Cursor's permissions (reference landscape, section 5.4 and its entries, October 2026).
 *
 * `.cursor/permissions.json`: `terminalAllowlist` holds beginnings of commands, word by word and in
 * their case, or `base:arguments` with `*` in the arguments; `mcpAllowlist` holds `server:tool` with `*`
 * for either. There is no list that denies.
 * `cli.json`, `cli-config.json`: `Shell(base)` and `Shell(base:arguments)`, `Read(glob)`, `Write(glob)`,
 * `WebFetch(host)`, `Mcp(server:tool)` in `allow` and `deny`; `deny` wins.
 */

/** The rules of `permissions.json`. */
export function readCursorAllowlists(root: DataNode): readonly PermissionRuleFact[] {
  return [
    ...ruleItems(root, ['terminalAllowlist'], 'allow', 'cursor-terminal'),
    ...ruleItems(root, ['mcpAllowlist'], 'allow', 'cursor-mcp'),
  ];
}

/** The rules of `cli.json` and `cli-config.json`. */
export function readCursorTokens(root: DataNode): readonly PermissionRuleFact[] {
  const permissions = memberOf(root, 'permissions')?.value;
  if (permissions?.kind !== 'object') return [];
  return effectiveMembers(permissions).flatMap(({ key }) =>
    key === 'allow' || key === 'deny'
      ? ruleItems(root, ['permissions', key], key, 'cursor-cli')
      : [],
  );
}

/** An entry of `terminalAllowlist`, or what stands in `Shell(…)`. */
export function parseCursorCommand(text: string): PermissionRule {
  const entry = plainWords(text);
  if (entry === '') return unclearRule(text);
  if (/^\*+(?::\*+)?$/.test(entry)) return wholeToolRule(entry, 'Bash');
  return patternRule(entry, 'Bash', entry, 'command', commandPattern(entry));
}

function commandPattern(entry: string): Pattern {
  const colon = entry.indexOf(':');
  // The colon belongs to the command where words stand before it: `npm run test:unit`.
  if (colon <= 0 || entry.slice(0, colon).includes(' ')) {
    // Cursor's page says of tokens that they may be globs; `gh *` is what people write for `gh`.
    const beginning = entry.replace(/ \*{1,2}$/, '');
    return beginning.includes('*')
      ? { pieces: [literal('Bash('), ...wildcards(beginning)], exact: false }
      : commandBeginning(beginning);
  }
  const base = entry.slice(0, colon);
  const given = entry.slice(colon + 1).trim();
  if (/^\**$/.test(given)) return commandBeginning(base);
  const exact = !given.includes('*');
  return { pieces: [literal(`Bash(${base} `), ...wildcards(given)], exact };
}

/** An entry of `mcpAllowlist`, or what stands in `Mcp(…)`. */
export function parseCursorMcp(text: string): PermissionRule {
  const [, server, tool] = /^([^:]+):(.+)$/s.exec(text.trim()) ?? [];
  if (server === undefined || tool === undefined) return unclearRule(text.trim());
  const name = `mcp__${server.trim()}__${tool.trim()}`;
  return patternRule(text.trim(), name, tool, 'mcp', mcpTools(server.trim(), tool.trim()));
}

/** A token of the command line's lists. */
export function parseCursorToken(text: string): PermissionRule {
  const token = text.trim();
  const [, kind, what = ''] = /^(Shell|Read|Write|WebFetch|Mcp)\((.*)\)$/s.exec(token) ?? [];
  switch (kind) {
    case 'Shell':
      return { ...parseCursorCommand(what === '' ? '*' : what), text: token };
    case 'Read':
    case 'Write': {
      const tool = kind === 'Read' ? 'Read' : 'Edit';
      if (/^\**$/.test(what.trim())) return wholeToolRule(token, tool);
      const pattern = globPattern(headOf(tool), what);
      return pattern === undefined
        ? unclearRule(token)
        : patternRule(token, tool, what.trim(), 'path', pattern);
    }
    case 'WebFetch':
      return /^\**$/.test(what.trim())
        ? wholeToolRule(token, 'WebFetch')
        : patternRule(token, 'WebFetch', what.trim(), 'domain', addressPattern(what));
    case 'Mcp':
      return { ...parseCursorMcp(what), text: token };
    default:
      return unclearRule(token);
  }
}
