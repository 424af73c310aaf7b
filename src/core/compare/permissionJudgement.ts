import { maskSecrets } from '../facts/maskSecrets';
import type { Decision, PermissionList } from '../facts/permissionRule';
import type { Direction } from './change';
import { showAction } from './permissionAction';
import type { Effort } from './permissionAutomaton';
import {
  decideAction,
  decideUnruled,
  type PermissionGround,
  type PermissionLists,
} from './permissionDecision';
import { findAction, findKnownAction, isEffective, type ActionAnswer } from './permissionOrder';
import type { PlacedRule, RulePair } from './permissionPairs';
import { rulesNear, rulesOf } from './rulesNear';

/** Both sides of a comparison, whole lists. */
export interface PermissionSides {
  readonly baseline: PermissionLists;
  readonly current: PermissionLists;
  /** Of the current side. */
  readonly ground: PermissionGround;
  /** For the whole comparison. */
  readonly effort: Effort;
}

export interface PermissionJudgement {
  readonly list: PermissionList;
  readonly effect: 'added' | 'widened' | 'removed' | 'narrowed' | 'restated';
  readonly direction: Direction;
  /** The action behind the witness, secrets masked: `Bash(npm publish`. */
  readonly action?: string | undefined;
  /** The same for people. */
  readonly witness?: string | undefined;
  readonly now?: Decision | undefined;
  /** For rules whose order decides: what happened before. */
  readonly was?: Decision | undefined;
  /** The rule that decided before, still stands, and is overruled now. */
  readonly over?: PlacedRule | undefined;
  /** Part of what an allow rule for a whole tool names is still denied or asked for by others. */
  readonly partly?: boolean | undefined;
  /** Why nothing is known or nothing changes. */
  readonly reason?: 'unclear' | 'undecided' | 'inert' | 'same' | Cover | undefined;
}

/** What makes a rule say nothing of its own: rules like it, deny rules, ask rules, or some of each. */
export type Cover = 'repeated' | 'denied' | 'asked' | 'covered';

type Effect = PermissionJudgement['effect'];

/**
 * The direction of what became of one rule, measured on the whole lists.
 *
 * - allow: gained = accepted by the new rule, by no allow rule before, by no deny or ask rule now.
 * - deny: lost = accepted by the old rule, by no deny rule now.
 * - ask: a rule that is gone loosens where the same now happens unasked. Where the mode asks anyway it
 *   is mixed: nothing changes in this file, but an allow rule of another file, or the next click on
 *   "always allow", is no longer overruled.
 *
 * What cannot be compared counts as loosening.
 */
export function judgePermission(pair: RulePair, sides: PermissionSides): PermissionJudgement {
  const { old, now } = pair;
  if (pair.relation === 'moved' && old !== undefined && now !== undefined) {
    return judgeMove(old, now, sides);
  }
  const list = (now ?? old)?.list ?? 'allow';
  const effect = effectOf(pair);
  if (pair.relation === 'equal') {
    return { list, effect: 'restated', direction: 'neutral', reason: 'same' };
  }
  const grows = effect === 'added' || effect === 'widened';
  switch (list) {
    case 'allow':
      return grows
        ? judgeGain(now, effect, sides, sides.baseline.allow)
        : judgeLess(old, effect, sides);
    case 'ask':
      return grows ? judgeMoreAsked(now, effect, sides) : judgeLessAsked(old, effect, sides);
    case 'deny':
      return grows ? judgeMoreDenied(now, effect, sides) : judgeLoss(old, effect, sides);
  }
}

function effectOf({ relation }: RulePair): Effect {
  switch (relation) {
    case 'moved':
    case 'equal':
    case 'reordered':
      return 'restated';
    default:
      return relation;
  }
}

function judgeMove(old: PlacedRule, now: PlacedRule, sides: PermissionSides): PermissionJudgement {
  // Said once, where it hurts: a rule that leaves `deny` is a lost protection, one that enters
  // `allow` a new permission, one that enters `deny` or `ask` a new restriction.
  if (old.list === 'deny') return judgeLoss(old, 'removed', sides);
  if (now.list === 'allow') return judgeGain(now, 'added', sides, []);
  return now.list === 'deny'
    ? judgeMoreDenied(now, 'added', sides)
    : judgeMoreAsked(now, 'added', sides);
}

