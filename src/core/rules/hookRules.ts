import { t } from '@vscode/l10n';
import { judgeHook } from '../compare/hookDirection';
import type { Change } from '../compare/change';
import { isLoopback } from '../facts/endpoint';
import type { HookFact } from '../facts/fact';
import { hookDanger } from './hookDanger';
import { removeHookFix, restoreHookValue } from './hookFixes';
import { removeMemberFix } from './jsonFixes';
import { guardWeakened, looksLikeGuard } from './hookGuards';
import type { Detection, Rule, RuleContext, Severity } from './rule';
import { hookFactors } from './hookFactors';
import { scriptChanged } from './scriptRules';

/** Rules about what a client runs by itself. */
export const hookRules: readonly Rule[] = [
  {
    id: 'hooks/dangerous-command',
    title: t('Hook runs a risky command'),
    kind: 'state',
    severity: 'high',
    type: 'configuration',
    category: 'agent-behavior',
    confidence: 'deterministic',
    supersedes: ['hooks/auto-run-on-open'],
    check: (context) => context.facts.hooks.flatMap((hook) => dangerous(context, hook)),
  },
  {
    id: 'hooks/auto-run-on-open',
    title: t('Runs as soon as the project opens'),
    kind: 'state',
    severity: 'low',
    type: 'configuration',
    category: 'agent-behavior',
    confidence: 'deterministic',
    supersedes: [],
    check: (context) => context.facts.hooks.flatMap((hook) => runsOnOpen(context, hook)),
  },
  {
    id: 'hooks/hook-added',
    title: t('Hook added'),
    kind: 'delta',
    severity: 'medium',
    type: 'configuration',
    category: 'agent-behavior',
    confidence: 'deterministic',
    supersedes: ['hooks/auto-run-on-open', 'hooks/dangerous-command'],
    check: (context) => context.changes.flatMap((change) => added(context, change)),
  },
  {
    id: 'hooks/hook-command-changed',
    title: t('Hook runs something else'),
    kind: 'delta',
    severity: 'medium',
    type: 'configuration',
    category: 'agent-behavior',
    confidence: 'deterministic',
    supersedes: ['hooks/auto-run-on-open', 'hooks/dangerous-command'],
    check: (context) => context.changes.flatMap((change) => commandChanged(context, change)),
  },
  {
    id: 'hooks/hook-scope-changed',
    title: t('Hook acts at other times'),
    kind: 'delta',
    severity: 'medium',
    type: 'configuration',
    category: 'agent-behavior',
    confidence: 'deterministic',
    supersedes: [],
    check: (context) => context.changes.flatMap((change) => scopeChanged(context, change)),
  },
  guardWeakened,
  scriptChanged,
];

function dangerous(context: RuleContext, hook: HookFact): readonly Detection[] {
  const danger = hook.action === 'command' ? hookDanger(hook.raw) : undefined;
  if (danger === undefined) return [];
  return [
    {
      severity: danger.severity === 'medium' ? 'low' : danger.severity,
      introducedSeverity: danger.severity,
      subject: hook.subject,
      pointer: hook.pointer,
      range: hook.range,
      message: t(
        'This hook runs by itself with your rights: {0}. {1}',
        danger.because,
        danger.advice,
      ),
      because: danger.because,
      entity: `hook ${hook.event} ${hook.command}`,
      factors: hookFactors(context),
      fixes: [],
    },
  ];
}

function runsOnOpen(context: RuleContext, hook: HookFact): readonly Detection[] {
  if (hook.phase !== 'start' || hook.action === 'text') return [];
  const prints = isPrinting(hook.raw);
  return [
    {
      severity: prints ? 'info' : 'low',
      introducedSeverity: prints ? 'low' : 'medium',
      subject: hook.subject,
      pointer: hook.pointer,
      range: hook.range,
      message: t(
        'This runs as soon as somebody opens the project or starts a session, before anything was asked. Read what it runs before you trust the folder.',
      ),
      because: t('runs when the project opens'),
      entity: `open ${hook.event} ${hook.command}`,
      factors: hookFactors(context),
      fixes: startByHand(context, hook),
    },
  ];
}

/** A task of VS Code stays, and is started by whoever wants it. */
function startByHand(context: RuleContext, hook: HookFact): Detection['fixes'] {
  const task = /^\/tasks\/\d+/.exec(hook.pointer)?.[0];
  return task === undefined
    ? removeHookFix(context, hook)
    : removeMemberFix(context, `${task}/runOptions`, t('Start this task by hand only'));
}

function added(context: RuleContext, change: Change): readonly Detection[] {
  const { detail } = change;
  if (detail.kind !== 'hook' || detail.baseline !== undefined || detail.hook === undefined)
    return [];
  if (change.direction === 'neutral' || change.direction === 'tightens') return [];
  const { hook } = detail;
  const level = levelOf(hook);
  const factors = hookFactors(context);
  return [
    {
      ...level.found,
      subject: change.subject,
      pointer: change.pointer,
      range: change.range,
      message: `${change.words} ${level.advice}`,
      entity: `hook ${hook.event} ${hook.matcher} ${hook.command}`,
      change,
      // What stands before an action is there to refuse it, so it may well make things safer.
      factors:
        hook.phase === 'guard' && level.found.severity === 'medium'
          ? { exposure: factors.exposure }
          : factors,
      fixes: removeHookFix(context, hook),
    },
  ];
}

