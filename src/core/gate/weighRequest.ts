import type { FileAnalysis } from '../analyze';
import type { Requirements } from '../policy/requirements';
import { requirementsOf } from '../policy/requirementsOf';
import {
  judgingPolicies,
  resolvePolicy,
  type JudgingPolicies,
  type PolicyInForce,
} from '../policy/resolvePolicy';
import { selectedPart } from '../policy/selectedPart';
import { compareTiers } from '../risk/scoreFinding';
import type { ApprovalDigests } from '../record/approval';
import type { ChangeRecord, RecordChange } from '../record/changeRecord';
import { cleanText } from '../record/cleanText';
import { contentDigest, intentDigest, policyDigest, semanticDigest } from '../record/digests';
import { namedChanges } from '../record/namedChanges';
import { countApprovals, type ApprovalCount } from './countApprovals';
import { asksNoMore } from './asksNoMore';
import type { GateFile, GateInput, VersionedPolicy } from './gateInput';
import { judgeApproval, type ApprovalContext, type Involved } from './judgeApproval';
import { knowPeople, type People } from './people';
import { roleHolders } from './owners';
import type { PlacedTemplate } from './plannedNow';

/** A request measured by the diff: what it needs, what it binds to, what it has. */
export interface WeighedRequest {
  readonly record: ChangeRecord;
  /** The files of the diff that the record lists. */
  readonly files: readonly GateFile[];
  /** Each with the changes that the record names. */
  readonly parts: readonly FileAnalysis[];
  readonly requirements: Requirements;
  readonly digests: ApprovalDigests;
  readonly people: People;
  /** What the team says about templates, on the base branch. */
  readonly templates: readonly PlacedTemplate[];
  /** What one more approval would be measured against. */
  readonly context: ApprovalContext;
  readonly approvals: ApprovalCount;
  /** When it was proposed as it is now; undefined: never. */
  readonly proposedAt?: Date | undefined;
}

/** Recomputes from the diff what a record claims, and judges its approvals by that. */
export function weighRequest(record: ChangeRecord, input: GateInput): WeighedRequest {
  const { rules, now } = input;
  const listed = new Set(record.subject.files.map(({ path }) => path));
  const files = input.files.filter(({ path }) => listed.has(path));
  const parts = files.flatMap(({ analysis }) =>
    analysis === undefined ? [] : [namedPart(analysis, record)],
  );
  const paths = [...listed];
  const policies = judgingPolicies(rules.policies, rules.policiesAfter, paths);
  const needs = (judging: JudgingPolicies): Requirements =>
    requirementsOf(parts, {
      ...judging,
      now,
      unread: files.filter(
        ({ analysis, problem }) => analysis === undefined && problem !== undefined,
      ).length,
      emergency: record.lane === 'emergency',
    });
  const requirements = needs(policies);
  const digests: ApprovalDigests = {
    content_digest: contentDigest(
      record.subject.files.map(
        ({ path }) => files.find((file) => file.path === path) ?? { path, from: null, to: null },
      ),
    ),
    semantic_digest: semanticDigest(parts.flatMap(atomsOf)),
    intent_digest: intentDigest(record),
    policy_digest: digestInForce(rules.policies, policies.policy),
  };
  const people = knowPeople(
    rules.mailmap,
    Object.entries(policies.policy.policy.people).map(([first, others]) => [first, ...others]),
  );
  const commits = input.commits.get(record.id) ?? [];
  const involved = involvedIn(
    record,
    commits.flatMap((commit) => commit.people),
  );
  const holds = roleHolders(policies.policy.policy, people, rules.codeowners, paths);
  const own = input.approvals.filter((approval) => approval.record === record.id);
  const underOther = own.some(
    ({ parsed: { approval } }) =>
      approval !== undefined && approval.statement.policy_digest !== digests.policy_digest,
  );
  const context: ApprovalContext = {
    record: record.id,
    digests,
    now,
    people,
    involved,
    holds,
    keepsThroughLayout: compareTiers(requirements.tier, 'medium') <= 0,
    solo: requirements.solo !== undefined,
    approvalDays: requirements.approvalDays,
    equalPolicies: (underOther ? rules.earlierPolicies() : []).flatMap((sources) => {
      const earlier = resolvePolicy(sources, paths);
      return asksNoMore(requirements, needs({ policy: earlier }))
        ? [digestInForce(sources, earlier)]
        : [];
    }),
  };
  const judged = own.map((approval) => judgeApproval(approval, context));
  return {
    record,
    files,
    parts,
    requirements,
    digests,
    people,
    templates: rules.templates,
    context,
    approvals: countApprovals(requirements, judged),
    proposedAt: proposedAt(
      record,
      commits.map(({ committedAt }) => committedAt),
    ),
  };
}

/** The changes as a record would name them. */
export function atomsOf(analysis: FileAnalysis): readonly Omit<RecordChange, 'number'>[] {
  return analysis.changes.map((change) => ({
    file: analysis.path,
    pointer: cleanText(change.pointer),
    op: change.op,
    facet: change.facet,
    subject: cleanText(change.subject),
    before: change.before === undefined ? undefined : cleanText(change.before),
    after: change.after === undefined ? undefined : cleanText(change.after),
    direction: change.direction,
    words: cleanText(change.words),
  }));
}

/** The digest of those policy files that have a say. */
function digestInForce(sources: readonly VersionedPolicy[], { from }: PolicyInForce): string {
  return policyDigest(sources.filter(({ path }) => from.includes(path)));
}

function namedPart(analysis: FileAnalysis, record: ChangeRecord): FileAnalysis {
  const named = record.changes.filter(({ file }) => file === analysis.path);
  const found = namedChanges(analysis.changes, named);
  return found.size === analysis.changes.length
    ? analysis
    : selectedPart(
        analysis,
        analysis.changes.filter((change) => found.has(change)),
      );
}

/** The record may name more people than the commits, never fewer. */
function involvedIn(record: ChangeRecord, committed: readonly Involved[]): readonly Involved[] {
  return [
    { identity: record.requester.id, part: 'requester' },
    ...record.authorship.agents.map(({ operator }) => ({
      identity: operator,
      part: 'operator' as const,
    })),
    ...record.authorship.humans.map((identity) => ({ identity, part: 'author' as const })),
    ...committed,
  ];
}

/** Whoever waits, waits from the last edit on, whatever the log says. */
function proposedAt(record: ChangeRecord, edits: readonly Date[]): Date | undefined {
  const asked = record.audit_log
    .filter(
      ({ event, content_digest: content }) =>
        event === 'proposed' && content === record.subject.content_digest,
    )
    .at(-1);
  if (asked === undefined) return undefined;
  const times = [Date.parse(asked.at), ...edits.map((date) => date.getTime())];
  return new Date(Math.max(...times));
}
