import { t } from '@vscode/l10n';
import type { Change } from '../compare/change';
import { countOutcomes } from './hookGuards';
import { hookDanger } from './hookDanger';
import type { Detection, Rule, RuleContext } from './rule';

/** The script behind a hook: the hook's text is the same, what it does is not. */
export const scriptChanged: Rule = {
  id: 'hooks/script-changed',
  title: t('Script behind a hook changed'),
  kind: 'delta',
  severity: 'medium',
  type: 'code-deployment',
  category: 'agent-behavior',
  confidence: 'deterministic',
  supersedes: [],
  check: (context) => context.changes.flatMap((change) => detect(context, change)),
};

function detect(context: RuleContext, change: Change): readonly Detection[] {
  const { detail } = change;
  if (detail.kind !== 'script' || detail.script === undefined) return [];
  const known = new Set((detail.baseline?.lines ?? []).map(({ text }) => text));
  const fresh = detail.script.lines.filter(({ text }) => !known.has(text));
  // A guard names what it refuses.
  const guard = countOutcomes(detail.script.lines.map(({ text }) => text).join('\n')) > 0;
  const risky = guard
    ? []
    : fresh.flatMap((line) => {
        const danger = hookDanger(line.text);
        return danger === undefined || danger.severity === 'medium' ? [] : [{ line, danger }];
      });
  const worst = risky.find(({ danger }) => danger.severity === 'critical') ?? risky[0];
  return [
    {
      severity: worst === undefined ? 'medium' : 'high',
      subject: change.subject,
      pointer: change.pointer,
      range: worst?.line.range ?? change.range,
      message: `${change.words} ${worst === undefined ? t('Read it like code: hooks that name it show no change.') : worst.danger.advice}`,
      because: worst === undefined ? t('runs by itself') : worst.danger.because,
      entity: `script ${worst?.danger.because ?? ''}`,
      change,
      factors: {
        exposure:
          context.surface.scope === 'local'
            ? { points: -4, because: t('your own file only') }
            : undefined,
        privilege: { points: 4, because: t('runs code') },
      },
      fixes: [],
    },
  ];
}
