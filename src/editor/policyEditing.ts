import * as vscode from 'vscode';
import { policyFile } from '../core/policy/changePolicy';
import { parsePolicy } from '../core/policy/parsePolicy';
import { policySuggestions } from '../core/policy/policyAssist';
import { policySchema } from '../core/policy/policySchema';
import { policyFolder } from '../core/policy/resolvePolicy';
import { schemaPlaceAt } from '../core/policy/schemaAssist';
import { startingPolicy } from '../core/policy/startingPolicy';
import type { EditorContext } from './editorContext';
import { showNotice } from './showNotice';
import {
  completionItems,
  linesOf,
  registerStrictDocuments,
  schemaHover,
  strictDiagnostic,
} from './strictDocuments';

const policies: vscode.DocumentSelector = { pattern: `**/${policyFile}` };

/** Policies in the editor: what breaks one is underlined, its keys are offered and explained. */
export function registerPolicyEditing({ extension, onCommand }: EditorContext): void {
  registerStrictDocuments(
    extension,
    'mcpChangeControl.policy',
    (document) => folderOf(document) !== undefined,
    (document) =>
      parsePolicy(document.getText(), folderOf(document) !== '').problems.map((problem) =>
        strictDiagnostic(document, problem),
      ),
  );
  extension.subscriptions.push(
    vscode.languages.registerCompletionItemProvider(policies, { provideCompletionItems }, ' ', '-'),
    vscode.languages.registerHoverProvider(policies, {
      provideHover: (document, position) => schemaHover(policySchema, document, position),
    }),
  );
  onCommand('mcpChangeControl.createPolicy', createPolicy);
}

/** The folder that a policy is for, relative to the workspace folder; undefined: it is no policy. */
function folderOf({ uri }: vscode.TextDocument): string | undefined {
  return policyFolder(vscode.workspace.asRelativePath(uri, false));
}

function provideCompletionItems(
  document: vscode.TextDocument,
  position: vscode.Position,
): vscode.CompletionItem[] {
  const place = schemaPlaceAt(linesOf(document), position.line, position.character);
  const roles = Object.keys(parsePolicy(document.getText(), true).policy?.roles ?? {});
  return completionItems(policySuggestions(place, roles), place, position);
}

/** Command: writes a commented policy that changes nothing yet, or opens the one that is there. */
async function createPolicy(): Promise<void> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const folder = folders.length > 1 ? await vscode.window.showWorkspaceFolderPick() : folders[0];
  if (folder === undefined) {
    if (folders.length === 0) {
      void showNotice(
        'information',
        vscode.l10n.t('Open a folder first: a policy stands in the repository.'),
      );
    }
    return;
  }
  const uri = vscode.Uri.joinPath(folder.uri, policyFile);
  if (!(await exists(uri))) {
    const edit = new vscode.WorkspaceEdit();
    edit.createFile(uri, { contents: new TextEncoder().encode(startingPolicy) });
    await vscode.workspace.applyEdit(edit);
  }
  await vscode.window.showTextDocument(uri);
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
