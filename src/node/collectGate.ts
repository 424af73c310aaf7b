import type { GateCommit, GateFile, GateInput, GateRecord } from '../core/gate/gateInput';
import type { CheckedApproval } from '../core/gate/judgeApproval';
import { emailIdentity } from '../core/gate/people';
import type { PlacedTemplate } from '../core/gate/plannedNow';
import { policyFile } from '../core/policy/changePolicy';
import { governedPaths } from '../core/policy/governedPaths';
import { isTemplatePath, parseTemplate } from '../core/policy/templates/parseTemplate';
import type { PolicySource } from '../core/policy/resolvePolicy';
import { approvalText, approvedRecord, parseApproval } from '../core/record/approval';
import type { ChangeRecord } from '../core/record/changeRecord';
import { parseRecord } from '../core/record/parseRecord';
import { withLessons } from '../core/record/withLessons';
import { textOf } from './analyzeReading';
import { changeVersions, type TreeState } from './changeVersions';
import { compareTrees } from './compareStates';
import { GitError } from './gitError';
import type { CommitPart, GitRepository, TreeEntry } from './gitRepository';
import { policiesAt } from './policySources';
import { checkSignature } from './sshKeygen';

/** Who may sign, on the base branch. */
export const signersFile = '.mcp-change/allowed_signers';

const mailmapFile = '.mailmap';

/** In the order in which forges look. */
const ownersFiles = ['.github/CODEOWNERS', '.gitlab/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'];

/** Each costs a few processes; no request has that many approvers. */
const mostApprovals = 50;

/** An approval is a few days old at most; policies change seldom. */
const mostPolicies = 20;

const recordPath = /(?:^|\/)\.mcp-change\/records\/[^/]+\.ya?ml$/;
const linkMode = '120000';

export interface GateStates {
  readonly base: { readonly label: string; readonly commit: string };
  readonly head: { readonly label: string; readonly commit: string };
  /** What the base would become. */
  readonly tree: string;
  /** The list of who may sign. */
  readonly signers: string | undefined;
  readonly baseState: TreeState;
  readonly input: GateInput;
}

type Entries = ReadonlyMap<string, TreeEntry>;

/**
 * Collects what the gate looks at: the merge result of two refs against the tip of the base, and the
 * rules as the base has them. Writes nothing but the merged objects, starts git and ssh-keygen only.
 *
 * @throws GitError when a ref does not exist, the two do not merge, or git is too old to say so
 */
export function collectGate(
  repository: GitRepository,
  baseReference: string,
  headReference: string,
  now: Date,
): GateStates {
  const base = { label: shortName(baseReference), commit: repository.commitOf(baseReference) };
  const head = { label: shortName(headReference), commit: repository.commitOf(headReference) };
  const merged = repository.mergeResult(base.commit, head.commit);
  if ('conflicts' in merged) {
    throw new GitError(
      `${base.label} and ${head.label} do not merge: both changed ${merged.conflicts.join(', ')}. Merge or rebase first; then there is a result to look at.`,
    );
  }
  const { tree } = merged;
  const before = repository.entriesAt(base.commit);
  const after = repository.entriesAt(tree);
  const baseState: TreeState = { name: base.commit, entries: before };
  const records = recordsIn(repository, base.commit, tree, before, after);
  const known = records.flatMap(({ parsed }) => parsed.record ?? []);
  const rules = repository.textsAt(base.commit, [signersFile, mailmapFile, ...ownersFiles]);
  const signers = textOf(rules.get(signersFile));
  const ownersFile = ownersFiles.find((path) => before.has(path));
  const policies = policiesIn(repository, base.commit, before);
  const input: GateInput = {
    now,
    files: filesIn(repository, baseState, { name: tree, entries: after }, policies, now),
    records,
    approvals: approvalsIn(repository, tree, after, known, signers, now),
    rules: {
      policies,
      policiesAfter: policiesIn(repository, tree, after),
      earlierPolicies: () =>
        repository
          .historyOf(base.commit, `**/${policyFile}`, mostPolicies)
          .map((commit) => policiesIn(repository, commit, repository.entriesAt(commit))),
      mailmap: textOf(rules.get(mailmapFile)),
      codeowners: ownersFile === undefined ? undefined : textOf(rules.get(ownersFile)),
      templates: templatesIn(repository, base.commit, before),
    },
    commits: new Map(
      known.map((record) => {
        const paths = record.subject.files.map(({ path }) => path);
        const parts = repository.partsIn(base.commit, head.commit, paths);
        return [record.id, parts.map(commitOf)] as const;
      }),
    ),
    onBase: remembered(
      (commit) =>
        repository.findCommit(commit) !== undefined && repository.isAncestor(commit, base.commit),
    ),
  };
  return { base, head, tree, signers, baseState, input };
}

/** Many records name the same baseline, and each question costs two processes. */
function remembered(ask: (commit: string) => boolean): (commit: string) => boolean {
  const known = new Map<string, boolean>();
  return (commit) => {
    const answer = known.get(commit) ?? ask(commit);
    known.set(commit, answer);
    return answer;
  };
}

