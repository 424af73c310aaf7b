import type { DataNode } from '../parse/tree';
import type { PermissionRuleFact } from './fact';
import { anything, literal, textMarks } from './permissionPatterns';
import { unclearRule, type PermissionRule, type Piece } from './permissionRule';
import { pathSpellings } from './regexRule';
import { ruleItems } from './ruleItems';
import { patternRule, singleToolRule } from './toolRule';

/*
 * Continue's command line (reference landscape, section 5.10 and its entry; source of
 * extensions/cli/src/permissions, June 2026): `exclude`, `ask` and `allow` hold `Tool` or
 * `Tool(pattern)`, where the pattern is held against the tool's main argument, `*` is any text and `?`
 * one character. The first rule that fits decides, and `exclude` is looked at before `ask` before
 * `allow`.
 */

/** Tools by the names that all clients share; every other tool keeps its own. */
const tools: Readonly<Record<string, string>> = { List: 'LS', Fetch: 'WebFetch', Search: 'Grep' };

/** The three lists. */
export function readContinuePermissions(root: DataNode): readonly PermissionRuleFact[] {
  return [
    ...ruleItems(root, ['exclude'], 'deny', 'continue'),
    ...ruleItems(root, ['ask'], 'ask', 'continue'),
    ...ruleItems(root, ['allow'], 'allow', 'continue'),
  ];
}

/** One entry of a list. */
export function parseContinueRule(text: string): PermissionRule {
  const rule = text.trim();
  const [, before, written] = /^([^()]+)(?:\(([^)]*)\))?$/.exec(rule) ?? [];
  const name = before?.trimEnd();
  if (name === undefined) return unclearRule(rule);
  const argument = written?.trim() ?? '';
  const tool = (Object.hasOwn(tools, name) ? tools[name] : undefined) ?? name;
  if (/[*?]/.test(tool)) {
    if (argument !== '' && argument !== '*') return unclearRule(rule);
    const pieces = /^\*+$/.test(tool) ? [anything] : [...textMarks(tool), literal('('), anything];
    return patternRule(rule, tool, '', 'tool', { pieces, exact: false });
  }
  if (argument === '' || argument === '*') return singleToolRule(rule, tool);
  const path = /^(?:Read|Write|Edit|LS|Diff)$/.test(tool);
  const marks: readonly Piece[] = textMarks(argument);
  return patternRule(rule, tool, argument, path ? 'path' : 'command', {
    pieces: [literal(`${tool}(`), ...(path ? pathSpellings(marks) : marks)],
    exact: !/[*?]/.test(argument),
  });
}
