import { canonicalValue, effectiveMembers, memberOf, pointerStep } from '../parse/navigate';
import type { DataNode, ObjectNode } from '../parse/tree';
import { readCommandLists } from './commandPrefixes';
import type { PermissionRuleFact } from './fact';
import { anything, globPattern, headOf, literal, wildcards } from './permissionPatterns';
import {
  unclearRule,
  type PermissionList,
  type PermissionRule,
  type Piece,
} from './permissionRule';
import { regexPieces } from './regexPieces';
import { pathSpellings } from './regexRule';
import { ruleItems } from './ruleItems';
import { patternRule, singleToolRule } from './toolRule';

/*
 * Amp (reference landscape, section 5.10 and its entries, November 2026): a list of rules, of which the
 * first that fits decides: `tool` with `*` as wildcard, `matches` with one pattern for each argument
 * (`*` as wildcard, `/…/` an expression), `action` reject, ask, delegate (a program decides) or allow.
 * What no rule fits runs without asking. A rule for the main thread or for subagents only cannot be
 * compared with one for both.
 */

const lists: Readonly<Record<string, PermissionList>> = {
  reject: 'deny',
  ask: 'ask',
  delegate: 'ask',
  allow: 'allow',
};

/** Tools by the names that all clients share; every other tool keeps its own. */
const tools: Readonly<Record<string, string>> = {
  edit_file: 'Edit',
  create_file: 'Write',
  glob: 'Glob',
  web_search: 'WebSearch',
  read_web_page: 'WebFetch',
};

/** The argument that an action of a tool is about. */
const argumentOf: Readonly<Record<string, string>> = {
  Bash: 'cmd',
  Read: 'path',
  Edit: 'path',
  Write: 'path',
  WebFetch: 'url',
};

/** What the text of a rule holds, as JSON. */
interface AmpRule {
  readonly tool: string;
  readonly matches: Readonly<Record<string, unknown>>;
  readonly context?: string | undefined;
}

/** The rules of Amp's own settings, and of VS Code's. */
export function readAmpPermissions(root: DataNode, set?: string): readonly PermissionRuleFact[] {
  const rules = memberOf(root, 'amp.permissions')?.value;
  const ordered =
    rules?.kind !== 'array'
      ? []
      : rules.items.flatMap((item, index) =>
          item.kind === 'object' ? readRule(item, `/amp.permissions/${index}`) : [],
        );
  const named = set === undefined ? {} : { set };
  return [
    ...ordered,
    ...ruleItems(root, ['amp.guardedFiles.allowlist'], 'allow', 'guarded-files'),
    ...readCommandLists(root, [
      { path: ['amp.commands.allowlist'], list: 'allow', grammar: 'command-words' },
    ]),
  ].map((fact) => ({ ...fact, ...named }));
}

function readRule(node: ObjectNode, pointer: string): readonly PermissionRuleFact[] {
  const action = memberOf(node, 'action');
  const tool = memberOf(node, 'tool')?.value;
  const word = action?.value.kind === 'string' ? action.value.value : '';
  const list = Object.hasOwn(lists, word) ? lists[word] : undefined;
  if (action === undefined || list === undefined || tool?.kind !== 'string') return [];
  const given = memberOf(node, 'matches')?.value;
  const matches = given?.kind === 'object' ? canonicalValue(given) : {};
  const context = memberOf(node, 'context')?.value;
  const rule: AmpRule = {
    tool: tool.value,
    matches: matches as AmpRule['matches'],
    ...(context?.kind === 'string' ? { context: context.value } : {}),
  };
  const what = given?.kind === 'object' ? effectiveMembers(given).map(writtenMatch) : [];
  return [
    {
      facet: `permission.${list}`,
      subject: 'amp.permissions',
      pointer: `${pointer}${pointerStep('action')}`,
      range: action.value.range,
      rule: JSON.stringify(rule),
      written: [tool.value, ...what].join(' '),
      grammar: 'amp',
      entry: { pointer, range: node.range },
    },
  ];
}

function writtenMatch({ key, value }: { key: string; value: DataNode }): string {
  return `${key}=${value.kind === 'string' ? value.value : JSON.stringify(canonicalValue(value))}`;
}

/** A rule as `readAmpPermissions` writes it. */
export function parseAmpRule(text: string): PermissionRule {
  const rule = readAmpRule(text);
  if (rule === undefined || rule.context !== undefined) return unclearRule(text);
  const name = rule.tool.trim();
  const keys = Object.keys(rule.matches);
  if (name.includes('*')) {
    const pieces = name === '*' ? [anything] : [...wildcards(name), literal('('), anything];
    return keys.length > 0
      ? unclearRule(text)
      : patternRule(text, name === '*' ? '' : name, '', 'tool', { pieces, exact: false });
  }
  const tool = (Object.hasOwn(tools, name) ? tools[name] : undefined) ?? name;
  if (keys.length === 0) return singleToolRule(text, tool);
  const [key = ''] = keys;
  if (keys.length > 1 || argumentOf[tool] !== key) return unclearRule(text);
  const given = rule.matches[key];
  const patterns = (Array.isArray(given) ? given : [given]) as readonly unknown[];
  const branches = patterns.map((pattern) =>
    typeof pattern === 'string' ? argumentPieces(pattern) : undefined,
  );
  const known = branches.filter((branch) => branch !== undefined);
  if (known.length < branches.length || known.length === 0) return unclearRule(text);
  const either: readonly Piece[] =
    known.length === 1 ? known.flat() : [{ kind: 'either', branches: known }];
  const spelled = key === 'path' ? pathSpellings(either) : either;
  return patternRule(text, tool, patterns.join(', '), key === 'path' ? 'path' : 'command', {
    pieces: [literal(`${tool}(`), ...spelled],
    exact: known.every((branch) => branch.every(({ kind }) => kind === 'text')),
  });
}

function argumentPieces(pattern: string): readonly Piece[] | undefined {
  const [, expression, flags] = /^\/(.+)\/([a-z]*)$/s.exec(pattern) ?? [];
  return expression === undefined ? wildcards(pattern) : regexPieces(expression, flags);
}

function readAmpRule(text: string): AmpRule | undefined {
  try {
    const rule = JSON.parse(text) as Partial<AmpRule> | null;
    const known = typeof rule?.tool === 'string' && typeof rule.matches === 'object';
    return known ? (rule as AmpRule) : undefined;
  } catch {
    return undefined;
  }
}

/** Files that Amp guards and may change without asking all the same. */
export function parseGuardedFile(text: string): PermissionRule {
  const glob = text.trim();
  const pattern = glob === '' ? undefined : globPattern(headOf('Edit'), glob);
  return pattern === undefined
    ? unclearRule(glob)
    : patternRule(glob, 'Edit', glob, 'path', pattern);
}
