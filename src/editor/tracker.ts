import * as vscode from 'vscode';
import { analyzeFile } from '../core/analyze';
import { governedGlob } from '../core/surfaces/governedNames';
import { findSurface } from '../core/surfaces/findSurface';
import type { AnalysisStore } from './analysisStore';
import type { Baselines } from './baselines';
import { findWorkspaceFiles } from './findWorkspaceFiles';

/** The pause of a breath: long enough not to flicker, short enough for the 300 ms budget. */
const pauseMilliseconds = 150;

/** More than any configuration; such a file is somebody's data, and reading it would stall the host. */
const largestFile = 5_000_000;

/**
 * Keeps the store true: documents as they are typed, files as they change on disk, baselines as
 * they move. The only writer of the store. Results that a newer text has overtaken are dropped.
 */
export class Tracker implements vscode.Disposable {
  private readonly subscriptions: vscode.Disposable[] = [];
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
  /** Counts requests per file: only the latest may write. */
  private readonly generations = new Map<string, number>();

  constructor(
    private readonly store: AnalysisStore,
    private readonly baselines: Baselines,
    private readonly log: vscode.LogOutputChannel,
  ) {
    const watcher = vscode.workspace.createFileSystemWatcher(governedGlob());
    this.subscriptions.push(
      watcher,
      watcher.onDidCreate((uri) => this.schedule(uri)),
      watcher.onDidChange((uri) => this.schedule(uri)),
      watcher.onDidDelete((uri) => this.schedule(uri)),
      vscode.workspace.onDidOpenTextDocument(({ uri }) => void this.analyze(uri)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.schedule(document.uri)),
      vscode.workspace.onDidSaveTextDocument(({ uri }) => void this.analyze(uri)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.schedule(uri)),
      vscode.workspace.onDidChangeWorkspaceFolders(() => void this.scan()),
      baselines.onDidChange(() => void this.scan()),
    );
  }

  /** Analyses every governed file of the workspace. Resolves with their number when all are done. */
  async scan(token?: vscode.CancellationToken): Promise<number> {
    const found = await findWorkspaceFiles(
      { glob: governedGlob(), accepts: (path) => findSurface(path) !== undefined },
      token,
    );
    // Open documents first: they may have been opened before anybody listened, and they are what
    // somebody looks at.
    const sources = [
      vscode.workspace.textDocuments,
      this.store.all(),
      found.map((uri) => ({ uri })),
    ];
    const uris = new Map(sources.flat().map(({ uri }) => [uri.toString(), uri]));
    for (const uri of uris.values()) {
      if (token?.isCancellationRequested === true) break;
      // One after the other: git answers one question at a time, and the host stays responsive.
      await this.analyze(uri);
    }
    return this.store.all().length;
  }

  /** Analyses one file now. Resolves when the store has the result, or a newer request took over. */
  async analyze(uri: vscode.Uri): Promise<void> {
    const folder = vscode.workspace.getWorkspaceFolder(uri);
    if (folder === undefined) return;
    const path = relativePath(folder, uri);
    if (findSurface(path) === undefined) return;
    const key = uri.toString();
    const generation = (this.generations.get(key) ?? 0) + 1;
    this.generations.set(key, generation);
    const baseline = await this.baselines.of(uri);
    const document = openDocument(uri);
    const text = document?.getText() ?? (await this.readFile(uri));
    if (this.generations.get(key) !== generation) return;
    const started = performance.now();
    const previous = this.store.get(uri);
    const analysis = analyzeFile(
      {
        path,
        text,
        baseline: baseline.kind === 'commit' ? { text: baseline.text } : undefined,
      },
      previous?.analysis,
    );
    this.log.debug(`${path}: ${(performance.now() - started).toFixed(1)} ms`);
    if (analysis === undefined || (text === undefined && baseline.kind === 'none')) {
      this.store.delete(uri);
      return;
    }
    const halfTyped = analysis.status === 'unreadable' && document?.isDirty === true;
    this.store.set({
      uri,
      folder,
      path,
      // While somebody types, the last good meaning stays until the text parses again or is saved.
      analysis: halfTyped && previous !== undefined ? previous.analysis : analysis,
      baseline,
      version: document?.version,
      halfTyped,
    });
  }

  private schedule(uri: vscode.Uri): void {
    const folder = vscode.workspace.getWorkspaceFolder(uri);
    if (folder === undefined || findSurface(relativePath(folder, uri)) === undefined) return;
    const key = uri.toString();
    clearTimeout(this.timers.get(key));
    this.timers.set(
      key,
      setTimeout(() => {
        this.timers.delete(key);
        void this.analyze(uri);
      }, pauseMilliseconds),
    );
  }

  private async readFile(uri: vscode.Uri): Promise<string | undefined> {
    try {
      const { size } = await vscode.workspace.fs.stat(uri);
      if (size > largestFile) {
        this.log.warn(`${uri.path} is larger than ${largestFile} bytes and is not read.`);
        return undefined;
      }
      return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    } catch {
      return undefined;
    }
  }

  dispose(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    for (const subscription of this.subscriptions) subscription.dispose();
  }
}

/** The open document of a file, if there is one. */
export function openDocument(uri: vscode.Uri): vscode.TextDocument | undefined {
  const key = uri.toString();
  return vscode.workspace.textDocuments.find(
    (document) => !document.isClosed && document.uri.toString() === key,
  );
}

function relativePath(folder: vscode.WorkspaceFolder, uri: vscode.Uri): string {
  return uri.path.slice(folder.uri.path.length).replace(/^\//, '');
}