function judgeGain(
  now: PlacedRule | undefined,
  effect: Effect,
  { current, ground, effort }: PermissionSides,
  allowedBefore: PermissionLists['allow'],
): PermissionJudgement {
  const list = 'allow';
  const blocked = blockedBy(now);
  if (now === undefined || blocked === 'unclear') {
    return { list, effect, direction: 'unknown', reason: 'unclear' };
  }
  if (blocked === 'inert') {
    // Versions that still act on such a rule exist, so the intention counts.
    const direction = ground.grammar.deaf === true ? 'neutral' : 'loosens';
    return { list, effect, direction, reason: 'inert' };
  }
  const gained = findAction(
    {
      inside: [[now.rule]],
      outside: rulesOf(allowedBefore, current.deny, current.ask),
    },
    effort,
  );
  if (gained.kind === 'none') {
    const reason = coverOf(now, { ...current, allow: allowedBefore }, effort);
    return { list, effect: 'restated', direction: 'neutral', reason };
  }
  const partly = rulesNear(rulesOf(current.deny, current.ask), now.rule.starts).some(
    (rule) =>
      isEffective(rule) &&
      rule.starts.some((start) => now.rule.starts.some((other) => start.startsWith(other))),
  );
  return { list, effect, direction: 'loosens', ...witnessOf(gained), partly };
}

/** Why an allow or ask rule adds nothing, by the lists that decide before it or beside it. */
function coverOf({ rule, list }: PlacedRule, lists: PermissionLists, effort: Effort): Cover {
  const within = (rules: PermissionLists['allow']): boolean =>
    rules.length > 0 && findAction({ inside: [[rule]], outside: rules }, effort).kind === 'none';
  if (within(lists.deny)) return 'denied';
  if (list === 'ask') return within(lists.ask) ? 'repeated' : 'covered';
  if (within(rulesOf(lists.deny, lists.ask))) return within(lists.ask) ? 'asked' : 'covered';
  return within(lists.allow) ? 'repeated' : 'covered';
}

function judgeLess(
  old: PlacedRule | undefined,
  effect: Effect,
  { baseline, current, effort }: PermissionSides,
): PermissionJudgement {
  const list = 'allow';
  const blocked = blockedBy(old);
  if (old === undefined || blocked !== undefined) {
    return { list, effect, direction: 'neutral', reason: blocked };
  }
  const less = findAction(
    {
      inside: [[old.rule]],
      outside: rulesOf(current.allow, baseline.deny, baseline.ask),
    },
    effort,
  );
  if (less.kind === 'none') {
    const lists = { allow: current.allow, deny: baseline.deny, ask: baseline.ask };
    const reason = coverOf(old, lists, effort);
    return { list, effect: 'restated', direction: 'neutral', reason };
  }
  return { list, effect, direction: 'tightens', ...witnessOf(less) };
}

function judgeLoss(
  old: PlacedRule | undefined,
  effect: Effect,
  { current, ground, effort }: PermissionSides,
): PermissionJudgement {
  const list = 'deny';
  const blocked = blockedBy(old);
  if (old === undefined || blocked === 'unclear') {
    return { list, effect, direction: 'unknown', reason: 'unclear' };
  }
  if (blocked === 'inert') return { list, effect, direction: 'neutral', reason: 'inert' };
  const lost = findAction({ inside: [[old.rule]], outside: current.deny }, effort);
  if (lost.kind === 'none') {
    return { list, effect: 'restated', direction: 'neutral', reason: 'repeated' };
  }
  // Of everything that is lost, the example is what now happens without asking, if anything does:
  // something people know, let through by a rule or by the mode, before what only a rule tells.
  const known = findKnownAction(
    { inside: [[old.rule]], outside: current.deny },
    (action) => decideAction(action, current, ground, effort) === 'allowed',
    effort,
  );
  if (known !== undefined) {
    const answer: ActionAnswer = { kind: 'found', action: known };
    return { list, effect, direction: 'loosens', ...witnessOf(answer), now: 'allowed' };
  }
  const allowed = findAction(
    {
      inside: [[old.rule], current.allow],
      outside: rulesOf(current.deny, current.ask),
    },
    effort,
  );
  const worst = allowed.kind === 'found' ? allowed : lost;
  return {
    list,
    effect,
    direction: 'loosens',
    ...witnessOf(worst),
    now: worst.kind === 'found' ? decideAction(worst.action, current, ground, effort) : undefined,
  };
}

