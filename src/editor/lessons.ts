import type { Change } from '../core/compare/change';
import type { ChangeRecord } from '../core/record/changeRecord';
import { withLessons } from '../core/record/withLessons';
import type { TrackedFile } from './analysisStore';
import type { RecordStore } from './recordStore';

/** What was rolled back in the folder of a file. */
export function rolledBackBeside(
  records: RecordStore,
  { folder }: Pick<TrackedFile, 'folder'>,
): readonly ChangeRecord[] {
  return (
    records
      .all()
      // Paths of a record are those of its folder.
      .filter((stored) => stored.folder?.uri.path === folder.uri.path)
      .flatMap(({ record }) => (record?.outcome?.code === 'rolled-back' ? [record] : []))
  );
}

/** What the last rollback of each entry says about it when it changes again. */
export function lessonsOf(records: RecordStore, file: TrackedFile): ReadonlyMap<Change, string> {
  return withLessons(file.analysis, rolledBackBeside(records, file), new Date()).lessons;
}
