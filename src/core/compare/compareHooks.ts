import { t } from '@vscode/l10n';
import type { HookFact } from '../facts/fact';
import type { Change, Direction } from './change';
import { locateRemoval, type RemovalPlaces } from './locateRemoval';
import { shorten } from './permissionAction';

/**
 * Events whose hooks can refuse or steer what the agent does, so that one of them may be a guard.
 * Hooks of all other events only run code (reference landscape, hooks entry, October 2026).
 */
const steeringEvents = new Set([
  'PreToolUse',
  'PermissionRequest',
  'UserPromptSubmit',
  'UserPromptExpansion',
  'Stop',
  'SubagentStop',
  'PreCompact',
  'Elicitation',
  'ConfigChange',
  'TaskCompleted',
  'TeammateIdle',
]);

/**
 * Changes of hooks. Equal ones pair first, wherever they stand; then those of the same event that
 * share the command or the matcher, as one that was altered.
 *
 * A new or altered hook runs code that nobody has looked at yet, so it loosens. One that is gone runs
 * no more code, but where it could refuse something it may have been a guard.
 */
export function compareHooks(
  baseline: readonly HookFact[],
  current: readonly HookFact[],
  places: RemovalPlaces,
): Change[] {
  const { added, removed } = withoutEqual(baseline, current);
  const changes: Change[] = [];
  for (const hook of added) {
    const old =
      take(removed, (other) => other.event === hook.event && other.command === hook.command) ??
      take(removed, (other) => other.event === hook.event && other.matcher === hook.matcher);
    changes.push({
      facet: 'hook',
      op: old === undefined ? 'add' : 'replace',
      subject: hook.subject,
      pointer: hook.pointer,
      direction: 'loosens',
      words: old === undefined ? wordsForNew(hook) : wordsForAltered(old, hook),
      before: old === undefined ? undefined : describeHook(old),
      after: describeHook(hook),
      range: hook.range,
      baselineRange: old?.range,
      detail: { kind: 'hook', hook, baseline: old },
    });
  }
  for (const old of removed) {
    const direction: Direction = steeringEvents.has(old.event) ? 'mixed' : 'tightens';
    changes.push({
      facet: 'hook',
      op: 'remove',
      subject: old.subject,
      pointer: old.pointer,
      direction,
      words:
        direction === 'mixed'
          ? t(
              'The hook on {0} is gone: `{1}`. It runs no more, and if it was a guard, nothing refuses in its place.',
              old.event,
              shorten(old.command),
            )
          : t('The hook on {0} is gone: `{1}`.', old.event, shorten(old.command)),
      before: describeHook(old),
      range: locateRemoval(places, old.pointer),
      baselineRange: old.range,
      detail: { kind: 'hook', baseline: old },
    });
  }
  return changes;
}

function withoutEqual(
  baseline: readonly HookFact[],
  current: readonly HookFact[],
): { readonly added: readonly HookFact[]; readonly removed: HookFact[] } {
  const removed = [...baseline];
  const added = current.filter(
    (hook) =>
      take(
        removed,
        (other) =>
          other.event === hook.event &&
          other.matcher === hook.matcher &&
          other.command === hook.command,
      ) === undefined,
  );
  return { added, removed };
}

/** Takes the first that fits out of a list. */
function take(hooks: HookFact[], fits: (hook: HookFact) => boolean): HookFact | undefined {
  const index = hooks.findIndex(fits);
  return index < 0 ? undefined : hooks.splice(index, 1)[0];
}

function describeHook(hook: HookFact): string {
  return t('{0} on {1}: {2}', hook.event, hook.matcher, hook.command);
}

function wordsForNew(hook: HookFact): string {
  return t('A hook on {0} is new and runs by itself: `{1}`.', hook.event, shorten(hook.command));
}

function wordsForAltered(old: HookFact, hook: HookFact): string {
  if (old.command === hook.command) {
    return t(
      'The hook on {0} now acts on `{1}` instead of `{2}`: `{3}`.',
      hook.event,
      hook.matcher,
      old.matcher,
      shorten(hook.command),
    );
  }
  return t(
    'The hook on {0} now runs something else: `{1}` instead of `{2}`.',
    hook.event,
    shorten(hook.command),
    shorten(old.command),
  );
}
