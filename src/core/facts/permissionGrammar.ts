import type { SettingFact } from './fact';
import type { Decision, PermissionList, PermissionRule } from './permissionRule';

/** How one client writes permission rules, and how it decides by them. */
export interface PermissionGrammar {
  /**
   * Reads the text of a rule fact.
   *
   * @returns an unclear rule where the text is not one. Never throws.
   */
  readonly parse: (text: string, list: PermissionList) => PermissionRule;
  /**
   * Which of several rules that accept the same action decides:
   * - `strictest-wins`: deny before ask before allow; where a rule stands means nothing
   * - `first-match`, `last-match`: by its place in the file
   * - `priority`: by the number of the fact, the higher first; at the same number deny before ask
   *   before allow
   */
  readonly model: 'strictest-wins' | 'first-match' | 'last-match' | 'priority';
  /** For rules of a set: the grammar of the file's rules for all, which decide where these do not. */
  readonly inherits?: string;
  /** No version of the client ever listened to rules where these stand. */
  readonly deaf?: true;
  /** What happens to an action that no rule accepts. */
  readonly unruled: Decision;
  /** The same where settings of the file have a say. For `strictest-wins` only. */
  readonly unruledBy?: (action: string, settings: readonly SettingFact[]) => Decision;
  /** Rules that the client brings itself and that overrule every rule of a file, first to decide first. */
  readonly overruling?: readonly (readonly [list: PermissionList, rule: string])[];
  /** Rules that the client brings itself and every rule of a file overrules, first to decide first. */
  readonly builtIn?: readonly (readonly [list: PermissionList, rule: string])[];
}
