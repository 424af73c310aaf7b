import {
  parseClaudePermissionRule,
  type ClaudePermissionRule,
  type PermissionList,
} from '../facts/claudePermissionRule';
import type { FileFacts, PermissionRuleFact } from '../facts/fact';
import { maskSecrets } from '../facts/maskSecrets';
import type { Change } from './change';
import { locateRemoval, type RemovalPlaces } from './locateRemoval';
import type { PermissionLists } from './permissionDecision';
import { judgePermission, type PermissionSides } from './permissionJudgement';
import { pairPermissionRules, type PlacedRule, type RulePair } from './permissionPairs';
import { permissionWords } from './permissionWords';

/** States looked at in one comparison: about a tenth of a second. Real files need a hundredth of it. */
const effortPerComparison = 2_000_000;

/**
 * Changes of permission rules between two sides, one for each rule that is not the same on both.
 *
 * Lists are sets: the order of rules and doubled rules mean nothing. Every direction is decided on
 * what the whole lists accept, not on the pair alone: `deny` wins over `ask`, `ask` over `allow`.
 *
 * @param places where to show what is gone: at the key of its list, of `permissions`, or at the start
 * @returns changes in the order of the current text
 */
export function comparePermissions(
  baseline: FileFacts,
  current: FileFacts,
  places: RemovalPlaces,
): Change[] {
  const before = distinct(baseline.permissionRules);
  const now = distinct(current.permissionRules);
  const identitiesBefore = new Set(before.map(identity));
  const identitiesNow = new Set(now.map(identity));
  const isRemoved = (fact: PermissionRuleFact): boolean => !identitiesNow.has(identity(fact));
  const isAdded = (fact: PermissionRuleFact): boolean => !identitiesBefore.has(identity(fact));
  if (!before.some(isRemoved) && !now.some(isAdded)) return [];
  const placedBefore = before.map((fact) => place(fact));
  const known = new Map(placedBefore.map((placed) => [identity(placed.fact), placed.rule]));
  const placedNow = now.map((fact) => place(fact, known.get(identity(fact))));
  const sides: PermissionSides = {
    baseline: listsOf(placedBefore),
    current: listsOf(placedNow),
    settings: current.settings,
    effort: { left: effortPerComparison },
  };
  const pairs = pairPermissionRules(
    placedBefore.filter((placed) => isRemoved(placed.fact)),
    placedNow.filter((placed) => isAdded(placed.fact)),
    placedNow.filter((placed) => placed.list === 'allow' && !isAdded(placed.fact)),
    sides.effort,
  );
  return pairs
    .flatMap((pair) => changeOf(pair, sides, places))
    .sort((left, right) => left.range.start - right.range.start);
}

function changeOf(pair: RulePair, sides: PermissionSides, places: RemovalPlaces): Change[] {
  const { old, now } = pair;
  const place = now ?? old;
  if (place === undefined) return [];
  const judgement = judgePermission(pair, sides);
  const before = old === undefined ? undefined : maskSecrets(old.fact.written ?? old.rule.text);
  const after = now === undefined ? undefined : maskSecrets(now.fact.written ?? now.rule.text);
  return [
    {
      facet: `permission.${judgement.list}`,
      op: operationOf(pair),
      subject: `permissions.${judgement.list}`,
      pointer: place.fact.pointer,
      direction: judgement.direction,
      words: permissionWords(pair, judgement, { before, after }),
      before: pair.kept === true ? undefined : before,
      after,
      range: now === undefined ? locateRemoval(places, place.fact.pointer) : now.fact.range,
      baselineRange: pair.kept === true ? undefined : old?.fact.range,
      detail: {
        kind: 'permission',
        list: judgement.list,
        effect: judgement.effect,
        rule: now?.fact,
        baseline: old?.fact,
        witness: judgement.witness,
        now: judgement.now,
      },
    },
  ];
}

function operationOf({ relation, kept }: RulePair): Change['op'] {
  if (relation === 'moved') return 'move';
  if (relation === 'added' || kept === true) return 'add';
  return relation === 'removed' ? 'remove' : 'replace';
}

function place(fact: PermissionRuleFact, known?: ClaudePermissionRule): PlacedRule {
  const list = listOf(fact);
  return { list, fact, rule: known ?? parseClaudePermissionRule(fact.rule, list) };
}

function listsOf(rules: readonly PlacedRule[]): PermissionLists {
  const of = (list: PermissionList) =>
    rules.filter((placed) => placed.list === list).map((placed) => placed.rule);
  return { allow: of('allow'), ask: of('ask'), deny: of('deny') };
}

function listOf(fact: PermissionRuleFact): PermissionList {
  switch (fact.facet) {
    case 'permission.allow':
      return 'allow';
    case 'permission.ask':
      return 'ask';
    case 'permission.deny':
      return 'deny';
  }
}

function distinct(facts: readonly PermissionRuleFact[]): readonly PermissionRuleFact[] {
  const seen = new Set<string>();
  return facts.filter((fact) => {
    const key = identity(fact);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function identity(fact: PermissionRuleFact): string {
  return `${fact.facet} ${fact.rule.trim()}`;
}
