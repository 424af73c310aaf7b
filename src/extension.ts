import * as vscode from 'vscode';
import { governedGlob, mayBeGoverned } from './core/surfaces/governedNames';
import type { Application } from './editor/application';
import type { ChangeTreeNode } from './editor/changeTreeNode';
import { commandIds } from './editor/commandIds';

/** What `activate` returns; for the tests, which wait on it instead of on the clock. */
export interface ExtensionInterface {
  /** Loads the core and starts the features, as the first governed file would. */
  readonly start: () => Promise<Application>;
}

/**
 * Entry for desktop, remote and web. It only listens: a workspace without governed files costs these
 * few listeners and nothing else. The first governed file, command or opened view loads the core and
 * starts the features.
 */
export function activate(context: vscode.ExtensionContext): ExtensionInterface {
  let application: Promise<Application> | undefined;
  const refreshTree = new vscode.EventEmitter<ChangeTreeNode | undefined>();
  const treeView = vscode.window.createTreeView<ChangeTreeNode>('mcpChangeControl.changes', {
    showCollapseAll: true,
    manageCheckboxStateManually: true,
    treeDataProvider: {
      onDidChangeTreeData: refreshTree.event,
      getTreeItem: async (node) => (await start()).tree.getTreeItem(node),
      getChildren: async (node) => (await start()).tree.getChildren(node),
      getParent: async (node) => (await start()).tree.getParent(node),
    },
  });
  const start = (): Promise<Application> => {
    // The only way to the core: everything behind it is loaded when it is first needed.
    application ??= import('./editor/startApplication').then(({ startApplication }) =>
      startApplication(context, treeView, refreshTree),
    );
    return application;
  };
  const startFor = (uri: vscode.Uri): void => {
    if (application === undefined && mayBeGoverned(uri.path)) void start();
  };
  const watcher = vscode.workspace.createFileSystemWatcher(governedGlob());
  context.subscriptions.push(
    refreshTree,
    treeView,
    watcher,
    watcher.onDidCreate(startFor),
    watcher.onDidChange(startFor),
    vscode.workspace.onDidOpenTextDocument((document) => startFor(document.uri)),
    ...commandIds.map((id) =>
      vscode.commands.registerCommand(id, async (...parameters: unknown[]) =>
        (await start()).runCommand(id, parameters),
      ),
    ),
  );
  for (const document of vscode.workspace.textDocuments) startFor(document.uri);
  void startWhenGoverned();
  return { start };

  async function startWhenGoverned(): Promise<void> {
    if (application !== undefined) return;
    const found = await findFirst();
    // Without a file search nobody can tell: then the core has to look.
    if (found === undefined || found.length > 0) await start();
  }

  async function findFirst(): Promise<readonly vscode.Uri[] | undefined> {
    try {
      return await vscode.workspace.findFiles(governedGlob(), '**/node_modules/**', 1);
    } catch {
      return undefined;
    }
  }
}
