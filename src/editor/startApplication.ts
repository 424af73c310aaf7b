import './useWords';
import type * as vscode from 'vscode';
import { createApplication, type Application } from './application';
import type { ChangeTreeView } from './changeTree';
import type { LoadSignatures } from './editorContext';

/**
 * Starts the features. This module is where the second file begins: loading it loads the core, so that
 * nothing but the entry's `import()` may name it.
 *
 * @param loadSignatures from the entry, which alone may reach for what needs Node
 * @param started when loading began, for the log
 */
export function startApplication(
  extension: vscode.ExtensionContext,
  view: ChangeTreeView['view'],
  refresh: ChangeTreeView['refresh'],
  loadSignatures: LoadSignatures,
  started: number,
): Application {
  return createApplication(extension, { view, refresh }, loadSignatures, started);
}
