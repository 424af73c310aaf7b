import { maskSecrets } from '../facts/maskSecrets';
import type { PermissionGrammar } from '../facts/permissionGrammar';
import { languageKey, type Decision, type PermissionList } from '../facts/permissionRule';
import type { Direction } from './change';
import { showAction } from './permissionAction';
import type { Effort } from './permissionAutomaton';
import type { PermissionJudgement } from './permissionJudgement';
import { findAction, isEffective } from './permissionOrder';
import { pairPermissionRules, type PlacedRule, type RulePair } from './permissionPairs';
import { probeActions } from './permissionProbes';

/** Both sides of rules of which one decides by its place or number. In the order of the file. */
export interface OrderedSides {
  readonly grammar: PermissionGrammar;
  /** Rules that the client brings itself and that decide before all others, in this order. */
  readonly overruling?: readonly PlacedRule[] | undefined;
  /** Rules that the client brings itself and that decide behind all others, in this order. */
  readonly builtIn: readonly PlacedRule[];
  readonly baseline: readonly PlacedRule[];
  readonly current: readonly PlacedRule[];
  readonly effort: Effort;
}

/** One rule that was changed or that others overrule now, and what that does. */
export interface OrderedOutcome {
  readonly pair: RulePair;
  readonly judgement: PermissionJudgement;
}

/** Something that was decided by `old` and is decided by `now`; undefined: by no rule. */
interface Shift {
  readonly old: PlacedRule | undefined;
  readonly now: PlacedRule | undefined;
  readonly was: Decision;
  readonly is: Decision;
  /** Undefined: the rules could not be compared, or not in time. */
  readonly action: string | undefined;
}

const permissiveness: Readonly<Record<Decision, number>> = { denied: 0, asked: 1, allowed: 2 };
const decisions: Readonly<Record<PermissionList, Decision>> = {
  deny: 'denied',
  ask: 'asked',
  allow: 'allowed',
};
const strictness: Readonly<Record<PermissionList, number>> = { deny: 0, ask: 1, allow: 2 };

/**
 * What an edit of ordered rules decides otherwise than before, exactly: each rule decides about what
 * it accepts and no rule before it does, so two lists differ where what one rule decided meets what
 * another decides now. Every such meeting is one question about sets (`findAction`).
 *
 * Rules that kept their text and their order can only have shifted to a changed rule, which keeps this
 * linear in unchanged rules. A rule that cannot be understood may accept anything: what it may have
 * decided counts, what it may shield does not.
 *
 * @returns one outcome for each rule that is not the same on both sides, and one for each that decides
 * before others it did not decide before; none for an order that changes no decision
 */
export function compareOrderedRules(sides: OrderedSides): readonly OrderedOutcome[] {
  const { effort, overruling = [] } = sides;
  const ordered = (rules: readonly PlacedRule[]): readonly PlacedRule[] => [
    ...overruling,
    ...inPrecedence(sides.grammar, rules),
    ...sides.builtIn,
  ];
  const before = ordered(sides.baseline);
  const now = ordered(sides.current);
  const identitiesBefore = new Set(before.map(identity));
  const identitiesNow = new Set(now.map(identity));
  const pairs = pairPermissionRules(
    before.filter((placed) => !identitiesNow.has(identity(placed))),
    now.filter((placed) => !identitiesBefore.has(identity(placed))),
    [],
    effort,
  );
  const shifts = findShifts(before, now, sides.grammar.unruled, effort);
  const pairOf = new Map<PlacedRule, RulePair>();
  for (const pair of pairs) {
    if (pair.now !== undefined) pairOf.set(pair.now, pair);
    if (pair.old !== undefined) pairOf.set(pair.old, pair);
  }
  // Rules of the file that stand on both sides; nobody wrote, and nobody can restore, the client's own.
  const standing = new Set(before.filter((placed) => !pairOf.has(placed)));
  for (const placed of [...overruling, ...sides.builtIn]) standing.delete(placed);
  const reordered = new Map<PlacedRule, RulePair>();
  const byPair = new Map<RulePair, Shift[]>(pairs.map((pair) => [pair, []]));
  for (const shift of shifts) {
    for (const own of concerned(shift, pairOf, reordered)) {
      const list = byPair.get(own);
      if (list === undefined) byPair.set(own, [shift]);
      else list.push(shift);
    }
  }
  return [...byPair].map(([pair, own]) => ({ pair, judgement: judge(pair, own, standing) }));
}

