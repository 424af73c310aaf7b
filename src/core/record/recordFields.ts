import { pointerStep } from '../parse/navigate';
import { parseYaml } from '../parse/parseYaml';
import { resolveSchema, type SchemaNode } from '../parse/schemaNode';
import type { DataNode, TextRange } from '../parse/tree';
import { recordSchema } from './recordSchema';

/** One key or list entry of a record, with its place in the text. */
export interface RecordField {
  /** The key; of a list entry its place, from 1. */
  readonly name: string;
  readonly pointer: string;
  /** The key, or the first line of a list entry. */
  readonly nameRange: TextRange;
  readonly range: TextRange;
  /** Only of a text, a number or a truth value. */
  readonly value?: string | undefined;
  readonly valueRange: TextRange;
  /** What the schema says about it. */
  readonly description?: string | undefined;
  /** What it may hold, where that is a list of words. */
  readonly choices?: readonly string[] | undefined;
  readonly children: readonly RecordField[];
}

/** Deeper than records nest; what is below is not listed. */
const deepest = 8;

/**
 * Everything a record says, as a tree with places; also of a text that is no valid record.
 *
 * @param text the file; any text at all
 */
export function recordFields(text: string): readonly RecordField[] {
  const { root } = parseYaml(text);
  return root === undefined ? [] : childrenOf(root, recordSchema, '', 0);
}

function childrenOf(
  node: DataNode,
  schema: SchemaNode | undefined,
  pointer: string,
  depth: number,
): readonly RecordField[] {
  if (depth > deepest) return [];
  if (node.kind === 'object') {
    return node.members.map(({ key, keyRange, value, range }) => {
      const own = schema?.properties?.[key];
      return field(key, pointer + pointerStep(key), keyRange, range, value, own, depth);
    });
  }
  if (node.kind === 'array') {
    return node.items.map((item, index) => {
      const first = item.kind === 'object' ? item.members[0]?.keyRange : undefined;
      const place = first ?? item.range;
      const name = String(index + 1);
      // What is said about a list of plain values holds for each of them.
      const own = schema?.items;
      const items =
        own?.description === undefined &&
        own?.$ref === undefined &&
        schema?.description !== undefined
          ? { ...own, description: schema.description }
          : own;
      return field(name, `${pointer}/${index}`, place, item.range, item, items, depth);
    });
  }
  return [];
}

function field(
  name: string,
  pointer: string,
  nameRange: TextRange,
  range: TextRange,
  value: DataNode,
  schema: SchemaNode | undefined,
  depth: number,
): RecordField {
  const resolved = resolveSchema(recordSchema, schema);
  return {
    name,
    pointer,
    nameRange,
    range,
    value:
      value.kind === 'string' || value.kind === 'number' || value.kind === 'boolean'
        ? String(value.value)
        : undefined,
    valueRange: value.range,
    description: schema?.description ?? resolved?.description,
    choices: resolved?.enum,
    children: childrenOf(value, resolved, pointer, depth + 1),
  };
}

/** The innermost field whose key or scalar value is at an offset. */
export function fieldAt(fields: readonly RecordField[], offset: number): RecordField | undefined {
  for (const entry of fields) {
    if (offset < entry.range.start || offset > entry.range.end) continue;
    const inner = fieldAt(entry.children, offset);
    if (inner !== undefined) return inner;
    const inName = offset >= entry.nameRange.start && offset <= entry.nameRange.end;
    const inValue =
      entry.value !== undefined &&
      offset >= entry.valueRange.start &&
      offset <= entry.valueRange.end;
    if (inName || inValue) return entry;
  }
  return undefined;
}

/** The field at a pointer. */
export function fieldOf(fields: readonly RecordField[], pointer: string): RecordField | undefined {
  for (const entry of fields) {
    if (entry.pointer === pointer) return entry;
    if (pointer.startsWith(`${entry.pointer}/`)) return fieldOf(entry.children, pointer);
  }
  return undefined;
}

/** Keys that say best what a list entry is, the best first. */
const telling = [
  'title',
  'words',
  'do',
  'what',
  'ask',
  'check',
  'signal',
  'path',
  'rule',
  'test',
  'event',
  'reference',
  'href',
  'id',
];

/** What a field is about, in a line; empty when its name says it all. */
export function fieldDetail({ value, children }: RecordField): string {
  if (value !== undefined) return value;
  for (const key of telling) {
    const found = children.find(({ name, value: text }) => name === key && text !== undefined);
    if (found?.value !== undefined) return found.value;
  }
  return '';
}
