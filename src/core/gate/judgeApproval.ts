import { t } from '@vscode/l10n';
import type { ApprovalDigests, ParsedApproval, SignedApproval } from '../record/approval';
import { isAgentIdentity, type People } from './people';

/**
 * What the check of a signature says: for whom the key stands in the list of allowed signers, and the
 * key's fingerprint. The list is the one of the base branch.
 */
export type CheckedSignature =
  | { readonly good: true; readonly principals: readonly string[]; readonly key: string }
  | { readonly good: false; readonly because: string };

/** One approval file with what its signature turned out to be. */
export interface CheckedApproval {
  /** Where the file stands, relative to the root. */
  readonly path: string;
  /** The record its name says it is for. */
  readonly record: string;
  readonly parsed: ParsedApproval;
  /** Undefined where nothing could be read that might be signed. */
  readonly signature?: CheckedSignature | undefined;
}

/** What somebody did for a change, so that they cannot be the one who approves it. */
export type Part = 'requester' | 'author' | 'committer' | 'co-author' | 'operator';

export interface Involved {
  readonly identity: string;
  readonly part: Part;
}

/** What approvals are measured against; all of it from the base branch and the diff, never from the record alone. */
export interface ApprovalContext {
  readonly record: string;
  readonly digests: ApprovalDigests;
  readonly now: Date;
  readonly people: People;
  readonly involved: readonly Involved[];
  /** Whether a person can play a role in this change. */
  readonly holds: (identity: string, role: string) => boolean;
  /** Another layout with the same meaning keeps an approval: at low and medium risk. */
  readonly keepsThroughLayout: boolean;
  /** The author may stand in for the second person. */
  readonly solo: boolean;
  /** An approval that is older holds no longer, whatever it says itself. */
  readonly approvalDays: number;
  /** Digests of policies that asked no less of this change than the present one. */
  readonly equalPolicies?: readonly string[] | undefined;
}

export type Refusal =
  | 'unreadable'
  | 'forged'
  | 'misplaced'
  | 'agent'
  | 'replayed'
  | 'expired'
  | 'edited'
  | 'plan-edited'
  | 'policy-changed'
  | 'self-given'
  | 'no-role';

export type JudgedApproval =
  | {
      readonly counts: true;
      readonly path: string;
      readonly approval: SignedApproval;
      /** One name for the person, whatever name was used. */
      readonly person: string;
      readonly key: string;
      readonly roles: readonly string[];
      /** Given by the author, where a policy allows one person to. */
      readonly selfApproved: boolean;
    }
  | {
      readonly counts: false;
      readonly path: string;
      readonly approval?: SignedApproval | undefined;
      readonly refusal: Refusal;
      /** One sentence: why it does not count and what to do. */
      readonly because: string;
    };

/** Clocks of two machines differ a little. */
const clockSkewMilliseconds = 5 * 60 * 1000;
const dayMilliseconds = 24 * 60 * 60 * 1000;

/**
 * Whether one decision counts for a change as it is now. A rejection is judged by the same measure,
 * but it needs no role of its own and the author may give it too.
 */
