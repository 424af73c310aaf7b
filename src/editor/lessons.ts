import type { Change } from '../core/compare/change';
import type { ChangeRecord } from '../core/record/changeRecord';
import { withLessons } from '../core/record/withLessons';
import type { TrackedFile } from './analysisStore';
import { pathFrom } from './recordRoot';
import type { RecordStore, StoredRecord } from './recordStore';

/** What was rolled back in the folder of a file, with paths as its analyses have them. */
export function rolledBackBeside(
  records: RecordStore,
  { folder }: Pick<TrackedFile, 'folder'>,
): readonly ChangeRecord[] {
  return records.all().flatMap((stored) => {
    const isThere =
      stored.record?.outcome?.code === 'rolled-back' && stored.folder?.isHome === folder.isHome;
    return isThere ? seenFrom(folder, stored) : [];
  });
}

/** Paths of records start at the root of the repository, of which the folder may be a part. */
function seenFrom(
  folder: TrackedFile['folder'],
  { record, files }: StoredRecord,
): readonly ChangeRecord[] {
  if (record === undefined || folder.isHome === true) return record === undefined ? [] : [record];
  const start = `${folder.uri.toString()}/`;
  const paths = new Map(
    files.flatMap(({ path, uri }) =>
      uri.toString().startsWith(start) ? [[path, pathFrom(folder, uri)] as const] : [],
    ),
  );
  if (paths.size === 0) return [];
  const changes = record.changes.flatMap((change) => {
    const file = paths.get(change.file);
    return file === undefined ? [] : [{ ...change, file }];
  });
  return [{ ...record, changes }];
}

/** What the last rollback of each entry says about it when it changes again. */
export function lessonsOf(records: RecordStore, file: TrackedFile): ReadonlyMap<Change, string> {
  return withLessons(file.analysis, rolledBackBeside(records, file), new Date()).lessons;
}
