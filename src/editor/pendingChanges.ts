import * as vscode from 'vscode';
import type { FileAnalysis } from '../core/analyze';
import type { Change } from '../core/compare/change';
import { assess } from '../core/risk/assess';
import { compareTiers } from '../core/risk/scoreFinding';
import type { Finding } from '../core/rules/rule';
import { strictProblem } from '../core/policy/strictProblem';
import { isWorthReporting } from '../core/surfaces/findSurface';
import type { AcceptancesHeld } from './acceptancesHeld';
import type { AnalysisStore, TrackedFile } from './analysisStore';
import { changeRows, type ChangeRow } from './changeRows';
import { selectChanges, type ChangeSelection } from './changeSelection';
import { coverageOf, isCovered, type Coverage } from './coverage';
import type { RecordStore, StoredRecord } from './recordStore';

/**
 * A file that differs in meaning from its review baseline, with what people see of it; without rows
 * when it cannot be read.
 */
export interface PendingFile {
  readonly file: TrackedFile;
  /** The file's analysis with only what is pending in it, and the risk of that. */
  readonly analysis: FileAnalysis;
  /** The same as loud as it is without what is accepted: its risk is what people are told. */
  readonly alarm: FileAnalysis;
  readonly rows: readonly ChangeRow[];
  /** Why the file, or what it says, cannot be read; in words, with place and remedy. */
  readonly problem?: string | undefined;
}

interface KnownFile extends PendingFile {
  readonly coverage: Coverage;
  /** What people see of it: most keystrokes change no meaning, and nothing is drawn for them. */
  readonly appearance: string;
}

/**
 * The pending changes: differences from the review baseline less those that a record covers. Kept
 * file by file, so that a keystroke costs the same in a workspace of any size.
 */
export class PendingChanges implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private readonly covered = new vscode.EventEmitter<readonly vscode.Uri[]>();
  /** Records speak for other changes of these files than before. */
  readonly onDidChangeCoverage = this.covered.event;
  private readonly files = new Map<string, KnownFile>();
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    private readonly store: AnalysisStore,
    private readonly records: RecordStore,
    private readonly acceptances: AcceptancesHeld,
  ) {
    this.subscriptions = [
      this.changed,
      this.covered,
      store.onDidChange((uris) => this.update(uris)),
      records.onDidChange(() => {
        const changed = this.update(store.all().map(({ uri }) => uri));
        if (changed.length > 0) this.covered.fire(changed);
      }),
      acceptances.onDidChange(() => this.update(store.all().map(({ uri }) => uri))),
    ];
    this.update(store.all().map(({ uri }) => uri));
  }

  /** Highest risk first. */
  all(): readonly PendingFile[] {
    return [...this.files.values()]
      .filter(({ problem, rows }) => rows.length > 0 || problem !== undefined)
      .sort(
        ({ alarm: left }, { alarm: right }) =>
          compareTiers(right.assessment.tier, left.assessment.tier) ||
          right.assessment.score - left.assessment.score ||
          (left.path < right.path ? -1 : 1),
      );
  }

  /** Everything that is pending, for a command that was given nothing. */
  selections(): readonly ChangeSelection[] {
    return this.all().flatMap((pending) =>
      pending.rows.length === 0 ? [] : [selectPending(pending)],
    );
  }

  /** The record that speaks for a change or a finding of a file, as it stands now. */
  recordOf(uri: vscode.Uri, thing: Change | Finding | undefined): StoredRecord | undefined {
    return thing === undefined ? undefined : this.files.get(uri.toString())?.coverage.get(thing);
  }

  /** @returns the files that people see something else of now */
  private update(uris: readonly vscode.Uri[]): readonly vscode.Uri[] {
    const changed = uris.filter((uri) => this.updateFile(uri));
    if (changed.length > 0) this.changed.fire();
    return changed;
  }

  /** Whether anything that people see of the file is different now. */
  private updateFile(uri: vscode.Uri): boolean {
    const key = uri.toString();
    const previous = this.files.get(key);
    const file = this.store.get(uri);
    const rows = file === undefined ? [] : changeRows(file.analysis);
    const problem = file === undefined ? undefined : problemOf(file);
    if (file === undefined || (rows.length === 0 && problem === undefined)) {
      return this.files.delete(key);
    }
    const coverage = coverageOf(file, rows, this.records.all());
    const pending = rows.filter((row) => !isCovered(row, coverage));
    const analysis = pendingPart(file.analysis, coverage);
    const alarm = this.acceptances.quiet(file, analysis);
    const seen: PendingFile = { file, analysis, alarm, rows: pending, problem };
    const appearance = appearanceOf(seen, coverage);
    this.files.set(key, { ...seen, coverage, appearance });
    return previous?.appearance !== appearance;
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }
}

/** Nobody knows what it allows, or nothing in it counts: that is worth a row of its own. */
function problemOf({ analysis, halfTyped, path }: TrackedFile): string | undefined {
  if (halfTyped) return undefined;
  if (analysis.status !== 'unreadable') return strictProblem(path, analysis.text);
  return isWorthReporting(analysis.surface) ? (analysis.reason ?? '') : undefined;
}

/** Names what is pending in a file; the file as a whole when no record covers any of it. */
export function selectPending({ file, analysis }: PendingFile): ChangeSelection {
  return selectChanges(
    file.uri,
    analysis === file.analysis || analysis.changes.length === 0 ? undefined : analysis.changes,
  );
}

function pendingPart(analysis: FileAnalysis, coverage: Coverage): FileAnalysis {
  if (coverage.size === 0) return analysis;
  const changes = analysis.changes.filter((change) => !coverage.has(change));
  const findings = analysis.findings.filter((finding) => !coverage.has(finding));
  return { ...analysis, changes, findings, assessment: assess(changes, findings) };
}

function appearanceOf(
  { file, analysis, alarm, rows, problem }: PendingFile,
  coverage: Coverage,
): string {
  const { baseline } = file;
  return JSON.stringify([
    problem,
    analysis.assessment.sentences,
    alarm.assessment.sentences,
    baseline.kind === 'none' ? '' : baseline.label,
    rows.map(({ key, label, direction, tier }) => [key, label, direction, tier]),
    [...coverage].map(([thing, { id, uri }]) => [thing.pointer, id, uri.toString()]),
  ]);
}
