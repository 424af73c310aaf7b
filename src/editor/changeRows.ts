import type { FileAnalysis } from '../core/analyze';
import type { Change, Direction } from '../core/compare/change';
import type { TextRange } from '../core/parse/tree';
import type { Finding, Tier } from '../core/rules/rule';
import { changeIndex } from './changeIndex';
import { changeTopic } from './changeTopic';
import { entryName } from './entryName';
import { plainText } from './visibleText';

/**
 * One line that people see: a change with what the rules say about it, or an introduced finding that
 * stands on no change.
 */
export interface ChangeRow {
  /** Stable while the change means the same; unique within the file. */
  readonly key: string;
  readonly subject: string;
  readonly change?: Change | undefined;
  /** Highest score first. */
  readonly findings: readonly Finding[];
  readonly direction: Direction;
  readonly tier: Tier;
  /** The place to go to. */
  readonly range: TextRange;
  /** What the change is about, in a few words: `pin lost`. One line, without Markdown. */
  readonly topic: string;
  /** `files: pin lost`: how the change is called wherever it is shown. */
  readonly label: string;
}

/** The rows of one file in the order they stand in it. */
export function changeRows(analysis: FileAnalysis): readonly ChangeRow[] {
  const changeOf = changeIndex(analysis.changes);
  const byChange = new Map<Change, Finding[]>(analysis.changes.map((change) => [change, []]));
  const alone: Finding[] = [];
  for (const finding of analysis.findings) {
    if (finding.origin !== 'introduced') continue;
    const change = changeOf(finding);
    if (change === undefined) alone.push(finding);
    else byChange.get(change)?.push(finding);
  }
  const rows = [
    ...[...byChange].map(([change, findings]) => rowOfChange(analysis, change, findings)),
    ...alone.map((finding) => rowOfFinding(analysis, finding)),
  ];
  return withUniqueKeys(rows.sort((left, right) => left.range.start - right.range.start));
}

function rowOfChange(
  analysis: FileAnalysis,
  change: Change,
  unordered: readonly Finding[],
): ChangeRow {
  const findings = unordered
    // That an edit only tightens is said once for the file; the row says what is tighter.
    .filter(({ tier }) => change.direction !== 'tightens' || tier !== 'none')
    .sort((left, right) => right.score - left.score);
  const [first] = findings;
  const topic = first === undefined ? changeTopic(change, analysis) : findingTopic(first);
  return {
    key: `${change.facet} ${change.op} ${change.subject} ${change.pointer}`,
    subject: change.subject,
    change,
    findings,
    direction: change.direction,
    tier: first?.tier ?? 'none',
    range: first?.range ?? change.range,
    topic,
    label: `${entryName(change.subject, analysis)}: ${topic}`,
  };
}

function rowOfFinding(analysis: FileAnalysis, finding: Finding): ChangeRow {
  return {
    key: `${finding.rule} ${finding.fingerprint}`,
    subject: finding.subject,
    findings: [finding],
    direction: 'loosens',
    tier: finding.tier,
    range: finding.range,
    topic: findingTopic(finding),
    label: findingLabel(finding, analysis),
  };
}

/** What a finding is called that stands on no change: `search: no fixed version`. */
export function findingLabel(finding: Finding, analysis: FileAnalysis): string {
  return `${entryName(finding.subject, analysis)}: ${findingTopic(finding)}`;
}

/** The shorter of reason and title: a row has little room. */
function findingTopic({ because, title }: Finding): string {
  return plainText(because.length <= title.length ? because : title);
}

function withUniqueKeys(rows: readonly ChangeRow[]): readonly ChangeRow[] {
  const seen = new Map<string, number>();
  return rows.map((row) => {
    const count = (seen.get(row.key) ?? 0) + 1;
    seen.set(row.key, count);
    return count === 1 ? row : { ...row, key: `${row.key} ${count}` };
  });
}
