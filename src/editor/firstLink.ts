import * as vscode from 'vscode';

/**
 * The first symbolic link on the way from a folder to one of its files. VS Code does not say where a
 * link leads, and a repository can make it lead anywhere.
 *
 * @param paths relative to the folder, `/` separated
 * @returns the link's path, or undefined when everything on the way is what it seems
 */
export async function firstLink(
  folder: vscode.Uri,
  paths: readonly string[],
): Promise<string | undefined> {
  for (const path of paths) {
    const steps = path.split('/');
    for (let count = 1; count <= steps.length; count += 1) {
      const place = steps.slice(0, count).join('/');
      if (await isLink(vscode.Uri.joinPath(folder, place))) return place;
    }
  }
  return undefined;
}

async function isLink(uri: vscode.Uri): Promise<boolean> {
  try {
    const { type } = await vscode.workspace.fs.stat(uri);
    return (type & vscode.FileType.SymbolicLink) !== 0;
  } catch {
    // What does not exist leads nowhere.
    return false;
  }
}
