import { t } from '@vscode/l10n';
import type { Requirements, RoleDemand } from '../policy/requirements';
import type { JudgedApproval } from './judgeApproval';

/** What the approvals of one change add up to. */
export interface ApprovalCount {
  readonly complete: boolean;
  /** One sentence for each thing that is still missing. */
  readonly missing: readonly string[];
  readonly approvedBy: readonly CountedApproval[];
  /** Those that do not count, and why. */
  readonly refused: readonly Extract<JudgedApproval, { counts: false }>[];
  /** Somebody said no to the change as it is now. */
  readonly rejectedBy?: { readonly by: string; readonly why?: string | undefined } | undefined;
  /** The author stands in for the second person; shown wherever the change is. */
  readonly selfApproved: boolean;
}

export interface CountedApproval {
  readonly by: string;
  readonly at: string;
  readonly roles: readonly string[];
  readonly selfApproved: boolean;
}

type Demands = Pick<Requirements, 'approvals' | 'distinctPeople' | 'solo'>;

/**
 * Counts what was judged against what is asked. A person counts once for a role, however many names or
 * files; somebody with one key counts as one person, however many people it is listed for.
 */
export function countApprovals(demands: Demands, judged: readonly JudgedApproval[]): ApprovalCount {
  const counting = judged.filter((entry) => entry.counts);
  const rejection = counting.find(({ approval }) => approval.statement.decision === 'reject');
  const approvals = counting.filter(({ approval }) => approval.statement.decision === 'approve');
  const selfApproved = approvals.some((entry) => entry.selfApproved);
  const alone = demands.solo !== undefined && selfApproved;
  const missing = demands.approvals.flatMap((demand) => missingFor(demand, approvals, alone));
  const people = countPeople(approvals);
  const wanted = alone ? Math.min(1, demands.distinctPeople) : demands.distinctPeople;
  if (missing.length === 0 && people < wanted) {
    missing.push(t('{0} different people have to stand behind it; {1} so far.', wanted, people));
  }
  if (rejection !== undefined) {
    const { by, why } = rejection.approval.statement;
    missing.unshift(t('{0} said no: {1}', by, why ?? t('no reason was given')));
  }
  return {
    complete: missing.length === 0,
    missing,
    approvedBy: approvals.map(({ approval: { statement }, roles, selfApproved: own }) => ({
      by: statement.by,
      at: statement.at,
      roles,
      selfApproved: own,
    })),
    refused: judged.filter((entry) => !entry.counts),
    rejectedBy:
      rejection === undefined
        ? undefined
        : { by: rejection.approval.statement.by, why: rejection.approval.statement.why },
    selfApproved: alone,
  };
}

type Counting = Extract<JudgedApproval, { counts: true }>;

function missingFor(
  { role, count, because }: RoleDemand,
  approvals: readonly Counting[],
  alone: boolean,
): readonly string[] {
  const present = countPeople(approvals.filter(({ roles }) => roles.includes(role)));
  const wanted = alone ? Math.min(1, count) : count;
  if (present >= wanted) return [];
  const reason = because.length === 0 ? '' : ` (${because.join('; ')})`;
  return wanted - present === 1
    ? [t('Needs an approval as {0}{1}.', role, reason)]
    : [t('Needs {0} approvals as {1}{2}.', wanted - present, role, reason)];
}

/** Whoever shares a name or a key with another is the same person. */
function countPeople(approvals: readonly Counting[]): number {
  const groups: { readonly names: Set<string> }[] = [];
  for (const { person, key } of approvals) {
    const names = [`person ${person}`, `key ${key}`];
    const same = groups.filter((group) => names.some((name) => group.names.has(name)));
    const merged = new Set([...same.flatMap((group) => [...group.names]), ...names]);
    for (const group of same) groups.splice(groups.indexOf(group), 1);
    groups.push({ names: merged });
  }
  return groups.length;
}
