import * as vscode from 'vscode';
import { requestConflicts, type RequestConflict } from '../core/gate/requestConflicts';
import { builtInPolicy } from '../core/policy/builtInPolicy';
import type { ChangeRecord } from '../core/record/changeRecord';
import type { AnalysisStore } from './analysisStore';
import { BaseBranches, type BaseBranch } from './baseBranch';
import type { Baselines } from './baselines';
import { collectRequest } from './collectRequest';
import type { LoadSignatures } from './editorContext';
import type { GitRepository } from './gitApi';
import { changedSince } from './gitQuestions';
import { rolledBackBeside } from './lessons';
import type { RecordStore, StoredRecord } from './recordStore';
import { pathFrom } from './recordRoot';
import { requesterOf } from './requester';
import { isOpen, plainView, weighedView, type RequestView } from './requestView';
import { SignatureChecks } from './signatureChecks';

/** Typing, saving, a commit: much happens at once, and one look is enough. */
const pauseMilliseconds = 200;
/** So long the event loop is kept before others have their turn. */
const sliceMilliseconds = 20;
/** Longer than a change is watched by any policy: an older record is closed without asking git. */
const longestVerification = 31 * 24 * 60 * 60 * 1000;
const longestTimer = 24 * 60 * 60 * 1000;

/** What decisions in a record say without any more questions. */
const decided: ReadonlySet<string> = new Set([
  'closed',
  'rejected',
  'withdrawn',
  'rolled-back',
  'superseded',
]);

interface Known {
  readonly view: RequestView;
  /** What it was worked out from; the same things give the same view. */
  readonly from: readonly unknown[];
}

/** A request with the place of its record and where it stands. */
export interface Request {
  readonly stored: StoredRecord;
  /** Undefined while nobody has looked yet. */
  readonly view: RequestView | undefined;
  readonly conflicts: readonly RequestConflict[];
}

/**
 * Where the change requests of the workspace stand: worked out in the background from record, approvals,
 * git and files, kept as long as those are the same.
 */
