import { t } from '@vscode/l10n';
import type { FileAnalysis } from '../analyze';
import type { Change } from '../compare/change';
import type { FindingAcceptance } from '../policy/acceptances/acceptance';
import type { Lane, Requirements } from '../policy/requirements';
import type { ChangePlan } from '../policy/templates/planChange';
import type { Assessment } from '../risk/assessment';
import type { RollbackPlan } from '../rollback/rollbackPlan';
import type { ChangeType, Finding } from '../rules/rule';
import type { TakesEffect } from '../surfaces/surface';
import { builtInTester, type BuiltInResult } from './builtInTests';
import type {
  ChangeRecord,
  RecordAgent,
  RecordChange,
  RecordEmergency,
  RecordEvent,
  RecordFile,
  RecordFileVersion,
  RecordFinding,
  RecordLink,
  RecordPerson,
  RecordReview,
  RecordRollback,
  RecordTests,
} from './changeRecord';
import { cleanText, cleanValue } from './cleanText';
import { contentDigest, intentDigest, semanticDigest } from './digests';
import { textDigest } from './textDigest';
import { whatChanges } from './whatChanges';

/** One file of a change set with what git knows about its two versions. */
export interface RecordFileInput {
  readonly analysis: FileAnalysis;
  /** Null: the file does not exist on this side. */
  readonly from: RecordFileVersion | null;
  readonly to: RecordFileVersion | null;
  /** The changes that the record is about. Undefined: all of the file. */
  readonly selected?: readonly Change[] | undefined;
}

/** Everything a record is made of that the core cannot know by itself. */
export interface RecordInput {
  readonly id: string;
  /** UTC, whole seconds: `2026-11-22T09:14:00Z`. */
  readonly created_at: string;
  readonly requester: RecordPerson;
  readonly humans?: readonly string[] | undefined;
  readonly agents?: readonly RecordAgent[] | undefined;
  readonly origin?: ChangeRecord['origin'];
  readonly base_ref: string;
  readonly baseline_commit: string | null;
  readonly files: readonly RecordFileInput[];
  /** Of the whole change set. */
  readonly assessment: Assessment;
  /** What it needs; the lane and why come from here. */
  readonly requirements: Pick<Requirements, 'lane' | 'sentences'>;
  readonly why: string;
  /** What earlier rollbacks of the same entries say, in sentences. */
  readonly lessons?: readonly string[] | undefined;
  /** Default: the reason's first line, else the sentence of the riskiest change. */
  readonly title?: string | undefined;
  /** A person may choose another type than the one that was worked out. */
  readonly type?: ChangeType | undefined;
  readonly lane?: Lane | undefined;
  readonly plan: RollbackPlan;
  readonly rehearsalMilliseconds?: number | undefined;
  /** What the templates ask of it; undefined: the risk is low, and the record stays short. */
  readonly planned?: ChangePlan | undefined;
  /** What was decided about a finding; for reading, it lowers nothing. */
  readonly acceptanceOf?:
    ((analysis: FileAnalysis, finding: Finding) => FindingAcceptance | undefined) | undefined;
  /** What ran by itself. */
  readonly builtIn?: readonly BuiltInResult[] | undefined;
  readonly tests?: RecordTests | undefined;
  readonly expires_at?: string | undefined;
  readonly emergency?: RecordEmergency | undefined;
  readonly links?: readonly RecordLink[] | undefined;
}

const longestTitle = 100;
const shortestTitle = 8;

/**
 * Fills in a change record; only the reason comes from a person. Secrets are masked and invisible
 * characters removed in every text.
 *
 * @returns a record that `serialiseRecord` can write and `parseRecord` accepts
 */
