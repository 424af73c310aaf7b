import type { Change } from '../compare/change';
import type { RuleContext } from './rule';

/**
 * The changes of one subject, such as one server. The list of changes never changes, so it is sorted
 * by subject once: with ten thousand servers a search for each would take a hundred million steps.
 */
export function changesOf({ changes }: RuleContext, subject: string): readonly Change[] {
  let subjects = bySubject.get(changes);
  if (subjects === undefined) {
    subjects = new Map();
    for (const change of changes) {
      const own = subjects.get(change.subject);
      if (own === undefined) subjects.set(change.subject, [change]);
      else own.push(change);
    }
    bySubject.set(changes, subjects);
  }
  return subjects.get(subject) ?? [];
}

const bySubject = new WeakMap<readonly Change[], Map<string, Change[]>>();
