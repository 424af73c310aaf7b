import { t } from '@vscode/l10n';
import { compareStrength } from '../compare/sentenceStrength';
import { severityOfLoss } from './removedGuardrails';
import { restoreSentences } from './restoreSentences';
import type { Detection, RuleContext, Severity } from './rule';
import {
  factorsOf,
  gravestObject,
  protectedThing,
  quoted,
  sentenceEntity,
} from './sentenceContext';

/** More findings than this about one file say less than the sentences side by side. */
const mostFindings = 6;

/**
 * Protective sentences that are still there and say less: softer, with an exception, about fewer
 * things, later, or confirmed by the agent itself.
 */
export function checkWeakenedGuardrails(context: RuleContext): readonly Detection[] {
  const found = context.changes.flatMap((change): readonly Detection[] => {
    const { detail } = change;
    if (detail.kind !== 'sentence' || detail.effect !== 'guardrail-weakened') return [];
    const { baseline, sentence } = detail;
    if (baseline === undefined || sentence === undefined) return [];
    const loss = severityOfLoss(baseline);
    if (loss === undefined) return [];
    const object = gravestObject(baseline);
    const { because } = compareStrength(baseline, sentence);
    return [
      {
        // Less than its loss: the sentence still stands.
        severity: oneLess(loss),
        subject: change.subject,
        pointer: change.pointer,
        range: change.range,
        message: t(
          'Protection weakened ({0}): “{1}” → “{2}”. It keeps watch over {3}; restore it if that is not meant.',
          because,
          quoted(context.baselineFacts, baseline),
          quoted(context.facts, sentence),
          protectedThing(object),
        ),
        because: because === '' ? t('protection weakened') : because,
        entity: `${sentenceEntity(baseline)} weakened ${sentenceEntity(sentence)}`,
        change,
        factors: factorsOf(context, object),
        fixes: restoreSentences(context, [{ baseline, current: sentence }]),
      },
    ];
  });
  return found.slice(0, mostFindings);
}

function oneLess(severity: Severity): Severity {
  return severity === 'high' ? 'medium' : severity === 'medium' ? 'low' : 'info';
}
