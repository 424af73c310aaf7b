import { t } from '@vscode/l10n';
import type { RecordEmergency } from './changeRecord';
import { cleanText } from './cleanText';
import { editRecordText } from './editRecordText';
import { parseRecord } from './parseRecord';

export type Verdict = NonNullable<RecordEmergency['reviewed']>['verdict'];

export interface EmergencyReview {
  /** UTC, whole seconds. */
  readonly at: string;
  /** Identity as in `requester.id`. */
  readonly by: string;
  readonly verdict: Verdict;
  readonly note?: string | undefined;
}

export type Reviewed =
  | { readonly text: string; readonly problem?: undefined }
  | { readonly text?: undefined; readonly problem: string };

/**
 * Writes into a record what the review of an emergency decided. That it was somebody else than who
 * declared it is for the caller to know, who knows people by all of their names.
 *
 * @param text of the record
 * @returns the new text, or why there is nothing to review
 */
export function reviewEmergency(text: string, review: EmergencyReview): Reviewed {
  const { record, problems } = parseRecord(text);
  if (record === undefined) {
    return { problem: problems[0]?.message ?? t('This is not a change record.') };
  }
  const { emergency, id, status } = record;
  if (emergency === undefined || status !== 'emergency-active') {
    return { problem: t('{0} is no emergency that is live.', id) };
  }
  const { at, by, verdict } = review;
  const note = review.note?.trim() ?? '';
  const reviewed = {
    at,
    by: [by],
    verdict,
    ...(note === '' ? {} : { note: cleanText(note) }),
  };
  return {
    text: editRecordText(
      text,
      record,
      status,
      { at, actor: by, event: 'reviewed', note: note === '' ? verdict : `${verdict}: ${note}` },
      { emergency: { ...emergency, reviewed } },
    ),
  };
}
