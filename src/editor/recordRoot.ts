import * as vscode from 'vscode';
import type { Baselines } from './baselines';
import type { GovernedFolder } from './governedFolder';

/**
 * Where the paths of a record start: at the root of the repository that it lies in, whichever part of it
 * is opened, so that the gate finds the same files. Where git knows nothing, at the workspace folder.
 *
 * @param uri of the record, or of a file that it is about
 * @returns undefined outside of the workspace
 */
export async function recordRoot(
  baselines: Pick<Baselines, 'repositoryOf'>,
  uri: vscode.Uri,
): Promise<GovernedFolder | undefined> {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  if (folder === undefined) return undefined;
  const root = (await baselines.repositoryOf(uri))?.rootUri;
  // Behind a link git has another name for the root than the workspace.
  return root === undefined || !uri.path.startsWith(`${root.path}/`)
    ? folder
    : { uri: root, name: folder.name };
}

/** What a path of one folder is called from another, one of which holds the other. */
export function pathFrom(
  folder: Pick<GovernedFolder, 'uri'>,
  { path }: Pick<vscode.Uri, 'path'>,
): string {
  return path.slice(folder.uri.path.length + 1);
}
