import { t } from '@vscode/l10n';
import { isAcceptanceTerm } from '../facts/acceptanceTerms';
import type { TraitFact } from '../facts/traitFact';
import type { Direction } from './change';

/**
 * One sentence for a change of a trait, for somebody who does not know the file's syntax.
 *
 * @param fresh the file did not exist before
 */
export function traitSentence(
  old: TraitFact | undefined,
  now: TraitFact | undefined,
  direction: Direction,
  fresh: boolean,
): string {
  const trait = now ?? old;
  if (trait === undefined) return '';
  const sentence = sentenceOf(trait, old, now, direction, fresh);
  return trait.subject.startsWith('source:') && trait.facet !== 'code.other'
    ? t('{0} Told from words in the source; what runs may differ.', sentence)
    : sentence;
}

function sentenceOf(
  trait: TraitFact,
  old: TraitFact | undefined,
  now: TraitFact | undefined,
  direction: Direction,
  fresh: boolean,
): string {
  switch (trait.facet) {
    case 'code.other':
      return t('Other parts of the source changed; nothing of what is looked for there.');
    case 'spend.limit':
      return limitSentence(old, now, direction, fresh);
    case 'spend.recipient':
      return recipientSentence(old, now);
    default:
      return isAcceptanceTerm(trait)
        ? acceptanceSentence(old, now)
        : plainSentence(old, now, direction);
  }
}

function acceptanceSentence(old: TraitFact | undefined, now: TraitFact | undefined): string {
  const title = (now ?? old)?.title ?? '';
  if (now === undefined) {
    return t('{0} is no longer accepted; it was, {1}.', title, old?.value ?? '');
  }
  if (old?.value === now.value) {
    return t('{0} is accepted again, for what its entry means now, {1}.', title, now.value);
  }
  return old === undefined
    ? t('{0} is accepted {1}: it raises no alarm for that time.', title, now.value)
    : t('{0} is now accepted {1}; it was, {2}.', title, now.value, old.value);
}

function limitSentence(
  old: TraitFact | undefined,
  now: TraitFact | undefined,
  direction: Direction,
  fresh: boolean,
): string {
  const title = (now ?? old)?.title ?? '';
  if ((now ?? old)?.meaning !== undefined) return plainSentence(old, now, direction);
  if (now === undefined) {
    return t(
      'The limit {0} is gone; it was {1}. Nothing here bounds it now.',
      title,
      old?.value ?? '',
    );
  }
  if (old === undefined) {
    if (now.rank === Number.POSITIVE_INFINITY) return t('{0} is set to have no limit.', title);
    return fresh
      ? t('The agent may use up to {0} ({1}); this file is new.', now.value, title)
      : t('New limit {1}: the agent may use up to {0}.', now.value, title);
  }
  if (now.rank === Number.POSITIVE_INFINITY) {
    return t('The limit {0} is switched off; it was {1}.', title, old.value);
  }
  if (direction === 'neutral') {
    return t('The limit {0} is written differently and still {1}.', title, now.value);
  }
  if (direction === 'unknown' && now.rank === 0) {
    return t(
      'The limit {0} is now {1}, was {2}. Some programs read that as nothing, others as no limit.',
      title,
      now.value,
      old.value,
    );
  }
  return t('The agent may use up to {0}, was {1} ({2}).', now.value, old.value, title);
}

function recipientSentence(old: TraitFact | undefined, now: TraitFact | undefined): string {
  const title = (now ?? old)?.title ?? '';
  const tail = ending(now ?? old);
  if ((now ?? old)?.list !== undefined) {
    const value = (now ?? old)?.value ?? '';
    return now === undefined
      ? t('Taken out of {0}: {1}.', title, value)
      : t('Added to {0}: {1}{2}.', title, value, tail);
  }
  if (old?.unit === 'list' || now?.unit === 'list') {
    if (now === undefined) {
      return t('The list {0} is gone; where nothing is listed, anything goes.', title);
    }
    if (old === undefined) return t('{0}: {1} may be paid or used.', title, now.value);
    return t('{0}: {1}, was {2}.', title, now.value, old.value);
  }
  if (now === undefined) return t('{0} is gone; it was {1}.', title, old?.value ?? '');
  if (old === undefined) return t('New: {0} is {1}{2}.', title, now.value, tail);
  return t('{0} is now {1} instead of {2}{3}.', title, now.value, old.value, tail);
}

function plainSentence(
  old: TraitFact | undefined,
  now: TraitFact | undefined,
  direction: Direction,
): string {
  const title = (now ?? old)?.title ?? '';
  const unsaid = (now ?? old)?.unsaid;
  if (unsaid !== undefined) {
    const [after, before] = [now?.value ?? unsaid, old?.value ?? unsaid];
    return t('{0}: now {1}, was {2}.', title, after, before);
  }
  if ((now ?? old)?.value === '') {
    return now === undefined ? t('Gone: {0}.', title) : t('New: {0}{1}.', title, ending(now));
  }
  if (now === undefined) {
    if (direction === 'neutral') return t('{0} is no longer written out, and still holds.', title);
    return old?.meaning === undefined
      ? t('{0} is gone; it was {1}.', title, old?.value ?? '')
      : t('{0} is gone; it was {1}: it no longer holds that {2}.', title, old.value, old.meaning);
  }
  const tail = ending(now);
  return old === undefined
    ? t('New: {0} is {1}{2}.', title, now.value, tail)
    : t('{0} is now {1}, was {2}{3}.', title, now.value, old.value, tail);
}

function ending(trait: TraitFact | undefined): string {
  return trait?.meaning === undefined ? '' : `: ${trait.meaning}`;
}
