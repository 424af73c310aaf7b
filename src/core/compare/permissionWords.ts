import { t } from '@vscode/l10n';
import { maskSecrets } from '../facts/maskSecrets';
import { readAction, type Decision } from '../facts/permissionRule';
import { shorten } from './permissionAction';
import type { PermissionJudgement } from './permissionJudgement';
import type { RulePair } from './permissionPairs';
import { describeAction, describeWholeTool } from './permissionPhrases';

/** A rule as people may see it: masked, and short enough for a line. */
export function showRule(rule: string): string {
  return shorten(maskSecrets(rule.trim()));
}

/** What happens now, as the end of a sentence. */
export function decisionWord(decision: Decision | undefined): string {
  switch (decision) {
    case 'allowed':
      return t('now happens without asking');
    case 'asked':
      return t('is now asked for');
    case 'denied':
      return t('is still refused by the approval mode');
    case undefined:
      return t('is no longer refused');
  }
}

/**
 * One sentence on what became of a rule, for somebody who does not know the syntax.
 *
 * @param masked both rules without secrets
 */
export function permissionWords(
  pair: RulePair,
  judgement: PermissionJudgement,
  masked: { readonly before?: string | undefined; readonly after?: string | undefined },
): string {
  const from = shorten(masked.before ?? '');
  const rule = shorten(masked.after ?? masked.before ?? '');
  const { effect, list, reason, over } = judgement;
  if (reason === 'unclear') {
    return pair.now === undefined
      ? t('A rule that cannot be understood is gone from {0}: `{1}`.', list, rule)
      : t('A rule that cannot be understood is new in {0}: `{1}`.', list, rule);
  }
  if (reason === 'inert') return inertWords(pair, rule, list);
  if (effect === 'restated') return restatedWords(pair, judgement, rule, from);
  const action = judgement.action === undefined ? undefined : describeAction(judgement.action);
  if (
    over !== undefined &&
    pair.now !== undefined &&
    (pair.relation === 'reordered' || list !== pair.now.list)
  ) {
    return overruledWords(judgement, rule, from, action);
  }
  const moved =
    pair.relation === 'moved' && pair.old !== undefined && pair.now !== undefined
      ? t('`{0}` moved from {1} to {2}', rule, pair.old.list, pair.now.list)
      : undefined;
  switch (list) {
    case 'allow':
      return allowWords(effect, rule, from, wholeTool(pair, judgement) ?? action, moved);
    case 'ask':
      return askWords(pair, judgement, rule, from, action, moved);
    case 'deny':
      return denyWords(pair, judgement, rule, from, action, moved);
  }
}

/** "running any command, such as `npm publish`," when a rule allows all of a tool. */
function wholeTool({ now }: RulePair, { action, partly }: PermissionJudgement): string | undefined {
  const whole = now === undefined ? undefined : describeWholeTool(now.rule);
  if (whole === undefined || action === undefined) return undefined;
  return partly === true
    ? t(
        '{0} that no other rule holds back, such as `{1}`,',
        whole,
        shorten(readAction(action).what),
      )
    : t('{0}, such as `{1}`,', whole, shorten(readAction(action).what));
}

function allowWords(
  effect: PermissionJudgement['effect'],
  rule: string,
  from: string,
  action: string | undefined,
  moved: string | undefined,
): string {
  if (moved !== undefined) {
    return t('{0}: {1} no longer needs a confirmation.', moved, action ?? rule);
  }
  switch (effect) {
    case 'added':
      return action === undefined
        ? t('New allow rule `{0}`; what it adds cannot be worked out.', rule)
        : t('New allow rule `{0}`: {1} no longer needs a confirmation.', rule, action);
    case 'widened':
      return action === undefined
        ? t('Allow rule `{0}` is wider than `{1}`; how much cannot be worked out.', rule, from)
        : t(
            'Allow rule `{0}` is wider than `{1}`: {2} no longer needs a confirmation.',
            rule,
            from,
            action,
          );
    case 'narrowed':
      return t('Allow rule `{0}` narrowed to `{1}`.', from, rule);
    default:
      return t('Allow rule `{0}` is gone: it is asked for again.', rule);
  }
}

