import type { FileAnalysis } from '../analyze';
import { assessChangeSet } from '../analyze';
import type { Change, Direction, Operation } from '../compare/change';
import { maskSecrets } from '../facts/maskSecrets';
import { shownText } from '../facts/shownText';
import { lineIndex, type Position } from '../parse/position';
import type { TextRange } from '../parse/tree';
import type { FindingAcceptance } from '../policy/acceptances/acceptance';
import type { AcceptancesInForce } from '../policy/acceptances/acceptancesInForce';
import { judgeAcceptance } from '../policy/acceptances/judgeAcceptance';
import { quietAccepted } from '../policy/acceptances/quietAccepted';
import type { Lane, Requirements } from '../policy/requirements';
import type { Category, ChangeType, Finding, Severity, Tier } from '../rules/rule';

/** The machine-readable report; `schemas/report.schema.json` is its contract. */
export interface Report {
  readonly schema: 'mcp-change/report/v1';
  readonly command: 'scan' | 'diff';
  readonly base: string | null;
  readonly files: readonly ReportFile[];
  readonly tier: Tier;
  readonly score: number;
  readonly direction: Direction;
  readonly type: ChangeType;
  readonly types: readonly ChangeType[];
  readonly categories: readonly Category[];
  readonly lane: Lane;
  readonly sentences: readonly string[];
  /** Of a diff: who has to approve and what else is needed. */
  readonly requirements?: ReportRequirements;
  /** What could not be read besides governed files, e.g. a file of acceptances; in words. */
  readonly notes?: readonly string[];
}

/** What a change needs, and the smallest step to a lower tier, in words. */
export type ReportRequirements = Requirements & { readonly cheapest?: string };

export interface ReportFile {
  readonly path: string;
  readonly client: string;
  readonly surface: string;
  readonly status: 'ok' | 'unreadable' | 'not-governed';
  readonly reason?: string;
  /** Only where not everything is read in depth. */
  readonly assessed?: 'general';
  readonly tier: Tier;
  readonly score: number;
  readonly direction: Direction;
  readonly findings: readonly ReportFinding[];
  readonly changes?: readonly ReportChange[];
}

export interface ReportRange {
  readonly start: Position;
  readonly end: Position;
}

export interface ReportFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly tier: Tier;
  readonly score: number;
  readonly message: string;
  readonly sentence: string;
  readonly pointer: string;
  readonly range: ReportRange;
  readonly origin: 'introduced' | 'inherited';
  readonly fingerprint: string;
  /** Why it weighs one level less here than elsewhere. */
  readonly lowered?: string;
  /** Somebody accepted it; only `accepted` takes it out of the alarm. */
  readonly acceptance?: FindingAcceptance;
}

export interface ReportChange {
  readonly facet: string;
  readonly op: Operation;
  readonly pointer: string;
  readonly direction: Direction;
  readonly words: string;
  readonly before?: string;
  readonly after?: string;
  /** What became of it the last time: `Rolled back on … because: “…”`. */
  readonly lesson?: string;
  readonly range: ReportRange;
}

/** A governed path whose text could not even be read (too large, no permission, a link to nowhere). */
export interface UnreadFile {
  readonly path: string;
  readonly client: string;
  readonly surface: string;
  readonly reason: string;
}

/** What a report says besides the files. */
export interface ReportOptions {
  readonly base: string | null;
  readonly all: boolean;
  /** Of a diff. */
  readonly requirements?: Requirements | undefined;
  /** The smallest step to a lower tier, in words. */
  readonly cheapest?: string | undefined;
  /** Of changes that were rolled back before. */
  readonly lessons?: ReadonlyMap<Change, string> | undefined;
  /** What is accepted, and the clock that says whether it still is. */
  readonly accepted?: { readonly inForce: AcceptancesInForce; readonly now: Date } | undefined;
}

/**
 * Builds the report of a scan (the state, whatever it was before) or a diff (what the change
 * brought; with `all` also what was there before). No secret leaves unmasked.
 *
 * Tier and score are those of the alarm: without what is accepted. What is required is not.
 */
