import { t } from '@vscode/l10n';
import type { Change } from '../compare/change';
import type { ObjectClass, SentenceFact } from '../facts/fact';
import { severityOfLoss } from './removedGuardrails';
import { removeSentence, restoreSentences } from './restoreSentences';
import type { Detection, RuleContext, Severity } from './rule';
import {
  factorsOf,
  gravestObject,
  higher,
  isHarmless,
  protectedThing,
  quoted,
  sentenceEntity,
} from './sentenceContext';

/** A list of grants under one heading is one decision. */
const mostInSection = 3;

interface Grant {
  readonly change: Change;
  readonly sentence: SentenceFact;
  /** The protection it took the place of. */
  readonly baseline: SentenceFact | undefined;
  readonly severity: Severity;
}

/** Sentences that newly tell the agent to act without confirmation. */
export function checkAddedGrants(context: RuleContext): readonly Detection[] {
  const sections = new Map<string, Grant[]>();
  for (const change of context.changes) {
    const grant = grantOf(context, change);
    if (grant === undefined) continue;
    const section = sections.get(grant.sentence.subject);
    if (section === undefined) sections.set(grant.sentence.subject, [grant]);
    else section.push(grant);
  }
  return Array.from(sections.values(), (grants) =>
    grants.length > mostInSection
      ? [detect(context, grants)]
      : grants.map((grant) => detect(context, [grant])),
  ).flat();
}

function grantOf(context: RuleContext, change: Change): Grant | undefined {
  const { detail } = change;
  if (detail.kind !== 'sentence' || detail.effect !== 'grant-added') return undefined;
  const { sentence, baseline } = detail;
  if (sentence === undefined) return undefined;
  const severity = severityOfGrant(sentence);
  const guarded = baseline?.facet === 'prompt.guardrail' ? severityOfLoss(baseline) : undefined;
  return {
    change,
    sentence,
    baseline,
    // Agents of a build are meant to run by themselves.
    severity: isUnattended(context.path)
      ? 'low'
      : guarded === undefined
        ? severity
        : higher(severity, guarded),
  };
}

const grave: ReadonlySet<ObjectClass> = new Set<ObjectClass>([
  'money',
  'secret',
  'production',
  'deletion',
  'publishing',
  'permission',
  'personal-data',
]);

function severityOfGrant(sentence: SentenceFact): Severity {
  const object = gravestObject(sentence);
  if (grave.has(object)) return 'high';
  if (object === 'formatting') return 'low';
  return object === 'general' && isHarmless(sentence) ? 'low' : 'medium';
}

function isUnattended(path: string): boolean {
  return /(?:^|[/._-])(?:ci|headless|bot|batch|cron)(?:[/._-]|$)/i.test(path);
}

function detect(context: RuleContext, grants: readonly Grant[]): Detection {
  const gravest = grants.reduce((worst, grant) =>
    higher(worst.severity, grant.severity) === worst.severity ? worst : grant,
  );
  const object = gravestObject(gravest.sentence);
  const replaced = gravest.baseline;
  return {
    severity: gravest.severity,
    subject: gravest.change.subject,
    pointer: gravest.change.pointer,
    range: gravest.change.range,
    message: messageOf(context, grants, gravest, object),
    because: t('acts without being asked'),
    entity: grants.map((grant) => sentenceEntity(grant.sentence)).join(' | '),
    change: gravest.change,
    factors: factorsOf(context, object),
    fixes: [
      ...(grants.length === 1 && replaced !== undefined
        ? restoreSentences(context, [{ baseline: replaced, current: gravest.sentence }])
        : []),
      {
        id: 'remove',
        title: grants.length === 1 ? t('Remove this sentence') : t('Remove these sentences'),
        edits: grants.map((grant) => removeSentence(context.text, grant.sentence.range)),
        preferred: false,
      },
    ],
  };
}

function messageOf(
  context: RuleContext,
  grants: readonly Grant[],
  gravest: Grant,
  object: ObjectClass,
): string {
  const thing = protectedThing(object);
  const placed = gravest.sentence.normal === gravest.baseline?.normal;
  // A list of grants says by itself that nobody is asked.
  const facts = grants.length > 1 ? undefined : context.facts;
  const now = quoted(facts, gravest.sentence, placed);
  if (grants.length > 1) {
    return t(
      '{0} things may now be done without asking, among them “{1}”. Nobody decides about {2} any more; keep the list to what may go wrong unseen.',
      grants.length,
      now,
      thing,
    );
  }
  if (gravest.baseline !== undefined) {
    return t(
      'The agent no longer asks: “{0}” → “{1}”. Nobody decides about {2} any more; restore the old sentence if it is still meant.',
      quoted(context.baselineFacts, gravest.baseline),
      now,
      thing,
    );
  }
  return t(
    'The agent is told to act without being asked: “{0}”. Nobody decides about {1} any more; remove it or name what still needs a question.',
    now,
    thing,
  );
}
