import type { PermissionRuleFact } from '../facts/fact';
import { languageKey, type PermissionList, type PermissionRule } from '../facts/permissionRule';
import type { Effort } from './permissionAutomaton';
import { isContained } from './permissionOrder';

/** A rule of one side with its meaning. */
export interface PlacedRule {
  readonly list: PermissionList;
  readonly fact: PermissionRuleFact;
  readonly rule: PermissionRule;
}

/** What became of one rule. `old` without `now` is gone, `now` without `old` is new. */
export interface RulePair {
  readonly relation:
    | 'moved'
    | 'equal'
    | 'widened'
    | 'narrowed'
    | 'added'
    | 'removed'
    /** Both rules stand as before, but `now` decides what `old` decided. */
    | 'reordered';
  readonly old?: PlacedRule | undefined;
  readonly now?: PlacedRule | undefined;
  /** The old rule still stands beside the new one. */
  readonly kept?: boolean | undefined;
}

/**
 * Finds out which new rule stands for which old one. Equal texts of the same list have been taken out
 * before, so an unrelated rule in between never disturbs the pairing. In this order: moved to another
 * list, written differently, widened, narrowed; what is left is added or removed.
 *
 * Where the effort is spent, rules stay unpaired: added and removed.
 *
 * @param stillAllowed allow rules that stand on both sides: a new rule may widen one of them
 */
export function pairPermissionRules(
  removed: readonly PlacedRule[],
  added: readonly PlacedRule[],
  stillAllowed: readonly PlacedRule[],
  effort: Effort,
): readonly RulePair[] {
  const pairs: RulePair[] = [];
  const old = new Set(removed);
  const fresh = new Set(added);
  const pairUp = (relation: RulePair['relation'], before: PlacedRule, now: PlacedRule): void => {
    pairs.push({ relation, old: before, now });
    old.delete(before);
    fresh.delete(now);
  };
  const byMeaning = groupByMeaning(removed);
  for (const sameList of [true, false]) {
    for (const now of fresh) {
      const same = byMeaning.get(languageKey(now.rule)) ?? [];
      const before = same.find((other) => old.has(other) && (other.list === now.list) === sameList);
      if (before !== undefined) pairUp(sameList ? 'equal' : 'moved', before, now);
    }
  }
  for (const relation of ['widened', 'narrowed'] as const) {
    for (const now of fresh) {
      for (const before of old) {
        if (before.list !== now.list) continue;
        const [part, whole] = relation === 'widened' ? [before, now] : [now, before];
        if (!isContained(part.rule, whole.rule, effort)) continue;
        pairUp(relation, before, now);
        break;
      }
    }
  }
  for (const now of fresh) {
    const within =
      now.list === 'allow'
        ? stillAllowed.find((before) => isContained(before.rule, now.rule, effort))
        : undefined;
    pairs.push(
      within === undefined
        ? { relation: 'added', now }
        : { relation: 'widened', old: within, now, kept: true },
    );
  }
  for (const before of old) pairs.push({ relation: 'removed', old: before });
  return pairs;
}

function groupByMeaning(rules: readonly PlacedRule[]): ReadonlyMap<string, readonly PlacedRule[]> {
  const groups = new Map<string, PlacedRule[]>();
  for (const placed of rules) {
    const key = languageKey(placed.rule);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [placed]);
    else group.push(placed);
  }
  return groups;
}
