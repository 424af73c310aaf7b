import { analyzeFile } from '../core/analyze';
import type { ChangeRecord } from '../core/record/changeRecord';
import { matchRecorded } from '../core/record/matchRecorded';
import { textDigest } from '../core/record/textDigest';
import { isLoosening } from '../core/risk/unspokenChanges';
import { textOf } from './analyzeReading';
import type { TreeState } from './changeVersions';
import { namedByPolicy, type FileReading } from './governedFiles';
import type { GitRepository } from './gitRepository';

/**
 * How much of a change a branch holds: all files as recorded, some of what it loosened, or, where the
 * branch has the record, nothing any more.
 */
export type Presence = 'whole' | 'part' | 'gone' | 'not-yet';

/**
 * Prepares a look at what a branch holds of many records: one question to git for all that are whole.
 *
 * @returns for each of these records how much of it is there
 */
export function recordPresence(
  repository: GitRepository,
  base: TreeState,
  records: readonly ChangeRecord[],
): (record: ChangeRecord) => Presence {
  const texts = repository.textsAt(base.name, [...new Set(records.flatMap(pathsOf))]);
  const merged = new Set(
    [...base.entries.keys()].flatMap(
      (path) =>
        /(?:^|\/)\.mcp-change\/records\/(CHG-\d{8}-\w{6})[-.][^/]*ya?ml$/.exec(path)?.[1] ?? [],
    ),
  );
  return (record) => {
    const whole = record.subject.files.every(({ path, to }) => {
      const text = textOf(texts.get(path));
      return to === null
        ? text === undefined
        : text !== undefined && to.sha256 === textDigest(text);
    });
    if (whole) return 'whole';
    if (!merged.has(record.id)) return 'not-yet';
    return holdsSome(repository, record, texts) ? 'part' : 'gone';
  };
}

function pathsOf(record: ChangeRecord): readonly string[] {
  return record.subject.files.map(({ path }) => path);
}

/** Something that the record loosened still stands there, whatever else changed around it. */
function holdsSome(
  repository: GitRepository,
  record: ChangeRecord,
  texts: ReadonlyMap<string, FileReading>,
): boolean {
  const commit = record.subject.baseline_commit;
  if (commit === null || repository.findCommit(commit) === undefined) return false;
  const paths = pathsOf(record);
  const before = repository.textsAt(commit, paths);
  return paths.some((path) => {
    const analysis = analyzeFile({
      path,
      text: textOf(texts.get(path)),
      baseline: { text: textOf(before.get(path)) },
      byPolicy: namedByPolicy(repository.root, path),
    });
    const named = record.changes.filter(
      ({ file, direction }) => file === path && isLoosening(direction),
    );
    return matchRecorded(named, analysis?.changes ?? [], false).present.length > 0;
  });
}
