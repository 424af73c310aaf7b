import { t } from '@vscode/l10n';
import { effectiveMembers, memberOf, pointerStep } from '../parse/navigate';
import type { DataNode, Member } from '../parse/tree';
import type { PermissionRuleFact } from './fact';
import {
  anyDepth,
  headOf,
  literal,
  moreWords,
  readSegment,
  textMarks,
  wildcards,
} from './permissionPatterns';
import {
  unclearRule,
  type PermissionList,
  type PermissionRule,
  type Piece,
} from './permissionRule';
import { patternRule, wholeToolRule } from './toolRule';

/*
 * OpenCode (reference landscape, section 5.7 and its entry, October 2026).
 *
 * V1, `permission`: one action for everything, or for each tool an action or a map from patterns to
 * actions. The last pattern that fits decides. V2, `permissions`: a list of
 * `{action, resource, effect}`, of which the last that fits is taken to decide as well; where the
 * landscape leaves it open whether `*` crosses a slash in V1, it is taken not to, so that a change
 * between `*` and `**` is seen.
 */

const lists: Readonly<Record<string, PermissionList>> = {
  allow: 'allow',
  ask: 'ask',
  deny: 'deny',
};

/** Tools by the names that all clients share; every other tool, those of MCP servers too, keeps its own. */
const tools: Readonly<Record<string, string>> = {
  bash: 'Bash',
  shell: 'Bash',
  read: 'Read',
  edit: 'Edit',
  write: 'Edit',
  patch: 'Edit',
  glob: 'Glob',
  grep: 'Grep',
  list: 'LS',
  webfetch: 'WebFetch',
  websearch: 'WebSearch',
  task: 'Agent',
  subagent: 'Agent',
  skill: 'Skill',
};

/** What OpenCode decides by itself in V1: nearly everything is allowed. */
export const opencodeRules: readonly (readonly [PermissionList, string])[] = [
  ['allow', ruleText('read', '*.env.example')],
  ['deny', ruleText('read', '*.env.*')],
  ['deny', ruleText('read', '*.env')],
  ['ask', ruleText('external_directory', '*')],
  ['ask', ruleText('doom_loop', '*')],
];

function ruleText(tool: string, resource: string): string {
  return `${tool} ${resource}`;
}

/** The rules of `opencode.json`: for every agent, and those of one agent in a set of their own. */
export function readOpencodePermissions(root: DataNode): readonly PermissionRuleFact[] {
  const facts = [
    ...versionOne(memberOf(root, 'permission'), '', undefined),
    ...versionTwo(memberOf(root, 'permissions'), '', undefined),
  ];
  for (const key of ['agent', 'mode', 'agents']) {
    const agents = memberOf(root, key)?.value;
    if (agents?.kind !== 'object') continue;
    for (const agent of effectiveMembers(agents)) {
      const above = pointerStep(key) + pointerStep(agent.key);
      const set = t('For the agent `{0}`', agent.key);
      facts.push(...versionOne(memberOf(agent.value, 'permission'), above, set));
      facts.push(...versionTwo(memberOf(agent.value, 'permissions'), above, set));
    }
  }
  return facts;
}

/** @param above pointer of the object that holds the member */
function versionOne(
  member: Member | undefined,
  above: string,
  set: string | undefined,
): readonly PermissionRuleFact[] {
  if (member === undefined) return [];
  const { value } = member;
  const pointer = `${above}/permission`;
  const grammar = set === undefined ? ('opencode' as const) : ('opencode-agent' as const);
  const rule = (
    node: DataNode,
    at: string,
    tool: string,
    resource: string,
  ): PermissionRuleFact[] => {
    const word = node.kind === 'string' ? node.value : '';
    const list = Object.hasOwn(lists, word) ? lists[word] : undefined;
    if (list === undefined) return [];
    const written = resource === '*' ? tool : `${tool}: ${resource}`;
    return [
      {
        ...base(list, at, node.range, ruleText(tool, resource), written),
        grammar,
        ...(set === undefined ? {} : { set }),
      },
    ];
  };
  if (value.kind !== 'object') return rule(value, pointer, '*', '*');
  return effectiveMembers(value).flatMap((tool) => {
    const at = pointer + pointerStep(tool.key);
    if (tool.value.kind !== 'object') return rule(tool.value, at, tool.key, '*');
    return effectiveMembers(tool.value).flatMap((pattern) =>
      rule(pattern.value, at + pointerStep(pattern.key), tool.key, pattern.key),
    );
  });
}

