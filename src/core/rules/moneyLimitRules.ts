import { t } from '@vscode/l10n';
import type { TraitFact } from '../facts/traitFact';
import { moneyWeight } from './moneyContext';
import type { Detection, Rule, RuleContext, Severity } from './rule';
import { detectTrait, looserTraits, type TraitChange } from './traitChanges';

/** Rules about how much money an agent may move before somebody or something stops it. */
export const moneyLimitRules: readonly Rule[] = [
  {
    id: 'fin/limit-raised',
    title: t('Spending limit raised'),
    kind: 'delta',
    severity: 'high',
    type: 'configuration',
    category: 'agent-financial',
    confidence: 'deterministic',
    supersedes: [],
    check: (context) =>
      limitChanges(context)
        .filter((found) => !isGone(found))
        .map((found) => raised(context, found)),
  },
  {
    id: 'fin/limit-removed',
    title: t('Spending limit removed'),
    kind: 'delta',
    severity: 'critical',
    type: 'configuration',
    category: 'agent-financial',
    confidence: 'deterministic',
    supersedes: [],
    check: (context) =>
      limitChanges(context)
        .filter(isGone)
        .map((found) => removed(context, found)),
  },
  {
    id: 'fin/approval-threshold-raised',
    title: t('People are asked later about money'),
    kind: 'delta',
    severity: 'high',
    type: 'configuration',
    category: 'agent-financial',
    confidence: 'deterministic',
    supersedes: [],
    check: (context) =>
      looserTraits(context, ['spend.approval'])
        .filter(({ trait }) => !isSecondPerson(trait) && !isGuard(trait))
        .map((found) => askedLater(context, found)),
  },
  {
    id: 'fin/dual-control-removed',
    title: t('Second approver of payments gone'),
    kind: 'delta',
    severity: 'critical',
    type: 'configuration',
    category: 'agent-financial',
    confidence: 'deterministic',
    supersedes: [],
    check: (context) =>
      looserTraits(context, ['spend.approval'])
        .filter(({ trait }) => isSecondPerson(trait))
        .map((found) => fewerPeople(context, found)),
  },
];

/** Limits of money, times after which the right to pay ends, and guards such as “no live payments”. */
function limitChanges(context: RuleContext): readonly TraitChange[] {
  return looserTraits(context, [
    'spend.limit',
    'spend.window',
    'spend.approval',
    'spend.action',
  ]).filter(({ trait, old }) => {
    if (trait.facet === 'spend.approval') return isGuard(trait);
    // A refusal of a wallet that is gone; a power that is new has a rule of its own.
    if (trait.facet === 'spend.action') return trait.rank === -1;
    // Turns are the matter of `perf/loop-guard-removed`; a limit of a new file limits more than none did.
    return trait.unit !== 'turns' && old !== undefined;
  });
}

function isGuard({ facet, key }: TraitFact): boolean {
  return facet === 'spend.approval' && /disallow_?live|requires_?refundability|guard$/i.test(key);
}

function isSecondPerson({ facet, unit, key }: TraitFact): boolean {
  return (
    facet === 'spend.approval' &&
    (unit === 'people' ||
      /dual_?control|four_?eyes|second_?approver|self_?approval|initiator/i.test(key))
  );
}

/** Nothing bounds it any more. */
function isGone({ now, trait }: TraitChange): boolean {
  if (now === undefined || now.rank === Number.POSITIVE_INFINITY) return true;
  if (trait.unit === 'switch' || now.unit === 'switch') return true;
  return now.facet === 'spend.limit' && now.rank === 0;
}

function raised(context: RuleContext, found: TraitChange): Detection {
  const { severity, because } = raiseLevel(found);
  return detectTrait(context, found, {
    ...moneyWeight(context, found.trait, severity),
    because,
    advice: t(
      'A limit is all that bounds a loss once the agent is misled. Restore it, or have the new one approved by whoever answers for the money.',
    ),
  });
}

function raiseLevel({ now, old, trait }: TraitChange): {
  readonly severity: Severity;
  readonly because: string;
} {
  if (trait.facet === 'spend.window') {
    return { severity: 'medium', because: t('the right to pay lasts longer') };
  }
  if (now?.rank === undefined || old?.rank === undefined) {
    return { severity: 'medium', because: t('a limit that stands elsewhere') };
  }
  if (now.unit !== old.unit) {
    return { severity: 'critical', because: t('limit counted in something else') };
  }
  const factor = old.rank > 0 ? now.rank / old.rank : Number.POSITIVE_INFINITY;
  const shown = factor >= 10 ? Math.round(factor) : Number(factor.toFixed(2));
  return {
    severity: factor >= 10 ? 'critical' : factor <= 1.1 ? 'medium' : 'high',
    because: factor === Number.POSITIVE_INFINITY ? t('limit was nothing') : t('limit × {0}', shown),
  };
}

function removed(context: RuleContext, found: TraitChange): Detection {
  const { now, trait } = found;
  const unsure = now?.rank === 0 && now.facet === 'spend.limit' && now.unit !== 'switch';
  const refund = /refundability/i.test(trait.key);
  return detectTrait(context, found, {
    ...moneyWeight(context, trait, unsure || refund ? 'high' : 'critical'),
    because: unsure ? t('limit set to nothing') : t('no limit any more'),
    advice: unsure
      ? t('Find out which of the two holds before anybody pays with it.')
      : t('Where no limit stands, most programs know none. Put it back.'),
  });
}

function askedLater(context: RuleContext, found: TraitChange): Detection {
  const { now, old, trait } = found;
  const never = now === undefined || now.unit === 'switch' || now.rank === Number.POSITIVE_INFINITY;
  const factor =
    now?.rank !== undefined && old?.rank !== undefined && old.rank > 0 ? now.rank / old.rank : 1;
  const limit = never ? undefined : limitBelow(context, now);
  return detectTrait(context, found, {
    ...moneyWeight(
      context,
      trait,
      never || factor >= 10 || limit !== undefined ? 'critical' : 'high',
    ),
    because: never || limit !== undefined ? t('nobody is asked') : t('people are asked later'),
    advice: never
      ? t('Money moves without a person. Restore the question.')
      : limit === undefined
        ? t('Every payment below it happens without a person. Restore it, or have it approved.')
        : t(
            'It is above the limit of {0}, so nobody is asked at all. Keep it below the limit.',
            limit.value,
          ),
  });
}

/** The limit that a payment meets before anybody is asked. */
function limitBelow({ facts }: RuleContext, threshold: TraitFact): TraitFact | undefined {
  const { rank, unit, subject } = threshold;
  if (rank === undefined || unit === undefined) return undefined;
  return facts.traits.find(
    (trait) =>
      trait.facet === 'spend.limit' &&
      trait.subject === subject &&
      trait.unit === unit &&
      trait.rank !== undefined &&
      trait.rank < rank,
  );
}

function fewerPeople(context: RuleContext, found: TraitChange): Detection {
  const { now, trait } = found;
  const people = trait.unit === 'people' ? -(now?.rank ?? 0) : 1;
  return detectTrait(context, found, {
    ...moneyWeight(context, trait, people <= 1 ? 'critical' : 'high'),
    because: people <= 1 ? t('one person is enough, or none') : t('fewer people approve'),
    advice: t(
      'A second person is the control that still holds when the agent does not. Restore it, and let somebody else change it.',
    ),
  });
}
