import type { ChangeRecord } from './changeRecord';

/** Why something was taken back before. */
export interface Lesson {
  readonly id: string;
  /** When it was back, in UTC. */
  readonly at: string;
  /** Empty: nobody said. */
  readonly why: string;
}

/** What changed: a file, and in it a place or what the change is about. */
export interface ChangedPlace {
  readonly path: string;
  readonly pointer: string;
  readonly subject: string;
}

/**
 * What earlier rollbacks say about an entry that changes again, newest first. The same entry is the same
 * subject, or the same place, in the same file.
 *
 * @param records any; those that were not rolled back say nothing
 */
export function lessonsFor(
  records: Iterable<Pick<ChangeRecord, 'id' | 'outcome' | 'changes'>>,
  place: ChangedPlace,
): readonly Lesson[] {
  const lessons: Lesson[] = [];
  for (const { id, outcome, changes } of records) {
    if (outcome?.code !== 'rolled-back' || outcome.restored_at === undefined) continue;
    const same = changes.some(
      ({ file, pointer, subject, direction }) =>
        file === place.path &&
        direction !== 'tightens' &&
        direction !== 'neutral' &&
        (subject === place.subject || pointer === place.pointer),
    );
    if (same) lessons.push({ id, at: outcome.restored_at, why: outcome.why ?? '' });
  }
  return lessons.sort((left, right) => (left.at < right.at ? 1 : left.at > right.at ? -1 : 0));
}
