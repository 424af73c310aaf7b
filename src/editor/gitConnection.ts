import * as vscode from 'vscode';
import { loadGitApi, type GitApi, type GitRepository } from './gitApi';

/** Git that has not looked at every folder by then is not waited for: it tells when it has. */
const longestWait = 10_000;

/**
 * The way to VS Code's git extension, which may come late (trust is granted, git is switched on), find
 * its repositories late (some seconds after start-up), or not be there at all (on the web).
 */
export class GitConnection implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  /** Git came or went, or knows other repositories than before. */
  readonly onDidChange = this.changed.event;
  private readonly subscriptions: vscode.Disposable[] = [this.changed];
  private connection: Promise<GitApi | undefined> | undefined;
  /** One object for each repository, by its root: git's extension makes a new one for every answer. */
  private readonly open = new Map<string, GitRepository>();
  /** Settles when git has looked at every folder; one wait for all files. */
  private patience: Promise<void> | undefined;
  /** Listeners that live as long as one connection. */
  private listeners: vscode.Disposable[] = [];

  constructor(private readonly log: vscode.LogOutputChannel) {
    this.subscriptions.push(
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.reconnect()),
      vscode.extensions.onDidChange(() => void this.reconnectIfMissing()),
    );
  }

  /** Undefined where git cannot be asked. */
  async api(): Promise<GitApi | undefined> {
    this.connection ??= this.connect();
    return this.connection;
  }

  /** The repositories that git has found by now. The same object for the same repository, while it is open. */
  async repositories(): Promise<readonly GitRepository[]> {
    const found = (await this.api())?.repositories ?? [];
    return found.map((repository) => this.oneOf(repository));
  }

  /**
   * The repository a file belongs to, once git has looked; undefined when there is none. The same object
   * for the same repository, while it is open.
   */
  async repositoryOf(uri: vscode.Uri): Promise<GitRepository | undefined> {
    const api = await this.api();
    if (api === undefined) return undefined;
    let found = api.getRepository(uri) ?? undefined;
    if (found === undefined && api.state !== 'initialized') {
      this.patience ??= untilInitialized(api);
      found = await waitForRepository(api, uri, this.patience);
    }
    return found === undefined ? undefined : this.oneOf(found);
  }

  /** Whoever listens to a repository once would listen a thousand times to a thousand answers. */
  private oneOf(repository: GitRepository): GitRepository {
    const key = repository.rootUri.toString();
    const known = this.open.get(key) ?? repository;
    this.open.set(key, known);
    return known;
  }

  /** One sentence: why git cannot be asked here. */
  missing(uri: vscode.Uri): string {
    if (!vscode.workspace.isTrusted) {
      return vscode.l10n.t('In Restricted Mode git cannot be asked for an earlier version.');
    }
    if (vscode.extensions.getExtension('vscode.git') !== undefined) {
      return vscode.l10n.t('Git is switched off or not installed.');
    }
    return uri.scheme === 'file'
      ? vscode.l10n.t("VS Code's git extension is switched off.")
      : vscode.l10n.t('Here is no git to ask for an earlier version.');
  }

  private async connect(): Promise<GitApi | undefined> {
    const loaded = await loadGitApi();
    if (loaded === undefined) {
      this.log.info('No git extension here: showing the present state.');
      return undefined;
    }
    this.listeners.push(loaded.onDidChangeEnablement(() => this.reconnect()));
    const { api } = loaded;
    if (api === undefined) {
      this.log.info('Git is switched off or not installed: showing the present state.');
      return undefined;
    }
    this.listeners.push(
      api.onDidOpenRepository(() => this.changed.fire()),
      api.onDidCloseRepository(({ rootUri }) => {
        this.open.delete(rootUri.toString());
        this.changed.fire();
      }),
    );
    return api;
  }

  private reconnect(): void {
    for (const listener of this.listeners) listener.dispose();
    this.listeners = [];
    this.connection = undefined;
    this.patience = undefined;
    this.open.clear();
    this.changed.fire();
  }

  private async reconnectIfMissing(): Promise<void> {
    if (this.connection === undefined || (await this.connection) !== undefined) return;
    if (vscode.extensions.getExtension('vscode.git') !== undefined) this.reconnect();
  }

  dispose(): void {
    for (const subscription of [...this.listeners, ...this.subscriptions]) subscription.dispose();
  }
}

/** Until git has looked at every folder, or took too long for it. */
function untilInitialized(api: GitApi): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      listener.dispose();
      resolve();
    };
    const timer = setTimeout(end, longestWait);
    const listener = api.onDidChangeState((state) => {
      if (state === 'initialized') end();
    });
  });
}

/** Until the repository is open, or nobody waits any longer. */
function waitForRepository(
  api: GitApi,
  uri: vscode.Uri,
  patience: Promise<void>,
): Promise<GitRepository | undefined> {
  return new Promise((resolve) => {
    const look = (last: boolean): void => {
      const found = api.getRepository(uri) ?? undefined;
      if (found === undefined && !last) return;
      listener.dispose();
      resolve(found);
    };
    const listener = api.onDidOpenRepository(() => look(false));
    void patience.then(() => look(true));
  });
}
