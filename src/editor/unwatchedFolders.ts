import * as vscode from 'vscode';
import { expandBraces, patternExpression } from '../core/surfaces/globPattern';

/** Where clients look first: a setting that hides one of these hides governed files yet to come. */
const usualPlaces = [
  'AGENTS.md',
  '.mcp.json',
  '.claude/settings.json',
  '.cursor/mcp.json',
  '.gemini/settings.json',
  '.github/copilot-instructions.md',
  '.vscode/mcp.json',
];

/**
 * Folders that VS Code's watcher is told to leave alone though governed files lie there or may come:
 * `files.watcherExclude` is a setting that a repository may bring along.
 *
 * @param governed files that are known to be governed
 * @returns none as a rule
 */
export function unwatchedFolders(governed: readonly vscode.Uri[]): readonly vscode.Uri[] {
  const folders = new Map<string, vscode.Uri>();
  const roots = new Set<vscode.Uri>();
  for (const { uri: root } of vscode.workspace.workspaceFolders ?? []) {
    const hides = excludedIn(root);
    if (hides === undefined) continue;
    const inside = governed.filter(({ path }) => path.startsWith(`${root.path}/`));
    const usual = usualPlaces.map((place) => vscode.Uri.joinPath(root, place));
    for (const uri of [...usual, ...inside]) {
      if (!hides(uri.path.slice(root.path.length + 1))) continue;
      const folder = vscode.Uri.joinPath(uri, '..');
      folders.set(folder.toString(), folder);
      // Where the folder is yet to come, the one above tells of it.
      roots.add(root);
    }
  }
  return [...folders.values(), ...roots];
}

/** Tells the paths of a workspace folder that are hidden beyond what VS Code itself hides. */
function excludedIn(root: vscode.Uri): ((path: string) => boolean) | undefined {
  const files = vscode.workspace.getConfiguration('files', root);
  type Globs = Readonly<Record<string, unknown>>;
  const usual = files.inspect<Globs>('watcherExclude')?.defaultValue;
  const globs = Object.entries(files.get<Globs>('watcherExclude', {}))
    .filter(([glob, value]) => value !== false && usual?.[glob] === undefined)
    .flatMap(([glob]) => expandBraces(glob.replace(`${root.path}/`, '')));
  if (globs.length === 0) return undefined;
  const expressions = globs.map((glob) => patternExpression(glob));
  return (path) =>
    withAncestors(path).some((part) => expressions.some((expression) => expression.test(part)));
}

/** A folder that is left alone takes everything in it along. */
function withAncestors(path: string): readonly string[] {
  const names = path.split('/');
  return names.map((_, index) => names.slice(0, index + 1).join('/'));
}
