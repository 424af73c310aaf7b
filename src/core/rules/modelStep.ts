import { t } from '@vscode/l10n';
import type { Severity } from './rule';

export interface BehaviourStep {
  readonly severity: Severity;
  readonly because: string;
  readonly advice: string;
}

/** Makers by the names of their models, as of 2026-11. Aliases name the same maker. */
const makers: readonly (readonly [string, RegExp])[] = [
  ['Anthropic', /claude|opus|sonnet|haiku/],
  ['OpenAI', /\bgpt|codex|(?:^|[/\s])o[1-9]\b/],
  ['Google', /gemini|gemma/],
  ['xAI', /grok/],
  ['Meta', /llama/],
  ['Mistral', /mistral|mixtral|codestral|devstral/],
  ['Alibaba', /qwen/],
  ['DeepSeek', /deepseek/],
  ['Moonshot', /kimi/],
  ['Zhipu', /\bglm/],
];

const small = /(?:^|[-_ /])(?:mini|nano|lite|flash|haiku|small|tiny|fast)\b/;
const pinned = /(?:^|[-@_])20\d{2}-?\d{2}-?\d{2}\b/;

/**
 * What it means that one model took the place of another.
 *
 * @param before, after canonical values; undefined: the client's own choice
 * @returns undefined when nothing was or is named, or both name the same
 */
export function modelStep(
  before: string | undefined,
  after: string | undefined,
): BehaviourStep | undefined {
  if (before === undefined) return undefined;
  const old = plain(before);
  const now = plain(after ?? '');
  if (old === now || old === '') return undefined;
  const maker = (name: string): string | undefined =>
    makers.find(([, names]) => names.test(name))?.[0];
  const from = maker(old);
  const to = maker(now);
  if (from !== undefined && to !== undefined && from !== to) {
    return {
      severity: 'medium',
      because: t('another maker'),
      advice: t(
        'What the agent reads goes to {0} instead of {1}, and it may follow its rules less well. Check that this is agreed, and try the rules again.',
        to,
        from,
      ),
    };
  }
  if (pinned.test(old) && !pinned.test(now)) {
    return {
      severity: 'low',
      because: t('no fixed version of the model'),
      advice: t('It may become another one without an edit here. Name the version that was tried.'),
    };
  }
  return {
    severity: 'low',
    because: small.test(now) && !small.test(old) ? t('smaller model') : t('other model'),
    advice:
      small.test(now) && !small.test(old)
        ? t('A smaller model follows rules less well. Try the rules again.')
        : t('Its rules were tried on the old one. Try them again.'),
  };
}

function plain(value: string): string {
  return value.toLowerCase().replace(/["']/g, '').trim();
}
