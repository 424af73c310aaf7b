import { t } from '@vscode/l10n';
import { classifyAction, type ActionClass } from '../compare/permissionAction';
import type { Change, ChangeDetail } from '../compare/change';
import { describeWholeTool, summarizeAction } from '../compare/permissionPhrases';
import { showRule } from '../compare/permissionWords';
import type { FileFacts, PermissionRuleFact } from '../facts/fact';
import { maskSecrets } from '../facts/maskSecrets';
import { ruleOf } from '../facts/permissionGrammars';
import type { PermissionRule } from '../facts/permissionRule';
import { jsonEditor, type JsonEditor } from './permissionEdits';
import { permissionFactors, weightOf, type ActionWeight } from './permissionWeight';
import type { Detection, Fix, Rule, RuleContext, Severity } from './rule';

type PermissionDetail = Extract<ChangeDetail, { readonly kind: 'permission' }>;

/** A new allow rule: what it grants decides how much it weighs. */
export const allowAdded: Rule = {
  id: 'perm/allow-added',
  title: t('New permission without a question'),
  kind: 'delta',
  severity: 'low',
  type: 'configuration',
  category: 'agent-permission',
  confidence: 'deterministic',
  supersedes: [
    'perm/arbitrary-exec-prefix-allow',
    'perm/unrestricted-exec-allow',
    'perm/sensitive-path-allow',
  ],
  check: (context) => checkAllow(context, 'added').filter(isNoPayment),
};

/** An allow rule that accepts more than one that was there before. */
export const allowWidened: Rule = {
  id: 'perm/allow-widened',
  title: t('Permission now covers more'),
  kind: 'delta',
  severity: 'medium',
  type: 'configuration',
  category: 'agent-permission',
  confidence: 'deterministic',
  supersedes: ['perm/allow-added', 'perm/arbitrary-exec-prefix-allow'],
  check: (context) => checkAllow(context, 'widened').filter(isNoPayment),
};

/** What `fin/payment-tool-allowed` says instead: allow rules that let money move. */
export function paymentsAllowed(context: RuleContext): readonly Detection[] {
  return (['added', 'widened'] as const).flatMap((effect) =>
    checkAllow(context, effect).filter((detection) => !isNoPayment(detection)),
  );
}

/** Only what moves money has this floor. */
function isNoPayment({ floor }: Detection): boolean {
  return floor === undefined;
}

function checkAllow(context: RuleContext, effect: 'added' | 'widened'): readonly Detection[] {
  const editor = jsonEditor(context.text, context.root);
  return context.changes.flatMap((change) => {
    const { detail } = change;
    if (detail.kind !== 'permission' || detail.list !== 'allow' || detail.effect !== effect) {
      return [];
    }
    const rule = detail.rule;
    if (rule === undefined || change.direction === 'neutral') return [];
    return detect(context, change, detail, rule, editor);
  });
}

function detect(
  context: RuleContext,
  change: Change,
  detail: PermissionDetail,
  fact: PermissionRuleFact,
  editor: JsonEditor,
): Detection {
  const rule = ruleOf(fact, context.memory);
  const { action } = detail;
  const actionClass = action === undefined ? undefined : classOf(action, rule);
  const weight =
    actionClass === undefined
      ? undefined
      : actionClass === 'secret' && isWholeReading(rule)
        ? readingAtAll
        : weightOf(actionClass);
  const severity =
    rule.inert !== undefined
      ? 'info'
      : weight === undefined
        ? 'medium'
        : severityOf(context, rule, detail.effect === 'widened', weight);
  const shown = showRule(fact.written ?? fact.rule);
  return {
    severity,
    subject: change.subject,
    pointer: change.pointer,
    range: insideQuotes(context, change),
    covers: change.range,
    message: weight === undefined ? change.words : `${change.words} ${weight.advice()}`,
    because: rule.inert === undefined ? becauseOf(detail, action, rule) : t('rule without effect'),
    entity: `allow ${maskSecrets(fact.rule.trim())}`,
    change,
    factors: permissionFactors(context, weight),
    floor: actionClass === 'payment' ? 'high' : undefined,
    fixes: fixesOf(context, change, detail, editor, shown),
  };
}

function severityOf(
  context: RuleContext,
  rule: PermissionRule,
  widened: boolean,
  weight: ActionWeight,
): Severity {
  // Any command at all is worse still when nothing else is held back either.
  if (isUnlimitedShell(context.facts, rule)) return 'critical';
  const severity = isWholeReader(rule) ? 'medium' : rule.exact ? weight.exact : weight.severity;
  // What reads or builds and was narrower before is still a little more than before.
  return widened && severity === 'info' ? 'low' : severity;
}

/** Most clients read in the project without a question; that secrets lie there is no news of this rule. */
export function isWholeReader(rule: PermissionRule): boolean {
  return rule.tool === 'Read' && rule.kind === 'tool';
}

function isUnlimitedShell(facts: FileFacts, rule: PermissionRule): boolean {
  if (!isWholeShell(rule)) return false;
  const allowed = facts.permissionRules
    .filter((fact) => fact.facet === 'permission.allow')
    .map((fact) => ruleOf(fact));
  const whole = (tool: string): boolean =>
    allowed.some((other) => other.tool === tool && other.specifier === undefined);
  const denies = facts.permissionRules.some((fact) => fact.facet === 'permission.deny');
  return (whole('Edit') || whole('Write')) && whole('WebFetch') && !denies;
}