export function buildRecord(input: RecordInput): ChangeRecord {
  const numbered = numberChanges(input.files);
  const changes = cleanValue(numbered.map(({ record }) => record));
  const files = cleanValue(input.files.map(fileOf));
  const content = contentDigest(files);
  const why = input.why.trim();
  const type = input.type ?? input.assessment.type;
  const draft = cleanValue({
    title: titleOf(input),
    why,
    what_changes: whatChanges(changes),
    risk: riskOf(input),
    still_missing: missing(input, why),
    take_back: takeBack(input),
    apiVersion: 'mcp-change/v1' as const,
    kind: 'ChangeRecord' as const,
    id: input.id,
    status: input.emergency === undefined ? ('draft' as const) : ('emergency-active' as const),
    type,
    types: [...new Set([type, input.assessment.type, ...input.assessment.types])],
    categories: input.assessment.categories,
    lane: input.lane ?? input.requirements.lane,
    origin: input.origin,
    created_at: input.created_at,
    expires_at: input.expires_at,
    requester: input.requester,
    authorship: { humans: input.humans ?? [input.requester.id], agents: input.agents ?? [] },
    subject: {
      base_ref: input.base_ref,
      baseline_commit: input.baseline_commit,
      files,
      content_digest: content,
      semantic_digest: semanticDigest(changes),
    },
    changes,
    findings: input.files.flatMap((file) => findingsOf(file, numbered, input.acceptanceOf)),
    review: reviewOf(input.planned),
    tests: input.tests ?? testsOf(input, content),
    deployment: {
      takes_effect: soonest(input.files),
      steps: input.planned?.steps.map((step, index) => ({ number: index + 1, ...step })),
    },
    rollback: rollbackOf(input, numbered, content),
    emergency: input.emergency,
    links: input.links,
    audit_log: [createdEvent(input, content)],
  });
  // Derived from the cleaned words, so that the two parts of the record agree to the letter.
  return {
    ...draft,
    what_changes: whatChanges(draft.changes),
    intent_digest: intentDigest(draft),
  };
}

interface Numbered {
  readonly change: Change;
  readonly path: string;
  readonly record: RecordChange;
}

function numberChanges(files: readonly RecordFileInput[]): readonly Numbered[] {
  const all = files.flatMap(({ analysis, selected }) =>
    (selected ?? analysis.changes).map((change) => ({ change, path: analysis.path })),
  );
  return all.map(({ change, path }, index) => ({
    change,
    path,
    record: {
      number: index + 1,
      file: path,
      pointer: change.pointer,
      op: change.op,
      facet: change.facet,
      subject: change.subject,
      before: change.before,
      after: change.after,
      direction: change.direction,
      words: change.words,
    },
  }));
}

function fileOf(file: RecordFileInput): RecordFile {
  const { analysis } = file;
  return {
    path: analysis.path,
    client: analysis.surface.client,
    surface: analysis.surface.id,
    scope: analysis.surface.scope,
    op: file.from === null ? 'add' : file.to === null ? 'delete' : 'modify',
    from: file.from,
    to: file.to,
  };
}

function findingsOf(
  file: RecordFileInput,
  numbered: readonly Numbered[],
  acceptanceOf: RecordInput['acceptanceOf'],
): readonly RecordFinding[] {
  const numberOf = (finding: Finding): number | undefined =>
    numbered.find(({ change }) => change === finding.change)?.record.number;
  return file.analysis.findings
    .filter((finding) => finding.origin === 'introduced')
    .filter((finding) => finding.change === undefined || numberOf(finding) !== undefined)
    .map((finding) => ({
      rule: finding.rule,
      severity: finding.severity,
      tier: finding.tier,
      score: finding.score,
      file: file.analysis.path,
      change: numberOf(finding),
      message: finding.message,
      fingerprint: finding.fingerprint,
      acceptance: acceptanceOf?.(file.analysis, finding)?.sentence,
    }));
}

function riskOf({ assessment, requirements, lessons = [] }: RecordInput): ChangeRecord['risk'] {
  return {
    tier: assessment.tier,
    score: assessment.score,
    direction: assessment.direction,
    because: [...assessment.sentences, ...lessons, ...requirements.sentences],
    floors: assessment.floors.length > 0 ? assessment.floors : undefined,
  };
}

function rollbackOf(
  input: RecordInput,
  numbered: readonly Numbered[],
  content: string,
): RecordRollback {
  const { plan } = input;
  const numbers = (path: string, changes: readonly Change[]): readonly number[] =>
    numbered
      .filter((entry) => entry.path === path && changes.includes(entry.change))
      .map((entry) => entry.record.number);
  return {
    reversibility: plan.reversibility,
    secure_target: plan.secureTarget,
    restore_minutes: input.planned?.restoreMinutes,
    triggers: nonEmpty(input.planned?.signals),
    steps: plan.steps.map((step, index) => ({
      number: index + 1,
      phase: step.phase,
      do: step.action,
      where: step.where,
      command: step.command,
      windows_command: step.windowsCommand,
      editor_command: step.editorCommand,
      expect: step.expect,
    })),
    restore: plan.files.map((file) => ({
      path: file.path,
      mode: file.mode,
      reverts: numbers(file.path, file.reverted),
      keeps: numbers(file.path, file.kept),
      restored_sha256: file.restoredText === undefined ? null : textDigest(file.restoredText),
      conflict: file.conflict,
    })),
    credentials: plan.credentials,
    residue: plan.residue,
    verify: plan.verify,
    rehearsal: {
      result: plan.passed ? 'passed' : 'failed',
      milliseconds: input.rehearsalMilliseconds,
      content_digest: content,
      note: plan.summary,
    },
  };
}

