import type { Finding } from '../../rules/rule';
import {
  clientSteps,
  clientTests,
  mergeSteps,
  type PlannedStep,
  type PlannedTest,
} from './deploymentSteps';
import type { Answer, Template, TemplateItem, TemplateName } from './template';
import { templateCatalogue } from './templateCatalogue';
import type { TemplateContext } from './templateContext';
import type { TemplateOverride } from './templateOverride';

export interface PlannedCheck {
  readonly id: string;
  readonly ask: string;
  /** What the machine found; undefined: a person has to answer. */
  readonly answer?: Answer | undefined;
}

/** What a change request needs besides its way back, from the templates that fit it. */
export interface ChangePlan {
  /** The strictest first. */
  readonly templates: readonly TemplateName[];
  readonly questions: readonly { readonly id: string; readonly ask: string }[];
  readonly checklist: readonly PlannedCheck[];
  readonly tests: readonly PlannedTest[];
  readonly steps: readonly PlannedStep[];
  readonly signals: readonly { readonly signal: string; readonly where: string }[];
  /** Minutes from the decision to a safe state: the shortest of all. */
  readonly restoreMinutes: number;
}

/**
 * Puts together the templates of a change request: each item once, what concerns nothing here left out,
 * the template of the weightiest finding first.
 *
 * @param overrides texts and additional items of the team; they take nothing away
 */
export function planChange(
  context: TemplateContext,
  overrides: readonly TemplateOverride[] = [],
): ChangePlan {
  const templates = templatesOf(context);
  const own = templates.flatMap((name) => overrides.filter((entry) => entry.template === name));
  const all = <Item extends TemplateItem>(
    pick: (template: Template) => readonly Item[],
  ): readonly Item[] => applicable(templates, pick, context);
  const checklist = all(({ checklist: items }) => items).map((item): PlannedCheck => ({
    id: item.id,
    ask: item.ask,
    answer: item.answer?.(context),
  }));
  const tests = [
    ...all(({ tests: items }) => items).map((item): PlannedTest => ({
      id: item.id,
      what: item.what,
      command: item.command?.(context),
      expect: item.expect,
    })),
    ...clientTests(context),
  ];
  const steps = all(({ deployment }) => deployment).map((item) => ({
    id: item.id,
    when: item.when,
    do: item.do,
    expect: item.expect,
  }));
  const replaced = <Item extends { readonly id: string }>(
    items: readonly Item[],
    pick: (override: TemplateOverride) => readonly Item[],
  ): readonly Item[] => withOverrides(items, own.flatMap(pick));
  const planned = replaced(steps, ({ deployment }) => deployment);
  return {
    templates,
    questions: replaced(
      all(({ questions }) => questions).map(({ id, ask }) => ({ id, ask })),
      ({ questions }) => questions,
    ),
    checklist: replaced<PlannedCheck>(checklist, (override) => override.checklist),
    tests: replaced<PlannedTest>(tests, (override) => override.tests),
    steps: [
      ...planned.filter(({ when }) => when === 'before').map(bare),
      ...mergeSteps(context),
      ...clientSteps(context),
      ...planned.filter(({ when }) => when === 'after').map(bare),
    ],
    signals: all(({ signals }) => signals).map(({ signal, where }) => ({ signal, where })),
    restoreMinutes: Math.min(
      ...templates.map((name) => templateCatalogue[name].restoreMinutes),
      ...own.flatMap(({ restoreMinutes }) => restoreMinutes ?? []),
    ),
  };
}

/** Types and categories of the change, the one with the weightiest finding first. */
function templatesOf({ assessment, findings }: TemplateContext): readonly TemplateName[] {
  const order = Object.keys(templateCatalogue) as TemplateName[];
  const names = new Set<TemplateName>([
    ...assessment.categories,
    assessment.type,
    ...assessment.types,
  ]);
  return order
    .filter((name) => names.has(name))
    .map((name) => ({ name, weight: weightOf(name, findings) }))
    .sort((left, right) => right.weight - left.weight)
    .map(({ name }) => name);
}

function weightOf(name: TemplateName, findings: readonly Finding[]): number {
  return Math.max(
    0,
    ...findings
      .filter(({ type, category }) => type === name || category === name)
      .map(({ score }) => score),
  );
}

function applicable<Item extends TemplateItem>(
  names: readonly TemplateName[],
  pick: (template: Template) => readonly Item[],
  context: TemplateContext,
): readonly Item[] {
  const found = new Map<string, Item>();
  for (const item of names.flatMap((name) => pick(templateCatalogue[name]))) {
    if (!found.has(item.id) && item.appliesTo?.(context) !== false) found.set(item.id, item);
  }
  return [...found.values()];
}

/** A text of the team takes the place of ours and keeps the machine's answer; new items come last. */
function withOverrides<Item extends { readonly id: string }>(
  items: readonly Item[],
  overrides: readonly Item[],
): readonly Item[] {
  const merged = new Map(items.map((item) => [item.id, item]));
  for (const override of overrides) {
    merged.set(override.id, { ...merged.get(override.id), ...override });
  }
  return [...merged.values()];
}

function bare(step: PlannedStep): PlannedStep {
  return { do: step.do, expect: step.expect };
}
