import * as vscode from 'vscode';
import { isFolder, isSkipped } from './walkFolders';

const lookMilliseconds = 2_000;

/** Each is a question to the disk every time, so the latest ones count. */
const mostPlaces = 40;

/** What became of a file that VS Code does not tell of. */
export type QuietMove = 'appeared' | 'changed' | 'gone' | 'folder appeared' | 'folder gone';

const folderStamp = 'folder';

/** What tells one state of a file from another; of a link, that of its target. */
type Stamps = ReadonlyMap<string, string>;

interface QuietPlace {
  readonly uri: vscode.Uri;
  readonly stamps: Stamps;
  /** That VS Code tells of one thing in it does not mean that it tells of all. */
  readonly kept: boolean;
}

/**
 * Places that VS Code does not tell of, looked at from time to time: folders that were created faster
 * than its watcher could follow or that a setting hides from it, and links, whose targets change
 * elsewhere. There are none as a rule, and then nothing is looked at.
 */
export class QuietPlaces implements vscode.Disposable {
  private readonly folders = new Map<string, QuietPlace>();
  private readonly links = new Map<string, QuietPlace>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private isDisposed = false;

  /**
   * @param isWanted which files of the folders matter
   * @param onMove called for each file that is another than at the last look, and each new folder
   */
  constructor(
    private readonly isWanted: (uri: vscode.Uri) => boolean,
    private readonly onMove: (uri: vscode.Uri, move: QuietMove) => void,
  ) {}

  /**
   * From here on looks into these folders, of many only into the last ones.
   *
   * @param kept also after VS Code told of something in one
   */
  async addFolders(uris: readonly vscode.Uri[], kept = false): Promise<void> {
    for (const uri of uris.slice(-mostPlaces)) {
      if (this.folders.has(uri.toString())) continue;
      await this.addPlace(this.folders, uri, this.stampsIn(uri), kept);
    }
  }

  /** From here on looks at a file that is a link. */
  async addLink(uri: vscode.Uri): Promise<void> {
    if (this.links.has(uri.toString())) return;
    await this.addPlace(this.links, uri, stampsOf([uri]), true);
  }

  /** VS Code told of something in a folder after all. */
  isTold(uri: vscode.Uri): void {
    const key = uri.toString();
    const folder = key.slice(0, key.lastIndexOf('/'));
    if (this.folders.get(folder)?.kept !== true) this.folders.delete(folder);
  }

  private async addPlace(
    places: Map<string, QuietPlace>,
    uri: vscode.Uri,
    stamps: Promise<Stamps | undefined>,
    kept: boolean,
  ): Promise<void> {
    const found = await stamps;
    if (found === undefined) return;
    places.set(uri.toString(), { uri, stamps: found, kept });
    for (const oldest of places.keys()) {
      if (places.size <= mostPlaces) break;
      places.delete(oldest);
    }
    this.wait();
  }

  private wait(): void {
    if (this.isDisposed || this.folders.size + this.links.size === 0) return;
    this.timer ??= setTimeout(() => {
      void this.look().finally(() => {
        this.timer = undefined;
        this.wait();
      });
    }, lookMilliseconds);
  }

  private async look(): Promise<void> {
    for (const place of [...this.folders.values()]) {
      await this.lookAt(this.folders, place, await this.stampsIn(place.uri));
    }
    for (const place of [...this.links.values()]) {
      await this.lookAt(this.links, place, await stampsOf([place.uri]));
    }
  }

  private async lookAt(
    places: Map<string, QuietPlace>,
    { uri, stamps: before, kept }: QuietPlace,
    now: Stamps | undefined,
  ): Promise<void> {
    const key = uri.toString();
    // It was told of meanwhile.
    if (!places.has(key)) return;
    if (now === undefined) places.delete(key);
    else places.set(key, { uri, stamps: now, kept });
    for (const [file, stamp] of now ?? []) {
      const known = before.get(file);
      if (known === stamp) continue;
      const move = known === undefined ? 'appeared' : 'changed';
      this.onMove(vscode.Uri.parse(file), stamp === folderStamp ? 'folder appeared' : move);
    }
    for (const file of before.keys()) {
      if (now?.has(file) !== true) this.onMove(vscode.Uri.parse(file), 'gone');
    }
  }

  /** Undefined when the folder is gone. */
  private async stampsIn(folder: vscode.Uri): Promise<Stamps | undefined> {
    let entries;
    try {
      entries = await vscode.workspace.fs.readDirectory(folder);
    } catch {
      return undefined;
    }
    const inside = entries.map(([name, type]) => ({
      uri: vscode.Uri.joinPath(folder, name),
      type,
    }));
    const files = inside.filter(({ uri, type }) => !isFolder(type) && this.isWanted(uri));
    const folders = inside.filter(
      ({ uri, type }) => type === vscode.FileType.Directory && !isSkipped(uri.path),
    );
    return new Map([
      ...(await stampsOf(files.map(({ uri }) => uri))),
      ...folders.map(({ uri }) => [uri.toString(), folderStamp] as const),
    ]);
  }

  dispose(): void {
    this.isDisposed = true;
    clearTimeout(this.timer);
  }
}

async function stampsOf(uris: readonly vscode.Uri[]): Promise<Stamps> {
  const stamps = new Map<string, string>();
  for (const uri of uris) {
    try {
      const { mtime, size, type } = await vscode.workspace.fs.stat(uri);
      stamps.set(uri.toString(), `${mtime} ${size} ${type}`);
    } catch {
      // Gone: that it is missing here says so.
    }
  }
  return stamps;
}
