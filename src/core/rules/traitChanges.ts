import { t } from '@vscode/l10n';
import type { Change } from '../compare/change';
import type { TraitFacet, TraitFact } from '../facts/traitFact';
import { removeItemsFix, restoreItemsFix, restoreMemberFix } from './jsonFixes';
import type { Detection, Fix, RuleContext } from './rule';
import { restoreFix } from './serverContext';

/** A change of a trait that a rule may speak about. */
export interface TraitChange {
  readonly change: Change;
  /** Undefined: it is gone. */
  readonly now: TraitFact | undefined;
  /** Undefined: it is new. */
  readonly old: TraitFact | undefined;
  readonly trait: TraitFact;
}

/** Changes of these facets that loosen, or of which nobody can tell. */
export function looserTraits(
  context: RuleContext,
  facets: readonly TraitFacet[],
): readonly TraitChange[] {
  return traitsThatChanged(context, facets).filter(
    ({ change: { direction } }) => direction !== 'tightens' && direction !== 'neutral',
  );
}

/** Every change of these facets. */
export function traitsThatChanged(
  context: RuleContext,
  facets: readonly TraitFacet[],
): readonly TraitChange[] {
  return context.changes.flatMap((change): readonly TraitChange[] => {
    if (change.detail.kind !== 'trait') return [];
    const { trait: now, baseline: old } = change.detail;
    const trait = now ?? old;
    if (trait === undefined || !facets.includes(trait.facet)) return [];
    return [{ change, now, old, trait }];
  });
}

/** What a rule adds to a change: how much it weighs, why it matters and what to do. */
export interface TraitJudgement extends Pick<Detection, 'severity' | 'because' | 'factors'> {
  /** Follows the sentence that says what changed. */
  readonly advice: string;
  readonly floor?: Detection['floor'];
}

/** A detection about a change of a trait, with the fix that puts the old state back where one is known. */
export function detectTrait(
  context: RuleContext,
  { change, now, old, trait }: TraitChange,
  { advice, floor, ...judgement }: TraitJudgement,
): Detection {
  return {
    ...judgement,
    subject: change.subject,
    pointer: change.pointer,
    range: change.range,
    message: `${change.words} ${advice}`,
    entity: `${trait.key} ${change.after ?? ''}`,
    change,
    // A template is copied, not run: nothing moves through it.
    floor: context.example ? undefined : floor,
    fixes: fixesOf(context, { change, now, old, trait }),
  };
}

function fixesOf(context: RuleContext, { change, now, old, trait }: TraitChange): readonly Fix[] {
  const item = /\/\d+$/.test(trait.pointer);
  if (old === undefined) {
    return item ? removeItemsFix(context, [trait.pointer], t('Remove `{0}`', trait.value)) : [];
  }
  if (now === undefined) {
    return item
      ? restoreItemsFix(context, [old.pointer], t('Restore `{0}`', old.value))
      : restoreMemberFix(context, old.pointer, old.pointer, t('Restore {0}', old.title));
  }
  // Another key took its place, so the old value alone would say something else.
  if (now.key !== old.key || change.baselineRange === undefined) return [];
  const before = context.baselineText?.slice(change.baselineRange.start, change.baselineRange.end);
  if (before === context.text.slice(change.range.start, change.range.end)) {
    return restoreMemberFix(context, now.pointer, old.pointer, t('Restore {0}', old.title)).filter(
      ({ edits }) =>
        edits.some(({ range, text }) => context.text.slice(range.start, range.end) !== text),
    );
  }
  return restoreFix(context, change.range, change.baselineRange, shownValue(old));
}

/** Of a key the value says only what kind of key it was. */
function shownValue({ value, title, facet }: TraitFact): string {
  return value === '' || facet === 'spend.key' ? title : value;
}
