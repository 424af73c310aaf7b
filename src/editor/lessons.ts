import { withLessons } from '../core/record/withLessons';
import type { TrackedFile } from './analysisStore';
import type { ChangeRow } from './changeRows';
import type { RecordStore } from './recordStore';

/** What the last rollback of an entry says about it when it changes again; undefined: nothing. */
export function lessonOf(
  records: RecordStore,
  { folder, analysis }: TrackedFile,
  { change }: ChangeRow,
): string | undefined {
  if (change === undefined) return undefined;
  // Paths of a record are those of its folder.
  const own = records.all().filter((stored) => stored.folder?.uri.path === folder.uri.path);
  const told = own.flatMap(({ record }) => record ?? []);
  return withLessons(analysis, told, new Date()).lessons.get(change);
}
