import { comparePermissions } from '../../src/core/compare/comparePermissions';
import { compareSettings } from '../../src/core/compare/compareSettings';
import type { Change } from '../../src/core/compare/change';
import { readClaudeSettings } from '../../src/core/facts/claudeSettings';
import { emptyFacts } from '../../src/core/facts/emptyFacts';
import type { FileFacts } from '../../src/core/facts/fact';
import { parseJson } from '../../src/core/parse/parseJson';
import type { ParsedText } from '../../src/core/parse/tree';
import { moneyPowerRules } from '../../src/core/rules/moneyPowerRules';
import { permissionRules } from '../../src/core/rules/permissionRules';
import type { Detection, RuleContext, TextEdit } from '../../src/core/rules/rule';
import { catalogue } from '../../src/core/surfaces/catalogue';

export interface ReadText {
  readonly parsed: ParsedText;
  readonly facts: FileFacts;
}

export function readText(text: string): ReadText {
  const parsed = parseJson(text);
  const root = parsed.root;
  return {
    parsed,
    facts: root === undefined ? emptyFacts : { ...emptyFacts, ...readClaudeSettings(root) },
  };
}

/** The text of a settings file with these lists. */
export function settingsText(lists: {
  readonly allow?: readonly string[];
  readonly ask?: readonly string[];
  readonly deny?: readonly string[];
  readonly [key: string]: unknown;
}): string {
  const { allow, ask, deny, ...rest } = lists;
  return JSON.stringify({ permissions: { allow, ask, deny }, ...rest }, null, 2);
}

export function changesBetween(before: string, after: string): readonly Change[] {
  const baseline = readText(before);
  const current = readText(after);
  const places = { root: current.parsed.root };
  return [
    ...comparePermissions(baseline.facts, current.facts, places),
    ...compareSettings(baseline.facts, current.facts, places),
  ];
}

export interface Found extends Detection {
  readonly rule: string;
}

export function findingsBetween(
  before: string,
  after: string,
  surfaceId: 'claude-settings' | 'claude-settings-local' = 'claude-settings',
): readonly Found[] {
  const surface = catalogue.find((candidate) => candidate.id === surfaceId);
  if (surface === undefined) throw new Error(`no surface ${surfaceId}`);
  const context: RuleContext = {
    path: '.claude/settings.json',
    surface,
    example: false,
    text: after,
    root: parseJson(after).root,
    facts: readText(after).facts,
    baselineText: before,
    baselineRoot: parseJson(before).root,
    baselineFacts: readText(before).facts,
    changes: changesBetween(before, after),
  };
  return [...permissionRules, ...moneyPowerRules].flatMap((rule) =>
    rule.check(context).map((detection) => ({ ...detection, rule: rule.id })),
  );
}

export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = [...edits].sort((left, right) => right.range.start - left.range.start);
  let result = text;
  for (const { range, text: replacement } of ordered) {
    result = result.slice(0, range.start) + replacement + result.slice(range.end);
  }
  return result;
}
