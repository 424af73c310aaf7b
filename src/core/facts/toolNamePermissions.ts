import type { DataNode } from '../parse/tree';
import type { PermissionRuleFact } from './fact';
import { literal, mcpTools } from './permissionPatterns';
import { unclearRule, type PermissionRule } from './permissionRule';
import { ruleItems } from './ruleItems';
import { patternRule, singleToolRule } from './toolRule';

/*
 * Lists of tools by name (reference landscape, sections 5.9 and 5.10 and the entries of Goose and Crush,
 * November 2026). Goose: `extension__tool` in `always_allow`, `ask_before`, `never_allow`, for the user
 * and as remembered judgements of a model. Crush: `bash`, `edit`, `tool:action`, `mcp_server_tool`.
 */

const gooseLists = [
  ['never_allow', 'deny'],
  ['ask_before', 'ask'],
  ['always_allow', 'allow'],
] as const;

/** The lists of Goose's permission.yaml; what the user said and what a model judged never meet. */
export function readGoosePermissions(root: DataNode): readonly PermissionRuleFact[] {
  return ['user', 'smart_approve'].flatMap((owner) =>
    gooseLists.flatMap(([key, list]) =>
      ruleItems(root, [owner, key], list, 'goose').map((fact) => ({
        ...fact,
        ...(owner === 'user' ? {} : { set: owner }),
      })),
    ),
  );
}

const gooseTools: Readonly<Record<string, string>> = {
  developer__shell: 'Bash',
  developer__text_editor: 'Edit',
};

export function parseGooseTool(text: string): PermissionRule {
  const name = text.trim();
  if (!/^[\w.-]+$/.test(name)) return unclearRule(name);
  const known = Object.hasOwn(gooseTools, name) ? gooseTools[name] : undefined;
  const end = name.indexOf('__', 1);
  const [extension, tool] =
    end < 0 || end + 2 === name.length ? [] : [name.slice(0, end), name.slice(end + 2)];
  if (known !== undefined || extension === undefined || tool === undefined) {
    return singleToolRule(name, known ?? name);
  }
  return patternRule(name, `mcp__${extension}__${tool}`, tool, 'mcp', mcpTools(extension, tool));
}

const crushTools: Readonly<Record<string, string>> = {
  bash: 'Bash',
  edit: 'Edit',
  multiedit: 'MultiEdit',
  write: 'Write',
  view: 'Read',
  ls: 'LS',
  grep: 'Grep',
  glob: 'Glob',
  fetch: 'WebFetch',
};

/** `permissions.allowed_tools` of crush.json. */
export function readCrushPermissions(root: DataNode): readonly PermissionRuleFact[] {
  return ruleItems(root, ['permissions', 'allowed_tools'], 'allow', 'crush');
}

/** Of `mcp_server_tool` the first word is taken for the server: where it ends is not said. */
export function parseCrushTool(text: string): PermissionRule {
  const entry = text.trim();
  const [, name, action] = /^([\w.-]+)(?::([\w.-]+))?$/.exec(entry) ?? [];
  if (name === undefined) return unclearRule(entry);
  const [, server, tool] = /^mcp_([^_]+)_(.+)$/.exec(name) ?? [];
  if (server !== undefined && tool !== undefined) {
    return patternRule(entry, `mcp__${server}__${tool}`, tool, 'mcp', mcpTools(server, tool));
  }
  const known = Object.hasOwn(crushTools, name) ? crushTools[name] : undefined;
  if (action === undefined) return singleToolRule(entry, known ?? name);
  return patternRule(entry, name, action, 'other', {
    pieces: [literal(`${name}:${action}(`)],
    exact: true,
  });
}
