import { memberOf } from '../parse/navigate';
import { parseJson } from '../parse/parseJson';
import type { ArrayNode, DataNode, ObjectNode, TextRange } from '../parse/tree';
import type { TextEdit } from './rule';

/** Edits of one JSON text that leave comments, layout and the rest of the commas alone. */
export interface JsonEditor {
  /** Takes out the list item at a pointer, with the one comma that is then too many. */
  readonly removeItem: (pointer: string) => readonly TextEdit[];
  /** Takes out the member (key and value) at a pointer. */
  readonly removeMember: (pointer: string) => readonly TextEdit[];
  /**
   * Puts an item back into a list; the list and the objects around it are made when they are gone.
   *
   * @param listPointer e.g. `/permissions/deny`
   * @param index where it stood; the end of the list when that is longer
   * @param raw the item as JSON
   */
  readonly insertItem: (listPointer: string, index: number, raw: string) => readonly TextEdit[];
  /** Puts a member back into an object, at its end; missing objects are made. `raw` is the value. */
  readonly insertMember: (pointer: string, raw: string) => readonly TextEdit[];
}

/**
 * @param text the whole file
 * @param tree its tree, where the caller has it. Where the text is too broken to find a place, an edit
 * is an empty list.
 */
export function jsonEditor(text: string, tree?: DataNode): JsonEditor {
  let found: { readonly root: DataNode | undefined } | undefined;
  // Most editors are made for a file of which nothing is repaired, so the text is not read before.
  const root = (): DataNode | undefined => {
    // The tree of a YAML or TOML text looks the same, but edits in JSON would tear the text apart.
    found ??= { root: startsObject.test(text) ? (tree ?? parseJson(text).root) : undefined };
    return found.root;
  };
  return {
    removeItem: (pointer) => removeAt(text, root(), pointer),
    removeMember: (pointer) => removeAt(text, root(), pointer),
    insertItem: (pointer, index, raw) => insertAt(text, root(), pointer, index, raw),
    insertMember: (pointer, raw) => insertMemberAt(text, root(), pointer, raw),
  };
}

