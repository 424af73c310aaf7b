import { canonicalText, effectiveMembers, memberOf } from '../parse/navigate';
import type { ArrayNode, DataNode, ObjectNode, TextRange } from '../parse/tree';
import { differingRegions } from './differingRegions';

/** One side of a difference: the value, and the text it takes with its key. */
export interface Spot {
  readonly node: DataNode;
  /** The member with its key; for an element and the root the value itself. */
  readonly range: TextRange;
  /** Place in its array. */
  readonly index?: number | undefined;
}

/**
 * One place where the recorded text and the baseline text hold different values.
 *
 * `container`: an object or a list that stands on both sides; its `parts` differ.
 * `member`: a key whose value was added (only `recorded`), removed (only `baseline`) or replaced.
 * `element`: the same for an item of a list.
 *
 * A member that was added or removed and is itself an object or a list has `parts` too: one for each
 * thing in it, so that some of them can be taken back and others kept.
 */
export interface Difference {
  readonly kind: 'container' | 'member' | 'element';
  /** Keys from the root: of the container, of the member, or of the list an element stands in. */
  readonly path: readonly string[];
  readonly recorded?: Spot | undefined;
  readonly baseline?: Spot | undefined;
  readonly parts: readonly Difference[];
}

/**
 * Compares two data trees by value. Order of keys and layout are no difference; order of a list is.
 *
 * @returns undefined when both say the same
 */
export function structuralDifferences(
  recorded: DataNode,
  baseline: DataNode,
): Difference | undefined {
  return compareValues(
    { node: recorded, range: recorded.range },
    { node: baseline, range: baseline.range },
    [],
  );
}

function compareValues(
  recorded: Spot,
  baseline: Spot,
  path: readonly string[],
): Difference | undefined {
  if (recorded.node.kind === 'object' && baseline.node.kind === 'object') {
    return container(recorded, baseline, path, [
      ...compareMembers(recorded.node, baseline.node, path),
    ]);
  }
  if (recorded.node.kind === 'array' && baseline.node.kind === 'array') {
    return container(recorded, baseline, path, [
      ...compareItems(recorded.node, baseline.node, path),
    ]);
  }
  if (canonicalText(recorded.node) === canonicalText(baseline.node)) return undefined;
  return { kind: 'member', path, recorded, baseline, parts: [] };
}

function container(
  recorded: Spot,
  baseline: Spot,
  path: readonly string[],
  parts: readonly Difference[],
): Difference | undefined {
  return parts.length === 0 ? undefined : { kind: 'container', path, recorded, baseline, parts };
}

function* compareMembers(
  recorded: ObjectNode,
  baseline: ObjectNode,
  path: readonly string[],
): Generator<Difference> {
  for (const member of effectiveMembers(recorded)) {
    const spot: Spot = { node: member.value, range: member.range };
    const old = memberOf(baseline, member.key);
    const memberPath = [...path, member.key];
    if (old === undefined) {
      yield {
        kind: 'member',
        path: memberPath,
        recorded: spot,
        parts: partsOf(spot.node, memberPath, 'recorded'),
      };
      continue;
    }
    const difference = compareValues(spot, { node: old.value, range: old.range }, memberPath);
    if (difference !== undefined) yield difference;
  }
  for (const member of effectiveMembers(baseline)) {
    if (memberOf(recorded, member.key) !== undefined) continue;
    const memberPath = [...path, member.key];
    yield {
      kind: 'member',
      path: memberPath,
      baseline: { node: member.value, range: member.range },
      parts: partsOf(member.value, memberPath, 'baseline'),
    };
  }
}

function* compareItems(
  recorded: ArrayNode,
  baseline: ArrayNode,
  path: readonly string[],
): Generator<Difference> {
  const regions = differingRegions(
    recorded.items.map(canonicalText),
    baseline.items.map(canonicalText),
  );
  for (const { start: newStart, end, otherStart: oldStart, otherEnd } of regions) {
    const newLength = end - newStart;
    const oldLength = otherEnd - oldStart;
    for (let step = 0; step < Math.max(newLength, oldLength); step += 1) {
      const recordedSpot = step < newLength ? itemSpot(recorded, newStart + step) : undefined;
      const baselineSpot = step < oldLength ? itemSpot(baseline, oldStart + step) : undefined;
      // Items are read as replaced one by one only when as many went as came; anything else is a guess.
      if (newLength === oldLength) {
        yield {
          kind: 'element',
          path,
          recorded: recordedSpot,
          baseline: baselineSpot,
          parts: [],
        };
        continue;
      }
      if (recordedSpot !== undefined) {
        yield { kind: 'element', path, recorded: recordedSpot, parts: [] };
      }
      if (baselineSpot !== undefined) {
        yield { kind: 'element', path, baseline: baselineSpot, parts: [] };
      }
    }
  }
}

function itemSpot(node: ArrayNode, index: number): Spot | undefined {
  const item = node.items[index];
  return item === undefined ? undefined : { node: item, range: item.range, index };
}

function partsOf(
  node: DataNode,
  path: readonly string[],
  side: 'recorded' | 'baseline',
): readonly Difference[] {
  if (node.kind === 'object') {
    return effectiveMembers(node).map((member) => {
      const memberPath = [...path, member.key];
      return {
        kind: 'member' as const,
        path: memberPath,
        [side]: { node: member.value, range: member.range },
        parts: partsOf(member.value, memberPath, side),
      };
    });
  }
  if (node.kind === 'array') {
    return node.items.map((item, index) => ({
      kind: 'element' as const,
      path,
      [side]: { node: item, range: item.range, index },
      parts: [],
    }));
  }
  return [];
}
