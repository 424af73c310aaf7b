import { t } from '@vscode/l10n';
import type { GateFailure } from './gateFailure';
import type { Refusal } from './judgeApproval';
import type { WeighedRequest } from './weighRequest';

/** Somebody pretended to be another, or to have said something else. */
const pretended: ReadonlySet<Refusal> = new Set(['forged', 'misplaced', 'replayed']);

const hourMilliseconds = 60 * 60 * 1000;

/**
 * Whether everybody who is needed agreed to the change as it is now, and the waiting time is over
 * (G08). An approval that was made up fails the gate always, even beside enough others.
 */
export function checkApprovals(
  request: WeighedRequest,
  path: string,
  now: Date,
): readonly GateFailure[] {
  const { record, approvals, requirements } = request;
  const fail = (message: string, mend: string, more: Partial<GateFailure> = {}): GateFailure => ({
    check: 'G08',
    path,
    record: record.id,
    message,
    mend,
    ...more,
  });
  const failures = approvals.refused
    .filter(({ refusal }) => pretended.has(refusal))
    .map(({ path: file, because }) =>
      fail(because, t('Delete {0}.', file), { path: file, always: true }),
    );
  if (approvals.rejectedBy !== undefined || !approvals.complete) {
    const ask = t('Ask for it: “mcp-change approve {0}” on a machine of theirs.', record.id);
    for (const missing of approvals.missing) failures.push(fail(missing, ask));
    for (const { refusal, because, path: file } of approvals.refused) {
      if (pretended.has(refusal) || refusal === 'unreadable') continue;
      failures.push(fail(t('This approval does not count: {0}', because), ask, { path: file }));
    }
  }
  if (requirements.approvals.length > 0 && record.status === 'draft') {
    failures.push(
      fail(
        t('{0} is a draft; nobody was asked yet.', record.id),
        t('Propose it: “mcp-change propose {0}”.', record.id),
      ),
    );
  }
  const end = waitingEnd(request);
  if (end === 'not-proposed') {
    failures.push(
      fail(
        t('It has to wait after it was proposed, and it was not proposed as it is now.'),
        t('Propose it: “mcp-change propose {0}”.', record.id),
      ),
    );
  } else if (end !== undefined && now < end) {
    const until = `${end.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
    failures.push(fail(t('It waits until {0}.', until), t('Run the gate again after that.')));
  }
  if (approvals.selfApproved && record.rollback.rehearsal.result !== 'passed') {
    failures.push(
      fail(
        t('Whoever approves alone needs a rollback that was rehearsed.'),
        t('Write the record anew with “mcp-change record”; it rehearses the rollback.'),
      ),
    );
  }
  return failures;
}

/** The policy's waiting time, or the one that stands in for a second person; the longer one. */
function waitingEnd({
  approvals,
  requirements,
  proposedAt,
}: WeighedRequest): Date | 'not-proposed' | undefined {
  const alone = approvals.selfApproved ? (requirements.solo?.hours ?? 0) : 0;
  const hours = Math.max(requirements.wait?.hours ?? 0, alone);
  if (hours === 0) return undefined;
  if (proposedAt === undefined) return 'not-proposed';
  return new Date(proposedAt.getTime() + hours * hourMilliseconds);
}
