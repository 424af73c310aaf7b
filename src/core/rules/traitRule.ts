import type { TraitFacet } from '../facts/traitFact';
import type { Category, ChangeType, Rule, RuleContext, Severity } from './rule';
import {
  detectTrait,
  traitsThatChanged,
  type TraitChange,
  type TraitJudgement,
} from './traitChanges';

/** A rule about changes of traits: data, and how much a change weighs. */
export interface TraitRule {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly type: ChangeType;
  readonly category: Category;
  readonly facets: readonly TraitFacet[];
  /** Told from words of a program, which proves nothing. */
  readonly heuristic?: boolean | undefined;
  /** Undefined: nothing to say about it. */
  readonly judge: (found: TraitChange, context: RuleContext) => TraitJudgement | undefined;
}

/** Makes a delta rule of it. */
export function traitRule({ facets, judge, heuristic, ...rule }: TraitRule): Rule {
  return {
    ...rule,
    kind: 'delta',
    confidence: heuristic === true ? 'heuristic' : 'deterministic',
    supersedes: [],
    check: (context) =>
      traitsThatChanged(context, facets).flatMap((found) => {
        const judgement = judge(found, context);
        return judgement === undefined ? [] : [detectTrait(context, found, judgement)];
      }),
  };
}

/** It lets more happen, or nobody can tell. */
export function isLooser({ change: { direction } }: TraitChange): boolean {
  return direction !== 'tightens' && direction !== 'neutral';
}
