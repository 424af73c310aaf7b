import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';

/*
 * Tells the core which language VS Code speaks. To be imported before anything of the core: the titles
 * of rules are translated as their modules load.
 */
if (vscode.l10n.bundle !== undefined) l10n.config({ contents: vscode.l10n.bundle });
