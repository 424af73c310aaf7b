import * as vscode from 'vscode';
import { isSkipped, walkFolders } from './walkFolders';

const mostFiles = 50_000;

/** What is looked for, in the two forms that the two ways of looking need. */
export interface WorkspacePattern {
  readonly glob: string;
  /** The path is relative to its workspace folder, `/` separated. */
  readonly accepts: (path: string) => boolean;
}

/**
 * Files of the workspace: through VS Code's file search, or, where there is none (some virtual
 * workspaces, an installation without its search program) or where settings hide files from it, by
 * walking the folders.
 */
export async function findWorkspaceFiles(
  pattern: WorkspacePattern,
  token?: vscode.CancellationToken,
): Promise<readonly vscode.Uri[]> {
  const found = await search(pattern.glob, mostFiles, token);
  if (found !== undefined && !searchHidesFiles()) return found;
  const roots = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri);
  const { files } = await walkFolders(
    roots,
    (uri) => pattern.accepts(pathInFolder(uri) ?? ''),
    token,
  );
  return [...new Map([...(found ?? []), ...files].map((uri) => [uri.toString(), uri])).values()];
}

/**
 * Asks VS Code's file search, leaving out what packages bring along.
 *
 * @returns undefined where there is no search
 */
export async function search(
  glob: string,
  most: number,
  token?: vscode.CancellationToken,
): Promise<readonly vscode.Uri[] | undefined> {
  try {
    const found = await vscode.workspace.findFiles(glob, '**/node_modules/**', most, token);
    return found.filter(({ path }) => !isSkipped(path));
  } catch {
    return undefined;
  }
}

/**
 * Settings, which a repository may bring along, hide more from the search than VS Code itself does:
 * `files.exclude` whole folders, `search.followSymlinks` files that are links.
 */
export function searchHidesFiles(): boolean {
  return [undefined, ...(vscode.workspace.workspaceFolders ?? [])].some((folder) => {
    const settings = vscode.workspace.getConfiguration(undefined, folder?.uri);
    if (settings.get('search.followSymlinks') === false) return true;
    const usual =
      settings.inspect<Readonly<Record<string, unknown>>>('files.exclude')?.defaultValue;
    const hidden = settings.get<Readonly<Record<string, unknown>>>('files.exclude', {});
    return Object.entries(hidden).some(
      ([glob, value]) => value !== false && usual?.[glob] === undefined,
    );
  });
}

/** The path of a file relative to its workspace folder; undefined for a file of none. */
export function pathInFolder(uri: vscode.Uri): string | undefined {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  return folder === undefined
    ? undefined
    : uri.path.slice(folder.uri.path.length).replace(/^\//, '');
}
