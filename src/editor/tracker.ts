import * as vscode from 'vscode';
import { analyzeFile, mayHoldFacts, unreadAnalysis } from '../core/analyze';
import { matchesGlob } from '../core/policy/pathGlob';
import { findSurface, isWorthReporting } from '../core/surfaces/findSurface';
import { governedGlob } from '../core/surfaces/governedNames';
import type { AcceptedCopies } from './acceptedCopies';
import type { AnalysisStore } from './analysisStore';
import type { Baseline, Baselines } from './baselines';
import { FileEvents, type FileMove } from './fileEvents';
import { findWorkspaceFiles } from './findWorkspaceFiles';
import { placeOf, type Place } from './governedFolder';
import { isSameBaseline } from './isSameBaseline';
import { openDocument } from './openDocument';
import type { PoliciesInForce } from './policiesInForce';
import { readGovernedFile, type FileReading } from './readGovernedFile';
import type { UserFiles } from './userFiles';

/** The pause of a breath: long enough not to flicker, short enough for the 300 ms budget. */
const pauseMilliseconds = 150;
/** A policy comes with the repository: it must not keep an editor busy for minutes. */
const mostByPolicy = 2_000;

/** A governed file as it was just read, from the editor when it is open there, else from disk. */
export interface ReadFile {
  readonly uri: vscode.Uri;
  readonly path: string;
  /** Undefined: the file does not exist, or nothing of it could be read. */
  readonly text: string | undefined;
  /** Why the text is not, or not all, that the file holds: it must not be taken for the file. */
  readonly problem: string | undefined;
}

interface AnalyzeOptions {
  /** The first analysis of a scan waits for git, so that it is the right one. */
  readonly waitForGit?: boolean;
  /** The file was not there before. */
  readonly appeared?: boolean;
  /** The file changed on disk, so HEAD may have moved with it. */
  readonly onDisk?: boolean;
  /** Its baseline is another text: that may be governed when this one is not. */
  readonly differs?: boolean;
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
  private readonly files: FileEvents;

  constructor(
    private readonly store: AnalysisStore,
    private readonly baselines: Baselines,
    private readonly copies: AcceptedCopies,
    private readonly userFiles: UserFiles,
    private readonly policies: PoliciesInForce,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.files = new FileEvents({
      isWanted: (uri) => this.placeOf(uri) !== undefined,
      known: () => [...store.all().map(({ uri }) => uri), ...copies.existing()],
      onMove: (uri, move) => this.moved(uri, move),
      onFlood: async () => this.scan(),
      during: async (work) =>
        this.counted(async () => {
          await copies.loaded;
          await work();
        }),
    });
    this.subscriptions.push(
      this.files,
      vscode.workspace.onDidOpenTextDocument(({ uri }) => void this.analyze(uri)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.schedule(document.uri)),
      vscode.workspace.onDidSaveTextDocument(({ uri }) => void this.analyze(uri)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.schedule(uri)),
      vscode.workspace.onDidChangeWorkspaceFolders(() => void this.scan()),
      baselines.onDidChange((uris) => this.measureAgain(uris)),
      userFiles.onDidSwitch(() => void this.scan()),
      policies.onDidGovern(() => void this.scan()),
      userFiles.onDidMove(({ uri, move }) => this.files.moved(uri, move)),
    );
  }

  /** Files are being read, or wait to be. */
  get isBusy(): boolean {
    return this.underWay > 0 || this.timers.size > 0;
  }

  /** Where a governed file lies; undefined for other files. */
  placeOf(uri: vscode.Uri): Place | undefined {
    return placeOf(uri, this.userFiles.home, (folder, path) =>
      this.policies.surfaceOf(folder, path),
    );
  }

