import {
  languageKey,
  type ClaudePermissionRule,
  type PermissionList,
} from '../facts/claudePermissionRule';
import type { PermissionRuleFact } from '../facts/fact';
import { isContained } from './permissionOrder';

/** A rule of one side with its meaning. */
export interface PlacedRule {
  readonly list: PermissionList;
  readonly fact: PermissionRuleFact;
  readonly rule: ClaudePermissionRule;
}

/** What became of one rule. `old` without `now` is gone, `now` without `old` is new. */
export interface RulePair {
  readonly relation: 'moved' | 'equal' | 'widened' | 'narrowed' | 'added' | 'removed';
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
 * @param stillAllowed allow rules that stand on both sides: a new rule may widen one of them
 */
export function pairPermissionRules(
  removed: readonly PlacedRule[],
  added: readonly PlacedRule[],
  stillAllowed: readonly PlacedRule[],
): readonly RulePair[] {
  const old = [...removed];
  const fresh = [...added];
  const pairs: RulePair[] = [];
  const pairUp = (
    relation: 'moved' | 'equal' | 'widened' | 'narrowed',
    fits: (before: PlacedRule, after: PlacedRule) => boolean,
  ): void => {
    for (let index = 0; index < fresh.length; index += 1) {
      const now = fresh[index];
      if (now === undefined) continue;
      const at = old.findIndex((before) => fits(before, now));
      const before = old[at];
      if (before === undefined) continue;
      pairs.push({ relation, old: before, now });
      old.splice(at, 1);
      fresh.splice(index, 1);
      index -= 1;
    }
  };
  const keys = new Map<PlacedRule, string>();
  for (const placed of [...removed, ...added]) keys.set(placed, languageKey(placed.rule));
  const equal = (before: PlacedRule, after: PlacedRule): boolean =>
    keys.get(before) === keys.get(after);
  pairUp('equal', (before, after) => before.list === after.list && equal(before, after));
  pairUp('moved', equal);
  pairUp(
    'widened',
    (before, after) => before.list === after.list && isContained(before.rule, after.rule),
  );
  pairUp(
    'narrowed',
    (before, after) => before.list === after.list && isContained(after.rule, before.rule),
  );
  for (const now of fresh) {
    const within =
      now.list === 'allow'
        ? stillAllowed.find((before) => isContained(before.rule, now.rule))
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