function commandChanged(context: RuleContext, change: Change): readonly Detection[] {
  const { detail } = change;
  if (detail.kind !== 'hook' || change.direction === 'neutral') return [];
  const { hook, baseline } = detail;
  if (hook === undefined || baseline === undefined) return [];
  const steps = judgeHook(baseline, hook);
  if (!steps.some(({ part, direction }) => part === 'command' && direction !== 'neutral'))
    return [];
  const level = levelOf(hook);
  const judged = baseline.action === 'command' && hook.action === 'text';
  return [
    {
      ...level.found,
      ...(judged ? { because: t('a program gave way to a model') } : {}),
      subject: change.subject,
      pointer: change.pointer,
      range: change.range,
      message: `${change.words} ${judged ? t('A model now judges what a program checked, and it can be talked round. Restore it unless that is meant.') : level.advice}`,
      entity: `hook ${hook.event} ${hook.matcher} ${hook.command}`,
      change,
      factors: hookFactors(context),
      fixes: restoreHookValue(context, baseline, hook),
    },
  ];
}

/** Where it acts, when, and what happens when it fails; what it runs stayed. */
function scopeChanged(context: RuleContext, change: Change): readonly Detection[] {
  const { detail } = change;
  if (detail.kind !== 'hook' || change.direction === 'tightens') return [];
  if (change.direction === 'neutral') return [];
  const { hook, baseline } = detail;
  if (hook === undefined || baseline === undefined) return [];
  const steps = judgeHook(baseline, hook);
  if (steps.some(({ part }) => part === 'command')) return [];
  if (baseline.phase === 'guard' && looksLikeGuard(baseline)) return [];
  const guards = hook.phase === 'guard';
  return [
    {
      severity: 'medium',
      because: guards ? t('hook sees less') : t('hook acts more often'),
      subject: change.subject,
      pointer: change.pointer,
      range: change.range,
      message: `${change.words} ${
        guards
          ? t('If it protects something, check what it no longer sees.')
          : t('Check that it does no harm where it acts now.')
      }`,
      entity: `hook ${hook.event} ${hook.matcher} ${hook.condition} ${hook.command}`,
      change,
      factors: {},
      fixes: restoreHookValue(context, baseline, hook),
    },
  ];
}

interface Level {
  readonly found: Pick<Detection, 'severity' | 'because'>;
  readonly advice: string;
}

function levelOf(hook: HookFact): Level {
  const danger = hook.action === 'command' ? hookDanger(hook.raw) : undefined;
  if (danger !== undefined && danger.severity !== 'medium') {
    const { severity, because, advice } = danger;
    return { found: { severity, because }, advice };
  }
  const level = (severity: Severity, because: string, advice: string): Level => ({
    found: { severity, because },
    advice,
  });
  if (hook.action === 'address') {
    const host = /^https?:\/\/([^/:]+)/i.exec(hook.raw)?.[1] ?? '';
    return isLoopback(host)
      ? level(
          'medium',
          t('calls a program on this machine'),
          t('Check which program listens there.'),
        )
      : level(
          'high',
          t('sends what happens to an address'),
          t('Whoever runs it learns what you and the agent do. Remove it unless you know them.'),
        );
  }
  if (hook.action === 'text') {
    return level('low', t('gives the agent instructions'), t('Read it like an instruction file.'));
  }
  if (hook.action === 'command' && isHarmless(hook.raw)) {
    return level('low', t('prints, formats or plays a sound'), t('It does nothing more.'));
  }
  if (danger !== undefined) return level('medium', danger.because, danger.advice);
  return level(
    'medium',
    hook.phase === 'start' ? t('runs when the project opens') : t('runs by itself'),
    t('Read what it runs, as you would read code.'),
  );
}

const noOther = /[;&|`$<>\n]|\bcurl\b|\bwget\b/;

function isPrinting(raw: string): boolean {
  return (
    /^\s*(?:echo|printf|cat|git (?:status|log|diff|branch))\b/.test(raw) &&
    !/[;&|`<>\n]|\$\(/.test(raw)
  );
}

/** Formatters, linters, sounds and notices: nothing reaches beyond the file or the screen. */
function isHarmless(raw: string): boolean {
  if (isPrinting(raw)) return true;
  const plain =
    /^\s*(?:npx\s+(?:-y\s+|--yes\s+)?|bunx\s+|pnpm\s+(?:exec\s+)?|yarn\s+|uv\s+run\s+|python3?\s+-m\s+)?(?:prettier|eslint|biome|ruff|black|gofmt|rustfmt|cargo fmt|isort|stylelint|tsc|mypy|afplay|paplay|say|osascript -e ['"]display notification|notify-send|terminal-notifier)\b/;
  return (
    plain.test(raw) &&
    !noOther.test(raw.replace(/\$\{?\w+\}?/g, '').replace(/\s2>\/dev\/null|\s\|\|\s*true/g, ''))
  );
}