function askWords(
  pair: RulePair,
  { effect, now }: PermissionJudgement,
  rule: string,
  from: string,
  action: string | undefined,
  moved: string | undefined,
): string {
  if (moved !== undefined) return t('{0}: it is asked for every time.', moved);
  switch (effect) {
    case 'added':
      return t('New ask rule `{0}`: it is asked for every time.', rule);
    case 'widened':
      return t('Ask rule `{0}` widened to `{1}`.', from, rule);
    default: {
      const gone =
        pair.now === undefined
          ? t('Ask rule `{0}` is gone', rule)
          : t('Ask rule `{0}` narrowed to `{1}`', from, rule);
      if (now === 'asked') {
        return t('{0}: here it is still asked for, but "always allow" now counts.', gone);
      }
      return action === undefined
        ? t('{0}; what that opens cannot be worked out.', gone)
        : t('{0}: {1} {2}.', gone, action, decisionWord(now));
    }
  }
}

function denyWords(
  pair: RulePair,
  { effect, now }: PermissionJudgement,
  rule: string,
  from: string,
  action: string | undefined,
  moved: string | undefined,
): string {
  if (effect === 'added') {
    return moved === undefined ? t('New deny rule `{0}`.', rule) : t('{0}: it is refused.', moved);
  }
  if (effect === 'widened') {
    return t('Deny rule `{0}` widened to `{1}`.', from, rule);
  }
  const lost =
    moved ??
    (pair.now === undefined
      ? t('Protection removed (`{0}`)', rule)
      : t('Protection narrowed from `{0}` to `{1}`', from, rule));
  return action === undefined
    ? t('{0}; what that opens cannot be worked out.', lost)
    : t('{0}: {1} was refused and {2}.', lost, action, decisionWord(now));
}

/** One rule is in front of another that stands as before. */
function overruledWords(
  { now, was }: PermissionJudgement,
  rule: string,
  over: string,
  action: string | undefined,
): string {
  const order = t('`{0}` now decides before `{1}`', rule, over);
  if (action === undefined) return t('{0}; what that changes cannot be worked out.', order);
  switch (was) {
    case 'denied':
      return t('{0}: {1} was refused and {2}.', order, action, decisionWord(now));
    case 'asked':
      return t('{0}: {1} was asked for and {2}.', order, action, decisionWord(now));
    default:
      return t('{0}: {1} happened without asking and {2}.', order, action, decisionWord(now));
  }
}

function inertWords(pair: RulePair, rule: string, list: string): string {
  return pair.now === undefined
    ? t('`{0}` is gone from {1}; current versions ignored it (October 2026).', rule, list)
    : t('`{0}` is new in {1}; current versions ignore it (October 2026).', rule, list);
}

function restatedWords(
  pair: RulePair,
  { list, reason }: PermissionJudgement,
  rule: string,
  from: string,
): string {
  const { old, now } = pair;
  if (reason === 'same') {
    return t('`{0}` is written as `{1}` and means the same.', from, rule);
  }
  const gone = now === undefined;
  const why = coverWords(reason, list, gone);
  if (gone) return t('`{0}` is gone and changes nothing: {1}.', rule, why);
  if (old === undefined || pair.kept === true) {
    return t('`{0}` is new and changes nothing: {1}.', rule, why);
  }
  return pair.relation === 'moved'
    ? t('`{0}` moved from {1} to {2} and changes nothing: {3}.', rule, old.list, now.list, why)
    : t('`{0}` became `{1}` and changes nothing: {2}.', from, rule, why);
}

/** @param gone for an allow rule, the rules of the old side held it back */
function coverWords(reason: PermissionJudgement['reason'], list: string, gone: boolean): string {
  const before = gone && list === 'allow';
  switch (reason) {
    case 'denied':
      return before ? t('a deny rule refused it anyway') : t('a deny rule refuses it');
    case 'asked':
      return before
        ? t('an ask rule asked for it anyway')
        : t('an ask rule asks for it every time');
    case 'repeated':
      return t('other {0} rules cover it', list);
    default:
      return t('other rules cover it');
  }
}
