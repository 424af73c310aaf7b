import { cleanText } from './cleanText';
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
  /** When somebody decided to go back, if that is known. UTC, whole seconds. */
  readonly startedAt?: string | undefined;
  /** Why, in one line; empty or left out: nobody said. */
  readonly why?: string | undefined;
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
  const { at, actor, note, startedAt } = event;
  const why = cleanText(event.why ?? '').trim();
  return editRecordText(
    text,
    record,
    'rolled-back',
    { at, actor, note, event: 'rolled_back' },
    {
      outcome: {
        code: 'rolled-back',
        ...(startedAt === undefined ? {} : { started_at: startedAt }),
        restored_at: at,
        ...(why === '' ? {} : { why }),
        note,
      },
    },
  );
}
