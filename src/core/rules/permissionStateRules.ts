import { t } from '@vscode/l10n';
import { classifyAction, type ActionClass } from '../compare/permissionAction';
import { examplesOf, isContained, isEffective } from '../compare/permissionOrder';
import { describeWholeTool, summarizeAction } from '../compare/permissionPhrases';
import { showRule } from '../compare/permissionWords';
import type { PermissionRuleFact } from '../facts/fact';
import { maskSecrets } from '../facts/maskSecrets';
import { grammarOf, ruleOf } from '../facts/permissionGrammars';
import { languageKey, type PermissionRule } from '../facts/permissionRule';
import { jsonEditor } from './permissionEdits';
import { permissionFactors, weightOf } from './permissionWeight';
import type { Detection, Fix, Rule, RuleContext, Severity } from './rule';

/**
 * What the lists say as they stand. What the edit itself brings is said by the rules about changes, so
 * that nothing is said twice.
 */
export const permissionStateRules: readonly Rule[] = [
  {
    id: 'perm/unrestricted-exec-allow',
    title: t('Any command without a question'),
    kind: 'state',
    severity: 'medium',
    type: 'configuration',
    category: 'agent-permission',
    confidence: 'deterministic',
    supersedes: [],
    check: (context) =>
      standingAllows(context, isWholeShell).map((standing) =>
        detect(context, standing, {
          severity: 'medium',
          introducedSeverity: 'high',
          because: t('runs any command unasked'),
          message: t(
            '`{0}` lets every command run without a question, so all other rules can be got around. Name the commands that are needed.',
            showRule(standing.fact.written ?? standing.fact.rule),
          ),
          actionClass: 'shell',
        }),
      ),
  },
  {
    id: 'perm/arbitrary-exec-prefix-allow',
    title: t('Allowed commands that run any code'),
    kind: 'state',
    severity: 'low',
    type: 'configuration',
    category: 'agent-permission',
    confidence: 'deterministic',
    supersedes: [],
    check: widePrefixes,
  },
  {
    id: 'perm/sensitive-path-allow',
    title: t('Secrets may be read or changed unasked'),
    kind: 'state',
    severity: 'medium',
    type: 'configuration',
    category: 'agent-permission',
    confidence: 'deterministic',
    supersedes: [],
    check: (context) =>
      pathsOf(context, 'secret').map((standing) =>
        detect(context, standing, {
          severity: 'medium',
          introducedSeverity: 'high',
          because: t('reaches secrets'),
          message: t(
            '`{0}` lets the agent use a place where credentials live, without a question. What it reads it can pass on. Take it out, or deny it.',
            showRule(standing.fact.written ?? standing.fact.rule),
          ),
          actionClass: 'secret',
        }),
      ),
  },
  {
    id: 'perm/self-modification-allow',
    title: t('An agent may change its own rules'),
    kind: 'state',
    severity: 'medium',
    type: 'configuration',
    category: 'agent-permission',
    confidence: 'deterministic',
    supersedes: [],
    check: (context) =>
      pathsOf(context, 'governed').map((standing) =>
        detect(context, standing, {
          severity: 'medium',
          introducedSeverity: 'high',
          because: t('changes the rules themselves'),
          message: t(
            '`{0}` lets the agent change files that say what it may do, without a question. Ask for these, or deny them.',
            showRule(standing.fact.written ?? standing.fact.rule),
          ),
          actionClass: 'governed',
        }),
      ),
  },
  {
    id: 'perm/inert-rule',
    title: t('Protection without effect'),
    kind: 'state',
    severity: 'low',
    type: 'configuration',
    category: 'agent-permission',
    confidence: 'deterministic',
    supersedes: [],
    check: (context) => context.facts.permissionRules.flatMap((fact) => inert(context, fact)),
  },
];

interface Standing {
  readonly fact: PermissionRuleFact;
  readonly rule: PermissionRule;
}

/**
 * Allow rules that have an effect and are no part of the edit.
 *
 * @param concerns asked first: whether another rule refuses all of it takes the longest to find out
 */
function standingAllows(
  context: RuleContext,
  concerns: (rule: PermissionRule) => boolean,
): readonly Standing[] {
  const spoken = new Set(
    context.changes.flatMap(({ detail, pointer, op }) =>
      detail.kind === 'permission' && op !== 'remove' ? [pointer] : [],
    ),
  );
  return context.facts.permissionRules.flatMap((fact): readonly Standing[] => {
    if (fact.facet !== 'permission.allow' || spoken.has(fact.pointer)) return [];
    const rule = ruleOf(fact, context.memory);
    if (!concerns(rule) || !isEffective(rule)) return [];
    return isRefused(context, fact, rule) ? [] : [{ fact, rule }];
  });
}

/** More deny rules than this are not held against every allow rule. */
const mostRefusals = 50;

/** Another rule refuses or asks for all of it. Where the order decides, that is not looked into. */
function isRefused(context: RuleContext, fact: PermissionRuleFact, rule: PermissionRule): boolean {
  if (grammarOf(fact).model !== 'strictest-wins') return false;
  const others = context.facts.permissionRules.filter(
    (other) => other.facet !== 'permission.allow' && other.set === fact.set,
  );
  return (
    others.length <= mostRefusals &&
    others.some((other) => isContained(rule, ruleOf(other, context.memory)))
  );
}

function isWholeShell(rule: PermissionRule): boolean {
  const shell = rule.tool === 'Bash' || rule.tool === 'PowerShell';
  return shell && describeWholeTool(rule) !== undefined;
}

/** Rules are the same objects from one keystroke to the next, and what they allow is asked each time. */
const classified = new WeakMap<PermissionRule, readonly ClassifiedAction[]>();

