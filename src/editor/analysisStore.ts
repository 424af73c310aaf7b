import * as vscode from 'vscode';
import type { FileAnalysis } from '../core/analyze';
import { recogniseMoves } from '../core/recogniseMoves';
import type { Change } from '../core/compare/change';
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
  /** As the tracker wrote them, for those that take part in a move between files. */
  private readonly alone = new Map<string, TrackedFile>();
  /** Files that gain or lose a server: only they are looked at for moves. */
  private readonly movable = new Set<string>();

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
    if (file.analysis.changes.some(mayMove)) this.movable.add(key);
    else this.movable.delete(key);
    this.changed.fire([file.uri, ...this.recogniseMoves(file.uri)]);
  }

  delete(uri: vscode.Uri): void {
    this.alone.delete(uri.toString());
    this.movable.delete(uri.toString());
    if (this.files.delete(uri.toString())) this.changed.fire([uri, ...this.recogniseMoves(uri)]);
  }

  /** @returns other files that look different now */
  private recogniseMoves(cause: vscode.Uri): readonly vscode.Uri[] {
    if (this.movable.size < 2 && this.alone.size === 0) return [];
    const parts = [...this.movable].flatMap((key): [string, TrackedFile][] => {
      const file = this.alone.get(key) ?? this.files.get(key);
      return file === undefined ? [] : [[key, file]];
    });
    const seen = recogniseMoves(parts.map(([, { analysis }]) => analysis));
    const others: vscode.Uri[] = [];
    const moved = new Set<string>();
    for (const [index, [key, file]] of parts.entries()) {
      const analysis = seen[index];
      if (analysis === undefined || analysis === file.analysis) continue;
      moved.add(key);
      const known = this.files.get(key);
      if (!this.alone.has(key) || known === undefined || !looksSame(known.analysis, analysis)) {
        this.files.set(key, { ...file, analysis });
        if (key !== cause.toString()) others.push(file.uri);
      }
      this.alone.set(key, file);
    }
    for (const [key, file] of this.alone) {
      if (moved.has(key)) continue;
      this.alone.delete(key);
      this.files.set(key, file);
      if (key !== cause.toString()) others.push(file.uri);
    }
    return others;
  }

  dispose(): void {
    this.changed.dispose();
  }
}

function mayMove({ detail }: Change): boolean {
  return detail.kind === 'server-added' || detail.kind === 'server-removed';
}

/** The same moves: what else is in the analyses comes from the same texts. */
function looksSame(left: FileAnalysis, right: FileAnalysis): boolean {
  return (
    left.text === right.text &&
    left.baselineText === right.baselineText &&
    left.changes.every((change, index) => change.words === right.changes[index]?.words)
  );
}
