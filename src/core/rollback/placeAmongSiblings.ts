import { canonicalText } from '../parse/navigate';
import type { ArrayNode, ObjectNode } from '../parse/tree';
import { siblingRanges } from './editJsonText';
import { findItem } from './findItem';

/** After the nearest old neighbour in front that is still there, else before the next one behind. */
export function placeAmongItems(list: ArrayNode, baseline: ArrayNode, index: number): number {
  const there = new Set(list.items.map(canonicalText));
  for (let step = index - 1; step >= 0; step -= 1) {
    const found = neighbour(list, baseline, step, there);
    if (found !== undefined) return found + 1;
  }
  for (let step = index + 1; step < baseline.items.length; step += 1) {
    const found = neighbour(list, baseline, step, there);
    if (found !== undefined) return found;
  }
  return list.items.length;
}

function neighbour(
  list: ArrayNode,
  baseline: ArrayNode,
  step: number,
  there: ReadonlySet<string>,
): number | undefined {
  const node = baseline.items[step];
  return node === undefined || !there.has(canonicalText(node))
    ? undefined
    : findItem(list, { node, range: node.range, index: step }, baseline);
}

/** The same for a member, found by its key. */
export function placeAmongMembers(parent: ObjectNode, baseline: ObjectNode, index: number): number {
  const places = new Map(parent.members.map(({ key }, place) => [key, place]));
  const placeOf = (step: number): number | undefined =>
    places.get(baseline.members[step]?.key ?? '');
  for (let step = index - 1; step >= 0; step -= 1) {
    const found = placeOf(step);
    if (found !== undefined) return found + 1;
  }
  for (let step = index + 1; step < baseline.members.length; step += 1) {
    const found = placeOf(step);
    if (found !== undefined) return found;
  }
  return siblingRanges(parent).length;
}
