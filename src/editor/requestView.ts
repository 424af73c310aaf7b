import { checkApprovals } from '../core/gate/checkApprovals';
import { checkClaims } from '../core/gate/checkClaims';
import { checkPlan } from '../core/gate/checkPlan';
import type { GateInput } from '../core/gate/gateInput';
import type { CheckedApproval, JudgedApproval } from '../core/gate/judgeApproval';
import { judgeApproval } from '../core/gate/judgeApproval';
import { lifeCycle, type LifeCycle } from '../core/gate/lifeCycle';
import { lowerTier } from '../core/gate/lowerTier';
import { mayApprove, type OwnPart } from '../core/gate/mayApprove';
import { movedKeys } from '../core/gate/movedKeys';
import { plannedNow, withAnswersOf } from '../core/gate/plannedNow';
import { standingsNow } from '../core/gate/standingsNow';
import { weighRequest, type WeighedRequest } from '../core/gate/weighRequest';
import type { ChangeRecord } from '../core/record/changeRecord';
import { standingsOf, type Standing } from '../core/record/evidence';
import type { CollectedRequest } from './collectRequest';

/** Where one request stands, for everything that shows it. */
export interface RequestView extends LifeCycle {
  readonly record: ChangeRecord;
  /** Undefined: it could not be measured by git, and only says what it says of itself. */
  readonly weighed?: WeighedRequest | undefined;
  /** What has to happen before it may be merged, in words; without tests and checks. */
  readonly missing: readonly string[];
  /** How many approvals are asked for, and how many of them are missing. */
  readonly wanted: { readonly approvals: number; readonly missing: number };
  readonly approvals: readonly JudgedApproval[];
  readonly standings: readonly Standing[];
  /** The files are those the record was written for. */
  readonly upToDate: boolean;
  /** For a few words beside “stale”. */
  readonly moved: readonly string[];
  readonly lower?: string | undefined;
  /** What the one who works here may do with it. */
  readonly mine?: OwnPart | undefined;
  /** Everything that would be approved is committed. */
  readonly committed: boolean;
  /** The list of who may sign, on the base branch. */
  readonly signers?: string | undefined;
}

/** What the record says by itself, where git cannot be asked or need not be. */
export function plainView(
  record: ChangeRecord,
  now: Date,
  merged: { readonly since: Date | undefined; readonly verifyHours: number } | undefined,
): RequestView {
  const life = lifeCycle({
    record,
    now,
    live: merged !== undefined,
    liveSince: merged?.since,
    upToDate: true,
    verifyHours: merged?.verifyHours ?? 0,
  });
  return {
    ...life,
    record,
    missing: [],
    wanted: { approvals: 0, missing: 0 },
    approvals: [],
    standings: merged === undefined ? standingsOf(record) : [],
    upToDate: true,
    moved: [],
    committed: false,
  };
}

/** Measures a request by the diff, as the gate does. Pure. */
export function weighedView(
  record: ChangeRecord,
  path: string,
  collected: CollectedRequest,
  approvals: readonly CheckedApproval[],
  me: string,
  now: Date,
): RequestView {
  const input: GateInput = {
    now,
    files: collected.files,
    records: [],
    approvals,
    rules: collected.rules,
    commits: new Map([[record.id, collected.commits]]),
    // What is not on the base branch is told by its content: that is measured anyway.
    onBase: () => true,
  };
  const weighed = weighRequest(record, input);
  const claims = checkClaims(weighed, path);
  const life = lifeCycle({
    record,
    now,
    live: collected.files.length === 0,
    upToDate: claims.length === 0,
    approvals: weighed.approvals,
    verifyHours: weighed.requirements.verifyHours,
  });
  const failures = [
    ...claims,
    ...checkPlan(weighed, path, now, input.onBase),
    ...checkApprovals(weighed, path, now),
  ];
  const judged = approvals.map((approval) => judgeApproval(approval, weighed.context));
  return {
    ...life,
    record,
    weighed,
    missing: isOpen(life)
      ? [
          ...new Set(
            failures.filter(({ standing }) => standing === undefined).map(({ message }) => message),
          ),
        ]
      : [],
    wanted: wantedOf(weighed),
    approvals: judged,
    standings: standingsNow(withAnswersOf(record, plannedNow(weighed, path)), weighed.files),
    upToDate: claims.length === 0,
    moved:
      life.state === 'stale'
        ? movedKeys(
            record,
            weighed.files.flatMap(({ analysis }) => analysis ?? []),
          )
        : [],
    lower: lowerTier(weighed.parts),
    mine: mayApprove(weighed, me),
    committed: collected.committed,
    signers: collected.signers,
  };
}

/** It asks something of somebody. */
export function isOpen({ state }: Pick<LifeCycle, 'state'>): boolean {
  return (
    state === 'draft' ||
    state === 'proposed' ||
    state === 'approved' ||
    state === 'stale' ||
    state === 'expired' ||
    isEmergency({ state })
  );
}

export function isEmergency({ state }: Pick<LifeCycle, 'state'>): boolean {
  return state === 'emergency-active' || state === 'emergency-overdue';
}

function wantedOf({ requirements, approvals }: WeighedRequest): RequestView['wanted'] {
  const wanted = requirements.approvals.reduce((sum, { count }) => sum + count, 0);
  const given = requirements.approvals.reduce((sum, { role, count }) => {
    const present = approvals.approvedBy.filter(({ roles }) => roles.includes(role)).length;
    return sum + Math.min(count, present);
  }, 0);
  // Where every role is played, another person may still be missing.
  return { approvals: wanted, missing: approvals.complete ? 0 : Math.max(wanted - given, 1) };
}
