import { t } from '@vscode/l10n';
import { resolveSchema, type SchemaNode } from '../parse/schemaNode';
import { builtInPolicy } from './builtInPolicy';
import { policySchema } from './policySchema';

/** Where in a policy a cursor stands, by the indentation above it: half-typed YAML has no tree. */
export interface PolicyPlace {
  /** Keys down to the map or list that the cursor is in; `[]` stands for an item of a list. */
  readonly path: readonly string[];
  /** The key on this line, when the cursor is in its value. */
  readonly key?: string | undefined;
  /** What is typed of the word so far. */
  readonly typed: string;
}

export interface PolicySuggestion {
  readonly label: string;
  /** What it means, from the schema. */
  readonly description: string;
  readonly kind: 'key' | 'value';
}

const keyLine = /^( *)((?:- +)*)(?:"([^"]*)"|'([^']*)'|(\w(?:[\w./@-]|:(?! |$))*)) *:(?: |$)/;

/**
 * @param lines of the text
 * @param line, character where the cursor is, from 0
 */
export function policyPlaceAt(
  lines: readonly string[],
  line: number,
  character: number,
): PolicyPlace {
  const before = (lines[line] ?? '').slice(0, character);
  const typed = /[\w-]*$/.exec(before)?.[0] ?? '';
  const own = keyLine.exec(before);
  const [, spaces = '', dashes = ''] = /^( *)((?:- *)*)/.exec(before) ?? [];
  const inItem = dashes !== '';
  const path = parentsOf(lines, line, inItem ? spaces.length + 1 : spaces.length);
  if (inItem) path.push('[]');
  return { path, key: own === null ? undefined : keyOf(own), typed };
}

/** Keys of the lines above with less indentation, outermost first. */
function parentsOf(lines: readonly string[], line: number, column: number): string[] {
  const path: string[] = [];
  let limit = column;
  for (let above = line - 1; above >= 0 && limit > 0; above -= 1) {
    const match = keyLine.exec(lines[above] ?? '');
    if (match === null) continue;
    const [, spaces = '', dashes = ''] = match;
    const start = spaces.length + dashes.length;
    if (start < limit) {
      path.unshift(keyOf(match));
      limit = start;
    } else if (start > limit || dashes === '') {
      continue;
    }
    if (dashes === '') continue;
    path.unshift('[]');
    // A list may stand as far left as its key.
    limit = spaces.length + 1;
  }
  return path;
}

function keyOf(match: RegExpExecArray): string {
  return match[3] ?? match[4] ?? match[5] ?? '';
}

/** The schema of the place that keys lead to. */
export function policySchemaAt(path: readonly string[]): SchemaNode | undefined {
  let node: SchemaNode | undefined = policySchema;
  for (const step of path) {
    const owner: SchemaNode | undefined = resolveSchema(policySchema, node);
    const free = owner?.additionalProperties;
    node =
      step === '[]'
        ? owner?.items
        : (ownProperty(owner, step) ?? (typeof free === 'object' ? free : undefined));
    if (node === undefined) return undefined;
  }
  return node;
}

function ownProperty(node: SchemaNode | undefined, name: string): SchemaNode | undefined {
  const properties = node?.properties ?? {};
  return Object.hasOwn(properties, name) ? properties[name] : undefined;
}

/**
 * What can be written at a place: keys of a map, or values of a key.
 *
 * @param roles names of the policy's own roles
 */
export function policySuggestions(
  place: PolicyPlace,
  roles: readonly string[],
): readonly PolicySuggestion[] {
  if (place.key !== undefined) return valuesOf([...place.path, place.key], roles);
  const node = resolveSchema(policySchema, policySchemaAt(place.path));
  if (node === undefined) return [];
  if (place.path.at(-1) === '[]' && node.properties === undefined) {
    return valuesOf(place.path, roles);
  }
  const keys = Object.entries(node.properties ?? {}).map(([label, of]): PolicySuggestion => ({
    label,
    description: describePolicyNode(of),
    kind: 'key',
  }));
  const names = node.propertyNames?.$ref === '#/$defs/role' ? roleNames(place.path, roles) : [];
  return [
    ...keys,
    ...names.map((label) => ({ label, description: roleText(label), kind: 'key' as const })),
  ];
}

function valuesOf(path: readonly string[], roles: readonly string[]): readonly PolicySuggestion[] {
  const own = policySchemaAt(path);
  const node = resolveSchema(policySchema, own);
  if (node === undefined) return [];
  const description = describePolicyNode(own);
  const value = (label: string, text = description): PolicySuggestion => ({
    label,
    description: text,
    kind: 'value',
  });
  if (own?.$ref === '#/$defs/role')
    return roleNames(path, roles).map((role) => value(role, roleText(role)));
  if (node.const !== undefined) return [value(node.const)];
  if (node.type === 'boolean') return [value('true'), value('false')];
  return (node.enum ?? []).map((word) => value(word));
}

/** `category-owner` is a role in the demands of tiers, types and categories only. */
function roleNames(path: readonly string[], roles: readonly string[]): readonly string[] {
  const asked = path.at(-1) === 'approvals' && path[0] !== 'emergency';
  const all = [...Object.keys(builtInPolicy.roles), ...roles, ...(asked ? ['category-owner'] : [])];
  return [...new Set(all)];
}

function roleText(role: string): string {
  if (role === 'category-owner') return t('The owner of each category that the change touches.');
  return Object.hasOwn(builtInPolicy.roles, role)
    ? t('Built-in role; anyone but the author can play it until you name people under “roles”.')
    : t('A role of this policy.');
}

/** What a key means, and what holds while it is not written. */
export function describePolicyNode(node: SchemaNode | undefined): string {
  if (node === undefined) return '';
  const description = node.description ?? resolveSchema(policySchema, node)?.description ?? '';
  if (node.default === undefined) return description;
  return t('{0} Built in: {1}.', description, JSON.stringify(node.default));
}

/**
 * What stands under the cursor: the meaning of its key, or of the word out of a list.
 *
 * @returns undefined when it is nothing that a policy has
 */
export function policyMeaningAt(
  lines: readonly string[],
  line: number,
  character: number,
): string | undefined {
  const text = lines[line] ?? '';
  const match = keyLine.exec(text);
  if (character < text.length - text.trimStart().length) return undefined;
  const { path } = policyPlaceAt(lines, line, text.length - text.replace(/^ *(?:- *)*/, '').length);
  const node = policySchemaAt(match === null ? path : [...path, keyOf(match)]);
  const meaning = describePolicyNode(node);
  return meaning === '' ? undefined : meaning;
}
