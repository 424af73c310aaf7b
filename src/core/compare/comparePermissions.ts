import { t } from '@vscode/l10n';
import type { FileFacts, PermissionRuleFact } from '../facts/fact';
import { maskSecrets } from '../facts/maskSecrets';
import { grammarOf, listOf, ruleOf, type PermissionGrammarName } from '../facts/permissionGrammars';
import type { PermissionGrammar } from '../facts/permissionGrammar';
import type { PermissionList, PermissionRule } from '../facts/permissionRule';
import { Memory } from '../parse/memory';
import type { Change } from './change';
import { locateRemoval, type RemovalPlaces } from './locateRemoval';
import { compareOrderedRules, inPrecedence, type OrderedOutcome } from './orderedPermissions';
import type { Effort } from './permissionAutomaton';
import type { PermissionLists } from './permissionDecision';
import { judgePermission, type PermissionSides } from './permissionJudgement';
import { pairPermissionRules, type PlacedRule, type RulePair } from './permissionPairs';
import { permissionWords } from './permissionWords';

/** States looked at in one comparison: less than 200 ms. Real files need a hundredth of it. */
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
  memory: Memory = new Memory(),
): Change[] {
  const rules = baseline.permissionRules.length + current.permissionRules.length;
  const effort = { left: effortPerComparison + effortPerRule * rules, built: new WeakMap() };
  return groupsOf(baseline.permissionRules, current.permissionRules)
    .flatMap((group) =>
      compareGroup(group, current, { effort, memory }).map((outcome) =>
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
  { settings, permissionRules }: FileFacts,
  means: Means,
): readonly OrderedOutcome[] {
  if (grammar.model === 'strictest-wins') {
    return compareLists(distinct(before), distinct(now), { grammar, settings }, means);
  }
  const same =
    before.length === now.length &&
    before.every((fact, index) => identity(fact) === identity(now[index]));
  if (same) return [];
  return compareOrderedRules({
    grammar,
    overruling: ownRules(name, grammar.overruling),
    builtIn: [
      ...inheritedRules(grammar, permissionRules, means.memory),
      ...ownRules(name, grammar.builtIn),
    ],
    baseline: before.map((fact) => place(fact, means.memory)),
    current: now.map((fact) => place(fact, means.memory)),
    effort: means.effort,
  });
}

/**
 * What holds where the rules of a set say nothing, in the order in which it decides. That of the
 * current side on both: what became of it is told where it stands.
 */
function inheritedRules(
  grammar: PermissionGrammar,
  facts: readonly PermissionRuleFact[],
  memory: Memory,
): readonly PlacedRule[] {
  if (grammar.inherits === undefined) return [];
  const general = facts.filter(
    (fact) => fact.grammar === grammar.inherits && fact.set === undefined,
  );
  return inPrecedence(
    grammar,
    general.map((fact) => place(fact, memory)),
  );
}

/** What one comparison may spend, and what it need not work out again. */
interface Means {
  readonly effort: Effort;
  readonly memory: Memory;
}

/** Lists are sets: the order of rules and doubled rules mean nothing. */
function compareLists(
  before: DistinctRules,
  now: DistinctRules,
  ground: PermissionSides['ground'],
  { effort, memory }: Means,
): readonly OrderedOutcome[] {
  if (before.size === now.size && [...before.keys()].every((key) => now.has(key))) return [];
  const removed: PlacedRule[] = [];
  const added: PlacedRule[] = [];
  const stillAllowed: PlacedRule[] = [];
  const placedBefore: PlacedRule[] = [];
  const placedNow: PlacedRule[] = [];
  for (const [key, fact] of before) {
    const placed = place(fact, memory);
    placedBefore.push(placed);
    if (!now.has(key)) removed.push(placed);
  }
  for (const [key, fact] of now) {
    const placed = place(fact, memory);
    placedNow.push(placed);
    if (!before.has(key)) added.push(placed);
    else if (placed.list === 'allow') stillAllowed.push(placed);
  }
  const sides: PermissionSides = {
    baseline: listsOf(placedBefore),
    current: listsOf(placedNow),
    ground,
    effort,
  };
  const pairs = pairPermissionRules(removed, added, stillAllowed, effort);
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

function place(fact: PermissionRuleFact, memory?: Memory): PlacedRule {
  return { list: listOf(fact), fact, rule: ruleOf(fact, memory) };
}

function ownRules(
  name: PermissionGrammarName,
  rules: PermissionGrammar['builtIn'] = [],
): readonly PlacedRule[] {
  return rules.map(([list, rule]) =>
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

function listsOf(placed: readonly PlacedRule[]): PermissionLists {
  const lists: Record<PermissionList, PermissionRule[]> = { allow: [], ask: [], deny: [] };
  for (const { list, rule } of placed) lists[list].push(rule);
  return lists;
}

/** In the order of the file; of rules that stand twice the first. */
type DistinctRules = ReadonlyMap<string, PermissionRuleFact>;

function distinct(facts: readonly PermissionRuleFact[]): DistinctRules {
  const rules = new Map<string, PermissionRuleFact>();
  for (const fact of facts) {
    const key = identity(fact);
    if (!rules.has(key)) rules.set(key, fact);
  }
  return rules;
}

function identity(fact: PermissionRuleFact | undefined): string {
  if (fact === undefined) return '';
  return `${fact.facet} ${fact.priority ?? ''} ${fact.rule}`;
}