export function buildReport(
  command: 'scan' | 'diff',
  analyses: readonly FileAnalysis[],
  unread: readonly UnreadFile[],
  options: ReportOptions,
): Report {
  const { accepted } = options;
  const judged = new Map<Finding, FindingAcceptance>();
  if (accepted !== undefined) {
    for (const analysis of analyses) {
      for (const finding of analysis.findings) {
        const acceptance = judgeAcceptance(analysis, finding, accepted.inForce, accepted.now);
        if (acceptance !== undefined) judged.set(finding, acceptance);
      }
    }
  }
  const alarming = analyses.map((analysis) =>
    quietAccepted(analysis, (finding) => judged.get(finding)),
  );
  const assessment = assessChangeSet(alarming);
  const files = [
    ...analyses.map((analysis, index) =>
      reportFile(command, analysis, alarming[index] ?? analysis, judged, options),
    ),
    ...unread.map(unreadFile),
  ].sort((left, right) => (left.path < right.path ? -1 : 1));
  const changed = analyses.some(({ changes }) => changes.length > 0) || unread.length > 0;
  return {
    schema: 'mcp-change/report/v1',
    command,
    base: options.base,
    files,
    tier: assessment.tier,
    score: assessment.score,
    direction: assessment.direction,
    type: assessment.type,
    types: assessment.types,
    categories: assessment.categories,
    lane: options.requirements?.lane ?? 'standard',
    sentences: [
      ...assessment.sentences,
      ...(changed ? (options.requirements?.sentences ?? []) : []),
    ].map(shownText),
    ...(options.requirements === undefined
      ? {}
      : { requirements: shownRequirements(options.requirements, options.cheapest) }),
    ...(accepted === undefined || accepted.inForce.notes.length === 0
      ? {}
      : { notes: accepted.inForce.notes.map(shownText) }),
  };
}

function shownRequirements(
  requirements: Requirements,
  cheapest: string | undefined,
): ReportRequirements {
  return {
    ...requirements,
    sentences: requirements.sentences.map(shownText),
    ...(cheapest === undefined ? {} : { cheapest: shownText(cheapest) }),
  };
}

function reportFile(
  command: 'scan' | 'diff',
  analysis: FileAnalysis,
  { assessment }: FileAnalysis,
  judged: ReadonlyMap<Finding, FindingAcceptance>,
  { all, lessons }: ReportOptions,
): ReportFile {
  const position = lineIndex(analysis.text ?? '');
  const range = ({ start, end }: TextRange): ReportRange => ({
    start: position(start),
    end: position(end),
  });
  const shown = analysis.findings.filter(
    (finding) => command === 'scan' || all || finding.origin === 'introduced',
  );
  return {
    path: analysis.path,
    client: analysis.surface.client,
    surface: analysis.surface.id,
    status: analysis.status,
    ...(analysis.reason === undefined ? {} : { reason: analysis.reason }),
    ...(analysis.assessed === 'general' ? { assessed: 'general' } : {}),
    tier: assessment.tier,
    score: assessment.score,
    direction: assessment.direction,
    findings: shown.map((finding) =>
      reportFinding(finding, range(finding.range), judged.get(finding)),
    ),
    ...(command === 'diff'
      ? {
          changes: analysis.changes.map((change) =>
            reportChange(change, range(change.range), lessons?.get(change)),
          ),
        }
      : {}),
  };
}

function reportFinding(
  finding: Finding,
  range: ReportRange,
  acceptance: FindingAcceptance | undefined,
): ReportFinding {
  return {
    rule: finding.rule,
    severity: finding.severity,
    tier: finding.tier,
    score: finding.score,
    message: shownText(finding.message),
    sentence: shownText(finding.sentence),
    pointer: maskSecrets(finding.pointer),
    range,
    origin: finding.origin,
    fingerprint: finding.fingerprint,
    ...(finding.lowered === undefined ? {} : { lowered: finding.lowered }),
    ...(acceptance === undefined ? {} : { acceptance: shownAcceptance(acceptance) }),
  };
}

function shownAcceptance(acceptance: FindingAcceptance): FindingAcceptance {
  const { state, until, owner, reason, sentence } = acceptance;
  return {
    state,
    until,
    owner: shownText(owner),
    reason: shownText(reason),
    sentence: shownText(sentence),
  };
}

function reportChange(
  change: Change,
  range: ReportRange,
  lesson: string | undefined,
): ReportChange {
  return {
    facet: change.facet,
    op: change.op,
    pointer: maskSecrets(change.pointer),
    direction: change.direction,
    words: shownText(change.words),
    ...(change.before === undefined ? {} : { before: shownText(change.before) }),
    ...(change.after === undefined ? {} : { after: shownText(change.after) }),
    ...(lesson === undefined ? {} : { lesson: shownText(lesson) }),
    range,
  };
}

function unreadFile(file: UnreadFile): ReportFile {
  return {
    path: file.path,
    client: file.client,
    surface: file.surface,
    status: 'unreadable',
    reason: file.reason,
    tier: 'none',
    score: 0,
    direction: 'neutral',
    findings: [],
  };
}