function isWholeShell(rule: PermissionRule): boolean {
  const shell = rule.tool === 'Bash' || rule.tool === 'PowerShell';
  return shell && describeWholeTool(rule) !== undefined;
}

/** Stands behind the points and behind the name of the list, so it repeats neither. */
function becauseOf(
  detail: PermissionDetail,
  action: string | undefined,
  rule: PermissionRule,
): string {
  if (action === undefined) return t('a rule that cannot be compared');
  if (isWholeShell(rule)) return t('runs any command unasked');
  return detail.effect === 'widened'
    ? t('now also {0}', summarizeAction(action))
    : t('{0} unasked', summarizeAction(action));
}

function fixesOf(
  context: RuleContext,
  change: Change,
  detail: PermissionDetail,
  editor: JsonEditor,
  shown: string,
): readonly Fix[] {
  if (change.op === 'replace' && change.baselineRange !== undefined) {
    const text = baselineSlice(context, change.baselineRange);
    if (text === undefined || text === currentSlice(context, change.range)) return [];
    const title = t(
      'Restore `{0}`',
      showRule(detail.baseline?.written ?? detail.baseline?.rule ?? ''),
    );
    return [{ id: 'restore', title, edits: [{ range: change.range, text }], preferred: true }];
  }
  const remove = editor.removeItem(detail.rule?.entry?.pointer ?? change.pointer);
  if (change.op === 'move' && detail.baseline !== undefined) {
    const flipped = restoreDecision(context, change, detail.baseline, shown);
    if (flipped !== undefined) return [flipped];
  }
  if (remove.length === 0) return [];
  if (change.op === 'move' && detail.baseline !== undefined) {
    const back = restoreItem(context, editor, detail.baseline);
    if (back.length === 0) return [];
    const list = detail.baseline.facet.replace('permission.', '');
    const title = t('Move `{0}` back to {1}', shown, list);
    return [{ id: 'restore', title, edits: [...remove, ...back], preferred: true }];
  }
  return [{ id: 'remove', title: t('Remove `{0}`', shown), edits: remove, preferred: false }];
}

/** Where a rule is an entry with a decision for its value, that value is all there is to put back. */
export function restoreDecision(
  context: RuleContext,
  change: Change,
  baseline: PermissionRuleFact,
  shown: string,
): Fix | undefined {
  const text = baselineSlice(context, baseline.range);
  if (baseline.pointer !== change.pointer || text === undefined) return undefined;
  if (text === currentSlice(context, change.range)) return undefined;
  const title = t('Restore `{0}`', shown);
  return { id: 'restore', title, edits: [{ range: change.range, text }], preferred: true };
}

function currentSlice({ text }: RuleContext, { start, end }: Change['range']): string {
  return text.slice(start, end);
}

/** The edits that put a rule of the baseline back where it stood. */
export function restoreItem(
  context: RuleContext,
  editor: JsonEditor,
  baseline: PermissionRuleFact,
): ReturnType<JsonEditor['insertItem']> {
  const { pointer, range } = baseline.entry ?? baseline;
  const raw = baselineSlice(context, range);
  const end = pointer.lastIndexOf('/');
  if (raw === undefined) return [];
  const step = pointer.slice(end + 1);
  // An entry of a map: its range is the value, or the key, and a key alone is not enough.
  if (!/^\d+$/.test(step)) {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
    return raw === JSON.stringify(key) ? [] : editor.insertMember(pointer, raw);
  }
  return editor.insertItem(pointer.slice(0, end), Number(step), raw);
}

function baselineSlice(
  context: RuleContext,
  range: { readonly start: number; readonly end: number },
): string | undefined {
  return context.baselineText?.slice(range.start, range.end);
}

/** Only the rule itself is underlined, not its quotes; YAML and files of rules may have none. */
export function insideQuotes(
  { text }: Pick<RuleContext, 'text'>,
  { range }: Pick<Change, 'range'>,
): Change['range'] {
  const quote = text[range.start];
  const quoted = (quote === '"' || quote === "'") && text[range.end - 1] === quote;
  return quoted && range.end - range.start > 2
    ? { start: range.start + 1, end: range.end - 1 }
    : range;
}

/** Hosts where anybody can have a name of their own, so that a wildcard means anybody. */
const sharedHost =
  /\.(github\.io|gitlab\.io|vercel\.app|netlify\.app|pages\.dev|workers\.dev|web\.app|firebaseapp\.com|herokuapp\.com|amazonaws\.com|windows\.net|glitch\.me|surge\.sh|repl\.co|onrender\.com)$/;

/** Not aimed at secrets: clients read the files of a project without asking, keys among them or not. */
const readingAtAll: ActionWeight = {
  severity: 'medium',
  exact: 'medium',
  advice: () => t('Deny the files that hold keys.'),
};

/** The tool that reads files, without a path. */
export function isWholeReading(rule: PermissionRule): boolean {
  return rule.tool === 'Read' && describeWholeTool(rule) !== undefined;
}

function classOf(action: string, rule: PermissionRule): ActionClass {
  if (isWholeShell(rule)) return 'shell';
  const found = classifyAction(action);
  const shared = rule.tool === 'WebFetch' && !rule.exact && sharedHost.test(action);
  return shared ? 'drop' : found;
}
