import { t } from '@vscode/l10n';
import type { FileFacts, PermissionRuleFact, SettingFact } from '../facts/fact';
import { maskSecrets } from '../facts/maskSecrets';
import { grammarOf, listOf, ruleOf, type PermissionGrammarName } from '../facts/permissionGrammars';
import type { PermissionGrammar } from '../facts/permissionGrammar';
import type { PermissionList, PermissionRule } from '../facts/permissionRule';
import type { Change } from './change';
import { locateRemoval, type RemovalPlaces } from './locateRemoval';
import { compareOrderedRules, type OrderedOutcome } from './orderedPermissions';
import type { Effort } from './permissionAutomaton';
import type { PermissionLists } from './permissionDecision';
import { judgePermission, type PermissionSides } from './permissionJudgement';
import { pairPermissionRules, type PlacedRule, type RulePair } from './permissionPairs';
import { permissionWords } from './permissionWords';

/** States looked at in one comparison: less than a second. Real files need a hundredth of it. */
const effortPerComparison = 800_000;
/** What each rule adds to that, so that the last of thousands is judged like the first. */
const effortPerRule = 100;

/** The rules of both sides that decide together: one grammar, one agent, profile or folder. */
interface RuleGroup {
  readonly name: PermissionGrammarName;
  readonly grammar: PermissionGrammar;
  readonly set: string | undefined;
  readonly before: PermissionRuleFact[];
  readonly now: PermissionRuleFact[];
}

/**
 * Changes of permission rules between two sides, one for each rule that is not the same on both, and
 * for each that decides before others it did not decide before.
 *
 * Every direction is decided on what the whole lists decide, not on the pair alone, in the way the
 * client decides: by the strictest rule, the first, the last, or a number (`PermissionGrammar`).
 *
 * @param places where to show what is gone: at the key of its list, of `permissions`, or at the start
 * @returns changes in the order of the current text
 */
export function comparePermissions(
  baseline: FileFacts,
  current: FileFacts,
  places: RemovalPlaces,
): Change[] {
  const rules = baseline.permissionRules.length + current.permissionRules.length;
  const effort = { left: effortPerComparison + effortPerRule * rules, built: new WeakMap() };
  return groupsOf(baseline.permissionRules, current.permissionRules)
    .flatMap((group) =>
      compareGroup(group, current.settings, effort).map((outcome) =>
        changeOf(outcome, group, places),
      ),
    )
    .sort((left, right) => left.range.start - right.range.start);
}

function groupsOf(
  before: readonly PermissionRuleFact[],
  now: readonly PermissionRuleFact[],
): readonly RuleGroup[] {
  const groups = new Map<string, RuleGroup>();
  const groupFor = (fact: PermissionRuleFact): RuleGroup => {
    const key = `${fact.grammar} ${fact.set ?? ''}`;
    const known = groups.get(key);
    if (known !== undefined) return known;
    const { grammar: name, set } = fact;
    const group: RuleGroup = { name, grammar: grammarOf(fact), set, before: [], now: [] };
    groups.set(key, group);
    return group;
  };
  for (const fact of before) groupFor(fact).before.push(fact);
  for (const fact of now) groupFor(fact).now.push(fact);
  return [...groups.values()];
}

function compareGroup(
  { name, grammar, before, now }: RuleGroup,
  settings: readonly SettingFact[],
  effort: Effort,
): readonly OrderedOutcome[] {
  const same =
    before.length === now.length &&
    before.every((fact, index) => identity(fact) === identity(now[index]));
  if (same) return [];
  if (grammar.model === 'strictest-wins') {
    return compareLists(distinct(before), distinct(now), { grammar, settings }, effort);
  }
  return compareOrderedRules({
    grammar,
    builtIn: builtInRules(name, grammar),
    baseline: before.map((fact) => place(fact)),
    current: now.map((fact) => place(fact)),
    effort,
  });
}

/** Lists are sets: the order of rules and doubled rules mean nothing. */
function compareLists(
  before: readonly PermissionRuleFact[],
  now: readonly PermissionRuleFact[],
  ground: PermissionSides['ground'],
  effort: Effort,
): readonly OrderedOutcome[] {
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
    ground,
    effort,
  };
  const pairs = pairPermissionRules(
    placedBefore.filter((placed) => isRemoved(placed.fact)),
    placedNow.filter((placed) => isAdded(placed.fact)),
    placedNow.filter((placed) => placed.list === 'allow' && !isAdded(placed.fact)),
    effort,
  );
  return pairs.map((pair) => ({ pair, judgement: judgePermission(pair, sides) }));
}

function changeOf(
  { pair, judgement }: OrderedOutcome,
  { set }: RuleGroup,
  places: RemovalPlaces,
): Change {
  const { now } = pair;
  const old = judgement.over ?? pair.old;
  const place = (now ?? pair.old) as PlacedRule;
  const shown = (placed: PlacedRule | undefined): string | undefined =>
    placed === undefined ? undefined : maskSecrets(placed.fact.written ?? placed.rule.text);
  const [before, after] = [shown(old), shown(now)];
  const words = permissionWords(pair, judgement, { before, after });
  return {
    facet: `permission.${judgement.list}`,
    op: operationOf(pair),
    subject: `permissions.${judgement.list}`,
    pointer: place.fact.pointer,
    direction: judgement.direction,
    words: set === undefined ? words : t('{0}: {1}', set, words),
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
      action: judgement.action,
      now: judgement.now,
    },
  };
}

function operationOf({ relation, kept }: RulePair): Change['op'] {
  if (relation === 'moved' || relation === 'reordered') return 'move';
  if (relation === 'added' || kept === true) return 'add';
  return relation === 'removed' ? 'remove' : 'replace';
}

function place(fact: PermissionRuleFact, known?: PermissionRule): PlacedRule {
  return { list: listOf(fact), fact, rule: known ?? ruleOf(fact) };
}

function builtInRules(
  name: PermissionGrammarName,
  { builtIn = [] }: PermissionGrammar,
): readonly PlacedRule[] {
  return builtIn.map(([list, rule]) =>
    place({
      facet: `permission.${list}`,
      subject: `permissions.${list}`,
      pointer: '',
      range: { start: 0, end: 0 },
      rule,
      grammar: name,
    }),
  );
}

function listsOf(rules: readonly PlacedRule[]): PermissionLists {
  const of = (list: PermissionList) =>
    rules.filter((placed) => placed.list === list).map((placed) => placed.rule);
  return { allow: of('allow'), ask: of('ask'), deny: of('deny') };
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

function identity(fact: PermissionRuleFact | undefined): string {
  if (fact === undefined) return '';
  return `${fact.facet} ${fact.priority ?? ''} ${fact.rule.trim()}`;
}
