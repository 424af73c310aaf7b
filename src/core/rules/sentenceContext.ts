import { t } from '@vscode/l10n';
import { plainText } from '../facts/classifySentence';
import { compiledWordings } from '../facts/compiledWording';
import type { FileFacts, ObjectClass, SentenceFact } from '../facts/fact';
import { readInContext } from '../facts/instructions';
import { maskSecrets } from '../facts/maskSecrets';
import type { Factor, Factors, RuleContext, Severity } from './rule';
import { exposureOf } from './serverContext';

/** From what hurts most to what hurts least; a sentence is judged by its first. */
export const gravity: readonly ObjectClass[] = [
  'money',
  'secret',
  'production',
  'deletion',
  'publishing',
  'permission',
  'personal-data',
  'execution',
  'testing',
  'work-style',
  'formatting',
  'general',
];

/** The gravest thing a sentence protects or hands over. */
export function gravestObject(sentence: SentenceFact): ObjectClass {
  return gravity.find((object) => sentence.objects.includes(object)) ?? 'general';
}

/** "Should", "avoid", "try": the sentence was advice rather than a rule. */
export function isSoft(sentence: SentenceFact): boolean {
  const plain = plainText(sentence.text);
  return compiledWordings.some((wording) => wording.ranks.some(({ words }) => words.test(plain)));
}

/** The sentence speaks of looking at things only. */
export function isHarmless(sentence: SentenceFact): boolean {
  const plain = plainText(sentence.text);
  return compiledWordings.some((wording) => wording.harmless.test(plain));
}

/** Privilege and reversibility of what a sentence is about (reference risk-model.md 2.2). */
export function factorsOf(context: RuleContext, object: ObjectClass): Factors {
  return {
    exposure: exposureOf(context),
    privilege: privilegeOf(object),
    reversibility: undoOf(object),
  };
}

function privilegeOf(object: ObjectClass): Factor | undefined {
  switch (object) {
    case 'money':
      return { points: 8, because: t('money') };
    case 'production':
      return { points: 8, because: t('production') };
    case 'permission':
      return { points: 8, because: t('the rules themselves') };
    case 'execution':
      return { points: 4, because: t('runs code') };
    case 'secret':
      return { points: 4, because: t('reads secrets') };
    case 'publishing':
    case 'personal-data':
      return { points: 4, because: t('leaves the machine') };
    default:
      return undefined;
  }
}

function undoOf(object: ObjectClass): Factor | undefined {
  switch (object) {
    case 'money':
    case 'deletion':
    case 'secret':
      return { points: 8, because: t('cannot be undone') };
    case 'production':
    case 'publishing':
    case 'personal-data':
    case 'execution':
      return { points: 4, because: t('leaves traces') };
    case 'permission':
      return undefined;
    default:
      return { points: -4, because: t('a revert restores it') };
  }
}

/** What a protection kept watch over, as the object of a sentence. */
export function protectedThing(object: ObjectClass): string {
  switch (object) {
    case 'money':
      return t('spending');
    case 'secret':
      return t('secrets');
    case 'production':
      return t('production');
    case 'deletion':
      return t('what gets deleted');
    case 'publishing':
      return t('what gets published or sent');
    case 'permission':
      return t('permissions and safety settings');
    case 'personal-data':
      return t('personal data');
    case 'execution':
      return t('what gets run');
    case 'testing':
      return t('testing and review');
    case 'work-style':
      return t('how the work is done');
    case 'formatting':
    case 'general':
      return t('how the agent behaves');
  }
}

/**
 * A sentence in a message: masked, without invisible characters and full stop, short, with the
 * heading above it where that makes the rule.
 *
 * @param facts of the text it stands in
 * @param placed only its place changed, so that is always named
 */
export function quoted(
  facts: FileFacts | undefined,
  sentence: SentenceFact,
  placed = false,
): string {
  const read = readInContext(facts?.sentences ?? [], sentence, placed);
  const text = maskSecrets(read.replace(/\p{Cf}|\p{Cc}/gu, '').replace(/\.$/, ''));
  return text.length <= 120 ? text : `${text.slice(0, 117)}…`;
}

/** Names a sentence in a fingerprint. */
export function sentenceEntity(sentence: SentenceFact): string {
  return maskSecrets(sentence.normal).slice(0, 160);
}

const order: readonly Severity[] = ['info', 'low', 'medium', 'high', 'critical'];

/** The higher of two levels. */
export function higher(left: Severity, right: Severity): Severity {
  return order.indexOf(left) >= order.indexOf(right) ? left : right;
}
