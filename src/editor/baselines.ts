import * as vscode from 'vscode';
import type { GitApi, GitRepository } from './gitApi';
import { loadGitApi } from './gitApi';

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
      readonly kind: 'none';
      /** One sentence: why there is nothing to compare with. */
      readonly because: string;
    };

interface ResolvedReference {
  readonly label: string;
  readonly commit: string;
}

const defaultBranches = ['origin/HEAD', 'origin/main', 'origin/master', 'main', 'master'];

/**
 * Review baselines: the text of a file at a git ref. The default is the merge base with the default
 * branch, else HEAD; a user may choose another ref for the session. Texts are cached by commit and
 * path, because `show` starts a process each time.
 */
export class Baselines implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  /** Fires when the commit that files are measured against may have moved. */
  readonly onDidChange = this.changed.event;
  private readonly subscriptions: vscode.Disposable[] = [this.changed];
  private readonly watched = new Set<GitRepository>();
  private readonly texts = new Map<string, Promise<string | undefined>>();
  private readonly references = new Map<string, Promise<ResolvedReference | undefined>>();
  private readonly heads = new Map<string, string | undefined>();
  private git: Promise<GitApi | undefined> | undefined;
  private chosen: string | undefined;

  constructor(private readonly log: vscode.LogOutputChannel) {}

  /** The baseline of a file. Never rejects: what fails becomes `none` with the reason. */
  async of(uri: vscode.Uri): Promise<Baseline> {
    const repository = await this.repositoryOf(uri);
    if (repository === undefined) {
      return { kind: 'none', because: vscode.l10n.t('Git does not know this folder.') };
    }
    if (await this.isIgnored(repository, uri)) {
      return { kind: 'none', because: vscode.l10n.t('Git ignores this file.') };
    }
    const reference = await this.referenceOf(repository);
    if (reference === undefined) {
      return { kind: 'none', because: vscode.l10n.t('There is no commit yet.') };
    }
    const text = await this.textAt(repository, reference.commit, uri);
    return { kind: 'commit', ...reference, text };
  }

  /** The commit and label files of this repository are measured against. */
  async referenceFor(uri: vscode.Uri): Promise<ResolvedReference | undefined> {
    const repository = await this.repositoryOf(uri);
    return repository === undefined ? undefined : this.referenceOf(repository);
  }

  /** The text of a file at a commit; undefined when it did not exist there or cannot be had. */
  async textAtCommit(uri: vscode.Uri, commit: string): Promise<string | undefined> {
    const repository = await this.repositoryOf(uri);
    return repository === undefined ? undefined : this.textAt(repository, commit, uri);
  }

  /** Measures against another ref until the window closes; undefined goes back to the default. */
  choose(reference: string | undefined): void {
    this.chosen = reference;
    this.references.clear();
    this.changed.fire();
  }

  get choice(): string | undefined {
    return this.chosen;
  }

  /** The repository a file belongs to, once git has found it. */
  async repositoryOf(uri: vscode.Uri): Promise<GitRepository | undefined> {
    this.git ??= this.connect();
    const api = await this.git;
    const repository = api?.getRepository(uri) ?? undefined;
    if (repository !== undefined) this.watch(repository);
    return repository;
  }

  private async connect(): Promise<GitApi | undefined> {
    const api = await loadGitApi();
    if (api === undefined) {
      this.log.info('No git extension here: showing the present state.');
      return undefined;
    }
    this.subscriptions.push(
      // Repositories are found some seconds after start-up; until then nothing has a baseline.
      api.onDidOpenRepository((repository) => {
        this.watch(repository);
        this.changed.fire();
      }),
      api.onDidCloseRepository(() => this.changed.fire()),
    );
    return api;
  }

  private watch(repository: GitRepository): void {
    if (this.watched.has(repository)) return;
    this.watched.add(repository);
    const key = repository.rootUri.toString();
    this.heads.set(key, repository.state.HEAD?.commit);
    this.subscriptions.push(
      repository.state.onDidChange(() => {
        // Fires for every index update; only a moved HEAD can move a baseline.
        if (this.heads.get(key) === repository.state.HEAD?.commit) return;
        this.heads.set(key, repository.state.HEAD?.commit);
        this.references.delete(key);
        this.changed.fire();
      }),
    );
  }

  private referenceOf(repository: GitRepository): Promise<ResolvedReference | undefined> {
    const key = repository.rootUri.toString();
    let reference = this.references.get(key);
    if (reference === undefined) {
      reference = this.resolveReference(repository);
      this.references.set(key, reference);
      // An empty answer may only mean that git has not looked yet.
      void reference.then((found) => {
        if (found === undefined) this.references.delete(key);
      });
    }
    return reference;
  }

  private async resolveReference(
    repository: GitRepository,
  ): Promise<ResolvedReference | undefined> {
    if (this.chosen !== undefined) {
      const commit = await commitOf(repository, this.chosen);
      if (commit !== undefined) return { label: this.chosen, commit };
      this.log.warn(
        `The chosen baseline "${this.chosen}" does not exist in ${repository.rootUri.path}.`,
      );
    }
    const head = await commitOf(repository, 'HEAD');
    if (head === undefined) return undefined;
    for (const branch of defaultBranches) {
      const tip = await commitOf(repository, branch);
      if (tip === undefined) continue;
      const base = await repository.getMergeBase('HEAD', branch).catch(() => undefined);
      if (base === undefined) continue;
      return { label: branch.replace(/^origin\/HEAD$/, 'origin'), commit: base };
    }
    return { label: 'HEAD', commit: head };
  }

  private textAt(
    repository: GitRepository,
    commit: string,
    uri: vscode.Uri,
  ): Promise<string | undefined> {
    const key = `${commit}:${uri.toString()}`;
    let text = this.texts.get(key);
    if (text === undefined) {
      // Every failure looks alike ("Could not show object."); the commit was resolved before, so
      // what remains is a file that did not exist there.
      text = repository.show(commit, uri.fsPath).catch(() => undefined);
      this.texts.set(key, text);
    }
    return text;
  }

  private async isIgnored(repository: GitRepository, uri: vscode.Uri): Promise<boolean> {
    try {
      return (await repository.checkIgnore([uri.fsPath])).size > 0;
    } catch {
      return false;
    }
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }
}

async function commitOf(repository: GitRepository, reference: string): Promise<string | undefined> {
  try {
    return (await repository.getCommit(reference)).hash;
  } catch {
    return undefined;
  }
}