export function judgeApproval(
  candidate: CheckedApproval,
  context: ApprovalContext,
): JudgedApproval {
  const { path, parsed, signature } = candidate;
  const { approval } = parsed;
  const refuse = (refusal: Refusal, because: string): JudgedApproval => ({
    counts: false,
    path,
    approval,
    refusal,
    because,
  });
  if (approval === undefined) return refuse('unreadable', parsed.problem);
  const { statement } = approval;
  const { by } = statement;
  if (signature === undefined || !signature.good) {
    return refuse(
      'forged',
      t(
        'The approval of {0} is not signed by them: {1}',
        by,
        signature?.because ?? t('its signature was not checked.'),
      ),
    );
  }
  const person = signer(by, signature.principals, context.people);
  if (person === undefined) {
    return refuse(
      'forged',
      t(
        'It says it is by {0}, but the key belongs to {1}. {0} has to approve with a key of their own.',
        by,
        signature.principals.join(', '),
      ),
    );
  }
  if (candidate.record !== statement.record) {
    return refuse(
      'misplaced',
      t('Its name says {0}, its text {1}. Approve again.', candidate.record, statement.record),
    );
  }
  if ([by, ...signature.principals].some(isAgentIdentity)) {
    return refuse('agent', t('{0} is an agent. Only people approve; ask one of them.', by));
  }
  if (statement.record !== context.record) {
    return refuse('replayed', t('It was given for {0}, not for this change.', statement.record));
  }
  const late = outOfTime(statement.at, statement.expires_at, context);
  if (late !== undefined) return refuse('expired', `${late} ${t('Ask {0} again.', by)}`);
  const moved = movedOn(statement, context);
  if (moved !== undefined) {
    return refuse(moved.refusal, `${moved.because} ${t('Ask {0} to look again.', by)}`);
  }
  const parts = context.involved.filter(({ identity }) =>
    [by, ...signature.principals].some((name) => context.people.same(name, identity)),
  );
  const selfApproved = parts.length > 0;
  const base = { counts: true as const, path, approval, person, key: signature.key, selfApproved };
  if (statement.decision === 'reject') return { ...base, roles: statement.roles };
  if (selfApproved && !context.solo) {
    return refuse('self-given', selfGiven(by, parts[0]));
  }
  const held = statement.roles.filter((role) =>
    [by, ...signature.principals].some((name) => context.holds(name, role)),
  );
  if (statement.roles.length > 0 && held.length === 0) {
    return refuse(
      'no-role',
      t(
        '{0} approved as {1}, but the policy on the base branch does not name them for it.',
        by,
        statement.roles.join(', '),
      ),
    );
  }
  return { ...base, roles: held };
}

/** The person a good signature stands for, if it is the one who is named. */
function signer(by: string, principals: readonly string[], people: People): string | undefined {
  return principals.some((principal) => people.same(principal, by)) ? people.person(by) : undefined;
}

function outOfTime(at: string, expiresAt: string, context: ApprovalContext): string | undefined {
  const now = context.now.getTime();
  const given = Date.parse(at);
  if (given > now + clockSkewMilliseconds) {
    return t('It is dated in the future ({0}).', at);
  }
  const end = Math.min(Date.parse(expiresAt), given + context.approvalDays * dayMilliseconds);
  return now > end ? t('It expired on {0}.', new Date(end).toISOString().slice(0, 10)) : undefined;
}

interface Moved {
  readonly refusal: Refusal;
  readonly because: string;
}

function movedOn(seen: ApprovalDigests, context: ApprovalContext): Moved | undefined {
  const { digests } = context;
  if (seen.content_digest !== digests.content_digest) {
    const sameMeaning = seen.semantic_digest === digests.semantic_digest;
    if (!sameMeaning || !context.keepsThroughLayout) {
      return {
        refusal: 'edited',
        because: sameMeaning
          ? t('The files were laid out anew since it was given.')
          : t('The files, or what the base branch holds of them, changed since it was given.'),
      };
    }
  }
  if (seen.intent_digest !== digests.intent_digest) {
    return {
      refusal: 'plan-edited',
      because: t(
        'The reason, risk, tests, deployment or rollback plan changed since it was given.',
      ),
    };
  }
  const equal = [digests.policy_digest, ...(context.equalPolicies ?? [])];
  if (!equal.includes(seen.policy_digest)) {
    return {
      refusal: 'policy-changed',
      because: t('The policy changed since it was given and may ask for more.'),
    };
  }
  return undefined;
}

function selfGiven(by: string, part: Involved | undefined): string {
  const also = part === undefined || part.identity === by ? '' : ` (${part.identity})`;
  const words: Readonly<Record<Part, string>> = {
    requester: t('asked for this change'),
    author: t('wrote part of this change'),
    committer: t('committed part of this change'),
    'co-author': t('is a co-author of this change'),
    operator: t('ran the agent that wrote part of this change'),
  };
  return t(
    '{0}{1} {2} and cannot approve it. Ask somebody who had no part in it.',
    by,
    also,
    words[part?.part ?? 'author'],
  );
}
