import * as vscode from 'vscode';

/** Entries looked at in one walk; a bound, because each folder is a round trip. */
const mostEntries = 20_000;
const skipped: ReadonlySet<string> = new Set(['node_modules', '.git']);
const skippedPart = /\/(?:node_modules|\.git)(?:\/|$)/;

/** What a walk came across. */
export interface Walk {
  readonly files: readonly vscode.Uri[];
  /** The folders that were entered, the first ones among them. */
  readonly folders: readonly vscode.Uri[];
  /** Nothing was left out because there was too much of it. */
  readonly complete: boolean;
}

/** What packages bring along and what git keeps for itself is never looked into. */
export function isSkipped(path: string): boolean {
  return skippedPart.test(path);
}

/** A folder, or a link to one. */
export function isFolder(type: vscode.FileType): boolean {
  return (type & vscode.FileType.Directory) !== 0;
}

/**
 * Walks folders where there is no search to ask, or where asking would cost more.
 *
 * @param accepts which files are wanted; the path is that of the address
 */
export async function walkFolders(
  roots: readonly vscode.Uri[],
  accepts: (uri: vscode.Uri) => boolean,
  token?: vscode.CancellationToken,
): Promise<Walk> {
  const files: vscode.Uri[] = [];
  const folders: vscode.Uri[] = [...roots];
  let entries = 0;
  let complete = true;
  // The list grows while it is gone through.
  for (const folder of folders) {
    if (token?.isCancellationRequested === true || entries > mostEntries) {
      complete = false;
      break;
    }
    for (const [name, type] of await readDirectory(folder)) {
      entries += 1;
      const uri = vscode.Uri.joinPath(folder, name);
      // No folder that is a link: it could lead in a circle or out of the workspace. A file that is
      // one is what its target is.
      if (type === vscode.FileType.Directory) {
        if (!skipped.has(name)) folders.push(uri);
      } else if (!isFolder(type) && accepts(uri)) files.push(uri);
    }
  }
  return { files, folders, complete };
}

async function readDirectory(uri: vscode.Uri): Promise<[string, vscode.FileType][]> {
  try {
    return await vscode.workspace.fs.readDirectory(uri);
  } catch {
    return [];
  }
}
