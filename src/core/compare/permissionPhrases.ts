import { t } from '@vscode/l10n';
import { readAction, type PermissionRule } from '../facts/permissionRule';
import { shorten } from './permissionAction';

/** An action as a part of a sentence: "running `npm publish`". */
export function describeAction(text: string): string {
  const { tool, what } = readAction(text);
  const shown = shorten(what);
  switch (tool) {
    case 'Bash':
    case 'PowerShell':
      return t('running `{0}`', shown);
    case 'Read':
      return t('reading `{0}`', shown);
    case 'Grep':
    case 'Glob':
      return t('searching `{0}`', shown);
    case 'Edit':
    case 'Write':
    case 'MultiEdit':
    case 'NotebookEdit':
      return t('changing `{0}`', shown);
    case 'WebFetch':
      return t('fetching from `{0}`', shown);
    case 'WebSearch':
      return t('searching the web');
    default: {
      const { server, name } = readMcpTool(tool) ?? {};
      if (name === '*' && server === '*') return t('using every tool of every MCP server');
      if (name === '*') return t('using every tool of `{0}`', server ?? '');
      if (name?.includes('*') === true) return t('using every tool `{0}`', tool);
      return what === '' ? t('using `{0}`', tool) : t('using `{0}` with `{1}`', tool, shown);
    }
  }
}

/** The same with a verb of its own, for a line with little room: "runs `npm publish`". */
export function summarizeAction(text: string): string {
  const { tool, what } = readAction(text);
  const shown = cut(what);
  switch (tool) {
    case 'Bash':
    case 'PowerShell':
      return t('runs `{0}`', shown);
    case 'Read':
      return t('reads `{0}`', shown);
    case 'Grep':
    case 'Glob':
      return t('searches `{0}`', shown);
    case 'Edit':
    case 'Write':
    case 'MultiEdit':
    case 'NotebookEdit':
      return t('changes `{0}`', shown);
    case 'WebFetch':
      return t('fetches from `{0}`', shown);
    case 'WebSearch':
      return t('searches the web');
    default: {
      const { server, name } = readMcpTool(tool) ?? {};
      if (server === undefined || name === undefined) return t('uses `{0}`', cut(tool));
      if (name === '*' && server === '*') return t('uses every tool of every server');
      return name === '*'
        ? t('uses every tool of `{0}`', cut(server))
        : t('uses `{0}`', cut(`${server}/${name}`));
    }
  }
}

/** What an action is done with, in a few words: a command, a path, a host, a tool. */
export function nameAction(text: string): string {
  const { tool, what } = readAction(text);
  return cut(what === '' ? tool.replace(/^mcp__/, '').replace('__', '/') : what);
}

const roomForAction = 26;

/** A command is known by its beginning, a path by its end. */
function cut(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  if (line.length <= roomForAction) return line;
  return /^[.~]{0,2}\/\S+$/.test(line)
    ? `…${line.slice(1 - roomForAction)}`
    : `${line.slice(0, roomForAction - 1)}…`;
}

/** `mcp__server__tool`; the tool may be a pattern, `*` for all. */
function readMcpTool(tool: string): { readonly server: string; readonly name: string } | undefined {
  const end = tool.startsWith('mcp__') ? tool.indexOf('__', 6) : -1;
  return end < 0 ? undefined : { server: tool.slice(5, end), name: tool.slice(end + 2) };
}

/** Every use of a tool, for rules that name the tool alone. */
export function describeWholeTool(rule: PermissionRule): string | undefined {
  if (rule.kind !== 'tool' || rule.specifier !== undefined) return undefined;
  switch (rule.tool) {
    case 'Bash':
    case 'PowerShell':
      return t('running any command');
    case 'Read':
      return t('reading any file');
    case 'Edit':
    case 'Write':
      return t('changing any file');
    case 'WebFetch':
      return t('fetching from any host');
    default:
      return undefined;
  }
}
