import { canonicalText, memberOf } from '../parse/navigate';
import type { DataNode, ObjectNode, TextRange } from '../parse/tree';
import { closingSpace, copySibling, insertSibling, removeSibling, splice } from './editJsonText';
import { placeAmongItems, placeAmongMembers } from './placeAmongSiblings';
import { structuralDifferences, type Difference } from './structuralDifferences';
import { commentsAbove, indentAt, lineEnd, lineStart, reindent, wholeLines } from './textLines';

/** A text of YAML or TOML with its data. */
export interface DataText {
  readonly text: string;
  readonly root: DataNode;
}

/** How a text of this format is read; undefined when it cannot be. */
export type ReadData = (text: string) => DataNode | undefined;

/** Each edit means reading the text again. */
const mostEdits = 200;

/**
 * Edits a text of YAML or TOML until its data is the wanted one, value by value; whole lines and raw
 * text come from another text that has them. Where an edit is not plainly right, nothing is returned:
 * what comes out has been read again and says exactly what was wanted.
 *
 * @param source the text that values are copied from, usually the baseline
 */
export function patchData(
  present: DataText,
  wanted: DataNode,
  source: DataText,
  read: ReadData,
): string | undefined {
  let { text } = present;
  let root: DataNode | undefined = present.root;
  for (let edits = 0; edits < mostEdits; edits += 1) {
    if (root === undefined) return undefined;
    const difference = structuralDifferences(root, wanted);
    if (difference === undefined) return text;
    const next = edit({ text, root }, nextPart(difference), source);
    if (next === undefined || next === text) return undefined;
    text = next;
    root = read(text);
  }
  return undefined;
}

/** What goes comes first, so that what comes back finds its place. */
function nextPart(difference: Difference): Difference {
  if (difference.kind !== 'container') return difference;
  const rank = (part: Difference): number => {
    const leaf = nextPart(part);
    return leaf.baseline === undefined ? 0 : leaf.recorded === undefined ? 2 : 1;
  };
  const first = difference.parts.reduce((best, part) => (rank(part) < rank(best) ? part : best));
  return nextPart(first);
}

/** One difference between what is there (`recorded`) and what is wanted (`baseline`). */
function edit(present: DataText, part: Difference, source: DataText): string | undefined {
  const { text, root } = present;
  const { recorded, baseline } = part;
  if (recorded !== undefined && baseline !== undefined) {
    const raw = rawOf(part, baseline.node, source);
    if (raw !== undefined) return replace(text, recorded.node, raw);
    // What takes lines of its own goes first and comes back with its key.
    if (part.kind === 'element') return undefined;
  }
  const parent = at(root, part.kind === 'element' ? part.path : part.path.slice(0, -1));
  if (parent?.kind !== 'object' && parent?.kind !== 'array') return undefined;
  if (recorded !== undefined) return takeOut(text, parent, part, recorded.range);
  return baseline === undefined ? undefined : bringBack(text, parent, part, baseline.node, source);
}

type Container = Extract<DataNode, { readonly kind: 'object' | 'array' }>;

function at(root: DataNode | undefined, path: readonly string[]): DataNode | undefined {
  return path.reduce<DataNode | undefined>((node, key) => memberOf(node, key)?.value, root);
}

function replace(text: string, { range }: DataNode, raw: string): string | undefined {
  if (range.start < range.end) return splice(text, range.start, range.end, raw);
  // A key of YAML without a value.
  const colon = text.indexOf(':', range.start) + 1;
  return colon === 0 ? undefined : splice(text, colon, colon, ` ${raw}`);
}

/** The wanted value as the source writes it in the same place, else as any format writes it. */
function rawOf(part: Difference, wanted: DataNode, source: DataText): string | undefined {
  const there = inSource(part, wanted, source);
  if (there !== undefined) {
    const raw = source.text.slice(there.node.range.start, there.node.range.end);
    if (raw !== '' && !raw.includes('\n')) return raw;
  }
  if (wanted.kind === 'object') return wanted.members.length === 0 ? '{}' : undefined;
  if (wanted.kind === 'array') return wanted.items.length === 0 ? '[]' : undefined;
  return wanted.kind === 'null' ? 'null' : JSON.stringify(wanted.value);
}

interface InSource {
  readonly parent: Container;
  readonly index: number;
  readonly node: DataNode;
  readonly range: TextRange;
}

/** The same value under the same key, or the same item of the same list. */
function inSource(part: Difference, wanted: DataNode, source: DataText): InSource | undefined {
  const same = canonicalText(wanted);
  if (part.kind === 'element') {
    const parent = at(source.root, part.path);
    if (parent?.kind !== 'array') return undefined;
    const index = parent.items.findIndex((item) => canonicalText(item) === same);
    const node = parent.items[index];
    return node === undefined ? undefined : { parent, index, node, range: node.range };
  }
  const parent = at(source.root, part.path.slice(0, -1));
  if (parent?.kind !== 'object') return undefined;
  const member = memberOf(parent, part.path.at(-1) ?? '');
  const index = member === undefined ? -1 : parent.members.indexOf(member);
  return member === undefined || canonicalText(member.value) !== same
    ? undefined
    : { parent, index, node: member.value, range: member.range };
}

