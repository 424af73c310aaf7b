import type { RecordChange } from './changeRecord';

/**
 * The lines at the top of a record that say what changes. They follow from the machine's part word for
 * word, so that nobody can read one thing and approve another.
 */
export function whatChanges(
  changes: readonly Pick<RecordChange, 'direction' | 'words' | 'file'>[],
): readonly string[] {
  return changes.map((change) => `${change.direction} · ${change.words} (${change.file})`);
}
