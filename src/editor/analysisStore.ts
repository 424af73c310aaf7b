import * as vscode from 'vscode';
import type { FileAnalysis } from '../core/analyze';
import type { Baseline } from './baselines';

/** The last analysis of one governed file. */
export interface TrackedFile {
  readonly uri: vscode.Uri;
  readonly folder: vscode.WorkspaceFolder;
  /** Relative to the folder, `/` separated. */
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
    this.files.set(file.uri.toString(), file);
    this.changed.fire([file.uri]);
  }

  delete(uri: vscode.Uri): void {
    if (this.files.delete(uri.toString())) this.changed.fire([uri]);
  }

  dispose(): void {
    this.changed.dispose();
  }
}
