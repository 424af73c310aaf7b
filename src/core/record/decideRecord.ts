import { t } from '@vscode/l10n';
import type { ChangeRecord, RecordEvent, RecordStatus } from './changeRecord';
import { eventDigest } from './digests';
import { editRecordText } from './editRecordText';
import { parseRecord } from './parseRecord';

/** What a person can decide about a request by hand; approvals are files of their own. */
export type Decision = 'propose' | 'reject' | 'withdraw';

export interface DecisionEvent {
  /** UTC, whole seconds. */
  readonly at: string;
  /** Identity as in `requester.id`. */
  readonly actor: string;
  readonly why?: string | undefined;
}

interface Step {
  readonly from: readonly RecordStatus[];
  readonly to: RecordStatus;
  readonly event: string;
}

const steps: Readonly<Record<Decision, Step>> = {
  // Again after an edit or a no: the log then says for which content.
  propose: { from: ['draft', 'proposed', 'rejected'], to: 'proposed', event: 'proposed' },
  reject: { from: ['draft', 'proposed'], to: 'rejected', event: 'rejected' },
  withdraw: { from: ['draft', 'proposed', 'rejected'], to: 'withdrawn', event: 'withdrawn' },
};

export type Decided =
  | { readonly text: string; readonly status: RecordStatus; readonly problem?: undefined }
  | { readonly text?: undefined; readonly problem: string };

/**
 * Writes a decision into a record. Comments, order of keys and line endings stay.
 *
 * @param text of the record
 * @returns the new text, or why the decision cannot be made now
 */
export function decideRecord(text: string, decision: Decision, event: DecisionEvent): Decided {
  const { record, problems } = parseRecord(text);
  if (record === undefined) {
    return { problem: problems[0]?.message ?? t('This is not a change record.') };
  }
  const step = steps[decision];
  if (!step.from.includes(record.status)) return { problem: refusal(decision, record) };
  const edited = editRecordText(text, record, step.to, {
    at: event.at,
    actor: event.actor,
    event: step.event,
    note: event.why,
  });
  return { text: edited, status: step.to };
}

/**
 * Where the log of a record does not hold together: an entry that was changed or taken out, or a time
 * that runs backwards.
 *
 * @returns the number of the first wrong entry; undefined when all is well
 */
export function brokenLogEntry(log: readonly RecordEvent[]): number | undefined {
  const wrong = log.findIndex((entry, index) => {
    const before = log[index - 1];
    if (before === undefined) return entry.prev !== undefined;
    return entry.prev !== eventDigest(before) || entry.at < before.at;
  });
  return wrong < 0 ? undefined : wrong + 1;
}

function refusal(decision: Decision, { id, status }: ChangeRecord): string {
  const words: Readonly<Record<Decision, string>> = {
    propose: t('proposed'),
    reject: t('rejected'),
    withdraw: t('withdrawn'),
  };
  return status === 'emergency-active'
    ? t('{0} is an emergency that is live. Review it, or roll it back.', id)
    : t('{0} is {1} and cannot be {2} any more. Write a new record.', id, status, words[decision]);
}
