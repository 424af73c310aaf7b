import type * as vscode from 'vscode';
import { governedGlob } from '../core/surfaces/governedNames';

/**
 * Governed files by their path, whatever scheme they are opened through. Never by language id: the
 * same file has another one in another version of VS Code.
 */
export function governedDocuments(): vscode.DocumentSelector {
  return [{ pattern: governedGlob() }];
}
