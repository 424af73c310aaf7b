import { t } from '@vscode/l10n';
import { hookFactors } from './hookFactors';
import type { Change } from '../compare/change';
import type { ScriptFact } from '../facts/fact';
import type { TextRange } from '../parse/tree';
import { countOutcomes } from './hookGuards';
import { hookDanger, type HookDanger } from './hookDanger';
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
  // Scripts that start servers are judged with the servers.
  if (context.surface.kind === 'server-code') return [];
  const worst = dangerOfScript(detail.script, detail.baseline);
  return [
    {
      severity: worst === undefined ? 'medium' : 'high',
      subject: change.subject,
      pointer: change.pointer,
      range: worst?.range ?? change.range,
      message: `${change.words} ${worst === undefined ? t('Read it like code: hooks that name it show no change.') : worst.danger.advice}`,
      because: worst === undefined ? t('runs by itself') : worst.danger.because,
      entity: `script ${worst?.danger.because ?? ''}`,
      change,
      factors: hookFactors(context),
      fixes: [],
    },
  ];
}

/** The worst of the new lines, with its place; undefined where none of them is dangerous. */
export function dangerOfScript(
  script: ScriptFact,
  baseline: ScriptFact | undefined,
): { readonly range: TextRange; readonly danger: HookDanger } | undefined {
  // A guard names what it refuses.
  if (countOutcomes(script.lines.map(({ text }) => text).join('\n')) > 0) return undefined;
  const known = new Set((baseline?.lines ?? []).map(({ text }) => text));
  const risky = script.lines.flatMap(({ text, range }) => {
    const danger = known.has(text) ? undefined : hookDanger(text);
    return danger === undefined || danger.severity === 'medium' ? [] : [{ range, danger }];
  });
  return risky.find(({ danger }) => danger.severity === 'critical') ?? risky[0];
}
