import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Application } from './application';
import type { ChangeTreeView } from './changeTree';
import type { LoadSignatures } from './editorContext';

/**
 * Loads the core and starts the features.
 *
 * The words of the core come from `@vscode/l10n`, which has to know the language before any rule
 * module is loaded: their titles are translated as they load. That is why this module imports
 * nothing of the core, and the rest comes after it.
 *
 * @param loadSignatures from the entry, which alone may reach for what needs Node
 */
export async function startApplication(
  extension: vscode.ExtensionContext,
  view: ChangeTreeView['view'],
  refresh: ChangeTreeView['refresh'],
  loadSignatures: LoadSignatures,
): Promise<Application> {
  const started = performance.now();
  if (vscode.l10n.bundle !== undefined) l10n.config({ contents: vscode.l10n.bundle });
  const { createApplication } = await import('./application');
  return createApplication(extension, { view, refresh }, loadSignatures, started);
}
