import { t } from '@vscode/l10n';
import { resolveSchema, type SchemaNode } from '../parse/schemaNode';

/** Where in a YAML file with a schema a cursor stands, by the indentation above it: half-typed YAML has no tree. */
export interface SchemaPlace {
  /** Keys down to the map or list that the cursor is in; `[]` stands for an item of a list. */
  readonly path: readonly string[];
  /** The key on this line, when the cursor is in its value. */
  readonly key?: string | undefined;
  /** What is typed of the word so far. */
  readonly typed: string;
}

/** Something that can be written at a place. */
export interface SchemaSuggestion {
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
export function schemaPlaceAt(
  lines: readonly string[],
  line: number,
  character: number,
): SchemaPlace {
  const before = (lines[line] ?? '').slice(0, character);
  const typed = /(?<![\w-])[\w-]*$/.exec(before)?.[0] ?? '';
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
export function schemaAt(root: SchemaNode, path: readonly string[]): SchemaNode | undefined {
  let node: SchemaNode | undefined = root;
  for (const step of path) {
    const owner: SchemaNode | undefined = resolveSchema(root, node);
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

/** What a key means, and what holds while it is not written. */
export function describeSchemaNode(root: SchemaNode, node: SchemaNode | undefined): string {
  if (node === undefined) return '';
  const description = node.description ?? resolveSchema(root, node)?.description ?? '';
  if (node.default === undefined) return description;
  return t('{0} Built in: {1}.', description, JSON.stringify(node.default));
}

/** The keys of a map, with what they mean. */
export function schemaKeys(root: SchemaNode, path: readonly string[]): readonly SchemaSuggestion[] {
  const node = resolveSchema(root, schemaAt(root, path));
  return Object.entries(node?.properties ?? {}).map(([label, of]) => ({
    label,
    description: describeSchemaNode(root, of),
    kind: 'key',
  }));
}

/** The words that the schema lists for a key. */
export function schemaValues(
  root: SchemaNode,
  path: readonly string[],
): readonly SchemaSuggestion[] {
  const own = schemaAt(root, path);
  const node = resolveSchema(root, own);
  const words =
    node?.const !== undefined
      ? [node.const]
      : node?.type === 'boolean'
        ? ['true', 'false']
        : (node?.enum ?? []);
  const description = describeSchemaNode(root, own);
  return words.map((label) => ({ label, description, kind: 'value' }));
}

/**
 * What stands under the cursor: the meaning of its key, or of the word out of a list.
 *
 * @returns undefined when it is nothing that the schema has
 */
export function schemaMeaningAt(
  root: SchemaNode,
  lines: readonly string[],
  line: number,
  character: number,
): string | undefined {
  const text = lines[line] ?? '';
  const match = keyLine.exec(text);
  if (character < text.length - text.trimStart().length) return undefined;
  const { path } = schemaPlaceAt(lines, line, text.length - text.replace(/^ *(?:- *)*/, '').length);
  const node = schemaAt(root, match === null ? path : [...path, keyOf(match)]);
  const meaning = describeSchemaNode(root, node);
  return meaning === '' ? undefined : meaning;
}