  /** Analyses every governed file of the workspace, and the user's own. Resolves with their number when all are done. */
  async scan(token?: vscode.CancellationToken): Promise<number> {
    return this.counted(async () => {
      await this.copies.loaded;
      for (const { uri } of this.store.all()) {
        if (this.placeOf(uri) === undefined) this.store.delete(uri);
      }
      const { home } = this.userFiles;
      const folders = [
        ...(vscode.workspace.workspaceFolders ?? []),
        ...(home === undefined ? [] : [home]),
      ];
      const seen: ReadonlySet<unknown> = new Set(
        folders.filter(({ uri }) => this.copies.hasSeen(uri)),
      );
      const inWorkspace = await findWorkspaceFiles(
        { glob: governedGlob(), accepts: (path) => findSurface(path) !== undefined },
        token,
      );
      const found = [
        ...inWorkspace,
        ...(await this.findByPolicy(token)),
        ...(await this.userFiles.find()),
      ];
      // What is gone is found by those who remember it: git, and the accepted copies.
      const differing = await this.baselines.changedPaths();
      const differs = new Set(differing.map((uri) => uri.toString()));
      const remembered = [...differing, ...this.copies.existing()];
      // Open documents first: they may have been opened before anybody listened, and they are what
      // somebody looks at.
      const open = vscode.workspace.textDocuments.map(({ uri }) => uri);
      const tracked = this.store.all().map(({ uri }) => uri);
      const uris = new Map(
        [...open, ...tracked, ...found, ...remembered]
          .filter((uri) => this.placeOf(uri) !== undefined)
          .map((uri) => [uri.toString(), uri]),
      );
      const foundKeys = new Set(found.map((uri) => uri.toString()));
      await this.baselines.prepare([...uris.values()]);
      for (const [key, uri] of uris) {
        if (token?.isCancellationRequested === true) return this.store.all().length;
        const folder = this.placeOf(uri)?.folder;
        // A file that the last complete look did not find came while nobody watched.
        const appeared = folder !== undefined && seen.has(folder) && foundKeys.has(key);
        // One after the other: git answers one question at a time, and the host stays responsive.
        await this.analyze(uri, { waitForGit: true, appeared, differs: differs.has(key) });
      }
      for (const { uri } of folders) this.copies.markSeen(uri);
      await this.files.watchHidden();
      return this.store.all().length;
    });
  }

  /** Policies are files too: what they govern is known once they were read. */
  private async findByPolicy(token?: vscode.CancellationToken): Promise<readonly vscode.Uri[]> {
    const { globs } = this.policies;
    if (globs.length === 0) return [];
    const wanted = (path: string): boolean => globs.some((glob) => matchesGlob(glob, path));
    const found = await findWorkspaceFiles(
      { glob: `{${globs.join(',')}}`, accepts: wanted },
      token,
    );
    if (found.length > mostByPolicy) {
      this.log.warn(
        `Policies govern ${found.length} files; only ${mostByPolicy} are followed here.`,
      );
    }
    return found.slice(0, mostByPolicy);
  }

  /** Analyses one file now. Resolves when the store has the result, or a newer request took over. */
  async analyze(uri: vscode.Uri, options: AnalyzeOptions = {}): Promise<void> {
    if (this.placeOf(uri) === undefined) return;
    await this.counted(async () => this.analyzePlaced(uri, options));
  }

  private async analyzePlaced(uri: vscode.Uri, options: AnalyzeOptions): Promise<void> {
    const key = uri.toString();
    const generation = (this.generations.get(key) ?? 0) + 1;
    this.generations.set(key, generation);
    await this.copies.loaded;
    if (options.differs !== true && (await this.isNobodys(uri))) return;
    if (this.copies.get(uri) === undefined) await this.meet(uri, options.appeared === true);
    if (options.onDisk === true) await this.baselines.look(uri);
    const answered =
      options.waitForGit === true || options.onDisk === true
        ? await this.baselines.of(uri)
        : (this.baselines.now(uri) ?? (await this.baselines.meanwhile(uri)));
    const reading = await this.presentText(uri);
    if (this.generations.get(key) !== generation) return;
    // Git may have answered while the file was read, to a request that this one has overtaken.
    const baseline = this.baselines.now(uri) ?? answered;
    this.write(uri, reading, baseline);
    if (!this.baselines.isCurrent(uri)) void this.refine(uri, baseline);
  }

