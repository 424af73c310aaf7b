import * as vscode from 'vscode';
import { acceptancesFile } from '../core/policy/acceptances/acceptance';
import { policyFile } from '../core/policy/changePolicy';
import type { PolicySource } from '../core/policy/resolvePolicy';
import type { Baselines } from './baselines';
import { resolveReference } from './gitQuestions';

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

  constructor(
    private readonly baselines: Baselines,
    private readonly log: vscode.LogOutputChannel,
  ) {
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
    if (repository === undefined || root === undefined || !folder.path.startsWith(`${root.path}/`))
      return none;
    const prefix = `${folder.path.slice(root.path.length + 1)}/`;
    const names = prefix.split('/').slice(0, -2);
    const places = [[], ...names.map((_, index) => names.slice(0, index + 1))];
    const reference = await resolveReference(repository, this.baselines.choice, this.log);
    const before = async (uri: vscode.Uri): Promise<string | undefined> =>
      reference === undefined
        ? textOf(uri)
        : this.baselines.textAtCommit(uri, reference.commit, repository);
    const [policies, acceptances] = await Promise.all([
      sourcesIn(root, places, policyFile, before),
      sourcesIn(root, places, acceptancesFile, before),
    ]);
    return { prefix, ...policies, acceptances };
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }
}

/** @param before the text of a file as the baseline has it */
async function sourcesIn(
  root: vscode.Uri,
  places: readonly (readonly string[])[],
  name: string,
  before: (uri: vscode.Uri) => Promise<string | undefined>,
): Promise<SourcesAbove> {
  const found = await Promise.all(
    places.map(async (place) => {
      const path = [...place, name].join('/');
      const uri = vscode.Uri.joinPath(root, path);
      const [old, text] = await Promise.all([before(uri), textOf(uri)]);
      return {
        before: old === undefined ? [] : [{ path, text: old }],
        after: text === undefined ? [] : [{ path, text }],
      };
    }),
  );
  return {
    before: found.flatMap((sources) => sources.before),
    after: found.flatMap((sources) => sources.after),
  };
}

async function textOf(uri: vscode.Uri): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}
