import { t } from '@vscode/l10n';
import { classifyAction, type ActionClass } from '../compare/permissionAction';
import type { Change, ChangeDetail } from '../compare/change';
import { acceptsAction } from '../compare/permissionOrder';
import { nameAction, summarizeAction } from '../compare/permissionPhrases';
import { probeActions } from '../compare/permissionProbes';
import { showRule } from '../compare/permissionWords';
import type { FileFacts, PermissionRuleFact } from '../facts/fact';
import { maskSecrets } from '../facts/maskSecrets';
import { ruleOf } from '../facts/permissionGrammars';
import { insideQuotes, restoreDecision, restoreItem } from './permissionAllowRules';
import { jsonEditor, type JsonEditor } from './permissionEdits';
import { permissionFactors, weightOf } from './permissionWeight';
import type { PermissionRule } from '../facts/permissionRule';
import type { Detection, Fix, Rule, RuleContext, Severity } from './rule';

type PermissionDetail = Extract<ChangeDetail, { readonly kind: 'permission' }>;

/** Deny wins over everything else, so a deny rule that is gone is the strongest signal there is. */
export const denyLost: Rule = {
  id: 'perm/deny-removed-or-narrowed',
  title: t('Protection removed'),
  kind: 'delta',
  severity: 'high',
  type: 'configuration',
  category: 'agent-permission',
  confidence: 'deterministic',
  supersedes: [],
  check: (context) => checkGuard(context, 'deny'),
};

/** An ask rule that is gone: nobody is asked, or the next "always allow" counts. */
export const askLost: Rule = {
  id: 'perm/ask-removed',
  title: t('Question removed'),
  kind: 'delta',
  severity: 'medium',
  type: 'configuration',
  category: 'agent-permission',
  confidence: 'deterministic',
  supersedes: [],
  check: (context) => checkGuard(context, 'ask'),
};

function checkGuard(context: RuleContext, list: 'ask' | 'deny'): readonly Detection[] {
  const editor = jsonEditor(context.text, context.root);
  const wasException = exceptionTest(context);
  return context.changes.flatMap((change) => {
    const { detail } = change;
    if (detail.kind !== 'permission' || detail.list !== list) return [];
    const gone = detail.effect === 'removed' || detail.effect === 'narrowed';
    const baseline = detail.baseline;
    if (!gone || baseline === undefined) return [];
    if (change.direction === 'neutral' || change.direction === 'tightens') return [];
    const { action } = detail;
    const actionClass = action === undefined ? undefined : classifyAction(action);
    const weight = actionClass === undefined ? undefined : weightOf(actionClass);
    const severity =
      list === 'deny'
        ? severityOfDeny(context, detail, action, actionClass, wasException)
        : severityOfAsk(change, actionClass);
    const shown = showRule(baseline.written ?? baseline.rule);
    return {
      severity,
      subject: `permissions.${list}`,
      pointer: change.pointer,
      range: insideQuotes(context, change),
      covers: change.range,
      message: `${change.words} ${adviceFor(context, list, detail)}`,
      because: becauseOf(detail, action),
      entity: `${list} ${maskSecrets(baseline.rule.trim())}`,
      change,
      factors: permissionFactors(context, weight),
      floor: list === 'deny' && isPrecious(actionClass) && severity !== 'low' ? 'high' : undefined,
      fixes: fixesOf(context, change, detail, editor, shown),
    };
  });
}

/** Stands behind the points and behind the name of the list, so it repeats neither. */
function becauseOf(detail: PermissionDetail, action: string | undefined): string {
  if (action === undefined) return t('a rule that cannot be compared');
  if (detail.now === 'allowed') return t('{0} unasked', summarizeAction(action));
  if (detail.list === 'ask') return t('“always allow” now counts');
  return detail.now === 'denied'
    ? t('only the approval mode still refuses it')
    : t('no longer refuses `{0}`', nameAction(action));
}

/** Secrets, the rules themselves and money: losing their protection is never a small matter. */
function isPrecious(actionClass: ActionClass | undefined): boolean {
  return actionClass === 'secret' || actionClass === 'governed' || actionClass === 'payment';
}

/**
 * rules.json `perm/deny-removed-or-narrowed`, with the question whether a person is still asked: what
 * now happens by itself weighs one step more than what is asked for.
 */
function severityOfDeny(
  context: RuleContext,
  detail: PermissionDetail,
  action: string | undefined,
  actionClass: ActionClass | undefined,
  wasException: (action: string) => boolean,
): Severity {
  if (action === undefined || actionClass === undefined) return 'medium';
  if (detail.now === 'denied') return 'low';
  const grave = isPrecious(actionClass) || actionClass === 'destructive';
  const heavy = grave || weightOf(actionClass).severity === 'high';
  if (detail.now === 'allowed') {
    if (!grave) return 'high';
    return !isPrecious(actionClass) && movedToHook(context, detail) ? 'high' : 'critical';
  }
  if (losesOnlyTheEnding(detail)) return probeActions.includes(action) ? 'medium' : 'low';
  const light = isAskedByRule(context, detail) || wasException(action);
  if (!heavy || light) return 'medium';
  return !isPrecious(actionClass) && movedToHook(context, detail) ? 'medium' : 'high';
}

