import * as vscode from 'vscode';
import type { FileAnalysis } from '../core/analyze';
import { judgeTogether } from '../core/judgeTogether';
import { recogniseMoves } from '../core/recogniseMoves';
import type { ChangeRecord } from '../core/record/changeRecord';
import { withLessons } from '../core/record/withLessons';
import type { Baseline } from './baselines';
import type { GovernedFolder } from './governedFolder';

/** The last analysis of one governed file. */
export interface TrackedFile {
  readonly uri: vscode.Uri;
  readonly folder: GovernedFolder;
  /** Relative to the folder, `/` separated; `~/…` where that is the home folder. */
  readonly path: string;
  readonly analysis: FileAnalysis;
  readonly baseline: Baseline;
  /** Version of the document the analysis belongs to; undefined for a file that is not open. */
  readonly version: number | undefined;
  /** The text is being typed and does not parse; the analysis is the last good one. */
  readonly halfTyped: boolean;
}

/** Where features meet: the analyses of all governed files. Only the tracker writes. */
export class AnalysisStore implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<readonly vscode.Uri[]>();
  /** The files whose analysis is new, or that are no longer governed. */
  readonly onDidChange = this.changed.event;
  private readonly files = new Map<string, TrackedFile>();
  /** As the tracker wrote them, for those that mean something else beside other files. */
  private readonly alone = new Map<string, TrackedFile>();
  private rolledBack: (file: TrackedFile) => readonly ChangeRecord[] = () => [];
  /** Files that differ from their baseline: only they are looked at together. */
  private readonly differing = new Set<string>();

  get(uri: vscode.Uri): TrackedFile | undefined {
    return this.files.get(uri.toString());
  }

  /** All files, in order of folder and path. */
  all(): readonly TrackedFile[] {
    return [...this.files.values()].sort((left, right) =>
      left.uri.toString() < right.uri.toString() ? -1 : 1,
    );
  }

  set(file: TrackedFile): void {
    const key = file.uri.toString();
    this.alone.delete(key);
    this.files.set(key, file);
    if (file.analysis.changes.length > 0) this.differing.add(key);
    else this.differing.delete(key);
    this.changed.fire([file.uri, ...this.judgeTogether(file.uri)]);
  }

  delete(uri: vscode.Uri): void {
    this.alone.delete(uri.toString());
    this.differing.delete(uri.toString());
    if (this.files.delete(uri.toString())) this.changed.fire([uri, ...this.judgeTogether(uri)]);
  }

  /**
   * What was rolled back makes the same weigh more from now on.
   *
   * @param rolledBack the records beside a file that say so
   */
  learn(rolledBack: (file: TrackedFile) => readonly ChangeRecord[]): void {
    this.rolledBack = rolledBack;
    const others = this.judgeTogether();
    if (others.length > 0) this.changed.fire(others);
  }

  /** @returns other files than the cause that look different now */
  private judgeTogether(cause?: vscode.Uri): readonly vscode.Uri[] {
    if (this.differing.size === 0 && this.alone.size === 0) return [];
    const parts = [...this.differing].flatMap((key): [string, TrackedFile][] => {
      const file = this.alone.get(key) ?? this.files.get(key);
      return file === undefined ? [] : [[key, file]];
    });
    const seen = this.seenTogether(parts.map(([, file]) => file));
    const others: vscode.Uri[] = [];
    const moved = new Set<string>();
    for (const [index, [key, file]] of parts.entries()) {
      const analysis = seen[index];
      if (analysis === undefined || analysis === file.analysis) continue;
      moved.add(key);
      const known = this.files.get(key);
      if (!this.alone.has(key) || known === undefined || !looksSame(known.analysis, analysis)) {
        this.files.set(key, { ...file, analysis });
        if (key !== cause?.toString()) others.push(file.uri);
      }
      this.alone.set(key, file);
    }
    for (const [key, file] of this.alone) {
      if (moved.has(key)) continue;
      this.alone.delete(key);
      this.files.set(key, file);
      if (key !== cause?.toString()) others.push(file.uri);
    }
    return others;
  }

  /** Servers move between folders of the workspace; what an agent can do ends with its folder. */
  private seenTogether(parts: readonly TrackedFile[]): readonly FileAnalysis[] {
    const seen = [...recogniseMoves(parts.map(({ analysis }) => analysis))];
    for (const folder of new Set(parts.map(({ folder: own }) => own))) {
      const places = parts.flatMap((file, index) => (file.folder === folder ? [index] : []));
      const around = (): readonly FileAnalysis[] =>
        [...this.files.values()].flatMap((file) => (file.folder === folder ? [file.analysis] : []));
      const judged = judgeTogether(
        places.flatMap((place) => seen[place] ?? []),
        { around },
      );
      for (const [index, place] of places.entries()) {
        const analysis = judged[index];
        if (analysis !== undefined) seen[place] = analysis;
      }
    }
    const now = new Date();
    return parts.map((file, index) => {
      const analysis = seen[index] ?? file.analysis;
      return withLessons(analysis, this.rolledBack(file), now).analysis;
    });
  }

  dispose(): void {
    this.changed.dispose();
  }
}

/** The same moves, combinations and lessons: what else is in the analyses comes from the same texts. */
function looksSame(left: FileAnalysis, right: FileAnalysis): boolean {
  return (
    left.text === right.text &&
    left.baselineText === right.baselineText &&
    left.changes.every((change, index) => change.words === right.changes[index]?.words) &&
    left.findings.length === right.findings.length &&
    left.findings.every(({ message, sentence }, index) => {
      const other = right.findings[index];
      return message === other?.message && sentence === other.sentence;
    })
  );
}
