import { t } from '@vscode/l10n';
import type { Change } from '../compare/change';
import { gravestObjects } from '../compare/sentenceStrength';
import type { FileFacts, ObjectClass, SentenceFact } from '../facts/fact';
import type { TextRange } from '../parse/tree';
import { restoreSentences } from './restoreSentences';
import type { Detection, RuleContext, Severity } from './rule';
import {
  factorsOf,
  gravestObject,
  gravity,
  higher,
  isSoft,
  protectedThing,
  quoted,
  sentenceEntity,
} from './sentenceContext';

/** More findings than this about one file say less than one that counts. */
const mostFindings = 4;

/** Past this share of new sentences a file was written anew and is judged by its inventory. */
const rewrittenShare = 0.6;

/** With less new text than this for each old sentence, the file was only cut down. */
const leastNew = 0.1;

/** Shorter files are re-written in one edit all the time. */
const fewSentences = 8;

interface Loss {
  readonly change: Change;
  readonly baseline: SentenceFact;
  /** What stands there instead. */
  readonly sentence: SentenceFact | undefined;
  readonly severity: Severity;
}

/** A text written anew: what it protects now and before, instead of a finding for each sentence. */
export function checkRewrite(context: RuleContext): readonly Detection[] {
  const losses = context.changes.flatMap((change) => lossOf(change));
  if (losses.length === 0 || context.text.trim() === '' || !isRewritten(context)) return [];
  return rewritten(context, losses);
}

/**
 * Protective sentences that are gone without a replacement. One finding for each section; one for
 * the file when it loses protections all over. A re-written one is left to `checkRewrite`.
 */
export function checkRemovedGuardrails(context: RuleContext): readonly Detection[] {
  const losses = context.changes.flatMap((change) => lossOf(change));
  if (losses.length === 0) return [];
  if (context.text.trim() !== '' && isRewritten(context)) return [];
  const sections = groupBySection(losses);
  return sections.length > mostFindings
    ? [detect(context, losses, 'prompt')]
    : sections.map((section) => detect(context, section, section[0]?.baseline.subject ?? 'prompt'));
}

function lossOf(change: Change): readonly Loss[] {
  const { detail } = change;
  if (detail.kind !== 'sentence' || detail.effect !== 'guardrail-removed') return [];
  if (detail.baseline === undefined) return [];
  const severity = severityOfLoss(detail.baseline);
  if (severity === undefined) return [];
  return [{ change, baseline: detail.baseline, sentence: detail.sentence, severity }];
}

/** By what it protected; undefined for rules of style, whose loss is nobody's risk. */
export function severityOfLoss(sentence: SentenceFact): Severity | undefined {
  const object = gravestObject(sentence);
  const style = sentence.objects.includes('formatting');
  if (gravestObjects.has(object)) return isSoft(sentence) ? 'medium' : 'high';
  if (object === 'formatting') return undefined;
  // What it was about is not read in other languages; that it protected is.
  if (sentence.objects.length === 0) return 'medium';
  if (style || isSoft(sentence)) return 'low';
  // What a person wanted to be asked about, they meant, whatever it is about.
  if (object === 'general') return sentence.guardrail === 'gate' ? 'medium' : 'low';
  return 'medium';
}

function groupBySection(losses: readonly Loss[]): readonly (readonly Loss[])[] {
  const groups = new Map<string, Loss[]>();
  for (const loss of losses) {
    const group = groups.get(loss.baseline.subject);
    if (group === undefined) groups.set(loss.baseline.subject, [loss]);
    else group.push(loss);
  }
  return [...groups.values()];
}

function detect(context: RuleContext, losses: readonly Loss[], subject: string): Detection {
  const gravest = losses.reduce((worst, loss) => (isGraver(loss, worst) ? loss : worst));
  const object = gravestObject(gravest.baseline);
  return {
    severity: gravest.severity,
    subject,
    pointer: gravest.change.pointer,
    range: gravest.change.range,
    covers: spanOf(losses),
    message: messageOf(context, losses, gravest),
    because: losses.length === 1 ? t('protection removed') : t('protections removed'),
    entity: losses.map((loss) => sentenceEntity(loss.baseline)).join(' | '),
    change: gravest.change,
    factors: factorsOf(context, object),
    fixes: restoreSentences(
      context,
      losses.map((loss) => ({ baseline: loss.baseline, current: loss.sentence })),
    ),
  };
}

