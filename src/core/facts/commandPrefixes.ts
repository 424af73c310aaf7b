import type { DataNode } from '../parse/tree';
import type { PermissionRuleFact } from './fact';
import { commandBeginning, literal, plainWords, wildcards } from './permissionPatterns';
import type { PermissionGrammarName } from './permissionGrammars';
import { unclearRule, type PermissionList, type PermissionRule } from './permissionRule';
import { ruleItems } from './ruleItems';
import { patternRule, wholeToolRule } from './toolRule';

/*
 * Lists of commands by how they begin (reference landscape 5.10 and the entries of Windsurf, Kiro,
 * Amp, Factory, Roo and Kilo on their settings, October 2026).
 *
 * Windsurf: what is on the deny list is asked about, and that wins. Kiro: `npm *`, `*` for all.
 * Factory: allow, deny (asked about) and block lists. Roo and Kilo: whatever begins with the text, in
 * any case; the longest text that fits decides, and of two as long the one that refuses.
 */

/** Where a list stands, and what it does with the commands on it. */
export interface CommandList {
  readonly path: readonly string[];
  readonly list: PermissionList;
  readonly grammar: Extract<PermissionGrammarName, 'command-words' | 'command-beginnings'>;
  /** Whose list it is, where several clients share a file. */
  readonly set?: string | undefined;
}

/** The rules of the lists, in the order of `lists`. */
export function readCommandLists(
  root: DataNode,
  lists: readonly CommandList[],
): readonly PermissionRuleFact[] {
  return lists.flatMap(({ path, list, grammar, set }) =>
    ruleItems(root, path, list, grammar).map((fact) => ({
      ...fact,
      ...(set === undefined ? {} : { set }),
      ...(grammar === 'command-beginnings' ? { priority: fact.rule.trim().length } : {}),
    })),
  );
}

/** Whole words at the beginning; `*` alone is every command, elsewhere any text. */
export function parseCommandWords(text: string): PermissionRule {
  const words = plainWords(text);
  const start = words.replace(/ \*+$/, '');
  if (words === '') return unclearRule(text);
  if (/^\*+$/.test(words)) return wholeToolRule(words, 'Bash');
  if (!start.includes('*')) {
    return patternRule(words, 'Bash', `${start}:*`, 'command', commandBeginning(start));
  }
  const pieces = [literal('Bash('), ...wildcards(words)];
  return patternRule(words, 'Bash', words, 'command', { pieces, exact: false });
}

/** Any text at the beginning, of which the case does not matter: commands are compared in lower case. */
export function parseCommandBeginning(text: string): PermissionRule {
  const start = text.trim().toLowerCase();
  if (start === '') return unclearRule(text);
  if (start === '*') return wholeToolRule(start, 'Bash');
  const pieces = [literal(`Bash(${start}`), { kind: 'anything' } as const];
  return patternRule(text.trim(), 'Bash', `${start}*`, 'command', { pieces, exact: false });
}
