import * as vscode from 'vscode';

const mostFiles = 10_000;
/** Entries looked at where there is no search to ask; a bound, because each is a round trip. */
const mostEntries = 20_000;
const skipped: ReadonlySet<string> = new Set(['node_modules', '.git']);

/** What is looked for, in the two forms that the two ways of looking need. */
export interface WorkspacePattern {
  readonly glob: string;
  /** The path is relative to its workspace folder, `/` separated. */
  readonly accepts: (path: string) => boolean;
}

/**
 * Files of the workspace: through VS Code's file search, or, where there is none (some virtual
 * workspaces, an installation without its search program), by walking the folders.
 */
export async function findWorkspaceFiles(
  pattern: WorkspacePattern,
  token?: vscode.CancellationToken,
): Promise<readonly vscode.Uri[]> {
  try {
    return await vscode.workspace.findFiles(pattern.glob, '**/node_modules/**', mostFiles, token);
  } catch {
    return walk(pattern, token);
  }
}

async function walk(
  { accepts }: WorkspacePattern,
  token?: vscode.CancellationToken,
): Promise<readonly vscode.Uri[]> {
  const found: vscode.Uri[] = [];
  const waiting = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => ({ uri, path: '' }));
  let entries = 0;
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    if (token?.isCancellationRequested === true || entries > mostEntries) break;
    for (const [name, type] of await readDirectory(next.uri)) {
      entries += 1;
      const path = next.path === '' ? name : `${next.path}/${name}`;
      const uri = vscode.Uri.joinPath(next.uri, name);
      // Exact types: a link could lead in a circle or out of the workspace.
      if (type === vscode.FileType.Directory && !skipped.has(name)) waiting.push({ uri, path });
      else if (type === vscode.FileType.File && accepts(path)) found.push(uri);
    }
  }
  return found;
}

async function readDirectory(uri: vscode.Uri): Promise<[string, vscode.FileType][]> {
  try {
    return await vscode.workspace.fs.readDirectory(uri);
  } catch {
    return [];
  }
}
