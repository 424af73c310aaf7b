import { t } from '@vscode/l10n';
import type { BehaviourStep } from './modelStep';

const efforts = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'];

/**
 * What it means that randomness or effort changed.
 *
 * @param before, after canonical values; undefined: the client's own choice
 * @returns undefined for other keys, and for steps towards more reliable answers
 */
export function samplingStep(
  key: string,
  before: string | undefined,
  after: string | undefined,
): BehaviourStep | undefined {
  const name = key.toLowerCase().replace(/[-_]/g, '');
  if (/^(?:temperature|topp)$/.test(name)) return randomness(before, after);
  if (/^(?:model)?(?:reasoning|thinking)?effort$/.test(name)) return effort(before, after);
  if (name !== 'seed' || before === undefined || after !== undefined) return undefined;
  return {
    severity: 'low',
    because: t('answers vary'),
    advice: t('The same task may now end in another way each time.'),
  };
}

/** From 0.3 more, or past 1, answers vary noticeably (reference prompt/sampling-changed). */
function randomness(
  before: string | undefined,
  after: string | undefined,
): BehaviourStep | undefined {
  const old = numberOf(before);
  const now = numberOf(after);
  if (now === undefined) return undefined;
  if (now <= 1 && now - (old ?? now) < 0.3) return undefined;
  if (old !== undefined && now <= old) return undefined;
  return {
    severity: 'low',
    because: t('answers vary more'),
    advice: t(
      'The more random a model, the less firmly it keeps to rules. Restore it unless that is meant.',
    ),
  };
}

function effort(before: string | undefined, after: string | undefined): BehaviourStep | undefined {
  const rank = (value: string | undefined): number =>
    efforts.indexOf((value ?? '').replace(/["']/g, '').toLowerCase());
  const old = rank(before);
  const now = rank(after);
  if (old < 0 || now < 0 || now >= old) return undefined;
  return {
    severity: 'low',
    because: t('thinks less'),
    advice: t('A model that thinks less keeps less firmly to rules. Try the rules again.'),
  };
}

function numberOf(value: string | undefined): number | undefined {
  const number = Number((value ?? '').replace(/["']/g, ''));
  return value === undefined || Number.isNaN(number) ? undefined : number;
}
