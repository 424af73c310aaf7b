import * as vscode from 'vscode';
import type { AcceptedCopies } from './acceptedCopies';
import { CommittedTexts } from './committedTexts';
import type { GitRepository } from './gitApi';
import { GitConnection } from './gitConnection';
import {
  changedFiles,
  changedSince,
  commitOf,
  concerns,
  ignoredPaths,
  resolveReference,
  type ResolvedReference,
} from './gitQuestions';

/** What a file is measured against. */
export type Baseline =
  | {
      readonly kind: 'commit';
      /** What people call it: `main`, `HEAD`, a tag. */
      readonly label: string;
      readonly commit: string;
      /** Undefined: the file did not exist there. */
      readonly text: string | undefined;
    }
  | {
      readonly kind: 'accepted';
      readonly label: string;
      /** Null: the file did not exist. */
      readonly digest: string | null;
      readonly text: string | undefined;
      /** One sentence: why it is not a commit. */
      readonly because: string;
      /**
       * Nobody has vouched for this text: git cannot be asked, and the user has not said that it is
       * right. What it carries is shown, softly, beside what changes.
       */
      readonly unreviewed: boolean;
    }
  | {
      readonly kind: 'none';
      /** One sentence: why there is nothing to compare with. */
      readonly because: string;
    };

/** `unknown`: git refuses to say, for a file in a submodule that it has not opened or behind a link. */
type Ignored = 'yes' | 'no' | 'unknown';

interface KnownBaseline {
  readonly baseline: Baseline;
  /** Something moved since: it still serves, until git has been asked again. */
  readonly stale: boolean;
}

/** A baseline that could not be read is asked for again after this time. */
const retryMilliseconds = 30_000;

/**
 * Review baselines: the text of a file at a git ref, by default the merge base with the default
 * branch, else HEAD; a user may choose another ref for the session. Where git does not know a file, or
 * cannot be asked, its accepted copy.
 *
 * Nothing that follows a keystroke waits for git: `now` has the last answer, `meanwhile` the accepted
 * copy until there is one, and `of` asks.
 */
