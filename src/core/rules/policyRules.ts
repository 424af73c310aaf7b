import { t } from '@vscode/l10n';
import type { Change } from '../compare/change';
import { acceptedSeverity, isAcceptanceTerm } from '../facts/acceptanceTerms';
import type { TraitFact } from '../facts/traitFact';
import type { Detection, Rule } from './rule';

/** Rules about what governs the changes themselves. */
export const policyRules: readonly Rule[] = [
  {
    id: 'change/policy-loosened',
    title: t('The policy asks for less'),
    kind: 'delta',
    severity: 'critical',
    type: 'configuration',
    category: 'change-policy',
    confidence: 'deterministic',
    supersedes: [],
    neverAccepted: t('who decides about changes is decided by a change request of its own.'),
    check: ({ changes }) =>
      changes.flatMap((change) => {
        const { facet, direction, detail } = change;
        if (facet !== 'policy' || detail.kind !== 'trait') return [];
        if (direction !== 'loosens' && direction !== 'unknown') return [];
        const trait = detail.trait ?? detail.baseline;
        if (trait !== undefined && isAcceptanceTerm(trait)) return acceptance(change, trait);
        const title = trait?.title ?? '';
        return {
          severity: 'critical',
          subject: change.subject,
          pointer: change.pointer,
          range: change.range,
          message: t(
            '{0} Every later change is judged by this, so it is judged by the old policy first. Put it back unless the team decided it, and change nothing else with it.',
            change.words,
          ),
          because:
            direction === 'loosens'
              ? t('changes need less from now on')
              : t('who decides about changes is another matter now'),
          entity: `policy ${change.subject} ${title}`,
          change,
          factors: {},
          floor: 'critical',
          fixes: [],
        };
      }),
  },
];

/** It quiets one alarm and lowers no demand, so it weighs as much as what it quiets. */
function acceptance(change: Change, trait: TraitFact): Detection {
  const weight = acceptedSeverity(trait);
  const severity = /^(?:info|low|medium)$/.test(weight)
    ? 'medium'
    : weight === 'high'
      ? 'high'
      : 'critical';
  return {
    severity,
    subject: change.subject,
    pointer: change.pointer,
    range: change.range,
    message: t(
      '{0} Look at the finding, not only at the reason. It asks for no fewer approvals, ends by itself, and counts for pull requests when the base holds it.',
      change.words,
    ),
    because: t('a risk is accepted'),
    entity: `policy ${trait.key}`,
    change,
    factors: {},
    floor: severity,
    fixes: [],
  };
}
