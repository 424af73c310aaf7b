import { canonicalText } from '../parse/navigate';
import type { ArrayNode, DataNode } from '../parse/tree';
import type { Spot } from './structuralDifferences';

/**
 * Where an item of another text stands in a list: by value, because places move. Of several equal ones
 * the same in order of appearance, else the last.
 *
 * @param source the list the item comes from
 */
export function findItem(
  list: ArrayNode,
  spot: Spot,
  source: DataNode | undefined,
): number | undefined {
  const wanted = canonicalText(spot.node);
  const matches = indexesOf(list, wanted);
  if (matches.length === 0) return undefined;
  const before = source?.kind === 'array' ? indexesOf(source, wanted) : [];
  const ordinal = before.indexOf(spot.index ?? -1);
  return matches[ordinal < 0 ? 0 : Math.min(ordinal, matches.length - 1)];
}

/** Every place of a value in a list. */
export function indexesOf(list: ArrayNode, wanted: string): readonly number[] {
  return list.items.flatMap((item, index) => (canonicalText(item) === wanted ? [index] : []));
}
