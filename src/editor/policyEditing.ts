import * as vscode from 'vscode';
import { policyFile } from '../core/policy/changePolicy';
import { parsePolicy } from '../core/policy/parsePolicy';
import { policyMeaningAt, policyPlaceAt, policySuggestions } from '../core/policy/policyAssist';
import { policyFolder } from '../core/policy/resolvePolicy';
import { startingPolicy } from '../core/policy/startingPolicy';
import type { EditorContext } from './editorContext';
import { showNotice } from './showNotice';

const policies: vscode.DocumentSelector = { pattern: `**/${policyFile}` };

/** Somebody types: long enough for a word, short enough to follow. */
const pauseMilliseconds = 200;

/** Policies in the editor: what breaks one is underlined, its keys are offered and explained. */
export function registerPolicyEditing({ extension, onCommand }: EditorContext): void {
  const collection = vscode.languages.createDiagnosticCollection('mcpChangeControl.policy');
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const show = (document: vscode.TextDocument): void => {
    const folder = folderOf(document);
    if (folder === undefined || document.isClosed) return;
    collection.set(document.uri, diagnosticsOf(document, folder !== ''));
  };
  const schedule = (document: vscode.TextDocument): void => {
    if (folderOf(document) === undefined) return;
    const key = document.uri.toString();
    clearTimeout(timers.get(key));
    const later = setTimeout(() => {
      timers.delete(key);
      show(document);
    }, pauseMilliseconds);
    timers.set(key, later);
  };
  for (const document of vscode.workspace.textDocuments) show(document);
  extension.subscriptions.push(
    collection,
    {
      dispose: () => {
        for (const timer of timers.values()) clearTimeout(timer);
      },
    },
    vscode.workspace.onDidOpenTextDocument(show),
    vscode.workspace.onDidChangeTextDocument(({ document }) => schedule(document)),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      const key = uri.toString();
      clearTimeout(timers.get(key));
      timers.delete(key);
      collection.delete(uri);
    }),
    vscode.languages.registerCompletionItemProvider(policies, { provideCompletionItems }, ' ', '-'),
    vscode.languages.registerHoverProvider(policies, { provideHover }),
  );
  onCommand('mcpChangeControl.createPolicy', createPolicy);
}

/** The folder that a policy is for, relative to the workspace folder; undefined: it is no policy. */
function folderOf({ uri }: vscode.TextDocument): string | undefined {
  return policyFolder(vscode.workspace.asRelativePath(uri, false));
}

function diagnosticsOf(document: vscode.TextDocument, nested: boolean): vscode.Diagnostic[] {
  return parsePolicy(document.getText(), nested).problems.map(({ message, range }) => {
    const place = new vscode.Range(
      document.positionAt(range.start),
      document.positionAt(range.end),
    );
    const diagnostic = new vscode.Diagnostic(place, message, vscode.DiagnosticSeverity.Error);
    diagnostic.source = 'MCP Change Control';
    return diagnostic;
  });
}

function linesOf(document: vscode.TextDocument): readonly string[] {
  return document.getText().split(/\r\n?|\n/);
}

function provideCompletionItems(
  document: vscode.TextDocument,
  { line, character }: vscode.Position,
): vscode.CompletionItem[] {
  const place = policyPlaceAt(linesOf(document), line, character);
  const roles = Object.keys(parsePolicy(document.getText(), true).policy?.roles ?? {});
  const range = new vscode.Range(line, character - place.typed.length, line, character);
  return policySuggestions(place, roles).map(({ label, description, kind }) => {
    const item = new vscode.CompletionItem(
      label,
      kind === 'key' ? vscode.CompletionItemKind.Property : vscode.CompletionItemKind.Value,
    );
    item.documentation = description;
    item.range = range;
    if (kind === 'key') item.insertText = `${label}: `;
    return item;
  });
}

function provideHover(
  document: vscode.TextDocument,
  { line, character }: vscode.Position,
): vscode.Hover | undefined {
  const meaning = policyMeaningAt(linesOf(document), line, character);
  return meaning === undefined
    ? undefined
    : new vscode.Hover(new vscode.MarkdownString().appendText(meaning));
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
