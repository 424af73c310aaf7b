import * as vscode from 'vscode';
import { visibleText } from './visibleText';

const shownSegments = 2;
const longestPath = 300;

/** A file with the path that analyses and records have for it. */
interface NamedFile {
  readonly uri: vscode.Uri;
  readonly path: string;
}

/**
 * A governed file's path, with the folder's name in front where several folders are open; the user's
 * own files start with `~/`.
 */
export function governedPath({ uri, path }: NamedFile): string {
  return visibleText(isOwn(uri) ? path : vscode.workspace.asRelativePath(uri), longestPath);
}

/**
 * The path in two: what tells such files apart, and the rest of the way to it. The user's own files
 * have it in one, so that nobody takes them for files of the workspace.
 */
export function governedFileName(file: NamedFile): { readonly name: string; readonly way: string } {
  const path = governedPath(file);
  if (isOwn(file.uri)) return { name: path, way: '' };
  const segments = path.split('/');
  return {
    name: segments.slice(-shownSegments).join('/'),
    way: segments.slice(0, -shownSegments).join('/'),
  };
}

function isOwn(uri: vscode.Uri): boolean {
  return vscode.workspace.getWorkspaceFolder(uri) === undefined;
}
