import type { ArrayNode, ObjectNode } from '../parse/tree';
import { siblingRanges } from './editJsonText';
import { findItem } from './findItem';

/** After the nearest old neighbour in front that is still there, else before the next one behind. */
export function placeAmongItems(list: ArrayNode, baseline: ArrayNode, index: number): number {
  for (let step = index - 1; step >= 0; step -= 1) {
    const found = neighbour(list, baseline, step);
    if (found !== undefined) return found + 1;
  }
  for (let step = index + 1; step < baseline.items.length; step += 1) {
    const found = neighbour(list, baseline, step);
    if (found !== undefined) return found;
  }
  return list.items.length;
}

function neighbour(list: ArrayNode, baseline: ArrayNode, step: number): number | undefined {
  const node = baseline.items[step];
  return node === undefined
    ? undefined
    : findItem(list, { node, range: node.range, index: step }, baseline);
}

/** The same for a member, found by its key. */
export function placeAmongMembers(parent: ObjectNode, baseline: ObjectNode, index: number): number {
  const indexOfKey = (step: number): number =>
    parent.members.findIndex((member) => member.key === baseline.members[step]?.key);
  for (let step = index - 1; step >= 0; step -= 1) {
    if (indexOfKey(step) >= 0) return indexOfKey(step) + 1;
  }
  for (let step = index + 1; step < baseline.members.length; step += 1) {
    if (indexOfKey(step) >= 0) return indexOfKey(step);
  }
  return siblingRanges(parent).length;
}
