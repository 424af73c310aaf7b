import type { Change } from '../core/compare/change';
import { speaksForItsFiles } from '../core/record/coveredChanges';
import { namedChanges } from '../core/record/namedChanges';
import { textDigest } from '../core/record/textDigest';
import type { Finding } from '../core/rules/rule';
import type { TrackedFile } from './analysisStore';
import type { ChangeRow } from './changeRows';
import type { StoredRecord } from './recordStore';

/** Which record speaks for a change or a finding of a file. */
export type Coverage = ReadonlyMap<Change | Finding, StoredRecord>;

/**
 * A record covers the changes it names and no others, and only in the text it was written for: one
 * more character and they are pending again.
 */
export function coverageOf(
  file: TrackedFile,
  rows: readonly ChangeRow[],
  records: readonly StoredRecord[],
): Coverage {
  const covered = new Map<Change | Finding, StoredRecord>();
  for (const { stored, path } of recordsFor(file, records)) {
    const { changes = [], findings = [] } = stored.record ?? {};
    const left = rows.filter((row) => !isCovered(row, covered));
    const named = namedChanges(
      left.flatMap(({ change }) => change ?? []),
      changes.filter((change) => change.file === path),
    );
    const fingerprints = new Set(
      findings.flatMap((finding) =>
        finding.file === path && finding.change === undefined ? [finding.fingerprint] : [],
      ),
    );
    for (const row of left) {
      const isNamed =
        row.change === undefined
          ? row.findings.every(({ fingerprint }) => fingerprints.has(fingerprint))
          : named.has(row.change);
      if (!isNamed) continue;
      if (row.change !== undefined) covered.set(row.change, stored);
      for (const finding of row.findings) covered.set(finding, stored);
    }
  }
  return covered;
}

/** Whether a record speaks for what a row shows. */
export function isCovered({ change, findings }: ChangeRow, coverage: Coverage): boolean {
  const thing = change ?? findings[0];
  return thing !== undefined && coverage.has(thing);
}

/** The records that were written for the very text of a file, newest first. */
function recordsFor(
  { uri, analysis }: TrackedFile,
  records: readonly StoredRecord[],
): readonly { readonly stored: StoredRecord; readonly path: string }[] {
  const key = uri.toString();
  const mentioning = records
    .filter(({ problem, status }) => problem === undefined && speaksForItsFiles(status))
    .flatMap((stored) =>
      stored.files.flatMap(({ uri: other, to, path }) =>
        other.toString() === key ? [{ stored, to, path }] : [],
      ),
    );
  if (mentioning.length === 0) return [];
  const digest = analysis.text === undefined ? null : textDigest(analysis.text);
  return mentioning
    .filter(({ to }) => to === digest)
    .sort((left, right) => (left.stored.id < right.stored.id ? 1 : -1));
}