function judgeMoreDenied(
  now: PlacedRule | undefined,
  effect: Effect,
  { baseline, effort }: PermissionSides,
): PermissionJudgement {
  const list = 'deny';
  const blocked = blockedBy(now);
  if (now === undefined || blocked !== undefined) {
    return { list, effect, direction: 'neutral', reason: blocked };
  }
  const more = findAction({ inside: [[now.rule]], outside: baseline.deny }, effort);
  return more.kind === 'found'
    ? { list, effect, direction: 'tightens', ...witnessOf(more), now: 'denied' }
    : { list, effect: 'restated', direction: 'neutral', reason: 'repeated' };
}

function judgeMoreAsked(
  now: PlacedRule | undefined,
  effect: Effect,
  { baseline, current, effort }: PermissionSides,
): PermissionJudgement {
  const list = 'ask';
  const blocked = blockedBy(now);
  if (now === undefined || blocked !== undefined) {
    return { list, effect, direction: 'neutral', reason: blocked };
  }
  // What was denied before is not tightened by asking: the deny rule that left says so itself.
  const more = findAction(
    {
      inside: [[now.rule]],
      outside: rulesOf(baseline.ask, baseline.deny),
    },
    effort,
  );
  return more.kind === 'found'
    ? { list, effect, direction: 'tightens', ...witnessOf(more), now: 'asked' }
    : {
        list,
        effect: 'restated',
        direction: 'neutral',
        reason: coverOf(now, { ...baseline, deny: current.deny }, effort),
      };
}

function judgeLessAsked(
  old: PlacedRule | undefined,
  effect: Effect,
  { current, ground, effort }: PermissionSides,
): PermissionJudgement {
  const list = 'ask';
  const blocked = blockedBy(old);
  if (old === undefined || blocked === 'unclear') {
    return { list, effect, direction: 'unknown', reason: 'unclear' };
  }
  if (blocked === 'inert') return { list, effect, direction: 'neutral', reason: 'inert' };
  const covered = rulesOf(current.ask, current.deny);
  const lost = findAction({ inside: [[old.rule]], outside: covered }, effort);
  if (lost.kind === 'none') {
    const reason = coverOf(old, current, effort);
    return { list, effect: 'restated', direction: 'neutral', reason };
  }
  const allowed = findAction({ inside: [[old.rule], current.allow], outside: covered }, effort);
  if (allowed.kind === 'found') {
    return { list, effect, direction: 'loosens', ...witnessOf(allowed), now: 'allowed' };
  }
  if (lost.kind === 'undecided') return { list, effect, direction: 'loosens', reason: 'undecided' };
  const byMode = decideUnruled(lost.action, ground);
  const direction = byMode === 'allowed' ? 'loosens' : byMode === 'asked' ? 'mixed' : 'neutral';
  return { list, effect, direction, ...witnessOf(lost), now: byMode };
}

function blockedBy(placed: PlacedRule | undefined): 'unclear' | 'inert' | undefined {
  if (placed === undefined || isEffective(placed.rule)) return undefined;
  return placed.rule.unclear ? 'unclear' : 'inert';
}

function witnessOf(
  answer: ActionAnswer,
): Pick<PermissionJudgement, 'action' | 'witness' | 'reason'> {
  if (answer.kind !== 'found') return { reason: 'undecided' };
  const action = maskSecrets(answer.action);
  return { action, witness: showAction(action) };
}
