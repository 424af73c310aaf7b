import { memberOf } from '../parse/navigate';
import type { DataNode } from '../parse/tree';
import { jsonEditor } from './permissionEdits';
import type { Fix, RuleContext, TextEdit } from './rule';

/** Takes a key with its value out of the current text; no fix where the text is too broken. */
export function removeMemberFix(
  context: RuleContext,
  pointer: string,
  title: string,
): readonly Fix[] {
  const edits = isJson(context) ? jsonEditor(context.text, context.root).removeMember(pointer) : [];
  return edits.length === 0 ? [] : [{ id: 'remove', title, edits, preferred: false }];
}

/**
 * Takes several items out of lists, as one edit.
 *
 * @param pointers of list items; anything else, such as a word inside a command line, gives no fix
 */
export function removeItemsFix(
  context: RuleContext,
  pointers: readonly string[],
  title: string,
): readonly Fix[] {
  if (!isJson(context) || pointers.length === 0) return [];
  if (!pointers.every((pointer) => /\/\d+$/.test(pointer))) return [];
  const places = [...new Set(pointers)];
  const [only] = places;
  if (places.length === 1 && only !== undefined) {
    const edits = editorOf(context, context.text).removeItem(only);
    return edits.length === 0 ? [] : [{ id: 'remove', title, edits, preferred: false }];
  }
  let text = context.text;
  // From the back, so that the numbers before stay right.
  for (const pointer of places.sort((left, right) => indexOf(right) - indexOf(left))) {
    const edits = editorOf(context, text).removeItem(pointer);
    if (edits.length === 0) return [];
    text = applyEdits(text, edits);
  }
  return [{ id: 'remove', title, edits: [difference(context.text, text)], preferred: false }];
}

/** Puts items of lists of the baseline back at their old places, as one edit. */
export function restoreItemsFix(
  context: RuleContext,
  baselinePointers: readonly string[],
  title: string,
): readonly Fix[] {
  const { baselineText } = context;
  if (!isJson(context) || baselineText === undefined) return [];
  if (!baselinePointers.every((pointer) => /\/\d+$/.test(pointer))) return [];
  let text = context.text;
  for (const pointer of [...baselinePointers].sort(
    (left, right) => indexOf(left) - indexOf(right),
  )) {
    const node = nodeAt(context.baselineRoot, pointer);
    if (node === undefined) return [];
    const list = pointer.slice(0, pointer.lastIndexOf('/'));
    const raw = baselineText.slice(node.range.start, node.range.end);
    const edits = editorOf(context, text).insertItem(list, indexOf(pointer), raw);
    if (edits.length === 0) return [];
    text = applyEdits(text, edits);
  }
  return [{ id: 'restore', title, edits: [difference(context.text, text)], preferred: true }];
}

/** Puts a member of the baseline back, in place of what stands there or as a new one. */
export function restoreMemberFix(
  context: RuleContext,
  pointer: string,
  baselinePointer: string,
  title: string,
): readonly Fix[] {
  if (!isJson(context) || context.baselineText === undefined) return [];
  const old = nodeAt(context.baselineRoot, baselinePointer);
  if (old === undefined) return [];
  const raw = context.baselineText.slice(old.range.start, old.range.end);
  const now = nodeAt(context.root, pointer);
  const edits =
    now === undefined
      ? jsonEditor(context.text, context.root).insertMember(pointer, raw)
      : [{ range: now.range, text: raw }];
  return edits.length === 0 ? [] : [{ id: 'restore', title, edits, preferred: true }];
}

/** The file as it stands is parsed already; a text on the way to the fix is not. */
function editorOf(context: RuleContext, text: string): ReturnType<typeof jsonEditor> {
  return text === context.text ? jsonEditor(text, context.root) : jsonEditor(text);
}

/** The readers know YAML and TOML too; these edits know JSON only. */
function isJson({ surface }: RuleContext): boolean {
  return surface.format === 'jsonc' || surface.format === 'json';
}

/** The value at a pointer, where it still stands. */
export function nodeAt(root: DataNode | undefined, pointer: string): DataNode | undefined {
  let node = root;
  for (const step of pointer.split('/').slice(1)) {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
    node = node?.kind === 'array' ? node.items[Number(key)] : memberOf(node, key)?.value;
  }
  return node;
}

function indexOf(pointer: string): number {
  return Number(pointer.slice(pointer.lastIndexOf('/') + 1));
}

function applyEdits(text: string, edits: readonly TextEdit[]): string {
  return [...edits]
    .sort((left, right) => right.range.start - left.range.start)
    .reduce((result, { range, text: replacement }) => {
      return result.slice(0, range.start) + replacement + result.slice(range.end);
    }, text);
}

/** One edit that turns `before` into `after`. */
function difference(before: string, after: string): TextEdit {
  let start = 0;
  while (start < after.length && before[start] === after[start]) start += 1;
  let end = 0;
  const longest = Math.min(before.length, after.length) - start;
  while (end < longest && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  return {
    range: { start, end: before.length - end },
    text: after.slice(start, after.length - end),
  };
}
