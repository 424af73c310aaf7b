import { t } from '@vscode/l10n';
import type { Rule } from './rule';

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
    check: ({ changes }) =>
      changes.flatMap((change) => {
        const { facet, direction, detail } = change;
        if (facet !== 'policy' || detail.kind !== 'trait') return [];
        if (direction !== 'loosens' && direction !== 'unknown') return [];
        const title = (detail.trait ?? detail.baseline)?.title ?? '';
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
