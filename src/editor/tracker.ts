import * as vscode from 'vscode';
import { analyzeFile } from '../core/analyze';
import { findSurface } from '../core/surfaces/findSurface';
import { governedGlob } from '../core/surfaces/governedNames';
import type { AcceptedCopies } from './acceptedCopies';
import type { AnalysisStore } from './analysisStore';
import { isSameBaseline, type Baseline, type Baselines } from './baselines';
import { findWorkspaceFiles } from './findWorkspaceFiles';

/** The pause of a breath: long enough not to flicker, short enough for the 300 ms budget. */
const pauseMilliseconds = 150;

/** More than any configuration; such a file is somebody's data, and reading it would stall the host. */
const largestFile = 5_000_000;

/** A governed file as it was just read, from the editor when it is open there, else from disk. */
export interface ReadFile {
  readonly uri: vscode.Uri;
  readonly path: string;
  /** Undefined: the file does not exist. */
  readonly text: string | undefined;
}

interface AnalyzeOptions {
  /** The first analysis of a scan waits for git, so that it is the right one. */
  readonly waitForGit?: boolean;
  /** The file was not there before. */
  readonly appeared?: boolean;
  /** The file changed on disk, so HEAD may have moved with it. */
  readonly onDisk?: boolean;
}

/**
 * Keeps the store true: documents as they are typed, files as they change on disk, baselines as
 * they move. The only writer of the store. Results that a newer text has overtaken are dropped.
 *
 * A typed edit is analysed against the last known baseline, at the very start against the accepted
 * copy; git is asked behind it, and only another answer leads to another analysis.
 */
export class Tracker implements vscode.Disposable {
  private readonly read = new vscode.EventEmitter<ReadFile>();
  /** Every time the text of a governed file was read. */
  readonly onDidRead = this.read.event;
  private readonly settled = new vscode.EventEmitter<void>();
  /** Nothing is being read, and nothing waits to be. */
  readonly onDidSettle = this.settled.event;
  private readonly subscriptions: vscode.Disposable[] = [this.read, this.settled];
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
  /** Files that appeared and wait for their first analysis. */
  private readonly appeared = new Set<string>();
  /** Files that changed on disk and wait for their analysis. */
  private readonly onDisk = new Set<string>();
  /** Files that were deleted while their document stayed open: the document is not the file then. */
  private readonly deleted = new Set<string>();
  /** Counts requests per file: only the latest may write. */
  private readonly generations = new Map<string, number>();
  private underWay = 0;
  /** Files whose baseline moved. */
  private readonly outdated = new Map<string, vscode.Uri>();
  private isMeasuring = false;

  constructor(
    private readonly store: AnalysisStore,
    private readonly baselines: Baselines,
    private readonly copies: AcceptedCopies,
    private readonly log: vscode.LogOutputChannel,
  ) {
    const watcher = vscode.workspace.createFileSystemWatcher(governedGlob());
    this.subscriptions.push(
      watcher,
      watcher.onDidCreate((uri) => {
        this.appeared.add(uri.toString());
        this.scheduleOurs(uri);
      }),
      watcher.onDidChange((uri) => this.scheduleOurs(uri)),
      watcher.onDidDelete((uri) => {
        this.deleted.add(uri.toString());
        this.scheduleOurs(uri);
      }),
      vscode.workspace.onDidOpenTextDocument(({ uri }) => void this.analyze(uri)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.schedule(document.uri)),
      vscode.workspace.onDidSaveTextDocument(({ uri }) => void this.analyze(uri)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.schedule(uri)),
      vscode.workspace.onDidChangeWorkspaceFolders(() => void this.scan()),
      baselines.onDidChange((uris) => this.measureAgain(uris)),
    );
  }

  /** Files are being read, or wait to be. */
  get isBusy(): boolean {
    return this.underWay > 0 || this.timers.size > 0;
  }

  /** Analyses every governed file of the workspace. Resolves with their number when all are done. */
  async scan(token?: vscode.CancellationToken): Promise<number> {
    return this.counted(async () => {
      await this.copies.loaded;
      const folders = vscode.workspace.workspaceFolders ?? [];
      const seen = new Set(folders.filter(({ uri }) => this.copies.hasSeen(uri)));
      const found = await findWorkspaceFiles(
        { glob: governedGlob(), accepts: (path) => findSurface(path) !== undefined },
        token,
      );
      // Open documents first: they may have been opened before anybody listened, and they are what
      // somebody looks at.
      const open = vscode.workspace.textDocuments.map(({ uri }) => uri);
      const tracked = this.store.all().map(({ uri }) => uri);
      const uris = new Map(
        [...open, ...tracked, ...found]
          .filter((uri) => placeOf(uri) !== undefined)
          .map((uri) => [uri.toString(), uri]),
      );
      const foundKeys = new Set(found.map((uri) => uri.toString()));
      await this.baselines.prepare([...uris.values()]);
      for (const [key, uri] of uris) {
        if (token?.isCancellationRequested === true) return this.store.all().length;
        const folder = placeOf(uri)?.folder;
        // A file that the last complete look did not find came while nobody watched.
        const appeared = folder !== undefined && seen.has(folder) && foundKeys.has(key);
        // One after the other: git answers one question at a time, and the host stays responsive.
        await this.analyze(uri, { waitForGit: true, appeared });
      }
      for (const { uri } of folders) this.copies.markSeen(uri);
      return this.store.all().length;
    });
  }

