import { t } from '@vscode/l10n';
import { judgeHook } from '../compare/hookDirection';
import type { Change } from '../compare/change';
import { stopsHooks } from '../compare/hookSwitch';
import type { HookFact, ScriptFact } from '../facts/fact';
import { restoreHookFix, restoreHookValue } from './hookFixes';
import type { Detection, Rule, RuleContext, Severity } from './rule';

/** A hook or script that refused something, and refuses less. */
export const guardWeakened: Rule = {
  id: 'hooks/guard-weakened',
  title: t('Protective hook weakened or gone'),
  kind: 'delta',
  severity: 'high',
  type: 'configuration',
  category: 'agent-permission',
  confidence: 'deterministic',
  supersedes: ['hooks/hook-scope-changed', 'hooks/hook-command-changed', 'hooks/script-changed'],
  check: (context) => context.changes.flatMap((change) => weakened(context, change)),
};

const names =
  /guard|block|protect|deny|polic|secret|gitleaks|trufflehog|scan|audit|validat|restrict|forbid|prevent|safety|firewall|check[-_]/i;
const outcomes =
  /\bexit\s+2\b|(?:sys|process)\.exit\(\s*2\s*\)|permissionDecision["']?\s{0,3}[:=]\s{0,3}["'](?:deny|ask)|["']?decision["']?\s{0,3}[:=]\s{0,3}["'](?:block|deny)|["']?permission["']?\s{0,3}[:=]\s{0,3}["'](?:deny|ask)|continue["']?\s{0,3}[:=]\s{0,3}[Ff]alse/g;
const swallowing = /(?:\|\|\s*(?:true|:|exit\s+0)\s*(?:;\s*)?|;\s*(?:exit\s+0|true)\s*)$/;

/** It ends well whatever happens: nothing, a fixed answer, a text. */
const agreeing =
  /^(?:(?:\/(?:usr\/)?bin\/)?true|:|exit(?: 0)?|(?:echo|printf)\b[^;&|`$<>\n]{0,400})?$/;

/** What took the place of a guard can refuse nothing. */
function refusesNothing({ action, raw }: HookFact): boolean {
  const bare = raw
    .trim()
    .replace(/^(?:ba|z|da)?sh -c ["']?/, '')
    .replace(/["';]{1,3}$/, '')
    .trim();
  return action === 'command' && agreeing.test(bare) && countOutcomes(raw) === 0;
}

/** By its name or by what it answers it can refuse something. */
export function looksLikeGuard(hook: HookFact): boolean {
  return hook.action === 'command' && (names.test(hook.raw) || countOutcomes(hook.raw) > 0);
}

/** How often a text can refuse. */
export function countOutcomes(text: string): number {
  return text.match(outcomes)?.length ?? 0;
}

function weakened(context: RuleContext, change: Change): readonly Detection[] {
  const { detail, direction } = change;
  if (direction === 'tightens' || direction === 'neutral') return [];
  if (detail.kind === 'script')
    return scriptWeakened(context, change, detail.baseline, detail.script);
  if (detail.kind === 'setting') return switchedOff(context, change);
  if (detail.kind !== 'hook' || detail.baseline === undefined) return [];
  const { hook, baseline } = detail;
  if (baseline.background || (baseline.phase !== 'guard' && baseline.phase !== 'steer')) return [];
  const guard = looksLikeGuard(baseline);
  if (hook === undefined) {
    const severity: Severity =
      baseline.phase === 'guard' ? (guard ? 'high' : 'medium') : guard ? 'medium' : 'low';
    return [detect(context, change, severity, t('guard gone'), restoreHookFix(context, baseline))];
  }
  if (!guard || baseline.phase !== 'guard') return [];
  const steps = judgeHook(baseline, hook);
  const swallowed = swallowing.test(hook.raw) && !swallowing.test(baseline.raw);
  const command = steps.some(({ part }) => part === 'command');
  const agrees = command && refusesNothing(hook);
  if (command && !swallowed && !agrees) return [];
  const because = swallowed || agrees ? t('guard can no longer refuse') : t('guard sees less');
  return [detect(context, change, 'high', because, restoreHookValue(context, baseline, hook))];
}

/** A switch took all hooks away, guards among them. */
function switchedOff(context: RuleContext, change: Change): readonly Detection[] {
  if (change.direction !== 'loosens' || !stopsHooks(change)) return [];
  const guards = (context.baselineFacts?.hooks ?? []).filter(
    ({ phase, background }) => phase === 'guard' && !background,
  );
  if (guards.length === 0) return [];
  const severity: Severity = guards.some(looksLikeGuard) ? 'high' : 'medium';
  return [detect(context, change, severity, t('guards switched off'), [])];
}

function scriptWeakened(
  context: RuleContext,
  change: Change,
  old: ScriptFact | undefined,
  now: ScriptFact | undefined,
): readonly Detection[] {
  const text = (script: ScriptFact | undefined): string =>
    (script?.lines ?? []).map((line) => line.text).join('\n');
  const before = countOutcomes(text(old));
  if (before === 0 || countOutcomes(text(now)) >= before) return [];
  const because = now === undefined ? t('guard gone') : t('guard refuses less');
  return [detect(context, change, 'high', because, [])];
}

function detect(
  context: RuleContext,
  change: Change,
  severity: Severity,
  because: string,
  fixes: Detection['fixes'],
): Detection {
  return {
    severity,
    subject: change.subject,
    pointer: change.pointer,
    range: change.range,
    message: `${change.words} ${
      change.op === 'remove'
        ? t('Restore it, or say what refuses instead.')
        : t(
            'It stood between the agent and something that somebody wanted refused. Restore it, or say what refuses instead.',
          )
    }`,
    because,
    entity: `guard ${change.before ?? ''} ${change.after ?? ''}`,
    change,
    factors: {
      exposure:
        context.surface.scope === 'local'
          ? { points: -4, because: t('your own file only') }
          : undefined,
    },
    fixes,
  };
}
