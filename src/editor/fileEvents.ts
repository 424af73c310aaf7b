import * as vscode from 'vscode';
import { ancestors, FolderWatcher, type FolderMoves } from './folderWatcher';
import { QuietPlaces, type QuietMove } from './quietPlaces';
import { unwatchedFolders } from './unwatchedFolders';
import { isSkipped, walkFolders } from './walkFolders';

export type FileMove = 'appeared' | 'changed' | 'gone';

/** Whose files are followed, and what they want to hear. */
export interface FileFollower {
  readonly isWanted: (uri: vscode.Uri) => boolean;
  /** Files that are there as far as the follower knows: of a folder that goes, VS Code names no other. */
  readonly known: () => readonly vscode.Uri[];
  readonly onMove: (uri: vscode.Uri, move: FileMove) => void;
  /** So much came and went that all has to be looked at again. */
  readonly onFlood: () => Promise<unknown>;
  /** Wraps whatever takes its time, for those who wait until nothing moves. */
  readonly during: (work: () => Promise<void>) => Promise<void>;
}

/**
 * Files of the workspace that come, change and go, those included that VS Code does not tell of: in
 * folders that appear, go or are renamed, behind links, and where a setting hides them from its watcher.
 */
export class FileEvents implements vscode.Disposable {
  private readonly subscriptions: readonly vscode.Disposable[];
  private readonly quiet: QuietPlaces;

  constructor(private readonly follower: FileFollower) {
    // All of them: a follower tells its files faster than a glob of their names, and in any case.
    const watcher = vscode.workspace.createFileSystemWatcher('**/*');
    const folders = new FolderWatcher(watcher);
    this.quiet = new QuietPlaces(follower.isWanted, (uri, move) => this.moved(uri, move));
    this.subscriptions = [
      this.quiet,
      watcher,
      folders,
      watcher.onDidCreate((uri) => this.tell(uri, 'appeared')),
      watcher.onDidChange((uri) => {
        this.quiet.isTold(uri);
        this.tell(uri, 'changed');
      }),
      watcher.onDidDelete((uri) => this.tell(uri, 'gone')),
      folders.onDidMove((moves) => void this.follow(moves)),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('files.watcherExclude')) void this.watchHidden();
      }),
    ];
  }

  /** What was heard of from elsewhere, as if VS Code had told of it. */
  moved(uri: vscode.Uri, move: QuietMove): void {
    if (move === 'folder appeared') void this.lookInto([uri], new Set());
    else if (move === 'folder gone') {
      void this.follow({ appeared: [], named: new Set(), gone: new Set([uri.toString()]) });
    } else this.tell(uri, move);
  }

  /** From here on looks at a file that is a link: its target changes elsewhere. */
  async watchLink(uri: vscode.Uri): Promise<void> {
    await this.quiet.addLink(uri);
  }

  /** Looks itself where a setting tells VS Code's watcher to look away. For after each complete look. */
  async watchHidden(): Promise<void> {
    await this.quiet.addFolders(unwatchedFolders(this.follower.known()), true);
  }

  private tell(uri: vscode.Uri, move: FileMove): void {
    if (!isSkipped(uri.path) && this.follower.isWanted(uri)) this.follower.onMove(uri, move);
  }

  /** Folders came or went, with what is inside of them. */
  private async follow({ appeared, named, gone }: FolderMoves): Promise<void> {
    await this.follower.during(async () => {
      for (const uri of gone.size === 0 ? [] : this.follower.known()) {
        if (ancestors(uri.toString()).some((folder) => gone.has(folder))) this.tell(uri, 'gone');
      }
      if (appeared === undefined) await this.follower.onFlood();
      else await this.lookInto(appeared, named);
    });
  }

  /** Folders that nobody named came faster than VS Code could watch: nothing in them is told. */
  private async lookInto(
    appeared: readonly vscode.Uri[],
    named: ReadonlySet<string>,
  ): Promise<void> {
    if (appeared.length === 0) return;
    const { files, folders } = await walkFolders(appeared, this.follower.isWanted);
    // First, so that whatever happens to a file after it was told of is a difference.
    await this.quiet.addFolders(folders.filter((uri) => !named.has(uri.toString())));
    for (const uri of files) if (!named.has(uri.toString())) this.tell(uri, 'appeared');
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }
}
