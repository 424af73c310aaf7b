import type { Change } from '../compare/change';
import type { RecordChange } from './changeRecord';
import { cleanText } from './cleanText';

/** What became of the changes of a record in a file as it is now. */
export interface RecordedMatch {
  /** Changes of the present file that are those of the record. */
  readonly present: readonly Change[];
  /** What they replaced or removed is there again, and what they added is not. */
  readonly gone: readonly RecordChange[];
  /** The place was changed again: neither what the record says nor what was before. */
  readonly movedOn: readonly RecordChange[];
}

/**
 * Finds the changes of a record among those of a file. By what they are about and their values, never
 * by their sentence: words follow from more than the change itself.
 *
 * @param recorded changes of the record in this file
 * @param present changes of the file as it is now against the record's baseline
 * @param sameText the file is as it was recorded. Only then a change without a value, such as one of
 * the whole text, is known to be the same.
 */
export function matchRecorded(
  recorded: readonly RecordChange[],
  present: readonly Change[],
  sameText: boolean,
): RecordedMatch {
  const found = new Set<Change>();
  const gone: RecordChange[] = [];
  const movedOn: RecordChange[] = [];
  for (const entry of recorded) {
    const same = present.filter((change) => isSame(entry, change) && (sameText || hasValue(entry)));
    const halves = same.length > 0 ? same : asHalves(entry, recorded, present);
    for (const change of halves) found.add(change);
    if (halves.length > 0) continue;
    if (present.some((change) => touchesSame(entry, change))) movedOn.push(entry);
    else gone.push(entry);
  }
  return { present: present.filter((change) => found.has(change)), gone, movedOn };
}

function isSame(entry: RecordChange, change: Change): boolean {
  if (entry.facet !== change.facet || entry.op !== change.op) return false;
  if (cleanText(change.subject) !== entry.subject) return false;
  if (clean(change.before) !== entry.before || clean(change.after) !== entry.after) return false;
  // What has no value is told apart by its place.
  return hasValue(entry) || entry.pointer === change.pointer;
}

/** The record says what was there, or what is there now. */
export function hasValue({ before, after }: RecordChange): boolean {
  return before !== undefined || after !== undefined;
}

/**
 * "A became B" and "A is gone, B is new" are the same edit; what else changed in the list decides how
 * the two are paired.
 */
function asHalves(
  entry: RecordChange,
  recorded: readonly RecordChange[],
  present: readonly Change[],
): readonly Change[] {
  const alike = present.filter(
    (change) => change.facet === entry.facet && cleanText(change.subject) === entry.subject,
  );
  if (entry.before !== undefined && entry.after !== undefined) {
    const removed = alike.find(
      (change) => change.after === undefined && clean(change.before) === entry.before,
    );
    const added = alike.find(
      (change) => change.before === undefined && clean(change.after) === entry.after,
    );
    return removed === undefined || added === undefined ? [] : [removed, added];
  }
  return alike.filter(
    (change) =>
      change.before !== undefined &&
      change.after !== undefined &&
      recorded.some((other) => isHalf(other, entry) && other.before === clean(change.before)) &&
      recorded.some((other) => isHalf(other, entry) && other.after === clean(change.after)) &&
      (entry.before === clean(change.before) || entry.after === clean(change.after)),
  );
}

function isHalf(other: RecordChange, entry: RecordChange): boolean {
  return (
    other.facet === entry.facet &&
    other.subject === entry.subject &&
    (other.before === undefined) !== (other.after === undefined)
  );
}

/** The change is about the same thing, and it is not the recorded one. */
function touchesSame(entry: RecordChange, change: Change): boolean {
  const around = change.pointer !== '' && entry.pointer.startsWith(`${change.pointer}/`);
  if (around && change.op !== 'replace') return true;
  if (entry.facet !== change.facet) return false;
  // What the baseline had is still missing, or what was added is still there.
  if (entry.before !== undefined && clean(change.before) === entry.before) return true;
  if (entry.after !== undefined && clean(change.after) === entry.after) return true;
  // Pointers of removals are those of the baseline, all others those of the present text.
  return entry.pointer === change.pointer && (entry.op === 'remove') === (change.op === 'remove');
}

function clean(value: string | undefined): string | undefined {
  return value === undefined ? undefined : cleanText(value);
}