function versionTwo(
  member: Member | undefined,
  above: string,
  set: string | undefined,
): readonly PermissionRuleFact[] {
  if (member?.value.kind !== 'array') return [];
  return member.value.items.flatMap((item, index) => {
    const text = (key: string): string => {
      const value = memberOf(item, key)?.value;
      return value?.kind === 'string' ? value.value : '';
    };
    const effect = memberOf(item, 'effect');
    const word = text('effect');
    const list = Object.hasOwn(lists, word) ? lists[word] : undefined;
    if (list === undefined || effect === undefined) return [];
    const tool = text('action') === '' ? '*' : text('action');
    const resource = text('resource') === '' ? '*' : text('resource');
    const at = `${above}/permissions/${index}/effect`;
    return [
      {
        ...base(list, at, effect.value.range, ruleText(tool, resource), `${tool}: ${resource}`),
        grammar: set === undefined ? ('opencode-2' as const) : ('opencode-agent-2' as const),
        ...(set === undefined ? {} : { set }),
      },
    ];
  });
}

function base(
  list: PermissionList,
  pointer: string,
  range: PermissionRuleFact['range'],
  rule: string,
  written: string,
): Omit<PermissionRuleFact, 'grammar'> {
  return {
    facet: `permission.${list}`,
    subject: `permissions.${list}`,
    pointer,
    range,
    rule,
    written,
  };
}

/** A rule as the readers above write it: the tool, a space, the resource. */
export function parseOpencodeRule(text: string): PermissionRule {
  return readRule(text, false);
}

/** The same in V2, where `*` crosses slashes and `git *` means `git` too. */
export function parseOpencodeRule2(text: string): PermissionRule {
  return readRule(text, true);
}

function readRule(text: string, second: boolean): PermissionRule {
  const space = text.indexOf(' ');
  const name = text.slice(0, space);
  const resource = text.slice(space + 1).trim();
  if (space <= 0 || resource === '') return unclearRule(text);
  const any = /^\*+$/.test(resource);
  if (name === '*' && any) {
    return patternRule(text, '', '*', 'tool', { pieces: [{ kind: 'anything' }], exact: false });
  }
  const tool = (Object.hasOwn(tools, name) ? tools[name] : undefined) ?? name;
  if (tool.includes('*')) {
    const pieces: readonly Piece[] = [...wildcards(tool), literal('('), ...anyOrText(resource)];
    return patternRule(text, tool, resource, 'other', { pieces, exact: false });
  }
  if (any) return wholeToolRule(text, tool);
  const exact = !/[*?]/.test(resource);
  switch (tool) {
    case 'Bash': {
      const words = resource.replace(/ \*$/, '');
      const whole =
        second && words !== resource ? [...textMarks(words), moreWords()] : textMarks(resource);
      return patternRule(text, tool, resource, 'command', {
        pieces: [literal('Bash('), ...whole],
        exact,
      });
    }
    case 'Read':
    case 'Edit':
    case 'Glob':
    case 'Grep':
    case 'LS': {
      const head = headOfOne(tool);
      const path = second ? pathMarks(resource) : pathPieces(resource);
      return patternRule(text, tool, resource, 'path', { pieces: [...head, ...path], exact });
    }
    case 'WebFetch':
      return patternRule(text, tool, resource, 'domain', {
        pieces: [literal('WebFetch('), ...textMarks(resource.replace(/^[a-z*]+:\/\//i, ''))],
        exact,
      });
    default:
      return patternRule(text, tool, resource, 'other', {
        pieces: [literal(`${tool}(`), ...textMarks(resource)],
        exact,
      });
  }
}

function anyOrText(resource: string): readonly Piece[] {
  return /^\*+$/.test(resource) ? [{ kind: 'anything' }] : textMarks(resource);
}

/** Reading does not search here: glob and grep have rules of their own. */
function headOfOne(tool: string): readonly Piece[] {
  return tool === 'Edit' ? headOf('Edit') : [literal(`${tool}(`)];
}

function rootOf(path: string): readonly [root: string, rest: string] {
  const root = /^(?:~\/|\/+|(?:\.\.\/)+)/.exec(path)?.[0];
  return root === undefined
    ? ['./', path.replace(/^(?:\.\/)+/, '')]
    : [root, path.slice(root.length)];
}

function pathMarks(path: string): readonly Piece[] {
  // What begins with a star may begin anywhere.
  if (path.startsWith('*')) return textMarks(path);
  const [root, rest] = rootOf(path);
  return [literal(root), ...textMarks(rest)];
}

/** Without a slash at any depth; `*` within a folder, `**` across. */
function pathPieces(path: string): readonly Piece[] {
  const [root, rest] = rootOf(path);
  const segments = rest.split('/');
  const pieces: Piece[] = [literal(root)];
  if (segments.length === 1 && root === './') pieces.push(anyDepth());
  for (const [index, part] of segments.entries()) {
    const last = index === segments.length - 1;
    if (part === '**') pieces.push(last ? { kind: 'anything' } : anyDepth());
    else pieces.push(...readSegment(part), ...(last ? [] : [literal('/')]));
  }
  return pieces;
}
