import type { PermissionRule } from '../facts/permissionRule';

/** Up to here looking at each rule is faster than an index. */
const fewRules = 24;

/** One edit asks a few times; building the index would cost more than all of them. */
const fewQuestions = 6;

/**
 * The rules of a list that can have an action in common with something that begins in one of the
 * given ways: one beginning begins the other.
 *
 * Lists never change, so what is found once for a list stays true: with thousands of rules on each
 * side nothing could afford to look at every rule for every other.
 *
 * @returns in the order of the list
 */
export function rulesNear(
  rules: readonly PermissionRule[],
  starts: readonly string[],
): readonly PermissionRule[] {
  if (rules.length <= fewRules) return rules.filter((rule) => meets(rule, starts));
  let index = indexes.get(rules);
  if (index === undefined || typeof index === 'number') {
    const asked = (index ?? 0) + 1;
    if (asked <= fewQuestions) {
      indexes.set(rules, asked);
      return rules.filter((rule) => meets(rule, starts));
    }
    index = buildIndex(rules);
    indexes.set(rules, index);
  }
  const places = new Set<number>();
  for (const start of starts) addPlaces(index, start, places);
  return [...places]
    .sort((left, right) => left - right)
    .flatMap((place) => {
      const rule = rules[place];
      return rule === undefined ? [] : [rule];
    });
}

/** Several lists as one, which is the same list each time. */
export function rulesOf(
  ...lists: readonly (readonly PermissionRule[])[]
): readonly PermissionRule[] {
  const filled = lists.filter((list) => list.length > 0);
  const [first] = filled;
  if (first === undefined || filled.length === 1) return first ?? [];
  const unions = unionsOf.get(first) ?? [];
  unionsOf.set(first, unions);
  const known = unions.find(
    ({ parts }) =>
      parts.length === filled.length && parts.every((part, index) => part === filled[index]),
  );
  if (known !== undefined) return known.rules;
  const rules = filled.flat();
  unions.push({ parts: filled, rules });
  return rules;
}

interface Union {
  readonly parts: readonly (readonly PermissionRule[])[];
  readonly rules: readonly PermissionRule[];
}

interface RuleIndex {
  /** Places of the rules with this beginning. */
  readonly places: ReadonlyMap<string, readonly number[]>;
  readonly sortedStarts: readonly string[];
  /** Lengths of beginnings that occur, ascending. */
  readonly lengths: readonly number[];
}

/** Until the index is worth it, how often a list was asked. */
const indexes = new WeakMap<readonly PermissionRule[], RuleIndex | number>();
const unionsOf = new WeakMap<readonly PermissionRule[], Union[]>();

function buildIndex(rules: readonly PermissionRule[]): RuleIndex {
  const places = new Map<string, number[]>();
  rules.forEach((rule, place) => {
    for (const start of rule.starts) {
      const known = places.get(start);
      if (known === undefined) places.set(start, [place]);
      else known.push(place);
    }
  });
  const sortedStarts = [...places.keys()].sort();
  const lengths = [...new Set(sortedStarts.map((start) => start.length))];
  return { places, sortedStarts, lengths: lengths.sort((left, right) => left - right) };
}

function addPlaces(index: RuleIndex, start: string, into: Set<number>): void {
  const add = (found: string): void => {
    for (const place of index.places.get(found) ?? []) into.add(place);
  };
  for (const length of index.lengths) {
    if (length >= start.length) break;
    add(start.slice(0, length));
  }
  const { sortedStarts } = index;
  for (let at = firstFrom(sortedStarts, start); at < sortedStarts.length; at += 1) {
    const found = sortedStarts[at];
    if (found?.startsWith(start) !== true) break;
    add(found);
  }
}

function firstFrom(sorted: readonly string[], wanted: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? '') < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

function meets(rule: PermissionRule, starts: readonly string[]): boolean {
  return rule.starts.some((start) =>
    starts.some((other) => other.startsWith(start) || start.startsWith(other)),
  );
}
