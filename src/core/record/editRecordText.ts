import type { Document } from 'yaml';
import type { ChangeRecord, RecordEvent, RecordStatus } from './changeRecord';
import { cleanText } from './cleanText';
import { eventDigest } from './digests';
import { nodeOf, rewriteYaml } from './rewriteYaml';

/** What happened to a record, without what follows from the record itself. */
export type NewEvent = Pick<RecordEvent, 'at' | 'actor' | 'event' | 'note'>;

/**
 * Writes a decision into the text of a record: its status and one more entry of the log, chained to
 * the one before. Everything else stays as it stands, comments, order and line endings included.
 *
 * @param record what the text says
 * @param more further keys to set
 */
export function editRecordText(
  text: string,
  record: ChangeRecord,
  status: RecordStatus,
  event: NewEvent,
  more: Readonly<Record<string, unknown>> = {},
): string {
  const last = record.audit_log.at(-1);
  const entry: RecordEvent = {
    seq: (last?.seq ?? 0) + 1,
    at: event.at,
    actor: event.actor,
    actor_kind: 'human',
    event: event.event,
    content_digest: record.subject.content_digest,
    ...(event.note === undefined ? {} : { note: cleanText(event.note) }),
    ...(last === undefined ? {} : { prev: eventDigest(last) }),
  };
  return rewriteYaml(text, (document) => {
    document.setIn(['status'], status);
    for (const [key, value] of Object.entries(more)) {
      document.setIn([key], nodeOf(document, value));
    }
    document.addIn(['audit_log'], nodeOf(document, entry));
  });
}

/** Adds one entry to a list of a record, which need not be there yet; everything else stays. */
export function addToRecord(text: string, list: readonly string[], entry: unknown): string {
  return rewriteYaml(text, (document) => {
    if (document.hasIn(list)) document.addIn(list, nodeOf(document, entry));
    else document.setIn(list, nodeOf(document, [entry]));
  });
}

/** Takes one entry out of a list of a record; everything else stays. */
export function removeFromRecord(text: string, list: readonly string[], index: number): string {
  return rewriteYaml(text, (document) => {
    document.deleteIn([...list, index]);
  });
}

/**
 * Rewrites parts of a record; everything else stays as it stands.
 *
 * @param rewrite gets the document and makes nodes of values as records have them
 */
export function rewriteRecord(
  text: string,
  rewrite: (document: Document, node: (value: unknown) => unknown) => void,
): string {
  return rewriteYaml(text, (document) => {
    rewrite(document, (value) => nodeOf(document, value));
  });
}
