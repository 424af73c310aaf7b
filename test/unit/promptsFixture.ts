import { comparePrompts } from '../../src/core/compare/comparePrompts';
import type { Change } from '../../src/core/compare/change';
import { emptyFacts } from '../../src/core/facts/emptyFacts';
import type { FileFacts } from '../../src/core/facts/fact';
import { readHiddenText } from '../../src/core/facts/hiddenText';
import { readInstructions } from '../../src/core/facts/instructions';
import { parseMarkdown } from '../../src/core/parse/parseMarkdown';
import { promptRules } from '../../src/core/rules/promptRules';
import type { Detection, TextEdit } from '../../src/core/rules/rule';
import type { Surface } from '../../src/core/surfaces/surface';

/** What the rules of this family say about one edit. */
export interface PromptEdit {
  readonly changes: readonly Change[];
  readonly detections: readonly (Detection & { readonly rule: string })[];
}

const surface: Surface = {
  id: 'agents-md',
  title: 'AGENTS.md',
  client: 'AGENTS.md',
  kind: 'prompt',
  patterns: ['AGENTS.md'],
  format: 'markdown',
  reader: 'instructions',
  scope: 'project',
  takesEffect: 'on-new-session',
  autostart: false,
  serverKeys: [],
  secretReference: 'none',
};

export function factsOf(text: string): FileFacts {
  return {
    ...emptyFacts,
    ...readInstructions(parseMarkdown(text)),
    hiddenText: readHiddenText(text),
  };
}

export function comparePromptTexts(baseline: string, current: string): readonly Change[] {
  return comparePrompts(factsOf(baseline), factsOf(current), { baseline, current });
}

export function judgePromptEdit(baseline: string, current: string, path = 'AGENTS.md'): PromptEdit {
  const changes = comparePromptTexts(baseline, current);
  const context = {
    path,
    surface,
    example: false,
    text: current,
    root: undefined,
    facts: factsOf(current),
    baselineText: baseline,
    baselineRoot: undefined,
    baselineFacts: factsOf(baseline),
    changes,
  };
  return {
    changes,
    detections: promptRules.flatMap((rule) =>
      rule.check(context).map((detection) => ({ ...detection, rule: rule.id })),
    ),
  };
}

/** The effects of sentence changes, and the kinds of all others. */
export function effectsOf(changes: readonly Change[]): readonly string[] {
  return changes.map(({ detail }) => (detail.kind === 'sentence' ? detail.effect : detail.kind));
}

export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  // Edits at one place keep their order; later places first, so that offsets stay true.
  const ordered = edits
    .map((edit, index) => ({ edit, index }))
    .sort((a, b) => b.edit.range.start - a.edit.range.start || b.index - a.index);
  let result = text;
  for (const { edit } of ordered) {
    result = result.slice(0, edit.range.start) + edit.text + result.slice(edit.range.end);
  }
  return result;
}
