import * as vscode from 'vscode';
import { visibleText } from './visibleText';

const shownSegments = 2;

/** A governed file's path, with the folder's name in front where several folders are open. */
export function governedPath(uri: vscode.Uri): string {
  return visibleText(vscode.workspace.asRelativePath(uri), 300);
}

/** The path in two: what tells such files apart, and the rest of the way to it. */
export function governedFileName(uri: vscode.Uri): { readonly name: string; readonly way: string } {
  const segments = governedPath(uri).split('/');
  return {
    name: segments.slice(-shownSegments).join('/'),
    way: segments.slice(0, -shownSegments).join('/'),
  };
}
