import type { ApprovalStatement } from '../record/approval';
import { cleanText } from '../record/cleanText';
import type { WeighedRequest } from './weighRequest';

const dayMilliseconds = 24 * 60 * 60 * 1000;

/** What one person says about a request as it was weighed, ready to be signed. */
export function stateApproval(
  { record, digests, requirements, context }: WeighedRequest,
  said: Pick<ApprovalStatement, 'decision' | 'by' | 'roles' | 'why'>,
): ApprovalStatement {
  const { now } = context;
  const why = said.why?.trim() ?? '';
  const end = new Date(now.getTime() + requirements.approvalDays * dayMilliseconds);
  return {
    apiVersion: 'mcp-change/v1',
    kind: 'ChangeApproval',
    record: record.id,
    decision: said.decision,
    roles: said.roles,
    by: said.by,
    at: wholeSeconds(now),
    expires_at: wholeSeconds(end),
    ...(why === '' ? {} : { why: cleanText(why) }),
    ...digests,
  };
}

function wholeSeconds(date: Date): string {
  return date.toISOString().replace(/\.\d{3}Z$/, 'Z');
}
