import { t } from '@vscode/l10n';
import { moneyFactors, moneyWeight } from './moneyContext';
import type { Detection, Rule, RuleContext, Severity } from './rule';
import { detectTrait, looserTraits, type TraitChange } from './traitChanges';

/** Rules about where money may go, and whether it is real. */
export const moneyPlaceRules: readonly Rule[] = [
  {
    id: 'fin/recipient-or-asset-widened',
    title: t('More payees, networks or currencies allowed'),
    kind: 'delta',
    severity: 'critical',
    type: 'configuration',
    category: 'agent-financial',
    confidence: 'deterministic',
    supersedes: [],
    check: (context) =>
      looserTraits(context, ['spend.recipient'])
        .filter((found) => !isScalar(found) && !becomesReal(found))
        .map((found) => widened(context, found)),
  },
  {
    id: 'fin/payout-destination-changed',
    title: t('Money goes to another account'),
    kind: 'delta',
    severity: 'critical',
    type: 'configuration',
    category: 'agent-financial',
    confidence: 'deterministic',
    supersedes: [],
    check: (context) =>
      looserTraits(context, ['spend.recipient'])
        .filter(isScalar)
        .map((found) => redirected(context, found)),
  },
  {
    id: 'fin/test-to-live',
    title: t('From play money to real money'),
    kind: 'delta',
    severity: 'critical',
    type: 'configuration',
    category: 'agent-financial',
    confidence: 'deterministic',
    supersedes: [],
    check: (context) =>
      looserTraits(context, ['spend.key', 'spend.recipient'])
        .filter(becomesReal)
        .map((found) => live(context, found)),
  },
];

/** One account in one place, and no list of them. */
function isScalar({ now, old, trait }: TraitChange): boolean {
  const plain = (unit: string | undefined): boolean => unit === undefined;
  return (
    trait.facet === 'spend.recipient' &&
    trait.list === undefined &&
    now?.rank === undefined &&
    now !== undefined &&
    plain(now.unit) &&
    plain(old?.unit)
  );
}

/** Known to be a test before, known to be real now; or a key that may do more with real money. */
function becomesReal({ now, old }: TraitChange): boolean {
  if (now?.rank === undefined || old?.rank === undefined || now.unit !== old.unit) return false;
  if (now.unit === 'key') return now.rank >= 2 && now.rank > old.rank;
  return (now.unit === 'mode' || now.unit === 'network') && now.rank === 1 && old.rank === 0;
}

function widened(context: RuleContext, found: TraitChange): Detection {
  const { now, trait } = found;
  const open = now === undefined ? trait.unit === 'list' : now.rank === Number.POSITIVE_INFINITY;
  const severity: Severity = open ? 'critical' : 'high';
  return detectTrait(context, found, {
    ...moneyWeight(context, trait, severity),
    because: open ? t('anybody may be paid') : t('more may be paid or used'),
    advice: open
      ? t('A limit means little when the money may go anywhere. Put the list back.')
      : t('Check who that is outside of this file, or take it back.'),
  });
}

function redirected(context: RuleContext, found: TraitChange): Detection {
  const { now, old } = found;
  const alike = old !== undefined && now !== undefined && looksAlike(old.value, now.value);
  const fresh = context.baselineText === undefined;
  const severity: Severity = old !== undefined ? 'critical' : fresh ? 'medium' : 'high';
  const weight = moneyWeight(context, found.trait, severity);
  return detectTrait(context, found, {
    ...weight,
    because:
      old === undefined
        ? t('a new account')
        : alike
          ? t('a look-alike account')
          : t('another account'),
    advice: alike
      ? t('Both begin and end alike, as forged addresses do. Compare them character by character.')
      : t('Confirm it with its owner by another way than the one this text came by.'),
  });
}

/** Same beginning and end, another middle: what people compare, and what forgers match. */
function looksAlike(old: string, now: string): boolean {
  return (
    old.length >= 16 &&
    old.length === now.length &&
    old.slice(0, 6).toLowerCase() === now.slice(0, 6).toLowerCase() &&
    old.slice(-4).toLowerCase() === now.slice(-4).toLowerCase()
  );
}

function live(context: RuleContext, found: TraitChange): Detection {
  const { now, old } = found;
  const already = now?.unit === 'key' && (old?.rank ?? 0) >= 2;
  return detectTrait(context, found, {
    severity: already ? 'high' : 'critical',
    factors: moneyFactors,
    floor: 'high',
    because: already ? t('a key with every right') : t('the money is real'),
    advice: already
      ? t('Restore the key that may only do what is needed.')
      : t(
          'The same tools with the same rules pay for real from now on. Restore it until that is approved.',
        ),
  });
}