/** An object, after blanks and comments. */
const startsObject = /^\ufeff?(?:\s|\/\/[^\n]*\n|\/\*(?:[^*]|\*(?!\/))*\*\/)*\{/;

function removeAt(text: string, root: DataNode | undefined, pointer: string): readonly TextEdit[] {
  const steps = stepsOf(pointer);
  const last = steps.pop();
  const container = nodeAt(root, steps);
  if (last === undefined || (container?.kind !== 'array' && container?.kind !== 'object'))
    return [];
  const siblings = siblingsOf(container);
  const member = container.kind === 'object' ? memberOf(container, last) : undefined;
  const index =
    container.kind === 'array'
      ? Number(last)
      : siblings.findIndex((range) => range === member?.range);
  const own = siblings[index];
  if (own === undefined) return [];
  const comma = commaAfter(text, own.end);
  const previous = siblings[index - 1];
  if (siblings.length === 1) return removeOnly(text, container, own, comma);
  if (comma !== undefined) return removeWithComma(text, own, comma);
  const before = previous === undefined ? undefined : commaAfter(text, previous.end);
  if (before === undefined) return [];
  if (isBlank(text.slice(before + 1, own.start))) return [cut(before, own.end)];
  return [cut(before, before + 1), cut(lineBreakBefore(text, own.start), own.end)];
}

function removeOnly(
  text: string,
  container: ArrayNode | ObjectNode,
  own: TextRange,
  comma: number | undefined,
): readonly TextEdit[] {
  const inside = { start: container.range.start + 1, end: container.range.end - 1 };
  const end = comma === undefined ? own.end : comma + 1;
  const alone =
    isBlank(text.slice(inside.start, own.start)) &&
    isBlank(text.slice(end, inside.end)) &&
    isBlank(text.slice(own.end, comma ?? own.end));
  if (alone) return [cut(inside.start, inside.end)];
  return comma === undefined ? [cut(own.start, own.end)] : removeWithComma(text, own, comma);
}

function removeWithComma(text: string, own: TextRange, comma: number): readonly TextEdit[] {
  if (!isBlank(text.slice(own.end, comma))) return [cut(own.start, own.end), cut(comma, comma + 1)];
  const lineStart = text.lastIndexOf('\n', own.start - 1) + 1;
  const lineEnd = text.indexOf('\n', comma);
  const startsLine = isBlank(text.slice(lineStart, own.start));
  if (startsLine && lineEnd >= 0 && isBlank(text.slice(comma + 1, lineEnd))) {
    return [cut(lineStart, lineEnd + 1)];
  }
  let end = comma + 1;
  while (text[end] === ' ' || text[end] === '\t') end += 1;
  return [cut(own.start, end)];
}

function insertAt(
  text: string,
  root: DataNode | undefined,
  pointer: string,
  index: number,
  raw: string,
): readonly TextEdit[] {
  const steps = stepsOf(pointer);
  let container: DataNode | undefined = root;
  for (const [depth, step] of steps.entries()) {
    if (container?.kind !== 'object') return [];
    const member = memberOf(container, step);
    if (member === undefined) {
      const made = newMember(text, container, steps.slice(depth), (indent) => {
        const end = lineEndOf(text);
        return `[${end}${indent}${unitOf(text)}${raw}${end}${indent}]`;
      });
      return insertInto(text, container, container.members.length, made);
    }
    container = member.value;
  }
  return container?.kind === 'array' ? insertInto(text, container, index, raw) : [];
}

function insertMemberAt(
  text: string,
  root: DataNode | undefined,
  pointer: string,
  raw: string,
): readonly TextEdit[] {
  const steps = stepsOf(pointer);
  let container: DataNode | undefined = root;
  for (const [depth, step] of steps.entries()) {
    if (container?.kind !== 'object') return [];
    const member = memberOf(container, step);
    if (member === undefined) {
      const made = newMember(text, container, steps.slice(depth), () => raw);
      return insertInto(text, container, container.members.length, made);
    }
    container = member.value;
  }
  return [];
}

function insertInto(
  text: string,
  container: ArrayNode | ObjectNode,
  index: number,
  raw: string,
): readonly TextEdit[] {
  const siblings = siblingsOf(container);
  const next = siblings[index];
  if (next !== undefined) {
    return [at(next.start, `${raw},${separatorBefore(text, next.start)}`)];
  }
  const last = siblings.at(-1);
  if (last !== undefined) {
    return [at(last.end, `,${separatorBefore(text, last.start)}${raw}`)];
  }
  const inside = { start: container.range.start + 1, end: container.range.end - 1 };
  const outer = lineEndOf(text) + indentAt(text, container.range.start);
  const own = `${outer}${unitOf(text)}${raw}`;
  // A comment is all that is in there: it stays.
  if (!isBlank(text.slice(inside.start, inside.end))) return [at(inside.start, own)];
  return [{ range: inside, text: `${own}${outer}` }];
}

/** A member in as many new objects as are missing. `value` writes the innermost value. */
function newMember(
  text: string,
  container: ObjectNode,
  steps: readonly string[],
  value: (indent: string) => string,
): string {
  const first = container.members[0];
  const base =
    first === undefined
      ? indentAt(text, container.range.start) + unitOf(text)
      : indentAt(text, first.range.start);
  const write = (rest: readonly string[], indent: string): string => {
    const [step = '', ...inner] = rest;
    const key = JSON.stringify(step);
    if (inner.length === 0) return `${key}: ${value(indent)}`;
    const deeper = indent + unitOf(text);
    const end = lineEndOf(text);
    return `${key}: {${end}${deeper}${write(inner, deeper)}${end}${indent}}`;
  };
  return write(steps, base);
}

/** Each rule of a list asks for all of them. */
const siblingRanges = new WeakMap<ArrayNode | ObjectNode, readonly TextRange[]>();

function siblingsOf(container: ArrayNode | ObjectNode): readonly TextRange[] {
  let ranges = siblingRanges.get(container);
  if (ranges === undefined) {
    const children = container.kind === 'array' ? container.items : container.members;
    ranges = children.map(({ range }) => range);
    siblingRanges.set(container, ranges);
  }
  return ranges;
}

function stepsOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function nodeAt(root: DataNode | undefined, steps: readonly string[]): DataNode | undefined {
  let node = root;
  for (const step of steps) {
    node = node?.kind === 'array' ? node.items[Number(step)] : memberOf(node, step)?.value;
  }
  return node;
}

/** The comma that follows, with white space and comments in between at most. */
function commaAfter(text: string, offset: number): number | undefined {
  const trivia = /(?:\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
  trivia.lastIndex = offset;
  trivia.exec(text);
  const end = trivia.lastIndex;
  return text[end] === ',' ? end : undefined;
}

/** What separates neighbours here: a line break with the indent of the place, or one space. */
function separatorBefore(text: string, offset: number): string {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const startsLine = lineStart > 0 && isBlank(text.slice(lineStart, offset));
  return startsLine ? lineEndOf(text) + text.slice(lineStart, offset) : ' ';
}

function indentAt(text: string, offset: number): string {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(lineStart, offset))?.[0] ?? '';
}

function unitOf(text: string): string {
  return /\n([ \t]+)\S/.exec(text)?.[1] ?? '  ';
}

function lineEndOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

function lineBreakBefore(text: string, offset: number): number {
  const lineBreak = text.lastIndexOf('\n', offset - 1);
  if (lineBreak < 0 || !isBlank(text.slice(lineBreak, offset))) return offset;
  return text[lineBreak - 1] === '\r' ? lineBreak - 1 : lineBreak;
}

function isBlank(text: string): boolean {
  return text.trim() === '';
}

function cut(start: number, end: number): TextEdit {
  return { range: { start, end }, text: '' };
}

function at(offset: number, text: string): TextEdit {
  return { range: { start: offset, end: offset }, text };
}
