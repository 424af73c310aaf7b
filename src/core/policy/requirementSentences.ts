import { t } from '@vscode/l10n';
import { shownLine } from '../facts/shownText';
import type { Requirements } from './requirements';
import { hoursWord, joinWords, rolesLine } from './requirementWords';

/**
 * What is needed and why, for people; the lane first. The same in editor, command line and gate.
 */
export function requirementSentences(of: Omit<Requirements, 'sentences'>): readonly string[] {
  const sentences = [laneSentence(of)];
  if (of.standard === undefined) {
    const also = alsoNeeded(of);
    if (also.length > 0) sentences.push(t('Also needed: {0}.', joinWords(also)));
    if (of.wait !== undefined) {
      const { hours, because } = of.wait;
      sentences.push(
        t('It waits {0} after it was proposed, because {1}.', hoursWord(hours), because),
      );
    }
  }
  if (of.solo !== undefined) {
    sentences.push(
      t(
        'Working alone, you can approve it yourself after {0} and a rehearsed rollback; it then says “self-approved”.',
        hoursWord(of.solo.hours),
      ),
    );
  }
  if (of.frozen !== undefined) {
    sentences.push(
      t(
        'Frozen until {0} ({1}). What only tightens may pass.',
        shownTime(of.frozen.until),
        shownLine(of.frozen.name),
      ),
    );
  }
  if (of.mixedWithPolicy) {
    sentences.push(
      t(
        'It changes the policy together with files that the policy governs. Split it: first the policy, then the rest.',
      ),
    );
  }
  return sentences;
}

function laneSentence(of: Omit<Requirements, 'sentences'>): string {
  if (of.emergency !== undefined) return emergencySentence(of, of.emergency);
  if (of.standard !== undefined) return of.standard.because;
  const reasons = [...new Set(of.approvals.flatMap(({ because }) => because))];
  if (reasons.length === 0) {
    return of.record
      ? t('Normal lane: needs a change request; nobody has to approve it.')
      : t('Normal lane: the policy asks for nothing.');
  }
  const demanded = of.approvals.reduce((sum, { count }) => sum + count, 0);
  const people =
    of.distinctPeople > 1 && demanded > 1 ? t(' ({0} different people)', of.distinctPeople) : '';
  return t('Normal lane: needs {0}{1}, because {2}.', rolesLine(of), people, joinWords(reasons));
}

function emergencySentence(
  of: Omit<Requirements, 'sentences'>,
  { containment, incident, reviewHours, endHours }: NonNullable<Requirements['emergency']>,
): string {
  const review = hoursWord(reviewHours);
  if (containment) {
    return t(
      'Emergency lane: it only stops something, so nobody has to agree first. Somebody else reviews it within {0}.',
      review,
    );
  }
  const needed = [
    ...(of.approvals.length === 0 ? [] : [rolesLine(of)]),
    t('a reason'),
    ...(incident ? [t('a link to the incident')] : []),
  ];
  return t(
    'Emergency lane: needs {0}. Somebody else reviews it within {1}; what it loosens ends after {2}.',
    joinWords(needed),
    review,
    hoursWord(endHours ?? 0),
  );
}

function alsoNeeded(of: Omit<Requirements, 'sentences'>): readonly string[] {
  return [
    ...(of.tests ? [t('passed tests')] : []),
    ...(of.rehearsal ? [t('a rehearsed rollback')] : []),
    ...(of.checklist ? [t('an answered checklist')] : []),
    ...(of.signed && of.approvals.length > 0 ? [t('signed approvals')] : []),
  ];
}

/** `2027-01-04T00:00:00Z` → `2027-01-04 00:00 UTC`; other zones stay as they are written. */
function shownTime(time: string): string {
  return time
    .replace('T', ' ')
    .replace(/(\d\d:\d\d):\d\d/, '$1')
    .replace(/Z$/, ' UTC');
}
