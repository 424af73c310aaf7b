import { analyzeFile, assessChangeSet, type FileAnalysis } from '../analyze';
import type { Change } from '../compare/change';
import type { AcceptancesInForce } from '../policy/acceptances/acceptancesInForce';
import { judgeAcceptance } from '../policy/acceptances/judgeAcceptance';
import { builtInInForce, requirementsOf } from '../policy/requirementsOf';
import type { JudgingPolicies } from '../policy/resolvePolicy';
import { selectedPart } from '../policy/selectedPart';
import { planChange } from '../policy/templates/planChange';
import { contextOf } from '../policy/templates/templateContext';
import type { TemplateOverride } from '../policy/templates/templateOverride';
import { compareTiers } from '../risk/scoreFinding';
import { planRollback } from '../rollback/planRollback';
import type { RollbackPlan } from '../rollback/rollbackPlan';
import type { ChangeType, Tier } from '../rules/rule';
import { buildRecord, type RecordInput } from './buildRecord';
import { runBuiltInTests } from './builtInTests';
import type {
  ChangeRecord,
  RecordEmergency,
  RecordFileVersion,
  RecordPerson,
} from './changeRecord';
import { recordId } from './recordFileName';
import { textDigest } from './textDigest';

const hourMilliseconds = 60 * 60 * 1000;

/** One file of the request: all of its changes, or some. */
export interface RequestedFile {
  readonly analysis: FileAnalysis;
  readonly selected?: readonly Change[] | undefined;
}

/** What somebody says who cannot wait; the rest follows from the policy. */
export type RequestedEmergency = Pick<
  RecordEmergency,
  'incident' | 'reason' | 'containment_only' | 'skipped'
> & { readonly reviewHours: number; readonly endHours?: number | undefined };

/** What the core cannot know by itself. */
export interface RequestInput {
  readonly files: readonly RequestedFile[];
  readonly why: string;
  readonly type?: ChangeType | undefined;
  readonly emergency?: RequestedEmergency | undefined;
  readonly requester: RecordPerson;
  readonly origin: NonNullable<ChangeRecord['origin']>;
  /** What people call the review baseline, and its commit where there is git. */
  readonly baseline: { readonly label: string; readonly commit: string | null };
  /** What the team asks; without it what is built in. */
  readonly policies?: JudgingPolicies | undefined;
  /** What is accepted, to be read beside the findings. */
  readonly acceptances?: AcceptancesInForce | undefined;
  readonly createdAt: Date;
  /** At least six random bytes, for the id. */
  readonly random: Uint8Array;
  /** Default: as the policy has it. From medium up the templates speak. */
  readonly tier?: Tier | undefined;
  /** What the team says otherwise, from `.mcp-change/templates/`. */
  readonly overrides?: readonly TemplateOverride[] | undefined;
  /** Which of `launchFiles` are there; undefined: nobody looked. */
  readonly existingFiles?: ReadonlySet<string> | undefined;
  /** What earlier rollbacks of the same entries say, in sentences. */
  readonly lessons?: readonly string[] | undefined;
  /** When what it loosens ends by itself; undefined: it stays. */
  readonly endsAt?: Date | undefined;
  /** Milliseconds, for the time the rehearsal takes. */
  readonly stopwatch: () => number;
}

export interface PreparedRecord {
  readonly record: ChangeRecord;
  readonly plan: RollbackPlan;
}

/** Rehearses the rollback of the chosen changes and fills in their change record. */
export function prepareRecord(input: RequestInput): PreparedRecord {
  // The risk of what is asked for, not of what else is pending in the same files.
  const files = input.files.map(({ analysis, selected }) =>
    selected === undefined ? analysis : selectedPart(analysis, selected),
  );
  const assessment = assessChangeSet(files);
  const started = input.stopwatch();
  const plan = planRollback(
    input.files.map(({ analysis, selected }) => ({ analysis, selected })),
    { baselineName: input.baseline.label, analyze: analyzeFile },
  );
  const elapsed = Math.max(1, Math.round(input.stopwatch() - started));
  const createdAt = utcSeconds(input.createdAt);
  const requirements = requirementsOf(files, {
    ...(input.policies ?? { policy: builtInInForce }),
    now: input.createdAt,
    emergency: input.emergency !== undefined,
    assessment,
  });
  const short = compareTiers(input.tier ?? requirements.tier, 'medium') < 0;
  const emergency = emergencyOf(input);
  const record = buildRecord({
    id: recordId(input.createdAt, input.random),
    created_at: createdAt,
    requester: input.requester,
    origin: input.origin,
    base_ref: input.baseline.label,
    baseline_commit: input.baseline.commit,
    files: input.files.map(({ analysis, selected }) => ({
      analysis,
      selected,
      from: versionOf(analysis.baselineText),
      to: versionOf(analysis.text),
    })),
    assessment,
    requirements,
    why: input.why,
    lessons: input.lessons,
    type: input.type,
    acceptanceOf: (analysis, finding) =>
      input.acceptances === undefined
        ? undefined
        : judgeAcceptance(analysis, finding, input.acceptances, input.createdAt),
    ...emergency,
    plan,
    planned: short
      ? undefined
      : planChange(contextOf(input.files, assessment, emergency.expires_at), input.overrides ?? []),
    builtIn: short ? undefined : runBuiltInTests({ ...input, plan }),
    rehearsalMilliseconds: elapsed,
  });
  return { record, plan };
}

/** What it loosens ends by itself; a containment stays until somebody ends it. */
function emergencyOf({
  emergency,
  requester,
  createdAt,
  endsAt,
}: RequestInput): Pick<RecordInput, 'emergency' | 'lane' | 'expires_at'> {
  if (emergency === undefined) {
    return endsAt === undefined ? {} : { expires_at: utcSeconds(endsAt) };
  }
  const { reviewHours, endHours, ...said } = emergency;
  const after = (hours: number): string =>
    utcSeconds(new Date(createdAt.getTime() + hours * hourMilliseconds));
  return {
    emergency: { ...said, declared_by: requester.id, review_due: after(reviewHours) },
    lane: 'emergency',
    expires_at: endHours === undefined ? undefined : after(endHours),
  };
}

/** UTC, as records have it. */
function utcSeconds(date: Date): string {
  return date.toISOString().replace(/\.\d{3}Z$/, 'Z');
}

function versionOf(text: string | undefined): RecordFileVersion | null {
  return text === undefined ? null : { sha256: textDigest(text) };
}
