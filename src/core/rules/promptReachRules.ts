import { t } from '@vscode/l10n';
import type { Change } from '../compare/change';
import { frontMatterKey } from '../facts/frontMatterOrder';
import { restoreKey } from './frontMatterFixes';
import { frontMatterLevel } from './frontMatterLevel';
import { removeSentence } from './restoreSentences';
import type { Detection, Rule, RuleContext } from './rule';

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
    check: (context) =>
      context.changes.flatMap((change): readonly Detection[] => {
        if (change.detail.kind !== 'import' || change.direction !== 'loosens') return [];
        return [
          {
            ...placeOf(change),
            severity: 'low',
            message: `${change.words} ${t('Whoever changes that file changes what the agent is told. Take its text into the project.')}`,
            because: t('text from outside'),
            entity: `import ${change.after ?? ''}`,
            factors: {},
            fixes: [
              {
                id: 'remove',
                title: t('Remove this reference'),
                edits: [removeSentence(context.text, change.range)],
                preferred: false,
              },
            ],
          },
        ];
      }),
  },
];

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
    const guards = detail.guards === true;
    const level = scope ? undefined : frontMatterLevel(key, change);
    return [
      {
        ...placeOf(change),
        severity: level?.severity ?? 'low',
        message: `${change.words} ${guards ? t('Its protections are read less often now. Check that it is meant.') : (level?.advice ?? t('Whatever it says now counts there too. Check that it is meant.'))}`,
        because: guards
          ? t('protections read less often')
          : (level?.because ?? t('applies to more files')),
        entity: `front-matter ${key} ${change.after ?? ''}`,
        factors: {},
        fixes: restoreKey(context, change, key),
      },
    ];
  });
}

function placeOf(change: Change): Pick<Detection, 'subject' | 'pointer' | 'range' | 'change'> {
  return { subject: change.subject, pointer: change.pointer, range: change.range, change };
}
