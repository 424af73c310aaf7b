import * as vscode from 'vscode';
import { findSurface } from '../core/surfaces/findSurface';
import type { Surface } from '../core/surfaces/surface';
import { findUserSurface } from '../core/surfaces/userSurfaces';
import { pathInFolder } from './findWorkspaceFiles';

/** What paths of governed files are relative to: a workspace folder, or the home folder. */
export interface GovernedFolder {
  readonly uri: vscode.Uri;
  readonly name: string;
  /** The user's home folder: paths in it start with `~/`. */
  readonly isHome?: boolean;
}

export interface Place {
  readonly folder: GovernedFolder;
  readonly path: string;
  /** What a policy makes of the path. */
  readonly byPolicy?: Surface | undefined;
}

/**
 * Where a governed file lies; undefined for other files.
 *
 * @param home undefined: files outside of the workspace are none of our business
 * @param surfaceOf what policies make of a path of a folder
 */
export function placeOf(
  uri: vscode.Uri,
  home: GovernedFolder | undefined,
  surfaceOf: (folder: GovernedFolder, path: string) => Surface | undefined,
): Place | undefined {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  const path = pathInFolder(uri);
  if (folder !== undefined && path !== undefined) {
    const byPolicy = surfaceOf(folder, path);
    if (byPolicy !== undefined || findSurface(path) !== undefined)
      return { folder, path, byPolicy };
  }
  if (home?.uri.scheme !== uri.scheme || !uri.path.startsWith(`${home.uri.path}/`)) {
    return undefined;
  }
  const own = `~${uri.path.slice(home.uri.path.length)}`;
  return findUserSurface(own) === undefined ? undefined : { folder: home, path: own };
}

/** The path of a file as the file system below its folder has it. */
export function pathBelow({ isHome }: GovernedFolder, path: string): string {
  return isHome === true ? path.replace(/^~\//, '') : path;
}

/** The file at a path of a folder. */
export function fileIn(folder: GovernedFolder, path: string): vscode.Uri {
  return vscode.Uri.joinPath(folder.uri, pathBelow(folder, path));
}