export class Baselines implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<readonly vscode.Uri[]>();
  /** The files whose baseline may have moved. */
  readonly onDidChange = this.changed.event;
  private readonly committed = new vscode.EventEmitter<GitRepository>();
  /** A commit was made through this window. */
  readonly onDidCommit = this.committed.event;
  private readonly git: GitConnection;
  private readonly subscriptions: vscode.Disposable[];
  private readonly watched = new Set<GitRepository>();
  private readonly texts = new CommittedTexts();
  private readonly retries = new Map<string, ReturnType<typeof setTimeout>>();
  private readonly references = new Map<string, Promise<ResolvedReference | undefined>>();
  /** The repository of each file. */
  private readonly homes = new Map<string, string>();
  private readonly looking = new Map<string, Promise<void>>();
  private readonly ignored = new Map<string, Ignored>();
  private readonly known = new Map<string, KnownBaseline>();
  private readonly asking = new Map<string, Promise<Baseline>>();
  /** Counts whatever may move a baseline: an answer from before is stale when it arrives. */
  private epoch = 0;
  private chosen: string | undefined;

  constructor(
    private readonly copies: AcceptedCopies,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.git = new GitConnection(log);
    const ignoreFiles = vscode.workspace.createFileSystemWatcher('**/.gitignore');
    const ignoreChanged = (): void => {
      this.ignored.clear();
      this.moved();
      // Git may know of files that are gone, and that nobody has seen yet.
      if (this.known.size === 0) this.changed.fire([]);
    };
    this.subscriptions = [
      this.changed,
      this.committed,
      this.git,
      // Repositories are found some seconds after start-up; until then accepted copies serve.
      this.git.onDidChange(ignoreChanged),
      ignoreFiles,
      ignoreFiles.onDidCreate(ignoreChanged),
      ignoreFiles.onDidChange(ignoreChanged),
      ignoreFiles.onDidDelete(ignoreChanged),
      copies.onDidChangeReview((uri) => this.moved([uri.toString()])),
    ];
  }

  /** The last answer, at once; undefined when git was not asked about this file yet. */
  now(uri: vscode.Uri): Baseline | undefined {
    return this.known.get(uri.toString())?.baseline;
  }

  /** The last answer is still good: asking again would say the same. */
  isCurrent(uri: vscode.Uri): boolean {
    return this.known.get(uri.toString())?.stale === false;
  }

  /** What serves until git has answered for the first time: no process, no network. */
  async meanwhile(uri: vscode.Uri): Promise<Baseline> {
    return this.acceptedCopy(uri, vscode.l10n.t('Git has not answered yet.'), false);
  }

  /** The baseline of a file. Never rejects: what fails becomes `none` with the reason. */
  async of(uri: vscode.Uri): Promise<Baseline> {
    const key = uri.toString();
    const known = this.known.get(key);
    if (known?.stale === false) return known.baseline;
    let asked = this.asking.get(key);
    if (asked === undefined) {
      asked = this.ask(uri);
      this.asking.set(key, asked);
    }
    return asked;
  }

  /** Asks git which of many files it ignores, in one go for each repository. */
  async prepare(uris: readonly vscode.Uri[]): Promise<void> {
    const byRepository = new Map<GitRepository, vscode.Uri[]>();
    for (const uri of uris) {
      const repository = await this.repositoryOf(uri);
      if (repository === undefined) continue;
      byRepository.set(repository, [...(byRepository.get(repository) ?? []), uri]);
    }
    for (const [repository, files] of byRepository) {
      // One file that git refuses to speak of spoils the answer for all: then each is asked for.
      const ignored = await ignoredPaths(repository, files);
      if (ignored === undefined) continue;
      for (const uri of files) {
        const key = uri.toString();
        const now = ignored.has(uri.fsPath) ? 'yes' : 'no';
        if (this.ignored.get(key) !== now) this.outdate(key);
        this.ignored.set(key, now);
      }
    }
  }

  /**
   * The paths that git has at the baseline and that are others now, or gone. Of every repository that
   * has to do with the workspace; some name files that are not governed.
   */
  async changedPaths(): Promise<readonly vscode.Uri[]> {
    const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri);
    await Promise.all(folders.map(async (folder) => this.repositoryOf(folder)));
    const changed: vscode.Uri[] = [];
    for (const repository of await this.git.repositories()) {
      if (!concerns(repository, folders)) continue;
      this.watch(repository);
      const reference = await this.referenceOf(repository);
      if (reference !== undefined)
        changed.push(...(await changedSince(repository, reference.commit)));
    }
    return changed;
  }

  /** The text of a file at a commit; undefined when it did not exist there or cannot be had. */
  async textAtCommit(
    uri: vscode.Uri,
    commit: string,
    known?: GitRepository,
  ): Promise<string | undefined> {
    const repository = known ?? (await this.repositoryOf(uri));
    if (repository === undefined) return undefined;
    const found = await this.texts.at(repository, commit, uri).catch(() => undefined);
    return found !== undefined && 'text' in found ? found.text : undefined;
  }

  /** Measures against another ref until the window closes; undefined goes back to the default. */
  choose(reference: string | undefined): void {
    this.chosen = reference;
    this.references.clear();
    this.moved();
  }

  get choice(): string | undefined {
    return this.chosen;
  }

  /** The repository a file of the workspace belongs to, once git has found it. */
  async repositoryOf(uri: vscode.Uri): Promise<GitRepository | undefined> {
    if (vscode.workspace.getWorkspaceFolder(uri) === undefined) return undefined;
    const repository = await this.git.repositoryOf(uri);
    if (repository === undefined) return undefined;
    this.homes.set(uri.toString(), repository.rootUri.toString());
    this.watch(repository);
    return repository;
  }

  private async ask(uri: vscode.Uri): Promise<Baseline> {
    const key = uri.toString();
    const { epoch } = this;
    const baseline = await this.resolve(uri).catch((error: unknown): Baseline => {
      this.log.error(error instanceof Error ? error : String(error));
      this.retry(key);
      return { kind: 'none', because: vscode.l10n.t('The baseline could not be read.') };
    });
    this.asking.delete(key);
    this.known.set(key, { baseline, stale: epoch !== this.epoch });
    return baseline;
  }

  private async resolve(uri: vscode.Uri): Promise<Baseline> {
    if (vscode.workspace.getWorkspaceFolder(uri) === undefined) {
      return this.unknownToGit(uri, vscode.l10n.t('This file is outside of the workspace.'));
    }
    if ((await this.git.api()) === undefined) {
      return this.acceptedCopy(uri, this.git.missing(uri), true);
    }
    const repository = await this.repositoryOf(uri);
    if (repository === undefined) {
      return this.unknownToGit(uri, vscode.l10n.t('Git does not know this folder.'));
    }
    const ignored = await this.isIgnored(repository, uri);
    if (ignored === 'yes') {
      return this.unknownToGit(uri, vscode.l10n.t('Git ignores this file.'));
    }
    const reference = await this.referenceOf(repository);
    if (reference === undefined) {
      return this.unknownToGit(uri, vscode.l10n.t('There is no commit yet.'));
    }
    const { label, commit } = reference;
    const found = await this.texts.at(repository, commit, uri);
    // Git refuses to speak of what lies behind a link to a folder, also where it kept a file there
    // until now: then the link is the edit.
    if (ignored === 'unknown' && !('text' in found && found.text !== undefined)) {
      return this.unknownToGit(uri, vscode.l10n.t('Git does not know this file.'));
    }
    if ('elsewhere' in found) {
      return this.unknownToGit(
        uri,
        vscode.l10n.t('It is a link to a place that git does not keep.'),
      );
    }
    this.copies.endReview(uri);
    return { kind: 'commit', label, commit, text: found.text };
  }

  private async unknownToGit(uri: vscode.Uri, because: string): Promise<Baseline> {
    this.copies.startReview(uri);
    return this.acceptedCopy(uri, because, false);
  }

  private async acceptedCopy(
    uri: vscode.Uri,
    because: string,
    onlyDecided: boolean,
  ): Promise<Baseline> {
    await this.copies.loaded;
    const copy = await this.copies.reviewed(uri);
    if (copy === undefined) return { kind: 'none', because };
    return {
      kind: 'accepted',
      label: vscode.l10n.t('accepted copy'),
      digest: copy.digest,
      text: copy.text,
      because,
      unreviewed: onlyDecided && !copy.decided,
    };
  }

  /** The answers for these files, or for all, may be others now. */
  private moved(keys: readonly string[] = [...this.known.keys()]): void {
    this.epoch += 1;
    for (const key of keys) this.outdate(key);
    if (keys.length > 0) this.changed.fire(keys.map((key) => vscode.Uri.parse(key)));
  }

  /** Not at the next keystroke: what fails may go on failing. */
  private retry(key: string): void {
    clearTimeout(this.retries.get(key));
    this.retries.set(
      key,
      setTimeout(() => {
        this.retries.delete(key);
        this.moved([key]);
      }, retryMilliseconds),
    );
  }

  private outdate(key: string): void {
    const known = this.known.get(key);
    if (known !== undefined) this.known.set(key, { ...known, stale: true });
  }

  private watch(repository: GitRepository): void {
    if (this.watched.has(repository)) return;
    this.watched.add(repository);
    this.subscriptions.push(
      repository.onDidCommit(() => this.committed.fire(repository)),
      repository.state.onDidChange(
        () => void this.headIs(repository, repository.state.HEAD?.commit),
      ),
    );
  }

  /**
   * Files changed on disk: perhaps by a pull. The git extension notices a moved HEAD some seconds
   * later, and until then what was pulled would look like pending changes. Many calls are one question.
   */
  async look(uri: vscode.Uri): Promise<void> {
    const repository = await this.repositoryOf(uri);
    const key = repository?.rootUri.toString();
    if (repository === undefined || key === undefined || !this.references.has(key)) return;
    let looking = this.looking.get(key);
    if (looking === undefined) {
      looking = commitOf(repository, 'HEAD')
        .then((head) => this.headIs(repository, head))
        .finally(() => this.looking.delete(key));
      this.looking.set(key, looking);
    }
    await looking;
  }

  /** Git tells of every index update; only a moved HEAD can move a baseline. */
  private async headIs(repository: GitRepository, head: string | undefined): Promise<void> {
    const key = repository.rootUri.toString();
    const before = await this.references.get(key);
    if (before === undefined ? head === undefined : before.head === head) return;
    this.references.delete(key);
    const now = await this.referenceOf(repository);
    if (before?.commit === now?.commit && before?.label === now?.label) return;
    if (before !== undefined && now !== undefined) {
      await this.carryOver(repository, before.commit, now.commit);
    }
    this.moved([...this.known.keys()].filter((known) => this.homes.get(known) === key));
  }

  /**
   * After a pull or a commit most governed files are what they were. One question to git finds those
   * that are not, instead of one for each file.
   */
  private async carryOver(repository: GitRepository, from: string, to: string): Promise<void> {
    const changed = await changedFiles(repository, from, to);
    if (changed === undefined) return;
    const root = `${repository.rootUri.toString()}/`;
    for (const [key, { baseline }] of this.known) {
      // Behind a link a file has another name here than git gives it.
      const isThere = key.startsWith(root) && !changed.has(key);
      if (!isThere || baseline.kind !== 'commit' || baseline.commit !== from) continue;
      this.texts.carryOver(vscode.Uri.parse(key), from, to);
    }
  }

  private referenceOf(repository: GitRepository): Promise<ResolvedReference | undefined> {
    const key = repository.rootUri.toString();
    let reference = this.references.get(key);
    if (reference === undefined) {
      reference = resolveReference(repository, this.chosen, this.log);
      this.references.set(key, reference);
      // An empty answer may only mean that git has not looked yet.
      void reference.then((found) => {
        if (found === undefined) this.references.delete(key);
      });
    }
    return reference;
  }

  private async isIgnored(repository: GitRepository, uri: vscode.Uri): Promise<Ignored> {
    const key = uri.toString();
    const known = this.ignored.get(key);
    if (known !== undefined) return known;
    const paths = await ignoredPaths(repository, [uri]);
    const ignored = paths === undefined ? 'unknown' : paths.size > 0 ? 'yes' : 'no';
    this.ignored.set(key, ignored);
    return ignored;
  }

  dispose(): void {
    for (const timer of this.retries.values()) clearTimeout(timer);
    for (const subscription of this.subscriptions) subscription.dispose();
  }
}
