import { cleanText } from './cleanText';
import { editRecordText, rewriteRecord } from './editRecordText';
import { parseRecord } from './parseRecord';

/** One line that people read in a hover. */
const longestReason = 500;

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
  const why = oneLine(event.why ?? '');
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

/**
 * Adds to a record that was rolled back why that was. An empty reason says nothing.
 *
 * @returns undefined when there is nothing to write
 */
export function explainRollback(text: string, reason: string): string | undefined {
  const { record } = parseRecord(text);
  const why = oneLine(reason);
  if (record?.outcome?.code !== 'rolled-back' || why === '') return undefined;
  return rewriteRecord(text, (document, nodeOf) => {
    document.setIn(['outcome', 'why'], nodeOf(why));
  });
}

function oneLine(reason: string): string {
  return cleanText(reason.replace(/\s+/g, ' ').trim()).slice(0, longestReason);
}
