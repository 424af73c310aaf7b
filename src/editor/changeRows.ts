import type { FileAnalysis } from '../core/analyze';
import type { Change, Direction } from '../core/compare/change';
import type { TextRange } from '../core/parse/tree';
import type { Finding, Tier } from '../core/rules/rule';
import { changeTopic } from './changeTopic';
import { visibleText } from './visibleText';

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
  /** `files: pin lost`, or what a change is about that no rule speaks about. One line. */
  readonly label: string;
}

/** The rows of one file in the order they stand in it. */
export function changeRows(analysis: FileAnalysis): readonly ChangeRow[] {
  const introduced = analysis.findings.filter(({ origin }) => origin === 'introduced');
  const byChange = new Map<Change, Finding[]>(analysis.changes.map((change) => [change, []]));
  const alone: Finding[] = [];
  for (const finding of introduced) {
    const change = changeOf(finding, analysis.changes);
    if (change === undefined) alone.push(finding);
    else byChange.get(change)?.push(finding);
  }
  const rows = [
    ...[...byChange].map(([change, findings]) => rowOfChange(change, findings)),
    ...alone.map(rowOfFinding),
  ];
  return withUniqueKeys(rows.sort((left, right) => left.range.start - right.range.start));
}

/** What an entry is called: `server:files` → `files`, `permissions.deny` → `deny`. */
export function subjectName(subject: string): string {
  const name = /^(?:[a-z-]+:|permissions\.)(.+)$/s.exec(subject)?.[1] ?? subject;
  return visibleText(name, 60);
}

function changeOf(finding: Finding, changes: readonly Change[]): Change | undefined {
  if (finding.change !== undefined && changes.includes(finding.change)) return finding.change;
  const { start, end } = finding.range;
  const touching = changes.filter(({ range }) => range.start < end && start < range.end);
  return (
    touching.find(({ subject }) => subject === finding.subject) ??
    touching[0] ??
    // What a new server does is part of its being new.
    changes.find(
      ({ detail, subject }) => detail.kind === 'server-added' && subject === finding.subject,
    )
  );
}

function rowOfChange(change: Change, unordered: readonly Finding[]): ChangeRow {
  const findings = [...unordered].sort((left, right) => right.score - left.score);
  const [first] = findings;
  return {
    key: `${change.facet} ${change.op} ${change.subject} ${change.pointer}`,
    subject: change.subject,
    change,
    findings,
    direction: change.direction,
    tier: first?.tier ?? 'none',
    range: first?.range ?? change.range,
    label:
      first === undefined
        ? `${subjectName(change.subject)}: ${changeTopic(change)}`
        : labelOf(change.subject, first),
  };
}

function rowOfFinding(finding: Finding): ChangeRow {
  return {
    key: `${finding.rule} ${finding.fingerprint}`,
    subject: finding.subject,
    findings: [finding],
    direction: 'loosens',
    tier: finding.tier,
    range: finding.range,
    label: labelOf(finding.subject, finding),
  };
}

/** The shorter of reason and title: a row has little room, and risk and direction follow it. */
export function labelOf(subject: string, { because, title }: Finding): string {
  const words = because.length <= title.length ? because : title;
  return `${subjectName(subject)}: ${visibleText(words).replaceAll('`', '')}`;
}

function withUniqueKeys(rows: readonly ChangeRow[]): readonly ChangeRow[] {
  const seen = new Map<string, number>();
  return rows.map((row) => {
    const count = (seen.get(row.key) ?? 0) + 1;
    seen.set(row.key, count);
    return count === 1 ? row : { ...row, key: `${row.key} ${count}` };
  });
}