/** Whose doing a shift is: the changed rules on either side; else that of the new order. */
function concerned(
  shift: Shift,
  pairOf: ReadonlyMap<PlacedRule, RulePair>,
  reordered: Map<PlacedRule, RulePair>,
): ReadonlySet<RulePair> {
  const lost = shift.old === undefined ? undefined : pairOf.get(shift.old);
  const won = shift.now === undefined ? undefined : pairOf.get(shift.now);
  if (lost === undefined && won === undefined) {
    const pair = reorderedPair(shift, reordered);
    return new Set(pair === undefined ? [] : [pair]);
  }
  // A protection that is gone is told as such, not by the milder rule that stands there instead.
  const milder = isLooser(shift) && lost !== undefined && shift.now?.list !== 'allow';
  return new Set([lost, milder ? undefined : won].filter((pair) => pair !== undefined));
}

function isLooser({ was, is }: Shift): boolean {
  return permissiveness[is] > permissiveness[was];
}

function reorderedPair(
  { old, now }: Shift,
  known: Map<PlacedRule, RulePair>,
): RulePair | undefined {
  if (now === undefined || old === undefined) return undefined;
  const pair = known.get(now) ?? { relation: 'reordered' as const, old, now };
  known.set(now, pair);
  return pair;
}

/** Rules in the order in which they decide. */
export function inPrecedence(
  { model }: PermissionGrammar,
  rules: readonly PlacedRule[],
): readonly PlacedRule[] {
  switch (model) {
    case 'first-match':
      return rules;
    case 'last-match':
      return [...rules].reverse();
    case 'strictest-wins':
      return [...rules].sort((left, right) => strictness[left.list] - strictness[right.list]);
    case 'priority':
      return [...rules].sort(
        (left, right) =>
          (right.fact.priority ?? 0) - (left.fact.priority ?? 0) ||
          strictness[left.list] - strictness[right.list],
      );
  }
}

function identity({ list, rule }: PlacedRule): string {
  return `${list} ${languageKey(rule)}`;
}

function findShifts(
  before: readonly PlacedRule[],
  now: readonly PlacedRule[],
  unruled: Decision,
  effort: Effort,
): readonly Shift[] {
  const placeBefore = firstPlaces(before);
  const placeNow = firstPlaces(now);
  const targets = before.map((placed) => placeNow.get(key(placed)));
  const shifts: Shift[] = [];
  for (let newIndex = 0; newIndex <= now.length; newIndex += 1) {
    const decider = now[newIndex];
    if (isShadowed(decider, newIndex, placeNow)) continue;
    // Undefined for a rule that is new, or, behind the last rule, for no rule.
    const cameFrom = decider === undefined ? before.length : placeBefore.get(key(decider));
    const undecided = new Set<boolean>();
    for (let oldIndex = 0; oldIndex <= before.length; oldIndex += 1) {
      const decided = before[oldIndex];
      if (isShadowed(decided, oldIndex, placeBefore)) continue;
      const was = decided === undefined ? unruled : decisions[decided.list];
      const is = decider === undefined ? unruled : decisions[decider.list];
      if (was === is) continue;
      // What the same rule decided before this one, it still decides before it, and the reverse.
      if (cameFrom !== undefined && cameFrom < oldIndex) continue;
      const wentTo = decided === undefined ? now.length : targets[oldIndex];
      if (wentTo !== undefined && wentTo < newIndex) continue;
      if (effort.left <= 0) {
        // One of each kind says all that is still known: it may be so, or the reverse.
        const shift: Shift = { old: decided, now: decider, was, is, action: undefined };
        if (undecided.has(isLooser(shift))) continue;
        undecided.add(isLooser(shift));
        shifts.push(shift);
        if (undecided.size === 2) break;
        continue;
      }
      const meeting = meet(
        decider,
        decided,
        now.slice(0, newIndex),
        before.slice(0, oldIndex),
        effort,
      );
      if (meeting !== undefined) {
        shifts.push({ old: decided, now: decider, was, is, action: meeting.action });
      }
    }
  }
  return shifts;
}

/** A rule with the same meaning stands before it and leaves it nothing to decide. */
function isShadowed(
  placed: PlacedRule | undefined,
  index: number,
  places: ReadonlyMap<string, number>,
): boolean {
  return (
    placed !== undefined && isEffective(placed.rule) && (places.get(key(placed)) ?? index) < index
  );
}

function key({ rule }: PlacedRule): string {
  return languageKey(rule);
}