  /** Analyses one file now. Resolves when the store has the result, or a newer request took over. */
  async analyze(uri: vscode.Uri, options: AnalyzeOptions = {}): Promise<void> {
    if (placeOf(uri) === undefined) return;
    await this.counted(async () => this.analyzePlaced(uri, options));
  }

  private async analyzePlaced(uri: vscode.Uri, options: AnalyzeOptions): Promise<void> {
    const key = uri.toString();
    const generation = (this.generations.get(key) ?? 0) + 1;
    this.generations.set(key, generation);
    await this.copies.loaded;
    if (this.copies.get(uri) === undefined) await this.meet(uri, options.appeared === true);
    if (options.onDisk === true) await this.baselines.look(uri);
    const baseline =
      options.waitForGit === true || options.onDisk === true
        ? await this.baselines.of(uri)
        : (this.baselines.now(uri) ?? (await this.baselines.meanwhile(uri)));
    const text = await this.presentText(uri);
    if (this.generations.get(key) !== generation) return;
    this.write(uri, text, baseline);
    if (!this.baselines.isCurrent(uri)) void this.refine(uri, baseline);
  }

  /** From here on nothing waits: the text, its version and the result belong together. */
  private write(uri: vscode.Uri, text: string | undefined, baseline: Baseline): void {
    const place = placeOf(uri);
    if (place === undefined) return;
    const { folder, path } = place;
    const document = openDocument(uri);
    const started = performance.now();
    const previous = this.store.get(uri);
    const analysis = analyzeFile(
      { path, text, baseline: baseline.kind === 'none' ? undefined : { text: baseline.text } },
      previous?.analysis,
    );
    this.log.debug(`${path}: ${(performance.now() - started).toFixed(1)} ms`);
    if (analysis === undefined || (text === undefined && baseline.kind === 'none')) {
      this.store.delete(uri);
    } else {
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
    this.read.fire({ uri, path, text });
  }

  /** Asks git behind an analysis that did not wait for it. */
  private async refine(uri: vscode.Uri, used: Baseline): Promise<void> {
    await this.counted(async () => {
      const baseline = await this.baselines.of(uri);
      if (!isSameBaseline(baseline, used)) await this.analyze(uri);
    });
  }

  /** The first sight of a file: what is on disk, not what is being typed. */
  private async meet(uri: vscode.Uri, appeared: boolean): Promise<void> {
    const document = openDocument(uri);
    const text =
      document === undefined || document.isDirty ? await this.readFile(uri) : document.getText();
    this.copies.meet(uri, text, appeared);
  }

  /** Files whose baseline moves while others are being measured are one more turn. */
  private measureAgain(uris: readonly vscode.Uri[]): void {
    for (const uri of uris) this.outdated.set(uri.toString(), uri);
    if (this.isMeasuring) return;
    this.isMeasuring = true;
    void this.counted(async () => {
      while (this.outdated.size > 0) {
        const next = [...this.outdated.values()];
        this.outdated.clear();
        await this.baselines.prepare(next);
        for (const uri of next) await this.analyze(uri, { waitForGit: true });
      }
    })
      .catch((error: unknown) => this.log.error(error instanceof Error ? error : String(error)))
      .finally(() => {
        this.isMeasuring = false;
      });
  }

  /** A scan leaves out what packages bring along, and so does the watcher. */
  private scheduleOurs(uri: vscode.Uri): void {
    const key = uri.toString();
    if (uri.path.includes('/node_modules/')) {
      this.appeared.delete(key);
    } else {
      this.onDisk.add(key);
      this.schedule(uri);
    }
  }

  private schedule(uri: vscode.Uri): void {
    if (placeOf(uri) === undefined) return;
    const key = uri.toString();
    clearTimeout(this.timers.get(key));
    this.timers.set(
      key,
      setTimeout(() => {
        this.timers.delete(key);
        // A keystroke never waits for git, even when the file changes on disk at the same time.
        const onDisk = this.onDisk.delete(key) && openDocument(uri)?.isDirty !== true;
        void this.analyze(uri, { appeared: this.appeared.delete(key), onDisk });
      }, pauseMilliseconds),
    );
  }

  private async counted<T>(work: () => Promise<T>): Promise<T> {
    this.underWay += 1;
    try {
      return await work();
    } finally {
      this.underWay -= 1;
      if (!this.isBusy) this.settled.fire();
    }
  }

  /** What a client would read, or, while somebody types, what it will read. */
  private async presentText(uri: vscode.Uri): Promise<string | undefined> {
    const document = openDocument(uri);
    if (document === undefined) return this.readFile(uri);
    if (document.isDirty || !this.deleted.has(uri.toString())) return document.getText();
    const text = await this.readFile(uri);
    if (text !== undefined) this.deleted.delete(uri.toString());
    return text;
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

/** Where a governed file lies; undefined for other files. */
export function placeOf(
  uri: vscode.Uri,
): { readonly folder: vscode.WorkspaceFolder; readonly path: string } | undefined {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  if (folder === undefined) return undefined;
  const path = uri.path.slice(folder.uri.path.length).replace(/^\//, '');
  return findSurface(path) === undefined ? undefined : { folder, path };
}
