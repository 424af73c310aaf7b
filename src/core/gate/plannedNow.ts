import { assessChangeSet } from '../analyze';
import { planChange, type ChangePlan } from '../policy/templates/planChange';
import { contextOf } from '../policy/templates/templateContext';
import type { TemplateOverride } from '../policy/templates/templateOverride';
import type { ChangeRecord, RecordReview } from '../record/changeRecord';
import type { WeighedRequest } from './weighRequest';

/** What a team says about a template, with the file that says it. */
export interface PlacedTemplate {
  readonly path: string;
  readonly override: TemplateOverride;
}

/**
 * What the templates ask of a request as the diff has it, with the machine's answers to it.
 *
 * @param path of the record: templates beside it have the last word, after those of the root
 */
export function plannedNow({ record, parts, templates }: WeighedRequest, path: string): ChangePlan {
  const beside = path.replace(/records\/[^/]*$/, 'templates/');
  const folders = [...new Set(['.mcp-change/templates/', beside])];
  const own = folders.flatMap((folder) =>
    templates.filter((entry) => entry.path.slice(0, entry.path.lastIndexOf('/') + 1) === folder),
  );
  return planChange(
    contextOf(
      parts.map((analysis) => ({ analysis })),
      assessChangeSet(parts),
      record.expires_at,
    ),
    own.map(({ override }) => override),
  );
}

/** The record with the machine's answers as the diff gives them, not as it says that they were. */
export function withAnswersOf(
  record: ChangeRecord,
  { checklist }: Pick<ChangePlan, 'checklist'>,
): ChangeRecord {
  if (record.review === undefined) return record;
  const answers = new Map(checklist.map(({ id, answer }) => [id, answer]));
  const review: RecordReview = {
    ...record.review,
    checklist: record.review.checklist.map(({ id, ask }) => {
      const answer = answers.get(id);
      return { id, ask, answer: answer?.result, because: answer?.because };
    }),
  };
  return { ...record, review };
}