/** `git clean -fd*` became `git clean -fd *`: only words that go on without a space are lost. */
function losesOnlyTheEnding({ baseline, rule }: PermissionDetail): boolean {
  const start = /^(.*[^\s:*])\*\)$/.exec(baseline?.rule.trim() ?? '')?.[1];
  const now = rule?.rule.trim();
  return start !== undefined && (now === `${start}:*)` || now === `${start} *)`);
}

/** For an action: the rule held it back from an allow rule that is gone as well. */
function exceptionTest(context: RuleContext): (action: string) => boolean {
  const allowRules = (facts: FileFacts | undefined): readonly PermissionRule[] =>
    (facts?.permissionRules ?? []).flatMap((fact) =>
      fact.facet === 'permission.allow' ? [ruleOf(fact, context.memory)] : [],
    );
  let before: readonly PermissionRule[] | undefined;
  let now: readonly PermissionRule[] | undefined;
  return (action) => {
    const effort = { left: 100_000 };
    const allowed = (rules: readonly PermissionRule[]): boolean =>
      rules.some((rule) => acceptsAction(rule, action, effort));
    before ??= allowRules(context.baselineFacts);
    if (!allowed(before)) return false;
    now ??= allowRules(context.facts);
    return !allowed(now);
  };
}

/** The rule moved to `ask`, or another ask rule names the same. */
function isAskedByRule(context: RuleContext, detail: PermissionDetail): boolean {
  if (detail.rule?.facet === 'permission.ask') return true;
  const words = detail.baseline?.rule.trim();
  return context.facts.permissionRules.some(
    (fact) => fact.facet === 'permission.ask' && fact.rule.trim() === words,
  );
}

/** The same edit made a hook speak of the same command: the guard may have moved there. */
function movedToHook(context: RuleContext, detail: PermissionDetail): boolean {
  const words = /^\w+\(([^*:]+)/.exec(detail.baseline?.rule ?? '')?.[1]?.trim();
  if (words === undefined || words === '') return false;
  const start = words.split(/\s+/).slice(0, 2).join(' ');
  return context.changes.some(
    (change) =>
      change.detail.kind === 'hook' &&
      change.detail.hook?.event === 'PreToolUse' &&
      change.detail.hook.command.includes(start) &&
      change.detail.baseline?.command.includes(start) !== true,
  );
}

function severityOfAsk(change: Change, actionClass: ActionClass | undefined): Severity {
  if (change.direction === 'mixed') return 'low';
  if (actionClass === undefined) return 'medium';
  const { severity } = weightOf(actionClass);
  return severity === 'high' ? 'high' : 'medium';
}

function adviceFor(context: RuleContext, list: 'ask' | 'deny', detail: PermissionDetail): string {
  if (list === 'ask') return t('Put the rule back if a person should decide.');
  if (movedToHook(context, detail)) {
    return t('A hook of this edit speaks of it: check that the hook refuses it.');
  }
  return detail.effect === 'narrowed'
    ? t('Restore the wider rule, or add one for what is missing.')
    : t('Put the rule back unless this is meant.');
}

function isSameRule(fact: PermissionRuleFact, other: PermissionRuleFact | undefined): boolean {
  return (
    fact.rule === other?.rule &&
    fact.facet === other.facet &&
    fact.grammar === other.grammar &&
    fact.set === other.set
  );
}

function fixesOf(
  context: RuleContext,
  change: Change,
  detail: PermissionDetail,
  editor: JsonEditor,
  shown: string,
): readonly Fix[] {
  if (detail.baseline === undefined) return [];
  const title = t('Restore `{0}`', shown);
  const text = context.baselineText?.slice(detail.baseline.range.start, detail.baseline.range.end);
  const current = context.text.slice(change.range.start, change.range.end);
  if (change.op === 'replace' && text === current) return [];
  if (change.op === 'replace' && text !== undefined) {
    return [{ id: 'restore', title, edits: [{ range: change.range, text }], preferred: true }];
  }
  const flipped =
    change.op === 'move' ? restoreDecision(context, change, detail.baseline, shown) : undefined;
  if (flipped !== undefined) return [flipped];
  // Nothing of the rules is gone: only their order, which no single edit restores.
  if (
    detail.rule !== undefined &&
    context.facts.permissionRules.some((fact) => isSameRule(fact, detail.baseline))
  )
    return [];
  const back = restoreItem(context, editor, detail.baseline);
  const away = change.op === 'move' ? editor.removeItem(change.pointer) : [];
  if (back.length === 0 || (change.op === 'move' && away.length === 0)) return [];
  if (change.op === 'move') {
    const list = detail.baseline.facet.replace('permission.', '');
    const moveBack = t('Move `{0}` back to {1}', shown, list);
    return [{ id: 'restore', title: moveBack, edits: [...away, ...back], preferred: true }];
  }
  return [{ id: 'restore', title, edits: back, preferred: true }];
}
