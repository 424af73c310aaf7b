import { t } from '@vscode/l10n';
import type { ChangeRecord } from '../record/changeRecord';
import type { ApprovalCount } from './countApprovals';

/** Where a change request stands. Only decisions are stored in its record; the rest follows. */
export type LifeState =
  | 'draft'
  | 'proposed'
  | 'approved'
  | 'stale'
  | 'live'
  | 'verifying'
  | 'closed'
  | 'rolled-back'
  | 'rejected'
  | 'withdrawn'
  | 'superseded'
  | 'expired'
  | 'emergency-active'
  | 'emergency-overdue';

/** What the state follows from, besides the record. */
export interface LifeCycleInput {
  readonly record: ChangeRecord;
  readonly now: Date;
  /** The base branch holds every file as the record leaves it. */
  readonly live: boolean;
  /** The base branch had it, and holds nothing of it any more. */
  readonly gone?: boolean | undefined;
  /** When it got there, if that is known. */
  readonly liveSince?: Date | undefined;
  /**
   * The files of the branch are those the record was written for. Undefined: the record is not
   * committed, so nobody can tell.
   */
  readonly upToDate: boolean | undefined;
  /** Undefined: the approvals were not looked at. */
  readonly approvals?: ApprovalCount | undefined;
  /** How long it is watched once it is live. */
  readonly verifyHours: number;
  /** A later record that names this one under `supersedes`. */
  readonly supersededBy?: string | undefined;
}

export interface LifeCycle {
  readonly state: LifeState;
  /** One sentence: why, and what comes next. */
  readonly because: string;
}

const hourMilliseconds = 60 * 60 * 1000;

/** Works out the state of a request. Pure: the same input always gives the same answer. */
export function lifeCycle(input: LifeCycleInput): LifeCycle {
  const said = decided(input);
  if (said !== undefined) return said;
  if (input.gone === true) {
    return { state: 'closed', because: t('The files changed again; nothing of it is left.') };
  }
  return emergency(input) ?? (input.live ? inForce(input) : waiting(input));
}

/** What somebody said last holds until somebody says something else. */
function decided({ record, approvals, supersededBy }: LifeCycleInput): LifeCycle | undefined {
  switch (record.status) {
    case 'rolled-back':
      return { state: 'rolled-back', because: t('It was taken back.') };
    case 'withdrawn':
      return { state: 'withdrawn', because: t('It was withdrawn.') };
    case 'superseded':
      return { state: 'superseded', because: t('Another request took its place.') };
    case 'closed':
      return { state: 'closed', because: t('It is done.') };
    case 'rejected':
      return { state: 'rejected', because: rejectedBecause(record) };
    default:
      break;
  }
  if (supersededBy !== undefined) {
    return { state: 'superseded', because: t('{0} took its place.', supersededBy) };
  }
  const { rejectedBy } = approvals ?? {};
  return rejectedBy === undefined
    ? undefined
    : {
        state: 'rejected',
        because: t('{0} said no: {1}', rejectedBy.by, rejectedBy.why ?? t('no reason was given')),
      };
}

function rejectedBecause({ audit_log }: ChangeRecord): string {
  const last = audit_log.filter(({ event }) => event === 'rejected').at(-1);
  return last === undefined
    ? t('It was rejected.')
    : t('{0} said no: {1}', last.actor, last.note ?? t('no reason was given'));
}

/** An emergency is live before anybody agreed, so it stays loud until it was reviewed. */
function emergency({ record, now }: LifeCycleInput): LifeCycle | undefined {
  const block = record.emergency;
  if (record.status !== 'emergency-active' || block === undefined) return undefined;
  if (block.reviewed !== undefined) {
    return block.reviewed.verdict === 'revert'
      ? {
          state: 'emergency-overdue',
          because: t('The review decided that it goes back, and it is still there. Roll it back.'),
        }
      : undefined;
  }
  return now.getTime() > Date.parse(block.review_due)
    ? {
        state: 'emergency-overdue',
        because: t('Its review was due {0}. Review it now, or roll it back.', block.review_due),
      }
    : {
        state: 'emergency-active',
        because: t('It has to be reviewed until {0}.', block.review_due),
      };
}

function inForce({ record, now, liveSince, verifyHours }: LifeCycleInput): LifeCycle {
  if (record.expires_at !== undefined && now.getTime() > Date.parse(record.expires_at)) {
    return {
      state: 'expired',
      because: t('It was to end {0} and is still there. Roll it back.', record.expires_at),
    };
  }
  if (record.outcome !== undefined) return { state: 'closed', because: t('It is done.') };
  if (liveSince === undefined || verifyHours === 0) {
    return { state: 'live', because: t('The base branch holds it.') };
  }
  const end = liveSince.getTime() + verifyHours * hourMilliseconds;
  const until = new Date(end).toISOString().slice(0, 16).replace('T', ' ');
  return now.getTime() < end
    ? { state: 'verifying', because: t('It is live and watched until {0} UTC.', until) }
    : { state: 'closed', because: t('It was watched until {0} UTC; nothing was reported.', until) };
}

function waiting({ record, approvals, upToDate }: LifeCycleInput): LifeCycle {
  // An emergency that was reviewed and stays was asked for when it was declared.
  const proposed = record.status === 'proposed' || record.status === 'emergency-active';
  if (upToDate === undefined) {
    return {
      state: proposed ? 'proposed' : 'draft',
      because: t('It is not committed yet. Only what is committed can be approved.'),
    };
  }
  if (!upToDate) {
    return proposed
      ? {
          state: 'stale',
          because: t(
            'The files are no longer those it was written for. Withdraw it and write a new record.',
          ),
        }
      : {
          state: 'draft',
          because: t('The files are not those it was written for. Write it anew.'),
        };
  }
  if (!proposed) {
    return { state: 'draft', because: t('Nobody was asked yet. Propose it when it is ready.') };
  }
  if (approvals?.complete === true) {
    return {
      state: 'approved',
      because: approvals.selfApproved
        ? t('Self-approved: one person stands behind it.')
        : t('Everybody who is needed agreed.'),
    };
  }
  const moved = approvals?.refused.find(({ refusal }) => voided.has(refusal));
  if (moved !== undefined) return { state: 'stale', because: moved.because };
  return { state: 'proposed', because: approvals?.missing[0] ?? t('It waits for approvals.') };
}

/** An approval that was good once. */
const voided: ReadonlySet<string> = new Set(['expired', 'edited', 'plan-edited', 'policy-changed']);
