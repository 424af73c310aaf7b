import { t } from '@vscode/l10n';
import type { Change } from '../compare/change';
import { restoreKey } from './frontMatterFixes';
import { modelStep } from './modelStep';
import type { Detection, Rule, RuleContext } from './rule';
import { samplingStep } from './samplingStep';

/** Rules about the model that reads the instructions. */
export const modelRules: readonly Rule[] = [
  {
    id: 'prompt/model-changed',
    title: t('Another model'),
    kind: 'delta',
    severity: 'low',
    type: 'configuration',
    category: 'agent-behavior',
    confidence: 'deterministic',
    supersedes: [],
    check: (context) => context.changes.flatMap((change) => modelChanged(context, change)),
  },
  {
    id: 'prompt/sampling-changed',
    title: t('Randomness or effort of the model changed'),
    kind: 'delta',
    severity: 'low',
    type: 'configuration',
    category: 'agent-behavior',
    confidence: 'deterministic',
    supersedes: [],
    check: (context) => context.changes.flatMap((change) => samplingChanged(context, change)),
  },
];

function modelChanged(context: RuleContext, change: Change): readonly Detection[] {
  const found = valuesOf(change);
  if (found === undefined || !isModelKey(change, found.key)) return [];
  const step = modelStep(found.before, found.after);
  if (step === undefined) return [];
  return [
    {
      severity: step.severity,
      because: step.because,
      ...placeOf(context, change, found.key, step.advice),
      factors: {},
    },
  ];
}

/** Addresses of models are a matter of where traffic goes. */
function isModelKey({ detail, facet }: Change, key: string): boolean {
  const last = key.split(/[./:]/).at(-1) ?? '';
  if (/url|base|host|endpoint|key/i.test(last)) return false;
  return detail.kind === 'setting'
    ? facet === 'model' && /model|^name$/i.test(key)
    : /^model$/i.test(key);
}

function samplingChanged(context: RuleContext, change: Change): readonly Detection[] {
  const found = valuesOf(change);
  if (found === undefined || change.detail.kind !== 'front-matter') return [];
  const step = samplingStep(found.key, found.before, found.after);
  if (step === undefined) return [];
  return [
    {
      severity: step.severity,
      because: step.because,
      ...placeOf(context, change, found.key, step.advice),
      factors: {},
    },
  ];
}

interface Values {
  readonly key: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** What stands in front of both; a file that is new or gone has no other model than before. */
function valuesOf({ detail, before, after }: Change): Values | undefined {
  if (detail.kind === 'front-matter') {
    return { key: (detail.entry ?? detail.baseline)?.key ?? '', before, after };
  }
  if (detail.kind !== 'setting') return undefined;
  return { key: (detail.setting ?? detail.baseline)?.key ?? '', before, after };
}

function placeOf(
  context: RuleContext,
  change: Change,
  key: string,
  advice: string,
): Pick<Detection, 'subject' | 'pointer' | 'range' | 'message' | 'entity' | 'change' | 'fixes'> {
  return {
    subject: change.subject,
    pointer: change.pointer,
    range: change.range,
    message: `${change.words} ${advice}`,
    entity: `${key} ${change.after ?? ''}`,
    change,
    fixes: restoreKey(context, change, key),
  };
}
