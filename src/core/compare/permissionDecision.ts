import type { SettingFact } from '../facts/fact';
import type { PermissionGrammar } from '../facts/permissionGrammar';
import type { Decision, PermissionRule } from '../facts/permissionRule';
import type { Effort } from './permissionAutomaton';
import { acceptsAction } from './permissionOrder';

/** The three lists of one side. */
export interface PermissionLists {
  readonly allow: readonly PermissionRule[];
  readonly ask: readonly PermissionRule[];
  readonly deny: readonly PermissionRule[];
}

/** What decides, on one side, about actions that no rule names. */
export interface PermissionGround {
  readonly grammar: PermissionGrammar;
  readonly settings: readonly SettingFact[];
}

/**
 * What happens to an action under the rules and settings of one file where the strictest rule wins:
 * deny wins over ask, ask over allow. Other layers (user, managed) are not known here.
 *
 * @param action as in `permissionRule.ts`
 */
export function decideAction(
  action: string,
  lists: PermissionLists,
  ground: PermissionGround,
  effort: Effort,
): Decision {
  const has = (rules: PermissionLists['allow']): boolean =>
    rules.some((rule) => acceptsAction(rule, action, effort));
  if (has(lists.deny)) return 'denied';
  if (has(lists.ask)) return 'asked';
  // Where it cannot be worked out in time, the worse is assumed.
  if (has(lists.allow) || effort.left <= 0) return 'allowed';
  return decideUnruled(action, ground);
}

/** What happens to an action that no rule names. */
export function decideUnruled(action: string, { grammar, settings }: PermissionGround): Decision {
  return grammar.unruledBy?.(action, settings) ?? grammar.unruled;
}
