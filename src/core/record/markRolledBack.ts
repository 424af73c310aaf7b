import { editRecordText } from './editRecordText';
import { parseRecord } from './parseRecord';

/** Who took a change back, when and how long it took. */
export interface RollbackEvent {
  /** UTC, whole seconds. */
  readonly at: string;
  /** Identity as in `requester.id`. */
  readonly actor: string;
  /** What was done, e.g. the plan's summary. */
  readonly note: string;
}

/**
 * Writes into a record that its change was taken back: status, outcome and one more entry of the log.
 * Everything else stays as it stands, comments included.
 *
 * @returns undefined when the text is no valid record
 */
export function markRolledBack(text: string, event: RollbackEvent): string | undefined {
  const { record } = parseRecord(text);
  if (record === undefined) return undefined;
  return editRecordText(
    text,
    record,
    'rolled-back',
    { ...event, event: 'rolled_back' },
    { outcome: { code: 'rolled-back', restored_at: event.at, note: event.note } },
  );
}
