import { t } from '@vscode/l10n';
import { speaksForItsFiles } from '../record/coveredChanges';
import { isAgentIdentity } from './people';
import type { Part } from './judgeApproval';
import type { WeighedRequest } from './weighRequest';

/** What somebody may do with a request that is put before them. */
export type OwnPart =
  | {
      /** The roles they would approve as; those that are still missing first. */
      readonly roles: readonly string[];
      /** They are the author, and the policy lets one person stand for two. */
      readonly alone: boolean;
      /** A role of theirs is still missing. */
      readonly awaited: boolean;
    }
  | { readonly because: string };

/**
 * Whether a person may approve a request now, said to that person. What counts in the end is
 * `judgeApproval`; this says it before anything is signed.
 */
export function mayApprove(request: WeighedRequest, me: string): OwnPart {
  const { record, requirements, context, approvals } = request;
  if (!speaksForItsFiles(record.status) || record.status === 'closed') {
    return { because: t('{0} is {1}; there is nothing to approve.', record.id, record.status) };
  }
  if (requirements.approvals.length === 0) {
    return { because: t('Nobody has to approve this change.') };
  }
  if (isAgentIdentity(me)) {
    return { because: t('Agents do not approve. Ask a person.') };
  }
  const part = context.involved.find(({ identity }) => context.people.same(identity, me));
  if (part !== undefined && !context.solo) return { because: ownPart(part.part) };
  const demanded = requirements.approvals.map(({ role }) => role);
  const roles = demanded.filter((role) => context.holds(me, role));
  if (roles.length === 0) {
    return {
      because: t('It needs {0}, and the policy does not name you for it.', demanded.join(', ')),
    };
  }
  const mine = approvals.approvedBy.some(({ by }) => context.people.same(by, me));
  return { roles, alone: part !== undefined, awaited: !mine && !approvals.complete };
}

function ownPart(part: Part): string {
  const did: Readonly<Record<Part, string>> = {
    requester: t('You asked for this change'),
    author: t('You wrote part of this change'),
    committer: t('You committed part of this change'),
    'co-author': t('You are a co-author of this change'),
    operator: t('You ran the agent that wrote this change'),
  };
  return t('{0}; somebody else has to approve it.', did[part]);
}