/** Where the first rule of each meaning stands; a later one with the same meaning decides nothing. */
function firstPlaces(rules: readonly PlacedRule[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (const [index, placed] of rules.entries()) {
    if (!places.has(key(placed))) places.set(key(placed), index);
  }
  return places;
}

/** An action that one rule decides now and another decided before. Undefined: there is none. */
function meet(
  now: PlacedRule | undefined,
  old: PlacedRule | undefined,
  beforeNow: readonly PlacedRule[],
  beforeOld: readonly PlacedRule[],
  effort: Effort,
): { readonly action: string | undefined } | undefined {
  const deciders = [now, old].filter((placed) => placed !== undefined);
  if (deciders.some(({ rule }) => !rule.unclear && !isEffective(rule))) return undefined;
  const clear = deciders.filter(({ rule }) => !rule.unclear);
  const outside = [...beforeNow, ...beforeOld].map(({ rule }) => rule);
  // Between a rule that is not understood and none, there may be anything.
  if (clear.length === 0) return { action: undefined };
  const answer = findAction({ inside: clear.map(({ rule }) => [rule]), outside }, effort);
  if (answer.kind === 'none') return undefined;
  const known = answer.kind === 'found' && clear.length === deciders.length;
  return { action: known ? answer.action : undefined };
}

function judge(
  pair: RulePair,
  shifts: readonly Shift[],
  standing: ReadonlySet<PlacedRule>,
): PermissionJudgement {
  const list = (pair.now ?? pair.old)?.list ?? 'allow';
  const looser = shifts.filter(isLooser);
  const [shown] = [...(looser.length > 0 ? looser : shifts)].sort(bySeverity);
  const unclear = [pair.old, pair.now].some((placed) => placed?.rule.unclear === true);
  if (unclear && shown !== undefined && pair.relation !== 'reordered') {
    return { list, effect: effectOf(pair), direction: 'unknown', reason: 'unclear' };
  }
  if (shown === undefined) {
    return { list, effect: 'restated', direction: 'neutral', reason: reasonOf(pair) };
  }
  // The rule that decided before, when it still stands and another one is in front of it now.
  const over = shown.old !== undefined && standing.has(shown.old) ? shown.old : undefined;
  const direction: Direction =
    looser.length === 0 ? 'tightens' : looser.length < shifts.length ? 'mixed' : 'loosens';
  return {
    ...(looser.length > 0 ? looserEffect(pair, shown, over) : stricterEffect(pair)),
    direction,
    ...witnessOf(shown),
    was: shown.was,
    now: shown.is,
    over,
  };
}

function reasonOf({ relation, old, now }: RulePair): PermissionJudgement['reason'] {
  if (relation === 'equal') return 'same';
  return (now ?? old)?.rule.inert === undefined ? 'covered' : 'inert';
}

/**
 * What is lost, or won, where it hurts: what was refused is a lost protection, also when a new rule
 * overrules the old one without touching it.
 */
function looserEffect(
  pair: RulePair,
  { old, was }: Shift,
  over: PlacedRule | undefined,
): Pick<PermissionJudgement, 'list' | 'effect'> {
  if (over !== undefined && (was === 'denied' || pair.relation === 'reordered')) {
    return { list: over.list, effect: 'narrowed' };
  }
  if (old !== undefined && old === pair.old && (was === 'denied' || pair.relation !== 'moved')) {
    return { list: old.list, effect: pair.relation === 'narrowed' ? 'narrowed' : 'removed' };
  }
  const list = (pair.now ?? pair.old)?.list ?? 'allow';
  return { list, effect: pair.relation === 'widened' ? 'widened' : 'added' };
}

function stricterEffect(pair: RulePair): Pick<PermissionJudgement, 'list' | 'effect'> {
  const list = (pair.now ?? pair.old)?.list ?? 'deny';
  return { list, effect: pair.relation === 'reordered' ? 'widened' : effectOf(pair) };
}

function effectOf({ relation }: RulePair): PermissionJudgement['effect'] {
  switch (relation) {
    case 'moved':
      return 'added';
    case 'equal':
    case 'reordered':
      return 'restated';
    default:
      return relation;
  }
}

function witnessOf({ action }: Shift): Pick<PermissionJudgement, 'action' | 'witness' | 'reason'> {
  if (action === undefined) return { reason: 'undecided' };
  const masked = maskSecrets(action);
  return { action: masked, witness: showAction(masked) };
}

/** What happens by itself before what is asked for; then what is known to hurt most. */
function bySeverity(left: Shift, right: Shift): number {
  const rank = ({ action }: Shift): number => {
    const known = action === undefined ? -1 : probeActions.indexOf(action);
    return known < 0 ? probeActions.length : known;
  };
  return (
    permissiveness[right.is] - permissiveness[left.is] ||
    Number(left.action === undefined) - Number(right.action === undefined) ||
    permissiveness[left.was] - permissiveness[right.was] ||
    rank(left) - rank(right)
  );
}