export class RequestStore implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private readonly branches = new BaseBranches();
  private readonly views = new Map<string, Known>();
  private readonly signatures: SignatureChecks;
  private readonly watched = new Set<GitRepository>();
  private readonly subscriptions: vscode.Disposable[];
  private conflicts: ReadonlyMap<string, readonly RequestConflict[]> = new Map();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private alarm: ReturnType<typeof setTimeout> | undefined;
  private looking: Promise<void> | undefined;
  /** Something moved while a look was under way. */
  private again = false;
  /** Asked of git once for each look. */
  private asked = new Map<string, Promise<unknown>>();

  constructor(
    private readonly records: RecordStore,
    private readonly store: AnalysisStore,
    private readonly baselines: Baselines,
    loadSignatures: LoadSignatures,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.signatures = new SignatureChecks(loadSignatures);
    this.subscriptions = [
      this.changed,
      records.onDidChange(() => this.schedule()),
      store.onDidChange((uris) => {
        if (this.concerns(uris)) this.schedule();
      }),
      baselines.onDidCommit(() => this.refsMoved()),
    ];
  }

  /** Every request, newest first. */
  all(): readonly Request[] {
    return (
      this.records
        .all()
        .map((stored) => this.requestOf(stored))
        // Ids start with the date they were made on.
        .sort((left, right) => (left.stored.id < right.stored.id ? 1 : -1))
    );
  }

  get(uri: vscode.Uri): Request | undefined {
    const stored = this.records.get(uri);
    return stored === undefined ? undefined : this.requestOf(stored);
  }

  /** Where a request stands right now: nothing that was known before is believed. */
  async lookAgain(uri: vscode.Uri): Promise<Request | undefined> {
    this.branches.forget();
    this.views.delete(uri.toString());
    await this.settled();
    await this.begin();
    return this.get(uri);
  }

  /** Settles when everything that is known to have moved was looked at. */
  async settled(): Promise<void> {
    while (this.timer !== undefined || this.looking !== undefined) {
      if (this.timer !== undefined) {
        clearTimeout(this.timer);
        this.timer = undefined;
        void this.begin();
      }
      await this.looking;
    }
  }

  private requestOf(stored: StoredRecord): Request {
    return {
      stored,
      view: this.views.get(stored.uri.toString())?.view,
      conflicts: this.conflicts.get(stored.id) ?? [],
    };
  }

  /** Which of the files, if any, does a request wait on. */
  private concerns(uris: readonly vscode.Uri[]): boolean {
    const changed = new Set(uris.map((uri) => uri.toString()));
    return this.records
      .all()
      .some(
        ({ status, files }) =>
          !decided.has(status) && files.some(({ uri }) => changed.has(uri.toString())),
      );
  }

  private refsMoved(): void {
    this.branches.forget();
    this.schedule();
  }

  private schedule(): void {
    if (this.records.all().length === 0 && this.views.size === 0) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.timer = undefined;
      void this.begin();
    }, pauseMilliseconds);
  }

  /** One look at a time; whatever moves meanwhile is for the next one. */
  private async begin(): Promise<void> {
    if (this.looking !== undefined) {
      this.again = true;
      return this.looking;
    }
    this.looking = this.lookUntilStill();
    return this.looking;
  }

  private async lookUntilStill(): Promise<void> {
    try {
      do {
        this.again = false;
        await this.look();
      } while (this.isAgain());
    } catch (error) {
      this.log.error(error instanceof Error ? error : String(error));
    } finally {
      this.looking = undefined;
    }
  }

  private isAgain(): boolean {
    return this.again;
  }

  private async look(): Promise<void> {
    this.asked = new Map();
    const all = this.records.all();
    const present = new Set(all.map(({ uri }) => uri.toString()));
    for (const key of this.views.keys()) if (!present.has(key)) this.views.delete(key);
    let moved = false;
    let since = performance.now();
    for (const stored of all) {
      if (await this.lookAt(stored)) moved = true;
      if (performance.now() - since < sliceMilliseconds) continue;
      await new Promise((resolve) => setTimeout(resolve, 0));
      since = performance.now();
    }
    this.conflicts = requestConflicts(this.openRecords());
    this.setAlarm();
    if (moved) this.changed.fire();
  }

  private openRecords(): readonly ChangeRecord[] {
    return [...this.views.values()].flatMap(({ view }) => (isOpen(view) ? [view.record] : []));
  }

  /** @returns whether it may stand elsewhere now */
  private async lookAt(stored: StoredRecord): Promise<boolean> {
    const { record, uri } = stored;
    const key = uri.toString();
    if (record === undefined) return this.views.delete(key);
    const from = await this.worksFrom(stored, record);
    const known = this.views.get(key);
    const same =
      known?.from.length === from.length && known.from.every((part, index) => part === from[index]);
    if (same) return false;
    const view = await this.viewOf(stored, record).catch((error: unknown) => {
      this.log.warn(`${record.id}: ${String(error)}`);
      return plainView(record, new Date(), undefined);
    });
    this.views.set(key, { view, from });
    return true;
  }

  /** Everything a view follows from, to be compared by identity. */
  private async worksFrom(stored: StoredRecord, record: ChangeRecord): Promise<readonly unknown[]> {
    if (decided.has(record.status)) return [record];
    const repository = await this.baselines.repositoryOf(stored.uri);
    const base = repository === undefined ? undefined : await this.baseOf(repository);
    const me = await this.meIn(repository);
    return [
      record,
      base?.tip,
      base?.head,
      base?.mergeBase,
      me,
      ...momentsOf(record).map((moment) => moment > Date.now()),
      vscode.workspace.isTrusted,
      ...this.records.approvalsOf(record.id),
      ...stored.files.map(({ uri }) => this.store.get(uri)?.analysis),
    ];
  }

  private async viewOf(stored: StoredRecord, record: ChangeRecord): Promise<RequestView> {
    const now = new Date();
    if (decided.has(record.status)) return plainView(record, now, undefined);
    const { folder, uri } = stored;
    const repository = await this.baselines.repositoryOf(uri);
    const base = repository === undefined ? undefined : await this.baseOf(repository);
    if (repository === undefined || base === undefined || folder === undefined || folder.isHome) {
      return plainView(record, now, undefined);
    }
    if (await this.isMerged(stored, record, repository, base)) {
      const { verifyHours } = builtInPolicy.tiers[record.risk.tier];
      const since = await mergedSince(stored, record, repository, now);
      return plainView(record, now, { since, verifyHours });
    }
    const me = await this.meIn(repository);
    const collected = await collectRequest(record, { uri, folder }, repository, base, me, {
      baselines: this.baselines,
      branches: this.branches,
      store: this.store,
      rolledBack: rolledBackBeside(this.records, { folder }),
      differing: (commit) => this.differing(repository, commit),
    });
    const approvals = await this.signatures.check(
      this.records.approvalsOf(record.id),
      collected.signers,
      now,
    );
    return weighedView(record, pathFrom(folder, uri), collected, approvals, me, now);
  }

  /** The record is part of the base branch, as far as this checkout knows of it. */
  private async isMerged(
    { uri }: StoredRecord,
    record: ChangeRecord,
    repository: GitRepository,
    base: BaseBranch,
  ): Promise<boolean> {
    if (!isOlder(record, base) || isLoose(uri, repository)) return false;
    const differing = await this.differing(repository, base.mergeBase);
    return !differing.has(uri.toString());
  }

  private differing(
    repository: GitRepository,
    commit: string,
  ): Promise<ReadonlyMap<string, vscode.Uri>> {
    const key = `differs ${repository.rootUri.toString()} ${commit}`;
    return this.once(key, async () => {
      const uris = await changedSince(repository, commit);
      return new Map(uris.map((uri) => [uri.toString(), uri]));
    });
  }

  private async baseOf(repository: GitRepository): Promise<BaseBranch | undefined> {
    if (!this.watched.has(repository)) {
      this.watched.add(repository);
      let seen = repository.state.HEAD?.commit;
      this.subscriptions.push(
        repository.state.onDidChange(() => {
          const now = repository.state.HEAD?.commit;
          if (now === seen) return;
          seen = now;
          this.refsMoved();
        }),
      );
    }
    return this.branches.of(repository);
  }

  private async meIn(repository: GitRepository | undefined): Promise<string> {
    const key = `me ${repository?.rootUri.toString() ?? ''}`;
    return this.once(key, async () => (await requesterOf(repository)).id);
  }

  private once<T>(key: string, ask: () => Promise<T>): Promise<T> {
    let answer = this.asked.get(key) as Promise<T> | undefined;
    if (answer === undefined) {
      answer = ask();
      this.asked.set(key, answer);
    }
    return answer;
  }

  /** The next moment at which a request stands elsewhere though nobody touched anything. */
  private setAlarm(): void {
    clearTimeout(this.alarm);
    const now = Date.now();
    const moments = [...this.views.values()]
      .flatMap(({ view: { record } }) => (decided.has(record.status) ? [] : momentsOf(record)))
      .filter((moment) => moment > now);
    if (moments.length === 0) return;
    const wait = Math.min(...moments) - now + 1_000;
    this.alarm = setTimeout(() => this.schedule(), Math.min(wait, longestTimer));
  }

  dispose(): void {
    clearTimeout(this.timer);
    clearTimeout(this.alarm);
    for (const subscription of this.subscriptions) subscription.dispose();
  }
}

/** When time alone changes where it stands; `NaN`: never. */
function momentsOf({ emergency, expires_at: end }: ChangeRecord): readonly number[] {
  return [emergency?.review_due, end].map((time) => Date.parse(time ?? ''));
}

/** It may have been there when this checkout last had what the base branch has. */
function isOlder({ created_at: created }: ChangeRecord, { mergeBaseDate }: BaseBranch): boolean {
  return mergeBaseDate !== undefined && Date.parse(created) < mergeBaseDate.getTime();
}

/** Git does not have it, or not like this. */
function isLoose(uri: vscode.Uri, { state }: GitRepository): boolean {
  const key = uri.toString();
  return [...state.workingTreeChanges, ...state.untrackedChanges].some(
    (change) => change.uri.toString() === key,
  );
}

/** Old ones are not asked about: nothing is watched for that long. */
async function mergedSince(
  { uri }: StoredRecord,
  { created_at: created }: ChangeRecord,
  repository: GitRepository,
  now: Date,
): Promise<Date | undefined> {
  const start = new Date(created);
  if (now.getTime() - start.getTime() > longestVerification) return start;
  const [last] = await repository.log({ path: uri.fsPath, maxEntries: 1 });
  return last?.commitDate;
}
