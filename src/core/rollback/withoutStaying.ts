import { memberOf } from '../parse/navigate';
import { parseJson } from '../parse/parseJson';
import type { ArrayNode, DataNode, ObjectNode, TextRange } from '../parse/tree';
import type { Choice } from './chooseDifferences';
import { removeSibling, siblingRanges } from './editJsonText';

/**
 * The raw baseline member of a choice without the parts that are to stay away.
 *
 * @param raw key and value as the baseline has them
 * @param path keys from the root to the member
 * @returns undefined when nothing is left of it
 */
export function withoutStaying(
  raw: string,
  choice: Choice,
  path: readonly string[],
): string | undefined {
  const wrapped = `{${raw}}`;
  const key = path.at(-1);
  if (key === undefined || parseJson(wrapped).root === undefined) return undefined;
  const text = cutParts(wrapped, choice.parts, path.length - 1);
  const value = nodeAt(text, [key]);
  const empty =
    value === undefined || /^[[{]\s*[\]}]$/.test(text.slice(value.range.start, value.range.end));
  return empty ? undefined : text.slice(1, -1);
}

/**
 * From the back, so that the places in front stay what they were and nothing has to be read again:
 * of a thousand servers that went, two may come back.
 */
function cutParts(text: string, parts: readonly Choice[], depth: number): string {
  const path = parts[0] === undefined ? undefined : containerOf(parts[0]);
  const container = path === undefined ? undefined : nodeAt(text, path.slice(depth));
  if (container?.kind !== 'object' && container?.kind !== 'array') return text;
  const choices = new Map(parts.map((part) => [placeOf(part, container), part]));
  const siblings = siblingRanges(container);
  let result = text;
  let next: TextRange | undefined;
  for (let place = siblings.length - 1; place >= 0; place -= 1) {
    const own = siblings[place] as TextRange;
    const part = choices.get(place);
    if (part === undefined || part.verdict === 'all') {
      next = own;
      continue;
    }
    const end = container.range.end + result.length - text.length;
    const before = result.length;
    if (part.verdict === 'mixed') {
      result = cutParts(result, part.parts, depth);
      next = { start: own.start, end: own.end + result.length - before };
      continue;
    }
    const previous = siblings[place - 1];
    const around = { start: container.range.start, end };
    const window = listOf(around, [previous, own, next]);
    result = removeSibling(result, window, previous === undefined ? 0 : 1, () => true);
    const moved = result.length - before;
    if (next !== undefined) next = { start: next.start + moved, end: next.end + moved };
  }
  return result;
}

function containerOf({ difference }: Choice): readonly string[] {
  return difference.kind === 'element' ? difference.path : difference.path.slice(0, -1);
}

function placeOf({ difference }: Choice, container: ObjectNode | ArrayNode): number | undefined {
  if (container.kind === 'array') return difference.baseline?.index;
  const member = memberOf(container, difference.path.at(-1) ?? '');
  return member === undefined ? undefined : container.members.lastIndexOf(member);
}

/** What stands around one item, as a list: nothing else counts when that item is cut. */
function listOf(range: TextRange, items: readonly (TextRange | undefined)[]): ArrayNode {
  return {
    kind: 'array',
    range,
    items: items.flatMap((item): DataNode[] =>
      item === undefined ? [] : [{ kind: 'null', range: item }],
    ),
  };
}

function nodeAt(text: string, path: readonly string[]): DataNode | undefined {
  return path.reduce<DataNode | undefined>(
    (node, key) => memberOf(node, key)?.value,
    parseJson(text).root,
  );
}