function isGraver(loss: Loss, other: Loss): boolean {
  if (loss.severity !== other.severity) {
    return higher(loss.severity, other.severity) === loss.severity;
  }
  const rank = ({ baseline }: Loss): number => gravity.indexOf(gravestObject(baseline));
  return rank(loss) < rank(other);
}

/** From the first place to the last: one finding speaks for all of them. */
function spanOf(losses: readonly Loss[]): TextRange {
  const ranges = losses.map((loss) => loss.change.range);
  return {
    start: Math.min(...ranges.map((range) => range.start)),
    end: Math.max(...ranges.map((range) => range.end)),
  };
}

function messageOf(context: RuleContext, losses: readonly Loss[], gravest: Loss): string {
  const old = (loss: Loss): string => quoted(context.baselineFacts, loss.baseline);
  if (losses.length > 1) {
    const list = losses
      .slice(0, 3)
      .map((loss) => `“${old(loss)}”`)
      .join(' · ');
    const rest = losses.length > 3 ? t(' and {0} more', losses.length - 3) : '';
    return t(
      '{0} protections removed: {1}{2}. They were about {3}; restore what is still meant.',
      losses.length,
      list,
      rest,
      thingsOf(losses),
    );
  }
  const thing = protectedThing(gravestObject(gravest.baseline));
  if (gravest.sentence !== undefined) {
    const placed = gravest.sentence.normal === gravest.baseline.normal;
    return t(
      'Protection gone: “{0}” → “{1}”. It was about {2}; restore it if it is still meant.',
      old(gravest),
      quoted(context.facts, gravest.sentence, placed),
      thing,
    );
  }
  return t(
    'Protection removed: “{0}”. It was about {1}; restore it if it is still meant.',
    old(gravest),
    thing,
  );
}

/** What several protections were about, gravest first: "secrets, what gets deleted". */
function thingsOf(losses: readonly Loss[]): string {
  const objects = new Set(losses.map((loss) => gravestObject(loss.baseline)));
  const things = gravity.filter((object) => objects.has(object)).map(protectedThing);
  return [...new Set(things)].slice(0, 3).join(', ');
}

function isRewritten(context: RuleContext): boolean {
  const old = context.baselineFacts?.sentences ?? [];
  if (old.length < fewSentences) return false;
  const before = new Set(old.map((sentence) => sentence.normal));
  const now = new Set(context.facts.sentences.map((sentence) => sentence.normal));
  const gone = old.filter((sentence) => !now.has(sentence.normal)).length;
  const fresh = [...now].filter((sentence) => !before.has(sentence)).length;
  return gone / old.length > rewrittenShare && fresh / gone >= leastNew;
}

/** Of a file written anew the inventory counts (reference prompt/large-rewrite). */
function rewritten(context: RuleContext, losses: readonly Loss[]): readonly Detection[] {
  const before = inventory(context.baselineFacts);
  const now = inventory(context.facts);
  const fell = [...before].filter(([object, count]) => (now.get(object) ?? 0) < count);
  const first = losses[0] as Loss;
  const list = fell
    .map(([object, count]) =>
      t('{0}: {1} → {2}', protectedThing(object), count, now.get(object) ?? 0),
    )
    .join(', ');
  const message =
    fell.length === 0
      ? t('These instructions were written anew; {0} old protections have no equal.', losses.length)
      : t(
          'These instructions were written anew and protect less ({0}). Check that nothing that is still meant was lost.',
          list,
        );
  return [
    {
      severity: fell.length === 0 ? 'low' : 'medium',
      subject: 'prompt',
      pointer: first.change.pointer,
      range: first.change.range,
      message,
      because: t('protections lost in a re-write'),
      entity: `rewrite ${losses.map((loss) => sentenceEntity(loss.baseline)).join(' | ')}`,
      change: first.change,
      factors: {},
      fixes: [],
    },
  ];
}

/** How many protections of each grave class there are. */
function inventory(facts: FileFacts | undefined): ReadonlyMap<ObjectClass, number> {
  const counts = new Map<ObjectClass, number>();
  for (const sentence of facts?.sentences ?? []) {
    if (sentence.facet !== 'prompt.guardrail') continue;
    for (const object of sentence.objects) {
      if (gravestObjects.has(object)) counts.set(object, (counts.get(object) ?? 0) + 1);
    }
  }
  return counts;
}
