import * as vscode from 'vscode';
import { acceptancesFile } from '../core/policy/acceptances/acceptance';
import { policyFile } from '../core/policy/changePolicy';
import type { PolicySource } from '../core/policy/resolvePolicy';
import type { Baselines } from './baselines';

/** Files of one kind, by their path from the root of the repository. */
export interface SourcesAbove {
  /** As the baseline has them. */
  readonly before: readonly PolicySource[];
  /** As they are now. */
  readonly after: readonly PolicySource[];
}

/** Policies of folders above a workspace folder, up to the root of its repository. */
export interface PoliciesAbove extends SourcesAbove {
  /** The folder from the root, `/` at its end; empty where the folder is the root. */
  readonly prefix: string;
  /** What is accepted there. */
  readonly acceptances: SourcesAbove;
}

const none: PoliciesAbove = {
  prefix: '',
  before: [],
  after: [],
  acceptances: { before: [], after: [] },
};

/**
 * Finds the policies, and what is accepted, that hold for a workspace folder from outside of it: of a
 * repository somebody may open a part only, and its rules hold all the same. Nothing else is read there.
 */
export class OuterPolicies implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private readonly known = new Map<string, PoliciesAbove>();
  private readonly subscriptions: readonly vscode.Disposable[];
  private looking: Promise<void> = Promise.resolve();

  constructor(private readonly baselines: Baselines) {
    const look = (): void => void this.look();
    this.subscriptions = [
      this.changed,
      baselines.onDidCommit(look),
      vscode.workspace.onDidChangeWorkspaceFolders(look),
      // What is edited outside of the workspace, VS Code does not tell of.
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (focused) look();
      }),
    ];
  }

  of({ uri }: { readonly uri: vscode.Uri }): PoliciesAbove {
    return this.known.get(uri.toString()) ?? none;
  }

  /** Reads them again, one look after the other. */
  async look(): Promise<void> {
    this.looking = this.looking.then(
      () => this.readAll(),
      () => this.readAll(),
    );
    return this.looking;
  }

  private async readAll(): Promise<void> {
    const before = JSON.stringify([...this.known]);
    this.known.clear();
    for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
      const above = await this.read(uri).catch(() => none);
      if (above !== none) this.known.set(uri.toString(), above);
    }
    if (JSON.stringify([...this.known]) !== before) this.changed.fire();
  }

  private async read(folder: vscode.Uri): Promise<PoliciesAbove> {
    const repository = await this.baselines.repositoryOf(folder);
    const root = repository?.rootUri;
    if (root === undefined || !folder.path.startsWith(`${root.path}/`)) return none;
    const prefix = `${folder.path.slice(root.path.length + 1)}/`;
    const names = prefix.split('/').slice(0, -2);
    const places = [[], ...names.map((_, index) => names.slice(0, index + 1))];
    const [policies, acceptances] = await Promise.all([
      this.sourcesIn(root, places, policyFile),
      this.sourcesIn(root, places, acceptancesFile),
    ]);
    return { prefix, ...policies, acceptances };
  }

  private async sourcesIn(
    root: vscode.Uri,
    places: readonly (readonly string[])[],
    name: string,
  ): Promise<SourcesAbove> {
    const found = await Promise.all(
      places.map(async (place) => {
        const path = [...place, name].join('/');
        const uri = vscode.Uri.joinPath(root, path);
        const [baseline, text] = await Promise.all([this.baselines.of(uri), textOf(uri)]);
        const old = baseline.kind === 'commit' ? baseline.text : text;
        return {
          before: old === undefined ? [] : [{ path, text: old }],
          after: text === undefined ? [] : [{ path, text }],
        };
      }),
    );
    return {
      before: found.flatMap(({ before }) => before),
      after: found.flatMap(({ after }) => after),
    };
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }
}

async function textOf(uri: vscode.Uri): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}
