import type { FileAnalysis } from '../analyze';
import { assessChangeSet } from '../analyze';
import type { Change, Direction, Operation } from '../compare/change';
import { shownText } from '../facts/shownText';
import { lineIndex, type Position } from '../parse/position';
import type { TextRange } from '../parse/tree';
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
}

export interface ReportChange {
  readonly facet: string;
  readonly op: Operation;
  readonly pointer: string;
  readonly direction: Direction;
  readonly words: string;
  readonly before?: string;
  readonly after?: string;
  readonly range: ReportRange;
}

/** A governed path whose text could not even be read (too large, no permission, a link to nowhere). */
export interface UnreadFile {
  readonly path: string;
  readonly client: string;
  readonly surface: string;
  readonly reason: string;
}

/**
 * Builds the report of a scan (the state, whatever it was before) or a diff (what the change
 * brought; with `all` also what was there before). No secret leaves unmasked.
 */
export function buildReport(
  command: 'scan' | 'diff',
  analyses: readonly FileAnalysis[],
  unread: readonly UnreadFile[],
  options: {
    readonly base: string | null;
    readonly all: boolean;
    /** Of a diff. */
    readonly requirements?: Requirements | undefined;
    /** The smallest step to a lower tier, in words. */
    readonly cheapest?: string | undefined;
  },
): Report {
  const assessment = assessChangeSet(analyses);
  const files = [
    ...analyses.map((analysis) => reportFile(command, analysis, options.all)),
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

function reportFile(command: 'scan' | 'diff', analysis: FileAnalysis, all: boolean): ReportFile {
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
    tier: analysis.assessment.tier,
    score: analysis.assessment.score,
    direction: analysis.assessment.direction,
    findings: shown.map((finding) => reportFinding(finding, range(finding.range))),
    ...(command === 'diff'
      ? { changes: analysis.changes.map((change) => reportChange(change, range(change.range))) }
      : {}),
  };
}

function reportFinding(finding: Finding, range: ReportRange): ReportFinding {
  return {
    rule: finding.rule,
    severity: finding.severity,
    tier: finding.tier,
    score: finding.score,
    message: shownText(finding.message),
    sentence: shownText(finding.sentence),
    pointer: finding.pointer,
    range,
    origin: finding.origin,
    fingerprint: finding.fingerprint,
  };
}

function reportChange(change: Change, range: ReportRange): ReportChange {
  return {
    facet: change.facet,
    op: change.op,
    pointer: change.pointer,
    direction: change.direction,
    words: shownText(change.words),
    ...(change.before === undefined ? {} : { before: shownText(change.before) }),
    ...(change.after === undefined ? {} : { after: shownText(change.after) }),
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
