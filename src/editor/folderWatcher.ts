import * as vscode from 'vscode';
import { isFolder, isSkipped } from './walkFolders';

/** A pull or an unpacked archive comes in a burst; one look serves all of it. */
const burstMilliseconds = 300;

/** More questions than that in one burst, and looking at everything once is cheaper. */
const mostQuestions = 100;

/** What came and went in one burst of events. */
export interface FolderMoves {
  /** Folders that appeared, without those inside of them. Undefined: too many to tell one by one. */
  readonly appeared: readonly vscode.Uri[] | undefined;
  /** Everything that an event named as created: a folder among it is one that VS Code watches. */
  readonly named: ReadonlySet<string>;
  /** Files and folders that went. Of a folder VS Code names only the folder. */
  readonly gone: ReadonlySet<string>;
}

/**
 * Folders that appear and go. VS Code does not tell of what is inside: of a deleted or renamed folder
 * it names the folder alone, and on Linux what is written into a new folder before its watcher gets
 * there is lost (parcel-watcher 2.5, VS Code 1.100 to 1.139). `mkdir -p a/.claude` and a file in it is
 * exactly what an agent does.
 *
 * Cheap: bursts are one event, and it costs one question for each parent folder, of which there is a
 * bound.
 */
export class FolderWatcher implements vscode.Disposable {
  private readonly moved = new vscode.EventEmitter<FolderMoves>();
  readonly onDidMove = this.moved.event;
  private readonly subscriptions: vscode.Disposable[] = [this.moved];
  private created = new Map<string, vscode.Uri>();
  private gone = new Set<string>();
  private burst: ReturnType<typeof setTimeout> | undefined;

  /** @param watcher of every file: the names of governed ones say nothing about folders */
  constructor(watcher: vscode.FileSystemWatcher) {
    this.subscriptions.push(
      watcher.onDidCreate((uri) => {
        if (isSkipped(uri.path)) return;
        this.created.set(uri.toString(), uri);
        this.startBurst();
      }),
      watcher.onDidDelete((uri) => {
        if (isSkipped(uri.path)) return;
        this.gone.add(uri.toString());
        this.startBurst();
      }),
    );
  }

  private startBurst(): void {
    // From the first event on, not from the last: a build that never pauses must not silence this.
    this.burst ??= setTimeout(() => void this.endBurst(), burstMilliseconds);
  }

  private async endBurst(): Promise<void> {
    const { created, gone } = this;
    this.created = new Map();
    this.gone = new Set();
    const appeared = await foldersAmong(created);
    this.burst = undefined;
    this.moved.fire({ appeared, named: new Set(created.keys()), gone });
    if (this.created.size + this.gone.size > 0) this.startBurst();
  }

  dispose(): void {
    clearTimeout(this.burst);
    for (const subscription of this.subscriptions) subscription.dispose();
  }
}

/** The folders among created paths, outermost only; undefined when that takes too many questions. */
async function foldersAmong(
  created: ReadonlyMap<string, vscode.Uri>,
): Promise<readonly vscode.Uri[] | undefined> {
  const outermost = new Map<string, vscode.Uri[]>();
  const folders = new Map<string, vscode.Uri>();
  for (const [key, uri] of created) {
    const ancestor = ancestors(key)
      .filter((other) => created.has(other))
      .at(-1);
    const above = ancestor === undefined ? undefined : created.get(ancestor);
    // Something lies in it, so it is a folder: nobody has to be asked.
    if (ancestor !== undefined && above !== undefined) folders.set(ancestor, above);
    else {
      const parent = key.slice(0, key.lastIndexOf('/'));
      const siblings = outermost.get(parent);
      if (siblings === undefined) outermost.set(parent, [uri]);
      else siblings.push(uri);
    }
  }
  if (outermost.size > mostQuestions) return undefined;
  for (const siblings of outermost.values()) {
    const open = siblings.filter((uri) => !folders.has(uri.toString()));
    for (const uri of await foldersIn(open)) folders.set(uri.toString(), uri);
  }
  return [...folders.values()];
}

/** Which of the paths of one folder are folders, with one question. */
async function foldersIn(siblings: readonly vscode.Uri[]): Promise<readonly vscode.Uri[]> {
  const { fs } = vscode.workspace;
  const [first] = siblings;
  if (first === undefined) return [];
  try {
    if (siblings.length === 1) {
      const { type } = await fs.stat(first);
      return isFolder(type) ? [first] : [];
    }
    const entries = new Map(await fs.readDirectory(vscode.Uri.joinPath(first, '..')));
    return siblings.filter(({ path }) =>
      isFolder(entries.get(path.slice(path.lastIndexOf('/') + 1)) ?? vscode.FileType.Unknown),
    );
  } catch {
    return [];
  }
}

/** The folders above an address, innermost first. */
export function ancestors(key: string): readonly string[] {
  const found: string[] = [];
  for (let end = key.lastIndexOf('/'); end > 0; end = key.lastIndexOf('/', end - 1)) {
    found.push(key.slice(0, end));
  }
  return found;
}
