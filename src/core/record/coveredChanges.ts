import type { FileAnalysis } from '../analyze';
import type { Change } from '../compare/change';
import type { ChangeRecord } from './changeRecord';
import { namedChanges } from './namedChanges';
import { textDigest } from './textDigest';

/** A record that was given up covers nothing: the change it spoke for is pending again. */
const givenUp: ReadonlySet<string> = new Set([
  'rejected',
  'withdrawn',
  'rolled-back',
  'superseded',
]);

/** A record with this status speaks for its files. */
export function speaksForItsFiles(status: string): boolean {
  return !givenUp.has(status);
}

export interface Coverage {
  /** Ids of the records that were written for this very text. */
  readonly by: readonly string[];
  /** Changes that none of them names. */
  readonly uncovered: readonly Change[];
}

/** Which changes of a file the given records already speak for: same text, same changes. */
export function coverageOf(analysis: FileAnalysis, records: readonly ChangeRecord[]): Coverage {
  const digest = analysis.text === undefined ? undefined : textDigest(analysis.text);
  const covered = new Set<Change>();
  const by: string[] = [];
  for (const record of records) {
    const file = record.subject.files.find(({ path }) => path === analysis.path);
    if (file === undefined || file.to?.sha256 !== digest) continue;
    if (!speaksForItsFiles(record.status)) continue;
    const named = record.changes.filter((change) => change.file === analysis.path);
    const left = analysis.changes.filter((change) => !covered.has(change));
    const present = namedChanges(left, named);
    if (present.size > 0) by.push(record.id);
    for (const change of present) covered.add(change);
  }
  return { by, uncovered: analysis.changes.filter((change) => !covered.has(change)) };
}
