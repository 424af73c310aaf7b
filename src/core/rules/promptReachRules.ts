import { t } from '@vscode/l10n';
import type { Change } from '../compare/change';
import { frontMatterKey } from '../facts/frontMatterOrder';
import type { Detection, Rule, RuleContext, Severity } from './rule';
import { restoreFix } from './serverContext';

/** Rules about what a prompt, agent or skill gains beside its text: tools, reach, other texts. */
export const promptReachRules: readonly Rule[] = [
  {
    id: 'prompt/frontmatter-capability-widened',
    title: t('A prompt, agent or skill may do more'),
    kind: 'delta',
    severity: 'medium',
    type: 'configuration',
    category: 'agent-permission',
    confidence: 'deterministic',
    supersedes: [],
    check: (context) => frontMatter(context, false),
  },
  {
    id: 'prompt/scope-widened',
    title: t('Instructions apply to more files'),
    kind: 'delta',
    severity: 'low',
    type: 'configuration',
    category: 'agent-prompt',
    confidence: 'deterministic',
    supersedes: [],
    check: (context) => frontMatter(context, true),
  },
  {
    id: 'prompt/external-reference-added',
    title: t('Instructions from outside the project'),
    kind: 'delta',
    severity: 'low',
    type: 'code-deployment',
    category: 'agent-prompt',
    confidence: 'deterministic',
    supersedes: [],
    check: ({ changes }) =>
      changes.flatMap((change): readonly Detection[] => {
        if (change.detail.kind !== 'import' || change.direction !== 'loosens') return [];
        return [
          {
            ...placeOf(change),
            severity: 'low',
            message: `${change.words} ${t('Whoever changes that file changes what the agent is told. Take its text into the project.')}`,
            because: t('text from outside'),
            entity: `import ${change.after ?? ''}`,
            factors: {},
            fixes: [],
          },
        ];
      }),
  },
];

/** Tools that run, write or reach everything. */
const power = /"(?:\*|Bash|Edit|Write|WebFetch|execute|shell|runCommands|terminal)\b|^"?\*"?$/i;

function frontMatter(context: RuleContext, scope: boolean): readonly Detection[] {
  return context.changes.flatMap((change): readonly Detection[] => {
    const { detail, direction } = change;
    if (detail.kind !== 'front-matter') return [];
    // What nobody understands is said to be so by the assessment itself.
    if (direction !== 'loosens' && direction !== 'mixed') return [];
    const key = (detail.entry ?? detail.baseline)?.key ?? '';
    const found = frontMatterKey(key);
    if (found === undefined || found === 'unknown') return [];
    if (found.power === scope) return [];
    const grave = !scope && direction === 'loosens' && isPowerful(change);
    const severity: Severity = grave ? 'medium' : 'low';
    return [
      {
        ...placeOf(change),
        severity,
        message: `${change.words} ${
          scope
            ? t('Whatever it says now counts there too. Check that it is meant.')
            : t(
                'It acts without a further question where the client allows that. Name only what the task needs.',
              )
        }`,
        because: scope ? t('applies to more files') : t('{0} widened', key),
        entity: `front-matter ${key} ${change.after ?? ''}`,
        factors: {},
        fixes: restoreFix(context, change.range, change.baselineRange, `\`${key}\``),
      },
    ];
  });
}

function isPowerful({ before = '', after = '' }: Change): boolean {
  return power.test(after) && !power.test(before);
}

function placeOf(change: Change): Pick<Detection, 'subject' | 'pointer' | 'range' | 'change'> {
  return { subject: change.subject, pointer: change.pointer, range: change.range, change };
}