  /**
   * An everyday name whose text says nothing about agents: no copy of it is kept, and git is not asked.
   * Such a file counts from the moment that its text, or git, says otherwise.
   */
  private async isNobodys(uri: vscode.Uri): Promise<boolean> {
    const { path = '', byPolicy } = this.placeOf(uri) ?? {};
    if (byPolicy !== undefined || findSurface(path)?.everyday !== true) return false;
    if (this.store.get(uri) !== undefined || this.copies.get(uri) !== undefined) return false;
    const { text, problem } = await this.presentText(uri);
    return problem === undefined && (text === undefined || !mayHoldFacts(path, text));
  }

  /** From here on nothing waits: the text, its version and the result belong together. */
  private write(uri: vscode.Uri, reading: FileReading, baseline: Baseline): void {
    const place = this.placeOf(uri);
    if (place === undefined) return;
    const { folder, path, byPolicy } = place;
    const { text, problem, isLink } = reading;
    const document = openDocument(uri);
    const started = performance.now();
    const previous = this.store.get(uri);
    const input = {
      path,
      text,
      baseline: baseline.kind === 'none' ? undefined : { text: baseline.text },
      byPolicy,
    };
    const unread = problem !== undefined && text === undefined;
    const read = unread ? unreadAnalysis(input, problem) : analyzeFile(input, previous?.analysis);
    this.log.debug(`${path}: ${(performance.now() - started).toFixed(1)} ms`);
    if (isLink) void this.files.watchLink(uri);
    const isGone = text === undefined && !unread && baseline.kind === 'none';
    if (
      read === undefined ||
      isGone ||
      (unread && byPolicy === undefined && !isWorthReporting(read.surface))
    ) {
      this.store.delete(uri);
    } else {
      const analysis =
        problem === undefined || unread
          ? read
          : { ...read, status: 'unreadable' as const, reason: problem };
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
    this.read.fire({ uri, path, text, problem });
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
    const { text, problem } =
      document === undefined || document.isDirty
        ? await readGovernedFile(uri)
        : { text: document.getText(), problem: undefined };
    if (problem === undefined) this.copies.meet(uri, text, appeared);
  }

  /** Files whose baseline moves while others are being measured are one more turn. */
  private measureAgain(uris: readonly vscode.Uri[]): void {
    for (const uri of uris) this.outdated.set(uri.toString(), uri);
    if (this.isMeasuring) return;
    this.isMeasuring = true;
    void this.counted(async () => {
      // Once each: some names turn out to govern nothing, and would come back for ever.
      const looked = new Set<string>();
      do {
        // With another baseline, other files are gone since.
        for (const uri of await this.baselines.changedPaths()) {
          const key = uri.toString();
          if (looked.has(key) || this.placeOf(uri) === undefined) continue;
          looked.add(key);
          if (this.store.get(uri) === undefined) this.outdated.set(key, uri);
        }
        const next = [...this.outdated.values()];
        this.outdated.clear();
        await this.baselines.prepare(next);
        for (const uri of next) await this.analyze(uri, { waitForGit: true, differs: true });
      } while (this.outdated.size > 0);
    })
      .catch((error: unknown) => this.log.error(error instanceof Error ? error : String(error)))
      .finally(() => {
        this.isMeasuring = false;
      });
  }

  private moved(uri: vscode.Uri, move: FileMove): void {
    const key = uri.toString();
    if (move === 'appeared') this.appeared.add(key);
    if (move === 'gone') this.deleted.add(key);
    this.onDisk.add(key);
    this.schedule(uri);
  }

  private schedule(uri: vscode.Uri): void {
    if (this.placeOf(uri) === undefined) return;
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
  private async presentText(uri: vscode.Uri): Promise<FileReading> {
    const document = openDocument(uri);
    if (document === undefined) return readGovernedFile(uri);
    const typed = { text: document.getText(), isLink: false };
    if (document.isDirty || !this.deleted.has(uri.toString())) return typed;
    const reading = await readGovernedFile(uri);
    if (reading.text !== undefined) this.deleted.delete(uri.toString());
    return reading;
  }

  dispose(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    for (const subscription of this.subscriptions) subscription.dispose();
  }
}