function reviewOf(planned: ChangePlan | undefined): RecordReview | undefined {
  if (planned === undefined) return undefined;
  return {
    questions: nonEmpty(planned.questions.map(({ ask }) => ask)),
    checklist: planned.checklist.map(({ id, ask, answer }) => ({
      id,
      ask,
      answer: answer?.result,
      because: answer?.because,
    })),
  };
}

/** What people try comes first; what ran by itself is done already. */
function testsOf(input: RecordInput, content: string): RecordTests | undefined {
  const { planned, builtIn = [], created_at: at } = input;
  if (planned === undefined) return undefined;
  return {
    plan: [
      ...planned.tests.map(({ id, what, command, expect }) => ({ id, what, command, expect })),
      ...builtIn.map(({ id, what, expect }) => ({ id, what, expect })),
    ],
    evidence: nonEmpty(
      builtIn.map(({ id, result, note }) => ({
        test: id,
        result,
        at,
        by: builtInTester,
        note,
        content_digest: content,
      })),
    ),
  };
}

function nonEmpty<Item>(items: readonly Item[] | undefined): readonly Item[] | undefined {
  return items === undefined || items.length === 0 ? undefined : items;
}

/** The first thing only a person can know, or has to settle, comes first. */
function missing(input: RecordInput, why: string): readonly string[] | undefined {
  const list: string[] = [];
  if (why === '') list.push(t('The reason: write under “why” what this is for.'));
  const failed = input.plan.files.find((file) => !file.passed);
  if (failed !== undefined) {
    list.push(t('A way back: {0}', failed.conflict ?? failed.path));
  }
  if (input.lane === 'emergency' && input.emergency === undefined) {
    list.push(t('The emergency: which incident, who declared it, when it is reviewed.'));
  }
  return list.length === 0 ? undefined : list;
}

function takeBack(input: RecordInput): string {
  const { plan } = input;
  const left = plan.residue.filter((entry) => entry.kind !== 'none').length;
  const how = plan.passed ? t('Rehearsed: {0}.', plan.summary) : `${plan.summary}.`;
  if (left === 0) return how;
  return left === 1
    ? t('{0} 1 thing stays behind; see “residue” below.', how)
    : t('{0} {1} things stay behind; see “residue” below.', how, left);
}

function titleOf(input: RecordInput): string {
  const ranked = [...input.assessment.contributions].sort(
    (left, right) => right.points - left.points,
  );
  const candidates = [
    input.title,
    input.why.trim().split('\n')[0],
    ranked[0]?.finding?.change?.words,
    input.files[0]?.analysis.changes[0]?.words,
    t('Change of {0}', input.files[0]?.analysis.path ?? input.id),
  ];
  // Counted as the schema counts: characters, and only those that are left when the text is clean.
  const [letters] = candidates
    .map((candidate) => [
      ...cleanText(candidate ?? '')
        .replace(/\s+/g, ' ')
        .trim(),
    ])
    .filter((candidate) => candidate.length >= shortestTitle);
  if (letters === undefined) return t('Change request {0}', input.id);
  return letters.length <= longestTitle
    ? letters.join('')
    : `${letters
        .slice(0, longestTitle - 1)
        .join('')
        .trimEnd()}…`;
}

/** The file that acts first decides: what acts on save is live before anyone has looked at it. */
function soonest(files: readonly RecordFileInput[]): TakesEffect {
  const order: readonly TakesEffect[] = ['on-save', 'on-client-restart', 'on-new-session'];
  const found = order.find((moment) =>
    files.some(({ analysis }) => analysis.surface.takesEffect === moment),
  );
  return found ?? 'on-save';
}

function createdEvent(input: RecordInput, content: string): RecordEvent {
  return {
    seq: 1,
    at: input.created_at,
    actor: input.requester.id,
    actor_kind: 'human',
    event: 'created',
    content_digest: content,
  };
}