/** Written between brackets on one line of its key, not as lines or tables of its own. */
function isInline(text: string, { kind, range }: Container): boolean {
  const first = text[range.start];
  if (kind === 'object') return first === '{';
  return first === '[' && text.slice(lineStart(text, range.start), range.start).trim() !== '';
}

function takeOut(
  text: string,
  parent: Container,
  part: Difference,
  range: TextRange,
): string | undefined {
  if (isInline(text, parent)) {
    const index =
      parent.kind === 'array'
        ? (part.recorded?.index ?? -1)
        : parent.members.findIndex((member) => member.range.start === range.start);
    return index < 0 ? undefined : removeSibling(text, parent, index, () => false);
  }
  const lines = wholeLines(text, range);
  if (lines === undefined) return undefined;
  const last = parent.kind === 'object' ? parent.members.length : parent.items.length;
  const onlyOne = last === 1 && lineStart(text, parent.range.start) !== lines.start;
  const cut = splice(text, lines.start, lines.end, '');
  if (onlyOne && cut === '') return undefined;
  // Of the blank lines around a table that goes, those in front go with it.
  const before = text.slice(0, lines.start);
  const blank = /(?:\n[ \t]{0,200}\r?){1,200}\n$/.exec(before);
  const atEnd = text.slice(lines.end).trim() === '';
  return blank !== null && (atEnd || /^[ \t]*\r?\n/.test(text.slice(lines.end)))
    ? `${before.slice(0, blank.index)}\n${text.slice(lines.end)}`
    : cut;
}

function bringBack(
  text: string,
  parent: Container,
  part: Difference,
  wanted: DataNode,
  source: DataText,
): string | undefined {
  const from = inSource(part, wanted, source);
  if (from === undefined || from.parent.kind !== parent.kind) return undefined;
  const index = placeIn(parent, from);
  if (isInline(text, parent)) {
    if (!isInline(source.text, from.parent)) return undefined;
    const copied = copySibling(source.text, from.parent, from.index, () => false);
    return insertSibling(text, parent, index, copied, closingSpace(source.text, from.parent));
  }
  const lines = wholeLines(source.text, from.range);
  if (lines === undefined) return undefined;
  const comments = commentsAbove(source.text, lines.start);
  const noted = source.text.slice(comments.start, comments.end);
  const own = source.text.slice(lines.start, lines.end);
  const raw = withBreak(noted !== '' && !text.includes(noted) ? noted + own : own);
  return own.trimStart().startsWith('[')
    ? insertTable(text, parent, index, raw)
    : insertLines(text, parent, index, { raw, indent: indentAt(source.text, from.range.start) });
}

function placeIn(parent: Container, from: InSource): number {
  if (parent.kind === 'array' && from.parent.kind === 'array') {
    return placeAmongItems(parent, from.parent, from.index);
  }
  return placeAmongMembers(parent as ObjectNode, from.parent as ObjectNode, from.index);
}

function withBreak(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}

function rangesOf(parent: Container): readonly TextRange[] {
  return parent.kind === 'object'
    ? parent.members.map(({ range }) => range)
    : parent.items.map(({ range }) => range);
}

/** A table of TOML, with everything below its header. */
function insertTable(text: string, parent: Container, index: number, raw: string): string {
  const previous = rangesOf(parent)[index - 1];
  const headed = previous !== undefined && text[lineStart(text, previous.start)] === '[';
  const place = headed ? lineEnd(text, previous.end) : text.length;
  const before = withBreak(text.slice(0, place));
  const gap = before.trim() === '' || before.endsWith('\n\n') ? '' : '\n';
  const after = text.slice(place);
  return `${before}${gap}${raw}${after === '' || after.startsWith('\n') ? '' : '\n'}${after}`;
}

/** A pair or an item on lines of its own, beside its old neighbour. */
function insertLines(
  text: string,
  parent: Container,
  index: number,
  { raw, indent }: { readonly raw: string; readonly indent: string },
): string | undefined {
  const siblings = rangesOf(parent);
  const previous = siblings[index - 1];
  const next = siblings[index];
  const beside = previous ?? next;
  if (beside === undefined) {
    // A table of TOML that holds nothing yet: below its header.
    if (text[parent.range.start] !== '[') return undefined;
    const place = lineEnd(text, parent.range.start);
    return withBreak(text.slice(0, place)) + raw + text.slice(place);
  }
  const lines = wholeLines(text, beside);
  if (lines === undefined || text[lines.start] === '[') return undefined;
  const block = reindent(raw, indent, indentAt(text, beside.start));
  if (block === undefined) return undefined;
  const place = previous === undefined ? lines.start : lines.end;
  const before = text.slice(0, place);
  return (before === '' ? '' : withBreak(before)) + block + text.slice(place);
}
