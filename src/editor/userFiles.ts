import * as vscode from 'vscode';
import { PathPattern } from '../core/surfaces/globPattern';
import { userSurfaces, type Platform } from '../core/surfaces/userSurfaces';
import { placeOf, type GovernedFolder } from './governedFolder';
import { includesUserFiles, userFilesSetting } from './includesUserFiles';
import type { QuietMove } from './quietPlaces';
import { isFolder, isSkipped } from './walkFolders';

/** Each is watched; far more than the catalogue names, and a bound for those that it does not. */
const mostFolders = 300;

/** The rest of a pattern, one for each name on the way. */
type Way = readonly PathPattern[];

interface FolderOnTheWay {
  readonly folder: vscode.Uri;
  readonly ways: readonly Way[];
}

/** What became of a file of the user, or of a folder on the way to one. */
export interface UserFileMove {
  readonly uri: vscode.Uri;
  readonly move: QuietMove;
}

/**
 * The user's own files: those that clients read outside of workspaces, below the home folder. Found
 * and watched only while the setting is on, and only where there is a home folder, so never on the
 * web.
 *
 * Only the folders that lead to a place of the catalogue are looked into. Each of them is watched by
 * itself, without what is below: a home folder is large, and none of the rest is ours to see.
 */
export class UserFiles implements vscode.Disposable {
  private readonly switched = new vscode.EventEmitter<void>();
  /** The setting was switched on or off. */
  readonly onDidSwitch = this.switched.event;
  private readonly moved = new vscode.EventEmitter<UserFileMove>();
  readonly onDidMove = this.moved.event;
  private readonly watchers = new Map<string, vscode.Disposable>();
  private readonly settings: vscode.Disposable;
  private present: GovernedFolder | undefined;

  constructor(private readonly log: vscode.LogOutputChannel) {
    this.present = presentHome();
    this.settings = vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(userFilesSetting)) this.followSetting();
    });
  }

  /** The home folder while its files are looked at. */
  get home(): GovernedFolder | undefined {
    return this.present;
  }

  /** The files that are there; from here on they are watched. */
  async find(): Promise<readonly vscode.Uri[]> {
    return this.home === undefined ? [] : this.walk(this.home.uri, waysFromHome());
  }

  private followSetting(): void {
    const now = presentHome();
    if (now?.uri.toString() === this.present?.uri.toString()) return;
    this.unwatch();
    this.present = now;
    this.switched.fire();
  }

  private async walk(start: vscode.Uri, ways: readonly Way[]): Promise<readonly vscode.Uri[]> {
    const files: vscode.Uri[] = [];
    const open: FolderOnTheWay[] = [{ folder: start, ways }];
    // The list grows while it is gone through.
    for (const place of open) {
      const entries = await this.entriesOf(place);
      for (const [name, type] of entries) {
        const uri = vscode.Uri.joinPath(place.folder, name);
        if (!isFolder(type)) {
          if (this.isOurs(uri)) files.push(uri);
          continue;
        }
        const rest = waysInto(place.ways, name, (type & vscode.FileType.SymbolicLink) !== 0);
        if (rest.length === 0 || isSkipped(uri.path)) continue;
        if (open.length < mostFolders) open.push({ folder: uri, ways: rest });
        else this.log.warn(`Too many folders of the user: ${uri.path} is left out.`);
      }
    }
    return files;
  }

  /** Watched before it is read, so that nothing comes in between. */
  private async entriesOf(place: FolderOnTheWay): Promise<readonly [string, vscode.FileType][]> {
    if (this.home === undefined) return [];
    this.watch(place);
    try {
      return await vscode.workspace.fs.readDirectory(place.folder);
    } catch {
      this.unwatch(place.folder);
      return [];
    }
  }

  private watch({ folder, ways }: FolderOnTheWay): void {
    const key = folder.toString();
    if (this.watchers.has(key)) return;
    // Nothing below the folder: VS Code watches that only for patterns with `/` or `**`.
    const pattern = new vscode.RelativePattern(folder, '*');
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    const leadsOn = ({ path }: vscode.Uri): readonly Way[] =>
      isSkipped(path) ? [] : waysInto(ways, path.slice(path.lastIndexOf('/') + 1), false);
    this.watchers.set(
      key,
      vscode.Disposable.from(
        watcher,
        watcher.onDidCreate((uri) => {
          if (this.isOurs(uri)) this.moved.fire({ uri, move: 'appeared' });
          else if (leadsOn(uri).length > 0) {
            void this.walk(uri, leadsOn(uri));
            this.moved.fire({ uri, move: 'folder appeared' });
          }
        }),
        watcher.onDidChange((uri) => {
          if (this.isOurs(uri)) this.moved.fire({ uri, move: 'changed' });
        }),
        watcher.onDidDelete((uri) => {
          if (this.isOurs(uri)) this.moved.fire({ uri, move: 'gone' });
          else if (leadsOn(uri).length > 0) {
            this.unwatch(uri);
            this.moved.fire({ uri, move: 'folder gone' });
          }
        }),
      ),
    );
  }

  private isOurs(uri: vscode.Uri): boolean {
    return placeOf(uri, this.home, () => undefined)?.folder.isHome === true;
  }

  /** @param folder with those below it; undefined: all */
  private unwatch(folder?: vscode.Uri): void {
    for (const [key, watcher] of this.watchers) {
      const within = folder === undefined ? '' : folder.toString();
      if (within !== '' && key !== within && !key.startsWith(`${within}/`)) continue;
      watcher.dispose();
      this.watchers.delete(key);
    }
  }

  dispose(): void {
    this.settings.dispose();
    this.unwatch();
    this.switched.dispose();
    this.moved.dispose();
  }
}

/** What a Node host knows and VS Code does not tell; in a web worker there is none of it. */
interface NodeHost {
  readonly process?: {
    readonly platform?: string;
    readonly env?: Readonly<Record<string, string | undefined>>;
  };
}

function presentHome(): GovernedFolder | undefined {
  if (!includesUserFiles()) return undefined;
  const { env, platform } = (globalThis as NodeHost).process ?? {};
  const path = platform === 'win32' ? env?.['USERPROFILE'] : env?.['HOME'];
  if (path === undefined || path === '') return undefined;
  // There and back: the watcher writes the letter of a Windows drive small.
  const uri = vscode.Uri.parse(vscode.Uri.file(path.replace(/(?<![\\/])[\\/]+$/, '')).toString());
  return { uri, name: '~', isHome: true };
}

function waysFromHome(): readonly Way[] {
  const { platform } = (globalThis as NodeHost).process ?? {};
  const names: Readonly<Record<string, Platform>> = { darwin: 'macos', win32: 'windows' };
  return userSurfaces('~', names[platform ?? ''] ?? 'linux').map(({ pattern }) =>
    pattern
      .split('/')
      .slice(1)
      .map((name) => new PathPattern(name)),
  );
}

/**
 * What is left of the ways after one more folder.
 *
 * @param isLink followed only where the catalogue names it: elsewhere it may lead in a circle
 */
function waysInto(ways: readonly Way[], name: string, isLink: boolean): readonly Way[] {
  return ways.flatMap((way) => {
    const [first, ...rest] = way;
    if (first === undefined || rest.length === 0) return [];
    if (first.text === '**') return isLink ? [] : [way];
    if (isLink && first.text !== name) return [];
    return first.matches(name) ? [rest] : [];
  });
}
