import type { PermissionRuleFact } from '../facts/fact';
import { languageKey, type PermissionList, type PermissionRule } from '../facts/permissionRule';
import type { Effort } from './permissionAutomaton';
import { isContained } from './permissionOrder';
import { rulesNear } from './rulesNear';

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
  const near = nearestOf(removed);
  for (const relation of ['widened', 'narrowed'] as const) {
    for (const now of fresh) {
      if (effort.left <= 0) break;
      for (const before of near(now)) {
        if (before.list !== now.list || !old.has(before)) continue;
        const [part, whole] = relation === 'widened' ? [before, now] : [now, before];
        if (!isContained(part.rule, whole.rule, effort)) continue;
        pairUp(relation, before, now);
        break;
      }
    }
  }
  const nearAllowed = nearestOf(stillAllowed);
  for (const now of fresh) {
    const within =
      now.list === 'allow'
        ? nearAllowed(now).find((before) => isContained(before.rule, now.rule, effort))
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

/** For a rule those of a list that can have an action in common with it, in their order. */
function nearestOf(list: readonly PlacedRule[]): (of: PlacedRule) => readonly PlacedRule[] {
  const placed = new Map<PermissionRule, PlacedRule[]>();
  for (const entry of list) {
    const same = placed.get(entry.rule);
    if (same === undefined) placed.set(entry.rule, [entry]);
    else same.push(entry);
  }
  const rules = [...placed.keys()];
  return ({ rule }) => rulesNear(rules, rule.starts).flatMap((found) => placed.get(found) ?? []);
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
