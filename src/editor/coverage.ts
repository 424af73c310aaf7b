import type { Change } from '../core/compare/change';
import type { RecordChange } from '../core/record/changeRecord';
import { cleanText } from '../core/record/cleanText';
import { textDigest } from '../core/record/textDigest';
import type { Finding } from '../core/rules/rule';
import type { TrackedFile } from './analysisStore';
import type { ChangeRow } from './changeRows';
import type { StoredRecord } from './recordStore';

/** Which record speaks for a change or a finding of a file. */
export type Coverage = ReadonlyMap<Change | Finding, StoredRecord>;

/** A record that was given up covers nothing: the change it spoke for is pending again. */
const givenUp: ReadonlySet<string> = new Set([
  'rejected',
  'withdrawn',
  'rolled-back',
  'superseded',
]);

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
    const named = matchChanges(
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
    .filter(({ problem, status }) => problem === undefined && !givenUp.has(status))
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

/**
 * Each change that a record names stands for one change of the file: the one with the same words and
 * place, else the same words, else the same place and values. Words depend on the language, places on
 * the baseline.
 */
function matchChanges(
  changes: readonly Change[],
  named: readonly RecordChange[],
): ReadonlySet<Change> {
  const found = new Set<Change>();
  const used = new Set<RecordChange>();
  for (const name of [bothNames, wordsName, placeName]) {
    if (used.size === named.length) break;
    const open = new Map<string, Change[]>();
    for (const change of changes) {
      if (found.has(change)) continue;
      const key = name(change);
      const same = open.get(key);
      if (same === undefined) open.set(key, [change]);
      else same.push(change);
    }
    for (const recorded of named) {
      if (used.has(recorded)) continue;
      const change = open.get(name(recorded))?.shift();
      if (change === undefined) continue;
      found.add(change);
      used.add(recorded);
    }
  }
  return found;
}

type Named = Pick<Change, 'facet' | 'op' | 'subject' | 'pointer' | 'words' | 'before' | 'after'>;

/** Records hold cleaned text: secrets masked, hidden characters gone. */
function nameOf({ facet, op, subject }: Named, ...more: readonly string[]): string {
  return JSON.stringify([facet, op, ...[subject, ...more].map(cleanText)]);
}

function bothNames(change: Named): string {
  return nameOf(change, change.words, change.pointer);
}

function wordsName(change: Named): string {
  return nameOf(change, change.words);
}

function placeName(change: Named): string {
  return nameOf(change, change.pointer, change.before ?? '', change.after ?? '');
}