function shortName(reference: string): string {
  return reference.replace(/^refs\/(?:heads|remotes)\//, '');
}

function filesIn(
  repository: GitRepository,
  base: TreeState,
  tree: TreeState,
  policies: readonly PolicySource[],
  now: Date,
): readonly GateFile[] {
  // The base alone says what is governed besides: what a change adds holds from the next one on.
  const compared = compareTrees(repository, base, tree, governedPaths(policies));
  const { unread } = compared;
  // A branch cannot take back what the base learnt, nor claim that something was rolled back.
  const told = compared.analyses.length === 0 ? [] : rolledBackAt(repository, base);
  const taught = compared.analyses.map((analysis) => withLessons(analysis, told, now));
  const analyses = taught.map(({ analysis }) => analysis);
  const paths = [...analyses, ...unread].map(({ path }) => path);
  const versions = changeVersions(repository, base, tree, paths);
  return versions.map((version) => {
    const analysis = analyses.find(({ path }) => path === version.path);
    const problem = unread.find(({ path }) => path === version.path)?.reason;
    return {
      ...version,
      before: analysis?.baselineText,
      after: analysis?.text,
      analysis,
      problem: problem ?? (analysis?.status === 'unreadable' ? analysis.reason : undefined),
      lessons: [
        ...(taught.find((file) => file.analysis === analysis)?.lessons ?? new Map<never, string>()),
      ].map(([, lesson]) => lesson),
    };
  });
}

/** The records of a state that say how something was taken back. */
function rolledBackAt(
  repository: GitRepository,
  { name, entries }: TreeState,
): readonly ChangeRecord[] {
  const paths = [...entries]
    .filter(([path, { mode }]) => recordPath.test(path) && mode !== linkMode)
    .map(([path]) => path);
  return [...repository.textsAt(name, paths).values()].flatMap((reading) => {
    const text = textOf(reading);
    // Most records were never rolled back, and reading one takes a millisecond.
    return text?.includes('rolled-back') === true ? (parseRecord(text).record ?? []) : [];
  });
}

function recordsIn(
  repository: GitRepository,
  base: string,
  tree: string,
  before: Entries,
  after: Entries,
): readonly GateRecord[] {
  const changed = [...after]
    .filter(([path, { blob }]) => recordPath.test(path) && before.get(path)?.blob !== blob)
    .map(([path, { mode }]) => ({ path, link: mode === linkMode }));
  const texts = repository.textsAt(
    tree,
    changed.filter(({ link }) => !link).map(({ path }) => path),
  );
  return changed.map(({ path, link }) => {
    const reading = texts.get(path);
    const text = textOf(reading) ?? '';
    const problem = reading !== undefined && 'problem' in reading ? reading.problem : undefined;
    const parsed =
      problem === undefined
        ? parseRecord(text)
        : { problems: [{ message: problem, pointer: '', range: { start: 0, end: 0 } }] };
    return {
      path,
      text,
      link,
      parsed,
      before:
        parsed.record === undefined
          ? undefined
          : recordAt(repository, base, before, parsed.record.id),
    };
  });
}

/** The record of an id, whatever slug its name has. */
function recordAt(
  repository: GitRepository,
  state: string,
  entries: Entries,
  id: string,
): ChangeRecord | undefined {
  const path = [...entries.keys()].find(
    (name) => recordPath.test(name) && name.slice(name.lastIndexOf('/') + 1).startsWith(id),
  );
  const text = path === undefined ? undefined : textAt(repository, state, path);
  return text === undefined ? undefined : parseRecord(text).record;
}

function approvalsIn(
  repository: GitRepository,
  tree: string,
  entries: Entries,
  records: readonly ChangeRecord[],
  signers: string | undefined,
  now: Date,
): readonly CheckedApproval[] {
  const ids = new Set(records.map(({ id }) => id));
  const counts = new Map<string, number>();
  const wanted = [...entries].flatMap(([path, { mode }]) => {
    const name = path.slice(path.lastIndexOf('/') + 1);
    const record = approvedRecord(name);
    if (record === undefined || !ids.has(record) || mode === linkMode) return [];
    if (!/(?:^|\/)\.mcp-change\/records\/[^/]+$/.test(path)) return [];
    const count = (counts.get(record) ?? 0) + 1;
    counts.set(record, count);
    return count > mostApprovals ? [] : [{ path, record }];
  });
  const texts = repository.textsAt(
    tree,
    wanted.map(({ path }) => path),
  );
  return wanted.map(({ path, record }) => {
    const parsed = parseApproval(textOf(texts.get(path)) ?? '');
    const { approval } = parsed;
    const signature =
      approval === undefined
        ? undefined
        : checkSignature(approvalText(approval.statement), approval.signature, signers, now);
    return { path, record, parsed, signature };
  });
}

function policiesIn(
  repository: GitRepository,
  state: string,
  entries: Entries,
): readonly (PolicySource & { readonly blob: string })[] {
  return policiesAt(repository, state, [...entries.keys()]).map((policy) => ({
    ...policy,
    blob: entries.get(policy.path)?.blob ?? '',
  }));
}

/** What a team says about templates; a file with a problem says nothing. */
function templatesIn(
  repository: GitRepository,
  state: string,
  entries: Entries,
): readonly PlacedTemplate[] {
  const paths = [...entries.keys()].filter(isTemplatePath);
  if (paths.length === 0) return [];
  const texts = repository.textsAt(state, paths);
  return paths.flatMap((path) => {
    const text = textOf(texts.get(path));
    const override = text === undefined ? undefined : parseTemplate(path, text).override;
    return override === undefined ? [] : [{ path, override }];
  });
}

function commitOf(part: CommitPart): GateCommit {
  return {
    committedAt: part.committedAt,
    people: [
      { identity: emailIdentity(part.author.email), part: 'author' },
      { identity: emailIdentity(part.committer.email), part: 'committer' },
      ...part.coAuthors.map(({ email }) => ({
        identity: emailIdentity(email),
        part: 'co-author' as const,
      })),
    ],
  };
}

function textAt(repository: GitRepository, state: string, path: string): string | undefined {
  return textOf(repository.textsAt(state, [path]).get(path));
}
