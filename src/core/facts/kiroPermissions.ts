import { memberOf } from '../parse/navigate';
import type { DataNode, StringNode, TextRange } from '../parse/tree';
import type { PermissionRuleFact } from './fact';
import {
  addressPattern,
  anything,
  commandBeginning,
  globPattern,
  literal,
  mcpTools,
  wildcards,
  type Pattern,
} from './permissionPatterns';
import {
  unclearRule,
  type PermissionList,
  type PermissionRule,
  type Piece,
} from './permissionRule';
import { patternRule, singleToolRule, withoutEffect } from './toolRule';

/*
 * Kiro (reference landscape, section 5.10 and its entries; kiro.dev/docs/chat/permissions, read in
 * November 2026): rules of `capability`, `match` (globs; none: everything), `exclude` (globs) and
 * `effect`; deny before ask before allow. What a rule leaves out cannot be written as a set of what it
 * accepts, so a rule with `exclude` is not compared. A repository's file is not read by Kiro.
 */

const lists: Readonly<Record<string, PermissionList>> = {
  allow: 'allow',
  ask: 'ask',
  deny: 'deny',
};

const capabilities: Readonly<Record<string, readonly string[]>> = {
  shell: ['Bash'],
  fs_read: ['Read'],
  fs_write: ['Edit'],
  filesystem: ['Read', 'Edit'],
  web_fetch: ['WebFetch'],
  web_search: ['WebSearch'],
  skill: ['Skill'],
  subagent: ['Agent'],
};

/** @param path keys from the root to the list of rules */
export function readKiroPermissions(
  root: DataNode,
  path: readonly string[],
  grammar: 'kiro' | 'kiro-unheard',
): readonly PermissionRuleFact[] {
  let node: DataNode | undefined = root;
  for (const key of path) node = memberOf(node, key)?.value;
  if (node?.kind !== 'array') return [];
  return node.items.flatMap((item, index) => {
    const capability = memberOf(item, 'capability')?.value;
    const effect = memberOf(item, 'effect')?.value;
    const word = effect?.kind === 'string' ? effect.value : '';
    const list = Object.hasOwn(lists, word) ? lists[word] : undefined;
    if (capability?.kind !== 'string' || effect === undefined || list === undefined) return [];
    const exclude = textsOf(memberOf(item, 'exclude')?.value).map(({ value }) => value);
    const pointer = `/${path.join('/')}/${index}`;
    const fact = (what: string, range: TextRange, at: string): PermissionRuleFact => ({
      facet: `permission.${list}`,
      subject: `permissions.${list}`,
      pointer: at,
      range,
      rule: JSON.stringify([capability.value, what, exclude]),
      written:
        (what === '*' ? capability.value : `${capability.value}: ${what}`) +
        (exclude.length === 0 ? '' : ` − ${exclude.join(', ')}`),
      grammar,
    });
    const match = textsOf(memberOf(item, 'match')?.value);
    if (match.length > 0) {
      return match.map(({ value, range }, place) =>
        fact(value, range, `${pointer}/match/${place}`),
      );
    }
    return [
      { ...fact('*', effect.range, `${pointer}/effect`), entry: { pointer, range: item.range } },
    ];
  });
}

/** A rule as `readKiroPermissions` writes it. */
export function parseKiroRule(text: string): PermissionRule {
  const rule = readRule(text);
  if (rule === undefined) return unclearRule(text);
  const [capability, what, exclude] = rule;
  if (exclude.length > 0) return unclearRule(text);
  const whole = /^\*+$/.test(what);
  if (capability === 'all') {
    return whole
      ? patternRule(text, '', '*', 'tool', { pieces: [anything], exact: false })
      : unclearRule(text);
  }
  if (capability === 'mcp') {
    const slash = what.indexOf('/');
    const [server, tool] = slash < 0 ? [what, '*'] : [what.slice(0, slash), what.slice(slash + 1)];
    return patternRule(text, `mcp__${server}__${tool}`, tool, 'mcp', mcpTools(server, tool));
  }
  const tools = Object.hasOwn(capabilities, capability) ? capabilities[capability] : undefined;
  const [tool] = tools ?? [];
  if (tools === undefined || tool === undefined) return unclearRule(text);
  if (whole && tools.length === 1) return singleToolRule(text, tool);
  const head: readonly Piece[] =
    tools.length === 1
      ? [literal(`${tool}(`)]
      : [{ kind: 'either', branches: tools.map((each) => [literal(`${each}(`)]) }];
  const pattern = patternOf(tool, head, what);
  return pattern === undefined
    ? unclearRule(text)
    : patternRule(text, tool, what, kinds[tool] ?? 'other', pattern);
}

/** The same in a repository, where nobody listens. */
export function parseUnheardKiroRule(text: string): PermissionRule {
  return withoutEffect(parseKiroRule(text), 'repository');
}

const kinds: Readonly<Record<string, PermissionRule['kind']>> = {
  Bash: 'command',
  Read: 'path',
  Edit: 'path',
  WebFetch: 'domain',
};

function patternOf(tool: string, head: readonly Piece[], what: string): Pattern | undefined {
  if (tool === 'Read' || tool === 'Edit') return globPattern(head, what);
  if (tool === 'WebFetch') return addressPattern(what);
  const start = what.replace(/ \*+$/, '');
  if (tool === 'Bash' && start !== what && !start.includes('*')) return commandBeginning(start);
  return { pieces: [...head, ...wildcards(what)], exact: !what.includes('*') };
}

function textsOf(node: DataNode | undefined): readonly StringNode[] {
  const items = node?.kind === 'array' ? node.items : node === undefined ? [] : [node];
  return items.filter((item) => item.kind === 'string');
}

function readRule(text: string): readonly [string, string, readonly string[]] | undefined {
  try {
    const rule = JSON.parse(text) as unknown;
    if (!Array.isArray(rule)) return undefined;
    const [capability, what, exclude] = rule as readonly unknown[];
    return typeof capability === 'string' && typeof what === 'string' && Array.isArray(exclude)
      ? [capability, what, exclude as readonly string[]]
      : undefined;
  } catch {
    return undefined;
  }
}
