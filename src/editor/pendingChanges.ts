import * as vscode from 'vscode';
import { sha256 } from '../core/record/sha256';
import { compareTiers } from '../core/risk/scoreFinding';
import type { AnalysisStore, TrackedFile } from './analysisStore';
import { changeRows, type ChangeRow } from './changeRows';
import type { RecordStore, StoredRecord } from './recordStore';

/** A file that differs in meaning from its review baseline, with what people see of it. */
export interface PendingFile {
  readonly file: TrackedFile;
  readonly rows: readonly ChangeRow[];
}

/** A record that was given up covers nothing: the change it spoke for is pending again. */
const givenUp: ReadonlySet<string> = new Set([
  'rejected',
  'withdrawn',
  'rolled-back',
  'superseded',
]);

/**
 * The pending changes: differences from the review baseline less those that a record covers. Kept
 * file by file, so that a keystroke costs the same in a workspace of any size.
 */
export class PendingChanges implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private readonly files = new Map<string, PendingFile>();
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    private readonly store: AnalysisStore,
    private readonly records: RecordStore,
  ) {
    this.subscriptions = [
      this.changed,
      store.onDidChange((uris) => this.update(uris)),
      records.onDidChange(() => this.update(store.all().map(({ uri }) => uri))),
    ];
    this.update(store.all().map(({ uri }) => uri));
  }

  /** Highest risk first. */
  all(): readonly PendingFile[] {
    return [...this.files.values()].sort(
      ({ file: left }, { file: right }) =>
        compareTiers(right.analysis.assessment.tier, left.analysis.assessment.tier) ||
        right.analysis.assessment.score - left.analysis.assessment.score ||
        (left.path < right.path ? -1 : 1),
    );
  }

  private update(uris: readonly vscode.Uri[]): void {
    const changed = uris.map((uri) => this.updateFile(uri));
    if (changed.includes(true)) this.changed.fire();
  }

  /** Whether anything that people see of the file is different now. */
  private updateFile(uri: vscode.Uri): boolean {
    const key = uri.toString();
    const previous = this.files.get(key);
    const file = this.store.get(uri);
    const rows = file === undefined ? [] : changeRows(file.analysis);
    if (file === undefined || rows.length === 0 || this.isCovered(file)) {
      return this.files.delete(key);
    }
    const next = { file, rows };
    this.files.set(key, next);
    return previous === undefined || appearance(previous) !== appearance(next);
  }

  /** A record covers a text by its digest: one more character and the change is pending again. */
  private isCovered(file: TrackedFile): boolean {
    const uri = file.uri.toString();
    const covering = this.records
      .all()
      .flatMap((record) => (speaksForItsFiles(record) ? record.files : []))
      .filter((covered) => covered.uri.toString() === uri);
    if (covering.length === 0) return false;
    const digest = file.analysis.text === undefined ? undefined : sha256(file.analysis.text);
    return covering.some(({ to }) => to === digest);
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }
}

/** Most keystrokes change no meaning; nothing has to be drawn again for them. */
function appearance({ file: { analysis, baseline }, rows }: PendingFile): string {
  return JSON.stringify([
    analysis.status,
    analysis.assessment.sentences,
    baseline.kind === 'none' ? '' : baseline.label,
    rows.map(({ key, label, direction, tier }) => [key, label, direction, tier]),
  ]);
}

function speaksForItsFiles({ problem, status }: StoredRecord): boolean {
  return problem === undefined && !givenUp.has(status);
}
