import { t } from '@vscode/l10n';
import type { TraitFact } from '../facts/traitFact';
import { oneLower } from './oneLower';
import type { Detection, Factors, RuleContext, Severity } from './rule';

/** Money that moved does not come back (risk-model.md 2.2, factors P and R). */
export const moneyFactors: Factors = {
  privilege: { points: 8, because: t('moves money') },
  reversibility: { points: 8, because: t('cannot be undone') },
};

type Weight = Pick<Detection, 'severity' | 'factors' | 'floor'>;

/**
 * How much a looser control of money weighs. Where nothing but play money is at stake, little; what an
 * agent may cost to run is a bill and no payment, so it weighs one step less.
 */
export function moneyWeight(context: RuleContext, trait: TraitFact, severity: Severity): Weight {
  if (isPlayMoney(context, trait)) return { severity: 'low', factors: {} };
  if (isRunningCost(trait)) return { severity: oneLower(severity), factors: {} };
  return { severity, factors: moneyFactors, floor: 'high' };
}

/** The place speaks of tests, or all that the file says about its money is that it is none. */
function isPlayMoney({ facts }: RuleContext, trait: TraitFact): boolean {
  if (/(?:^|[^a-z])(?:test|sandbox|testnet|devnet|staging)(?:[^a-z]|$)/i.test(trait.key)) {
    return true;
  }
  const tells = facts.traits.filter(
    ({ unit, rank }) => rank !== undefined && /^(?:mode|network|key)$/.test(unit ?? ''),
  );
  return tells.length > 0 && tells.every(({ unit, rank = 0 }) => rank < (unit === 'key' ? 2 : 1));
}

/** `max_budget_usd`, `maxCost`: what the model may cost. */
function isRunningCost({ key }: TraitFact): boolean {
  return /(?:max_?cost(?:_?usd)?|max_?budget(?:_?usd)?)$/i.test(key);
}
