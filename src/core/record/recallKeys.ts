import { analyzeFile, type FileAnalysis } from '../analyze';
import type { Change } from '../compare/change';
import type { ChangeRecord } from './changeRecord';
import { cleanText } from './cleanText';
import { sha256 } from './sha256';

/** An entry that was rolled back, by a digest of what it is about and what it said. */
export interface RecallKey {
  readonly digest: string;
  /** Number of the change in its record. */
  readonly change: number;
}

/** Something in a file that says the same as what was rolled back elsewhere. */
export interface RecalledEntry {
  readonly digest: string;
  /** Of the file measured against nothing, so that taking it back takes the entry out. */
  readonly change: Change;
}

/** Shorter parts of a command are no identity: `-y`, `npx`. */
const shortestPart = 8;

/**
 * What a record that was rolled back says should not be anywhere else either. Made of masked values, so
 * no digest of a secret leaves here.
 */
export function recallKeys({
  outcome,
  changes,
}: Pick<ChangeRecord, 'outcome' | 'changes'>): readonly RecallKey[] {
  if (outcome?.code !== 'rolled-back') return [];
  return changes.flatMap(({ number, subject, after, direction }) =>
    after === undefined || direction === 'tightens' || direction === 'neutral'
      ? []
      : [{ digest: digestOf(subject, after), change: number }],
  );
}

/** A file measured against nothing: everything it says is a change then. */
export function wholeAnalysis(path: string, text: string): FileAnalysis | undefined {
  return analyzeFile({ path, text, baseline: { text: undefined } });
}

/**
 * The entries of a file that were rolled back elsewhere.
 *
 * @param analysis of `wholeAnalysis`
 */
export function recalledEntries(
  analysis: FileAnalysis,
  digests: ReadonlySet<string>,
): readonly RecalledEntry[] {
  return analysis.changes.flatMap((change) => {
    if (change.after === undefined || change.direction === 'tightens') return [];
    const parts = change.facet.startsWith('server')
      ? change.after.split(' ').filter((part) => part.length >= shortestPart)
      : [];
    const digest = [change.after, ...parts]
      .map((value) => digestOf(change.subject, value))
      .find((value) => digests.has(value));
    return digest === undefined ? [] : [{ digest, change }];
  });
}

function digestOf(subject: string, after: string): string {
  return sha256(JSON.stringify([subject, cleanText(after)]));
}