interface ClassifiedAction {
  readonly action: string;
  readonly actionClass: ActionClass;
}

function classifiedExamples(rule: PermissionRule): readonly ClassifiedAction[] {
  let examples = classified.get(rule);
  if (examples === undefined) {
    examples = examplesOf(rule).map((action) => ({ action, actionClass: classifyAction(action) }));
    classified.set(rule, examples);
  }
  return examples;
}

function pathsOf(context: RuleContext, wanted: ActionClass): readonly Standing[] {
  return standingAllows(
    context,
    (rule) =>
      rule.kind === 'path' &&
      classifiedExamples(rule).some(({ actionClass }) => actionClass === wanted),
  );
}

/** Families of commands that weigh the most; one command written out in full is a decision. */
const wideClasses: ReadonlySet<ActionClass> = new Set<ActionClass>([
  'shell',
  'privileged',
  'destructive',
  'production',
  'database',
  'publish',
  'upload',
  'wide',
]);

function widePrefixes(context: RuleContext): readonly Detection[] {
  const wideExample = (rule: PermissionRule): ClassifiedAction | undefined =>
    (rule.kind === 'tool' || (rule.kind === 'command' && !rule.exact)) && !isWholeShell(rule)
      ? classifiedExamples(rule).find(({ actionClass }) => wideClasses.has(actionClass))
      : undefined;
  const wide = standingAllows(context, (rule) => wideExample(rule) !== undefined);
  return wide.flatMap((standing): readonly Detection[] => {
    const { rule, fact } = standing;
    const example = wideExample(rule);
    if (example === undefined) return [];
    const { action, actionClass } = example;
    const weight = weightOf(actionClass);
    return [
      {
        ...placeOf(standing),
        severity: 'low',
        introducedSeverity: 'medium',
        message:
          rule.kind === 'tool'
            ? t('Allowed without a question: {0}. {1}', summarizeAction(action), weight.advice())
            : t(
                'Allowed without a question: {0}, and all that begins like it. {1}',
                summarizeAction(action),
                weight.advice(),
              ),
        because: summarizeAction(action),
        entity: `wide ${maskSecrets(fact.rule.trim())}`,
        identity: `${fact.set ?? ''} ${languageKey(rule)}`,
        factors: {},
        fixes: removeRule(context, fact),
      },
    ];
  });
}

function placeOf({ fact }: Standing): Pick<Detection, 'subject' | 'pointer' | 'range'> {
  return { subject: fact.subject, pointer: fact.pointer, range: fact.range };
}

function detect(
  context: RuleContext,
  standing: Standing,
  judgement: Pick<Detection, 'severity' | 'introducedSeverity' | 'because' | 'message'> & {
    readonly actionClass: ActionClass;
  },
): Detection {
  const { actionClass, ...rest } = judgement;
  const { fact, rule } = standing;
  return {
    ...rest,
    severity: asksNobody(context) ? 'info' : rest.severity,
    ...placeOf(standing),
    entity: `standing ${maskSecrets(fact.rule.trim())}`,
    identity: `${fact.set ?? ''} ${languageKey(rule)}`,
    factors: permissionFactors(context, weightOf(actionClass)),
    fixes: removeRule(context, fact),
  };
}

/** In a workflow nobody could be asked: the list is how its agent is given its work. */
export function asksNobody({ surface }: RuleContext): boolean {
  return surface.id === 'agent-workflow';
}

function removeRule(context: RuleContext, fact: PermissionRuleFact): readonly Fix[] {
  if (!/\/\d+$/.test(fact.pointer)) return [];
  const edits = jsonEditor(context.text, context.root).removeItem(fact.pointer);
  const title = t('Remove `{0}`', showRule(fact.written ?? fact.rule));
  return edits.length === 0 ? [] : [{ id: 'remove', title, edits, preferred: false }];
}

/** A deny or ask rule that current versions pass over: the protection is only on paper. */
function inert(context: RuleContext, fact: PermissionRuleFact): readonly Detection[] {
  if (fact.facet === 'permission.allow') return [];
  const rule = ruleOf(fact, context.memory);
  if (rule.inert === undefined) return [];
  const shown = showRule(fact.written ?? fact.rule);
  const level: Severity = 'low';
  return [
    {
      ...placeOf({ fact, rule }),
      severity: level,
      introducedSeverity: 'medium',
      message:
        rule.inert === 'path-on-writer'
          ? t(
              '`{0}` protects nothing: Claude Code looks at paths in rules for `Read` and `Edit` only (October 2026). Write it as a rule for `Edit`.',
              shown,
            )
          : t(
              '`{0}` protects nothing: current versions of the client pass over rules of this form (October 2026). Write it in a form that they read.',
              shown,
            ),
      because: t('protects nothing'),
      entity: `inert ${maskSecrets(fact.rule.trim())}`,
      identity: `${fact.facet} ${languageKey(rule)}`,
      factors: {},
      fixes: rule.inert === 'path-on-writer' ? writeAsEdit(context, fact) : [],
    },
  ];
}

function writeAsEdit({ text }: RuleContext, fact: PermissionRuleFact): readonly Fix[] {
  const written = text.slice(fact.range.start, fact.range.end);
  const tool = /^["']?(\w+)\(/.exec(written);
  if (tool?.[1] === undefined) return [];
  const start = fact.range.start + tool[0].length - 1 - tool[1].length;
  const range = { start, end: start + tool[1].length };
  const title = t('Write it as a rule for `Edit`');
  return [{ id: 'replace', title, edits: [{ range, text: 'Edit' }], preferred: true }];
}
