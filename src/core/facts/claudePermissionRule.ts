import {
  anything,
  headOf,
  ignorePattern,
  literal,
  mcpTools,
  moreWords,
  wholeTool,
  wildcards,
  type Pattern,
} from './permissionPatterns';
import {
  completeRule,
  unclearRule,
  type PermissionList,
  type PermissionRule,
  type RuleWithoutStarts,
} from './permissionRule';

/*
 * Claude Code permission rules as a small pattern language.
 *
 * What a rule accepts, as documented in October 2026 (reference landscape, section 5.1; source ids
 * there: the SchemaStore schema of Claude Code settings, the 2.1.240 change log):
 * - `Tool`, `Tool()` and `Tool(*)` are every use of a tool. `Read` covers Grep and Glob, `Edit` covers
 *   every tool that writes files.
 * - Commands: exact; `prefix:*` is the same as `prefix *`, a prefix at a word boundary that includes
 *   the bare prefix; `*` elsewhere is any text, spaces included.
 * - Paths follow gitignore: `x` and `./x` from the working directory, `/x` from the root of the
 *   settings file, `//x` absolute, `~/x` home. Without a slash inside, at any depth.
 * - `Write(path)`, `NotebookEdit(path)`, `MultiEdit(path)` and `Glob(path)` are parsed and ignored.
 * - `WebFetch(domain:host)`; `mcp__server`, `mcp__server__*`, `mcp__server__tool`, wildcards in the tool
 *   part only. A wildcard in tool position works in deny rules only.
 */

const ignoredPathTools = new Set(['Write', 'NotebookEdit', 'MultiEdit', 'Glob']);

/**
 * Reads one element of `permissions.allow`, `ask` or `deny`.
 *
 * @param list the list it stands in, because wildcards in tool position work in `deny` only
 * @returns the rule; `unclear` when its syntax is not that of a rule. Never throws.
 */
export function parseClaudePermissionRule(text: string, list: PermissionList): PermissionRule {
  return completeRule(parseRule(text, list));
}

function parseRule(text: string, list: PermissionList): RuleWithoutStarts {
  const trimmed = text.trim();
  const match = /^([\w*.:-]+)(?:\(([\s\S]*)\))?$/.exec(trimmed);
  const name = match?.[1];
  if (name === undefined) return unclearRule(trimmed);
  const tool = name === 'Task' ? 'Agent' : name;
  const written = match?.[2];
  const specifier =
    written === undefined || isWhole(written) ? undefined : unescapeParentheses(written);
  const shape = { text: trimmed, tool, specifier, unclear: false };
  if (tool.startsWith('mcp__')) return { ...shape, ...readMcp(tool, written, list) };
  if (tool.includes('*')) {
    const pieces = [...wildcards(tool), literal('('), anything];
    const whole: RuleWithoutStarts = {
      ...shape,
      kind: 'tool',
      exact: false,
      pieces: tool === '*' ? [anything] : pieces,
    };
    return list === 'deny' ? whole : { ...whole, inert: 'wildcard-tool' };
  }
  if (specifier === undefined) {
    return { ...shape, kind: 'tool', exact: false, pieces: wholeTool(tool) };
  }
  switch (tool) {
    case 'Bash':
    case 'PowerShell':
      return { ...shape, kind: 'command', ...readText(tool, specifier) };
    case 'Read':
    case 'Edit':
    case 'Grep':
      return { ...shape, kind: 'path', ...ignorePattern(headOf(tool), specifier) };
    case 'WebFetch': {
      const host = /^domain:(.*)$/s.exec(specifier)?.[1]?.trim().toLowerCase();
      if (host === undefined || host === '') return unclearRule(trimmed);
      return {
        ...shape,
        kind: 'domain',
        pieces: host === '*' ? wholeTool(tool) : [literal('WebFetch('), ...wildcards(host)],
        exact: !host.includes('*'),
      };
    }
    default: {
      if (ignoredPathTools.has(tool)) {
        const head = [literal(`${tool}(`)];
        return {
          ...shape,
          kind: 'path',
          ...ignorePattern(head, specifier),
          inert: 'path-on-writer',
        };
      }
      return { ...shape, kind: 'other', ...readText(tool, specifier) };
    }
  }
}

function isWhole(specifier: string): boolean {
  const trimmed = specifier.trim();
  return trimmed === '' || trimmed === '*' || trimmed === ':*';
}

/** A rule may escape parentheses of its content. */
function unescapeParentheses(specifier: string): string {
  return specifier.trim().replace(/\\([()])/g, '$1');
}

/** A command pattern; also the names of agents and skills, which use the same wildcards. */
function readText(tool: string, specifier: string): Pattern {
  const prefix = /^(.*\S)(?::\*| \*)$/s.exec(specifier)?.[1];
  const head = literal(`${tool}(`);
  if (prefix === undefined) {
    return { pieces: [head, ...wildcards(specifier)], exact: !specifier.includes('*') };
  }
  return { pieces: [head, ...wildcards(prefix), moreWords()], exact: false };
}

function readMcp(
  name: string,
  written: string | undefined,
  list: PermissionList,
): Pick<PermissionRule, 'kind' | 'pieces' | 'exact' | 'inert'> {
  const body = name.slice('mcp__'.length);
  const split = body.indexOf('__');
  const server = split < 0 ? body : body.slice(0, split);
  const rule = {
    kind: 'mcp',
    ...mcpTools(server, split < 0 ? undefined : body.slice(split + 2)),
  } as const;
  if (written !== undefined) return { ...rule, inert: 'mcp-arguments' };
  if (server.includes('*') && list !== 'deny') return { ...rule, inert: 'wildcard-server' };
  return rule;
}
