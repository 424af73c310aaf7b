import type { Category, ChangeType } from '../../rules/rule';
import type { TemplateContext } from './templateContext';

/** One template for each change type and each category, the policy's own among them. */
export type TemplateName = ChangeType | Category;

/** What every part of a template carries. */
export interface TemplateItem {
  /** Names it in records, evidence and the overrides of a team; one meaning wherever it appears. */
  readonly id: string;
  /** Left out: always. What does not concern this change is not asked. */
  readonly appliesTo?: ((context: TemplateContext) => boolean) | undefined;
}

/** Something to think about before approving; nobody has to write an answer. */
export interface Question extends TemplateItem {
  readonly ask: string;
}

export interface Answer {
  readonly result: 'yes' | 'no';
  /** What was seen, for people. */
  readonly because: string;
}

/** Asked so that “yes” is the good answer. */
export interface Check extends TemplateItem {
  readonly ask: string;
  /**
   * What the machine can tell from the changes. Undefined, or none: a person has to answer. A machine
   * says “yes” only where it has read everything that decides.
   */
  readonly answer?: ((context: TemplateContext) => Answer | undefined) | undefined;
}

/** Something that a person tries before the change goes live. */
export interface TestTemplate extends TemplateItem {
  readonly what: string;
  readonly expect: string;
  /** One line to copy; never run by us. Undefined where it cannot be known without a network. */
  readonly command?: ((context: TemplateContext) => string | undefined) | undefined;
}

export interface StepTemplate extends TemplateItem {
  /** Before the change is merged, or once it is. */
  readonly when: 'before' | 'after';
  readonly do: string;
  readonly expect?: string | undefined;
}

/** What would show that the change has to be taken back, and where to look for it. */
export interface Signal extends TemplateItem {
  readonly signal: string;
  readonly where: string;
}

/**
 * What a kind of change needs before, while and after it goes live. How it is taken back follows from
 * the changes themselves (`core/rollback`), not from here.
 */
export interface Template {
  readonly name: TemplateName;
  readonly title: string;
  readonly questions: readonly Question[];
  readonly checklist: readonly Check[];
  readonly tests: readonly TestTemplate[];
  readonly deployment: readonly StepTemplate[];
  readonly signals: readonly Signal[];
  /** Minutes from the decision to a safe state. */
  readonly restoreMinutes: number;
}
