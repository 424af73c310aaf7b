import { t } from '@vscode/l10n';
import type { HookFact } from '../facts/fact';
import type { Change, Direction } from './change';
import { judgeHook, normalCommand, type HookStep } from './hookDirection';
import { describeHook, wordsForGone, wordsForNew, wordsForSteps } from './hookWords';
import { locateRemoval, type RemovalPlaces } from './locateRemoval';

/**
 * Changes of hooks. Equal ones pair first, wherever they stand; then those of the same event that
 * share the command or the matcher, as one that was altered.
 *
 * A new hook, or one with another command, runs code that nobody has looked at yet, so it loosens. One
 * that is gone runs no more code, but where it could refuse an action, the protection is gone as well.
 *
 * @param off hooks are switched off on both sides, so none of this has an effect yet
 */
export function compareHooks(
  baseline: readonly HookFact[],
  current: readonly HookFact[],
  places: RemovalPlaces,
  off = false,
): Change[] {
  const { added, removed } = withoutEqual(baseline, current);
  const changes: Change[] = [];
  for (const hook of added) {
    const old =
      take(removed, (other) => other.event === hook.event && sameCommand(other, hook)) ??
      take(
        removed,
        (other) =>
          other.event === hook.event && other.matcher === hook.matcher && other.form === hook.form,
      );
    changes.push(old === undefined ? newHook(hook) : alteredHook(old, hook));
  }
  for (const old of removed) {
    // It was doubled: what stayed still acts on all of it.
    if (current.some((other) => isCovered(old, other))) continue;
    changes.push(goneHook(old, places));
  }
  return off ? changes.map(withoutEffect) : changes;
}

function newHook(hook: HookFact): Change {
  const asked = hook.phase === 'manual';
  return {
    ...placed(hook),
    op: 'add',
    direction: hook.action === 'unknown' ? 'unknown' : asked ? 'neutral' : 'loosens',
    words: wordsForNew(hook),
    after: describeHook(hook),
    detail: { kind: 'hook', hook },
  };
}

function alteredHook(old: HookFact, hook: HookFact): Change {
  const steps = judgeHook(old, hook);
  return {
    ...placed(hook),
    op: 'replace',
    direction: directionOf(steps),
    words: wordsForSteps(old, hook, steps),
    before: describeHook(old),
    after: describeHook(hook),
    baselineRange: old.range,
    detail: { kind: 'hook', hook, baseline: old },
  };
}

const directionOfLoss: Readonly<Record<HookFact['phase'], Direction>> = {
  guard: 'loosens',
  steer: 'mixed',
  start: 'tightens',
  after: 'tightens',
  manual: 'neutral',
};

function goneHook(old: HookFact, places: RemovalPlaces): Change {
  return {
    ...placed(old),
    op: 'remove',
    direction: old.background ? 'tightens' : directionOfLoss[old.phase],
    words: wordsForGone(old),
    before: describeHook(old),
    range: locateRemoval(places, old.pointer),
    baselineRange: old.range,
    detail: { kind: 'hook', baseline: old },
  };
}

function placed(hook: HookFact): Pick<Change, 'facet' | 'subject' | 'pointer' | 'range'> {
  return { facet: 'hook', subject: hook.subject, pointer: hook.pointer, range: hook.range };
}

function directionOf(steps: readonly HookStep[]): Direction {
  const directions = new Set(steps.map(({ direction }) => direction));
  if (directions.has('loosens')) return 'loosens';
  if (directions.has('unknown')) return 'unknown';
  if (directions.has('mixed')) return 'mixed';
  return directions.has('tightens') ? 'tightens' : 'neutral';
}

function withoutEffect(change: Change): Change {
  return {
    ...change,
    direction: 'neutral',
    words: t('{0} Hooks are switched off here, so it has no effect yet.', change.words),
  };
}

function withoutEqual(
  baseline: readonly HookFact[],
  current: readonly HookFact[],
): { readonly added: readonly HookFact[]; readonly removed: HookFact[] } {
  const removed = [...baseline];
  const added = current.filter(
    (hook) => take(removed, (other) => isEqual(other, hook)) === undefined,
  );
  return { added, removed };
}

function isEqual(left: HookFact, right: HookFact): boolean {
  return (
    left.event === right.event &&
    left.matcher === right.matcher &&
    left.condition === right.condition &&
    left.timeout === right.timeout &&
    left.background === right.background &&
    left.failsOpen === right.failsOpen &&
    left.surroundings === right.surroundings &&
    sameCommand(left, right)
  );
}

function sameCommand(left: HookFact, right: HookFact): boolean {
  return left.action === right.action && normalCommand(left.raw) === normalCommand(right.raw);
}

/** All that one hook does, the other does as well. */
function isCovered(hook: HookFact, by: HookFact): boolean {
  return (
    hook.event === by.event &&
    sameCommand(hook, by) &&
    (by.matcher === '*' || by.matcher === hook.matcher) &&
    (by.condition === '' || by.condition === hook.condition) &&
    by.background === hook.background &&
    (!by.failsOpen || hook.failsOpen) &&
    by.surroundings === hook.surroundings
  );
}

/** Takes the first that fits out of a list. */
function take(hooks: HookFact[], fits: (hook: HookFact) => boolean): HookFact | undefined {
  const index = hooks.findIndex(fits);
  return index < 0 ? undefined : hooks.splice(index, 1)[0];
}
