import * as vscode from 'vscode';
import {
  askedPath,
  askedSign,
  doubtfulGlob,
  wakingDotted,
  wakingGlob,
  wakingPath,
} from './core/surfaces/wakingNames';
import type { Application } from './editor/application';
import type { ChangeTreeNode } from './editor/changeTreeNode';
import { commandIds } from './editor/commandIds';
import type { LoadSignatures } from './editor/editorContext';
import { search, searchHidesFiles } from './editor/findWorkspaceFiles';
import { includesUserFiles } from './editor/includesUserFiles';
import { FolderWatcher, type FolderMoves } from './editor/folderWatcher';
import { unwatchedFolders } from './editor/unwatchedFolders';
import { walkFolders } from './editor/walkFolders';

/** What `activate` returns; for the tests, which wait on it instead of on the clock. */
export interface ExtensionInterface {
  /** Loads the core and starts the features, as the first governed file would. */
  readonly start: () => Promise<Application>;
  /** Settles after the first look for governed files. */
  readonly looked: Promise<void>;
  readonly onDidStart: vscode.Event<Application>;
  /** Milliseconds that `activate` took, and from the first governed file to the running features. */
  readonly took: { readonly listening: number; readonly starting?: number };
}

/** Files in folders of clients that are looked at before the core is loaded. */
const mostDoubtful = 1_000;

/**
 * Entry for desktop, remote and web. It only listens: a workspace without governed files costs these
 * few listeners and nothing else. The first governed file, command or opened view loads the core and
 * starts the features.
 */
export function activate(context: vscode.ExtensionContext): ExtensionInterface {
  const began = performance.now();
  const took: { listening: number; starting?: number } = { listening: 0 };
  let application: Promise<Application> | undefined;
  const started = new vscode.EventEmitter<Application>();
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
    application ??= load();
    return application;
  };
  const load = async (): Promise<Application> => {
    const before = performance.now();
    // The only way to the core: everything behind it is loaded when it is first needed.
    const { startApplication } = await import('./editor/startApplication');
    const loaded = startApplication(context, treeView, refreshTree, loadSignatures, before);
    folders.dispose();
    took.starting = performance.now() - before;
    started.fire(loaded);
    return loaded;
  };
  const startFor = async (uri: vscode.Uri): Promise<void> => {
    if (application !== undefined) return;
    if (isWaking(uri)) await start();
    else if (askedPath.test(uri.path)) await startForText(uri);
  };
  const watcher = vscode.workspace.createFileSystemWatcher('**/*');
  const folders = new FolderWatcher(watcher);
  context.subscriptions.push(
    started,
    refreshTree,
    treeView,
    watcher,
    folders,
    folders.onDidMove((moves) => void startForFolders(moves)),
    watcher.onDidCreate((uri) => void startFor(uri)),
    watcher.onDidChange((uri) => void startFor(uri)),
    vscode.workspace.onDidOpenTextDocument((document) => void startFor(document.uri)),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      const asks = application === undefined && askedPath.test(document.uri.path);
      if (asks && askedSign.test(document.getText())) void start();
    }),
    vscode.workspace.onDidChangeConfiguration(() => {
      if (application !== undefined) return;
      if (includesUserFiles() || unwatchedFolders([]).length > 0) void start();
    }),
    ...commandIds.map((id) =>
      vscode.commands.registerCommand(id, async (...parameters: unknown[]) =>
        (await start()).runCommand(id, parameters),
      ),
    ),
  );
  for (const document of vscode.workspace.textDocuments) void startFor(document.uri);
  // Where a setting hides files from VS Code's watcher, nothing would wake this one.
  if (includesUserFiles() || unwatchedFolders([]).length > 0) void start();
  const looked = startWhenGoverned();
  took.listening = performance.now() - began;
  return { start, took, looked, onDidStart: started.event };

  async function startWhenGoverned(): Promise<void> {
    if (application !== undefined) return;
    const found = await search(wakingGlob, 1);
    if (found === undefined || searchHidesFiles()) {
      await startIfIn((vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri));
    } else if (found.length > 0) await start();
    else for (const uri of (await search(doubtfulGlob, mostDoubtful)) ?? []) await startFor(uri);
  }

  /** Looks into folders where no search can be asked, or none can tell all. */
  async function startIfIn(roots: readonly vscode.Uri[]): Promise<void> {
    const { files, complete } = await walkFolders(
      roots,
      (uri) => isWaking(uri) || askedPath.test(uri.path),
    );
    if (!complete) await start();
    for (const uri of files) await startFor(uri);
  }

  /** Everyday files, such as settings of VS Code, wake only when they speak of agents. */
  async function startForText(uri: vscode.Uri): Promise<void> {
    try {
      const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
      if (application === undefined && askedSign.test(text)) await start();
    } catch {
      // Gone again, or not to be read: nothing acts on it.
    }
  }

  /** A folder that appears brings its files along unnamed. */
  async function startForFolders({ appeared }: FolderMoves): Promise<void> {
    if (application !== undefined) return;
    if (appeared === undefined) await startWhenGoverned();
    else await startIfIn(appeared);
  }
}

/** Where there is no Node, nothing stands in this module's place; Restricted Mode starts no program. */
const loadSignatures: LoadSignatures = async () =>
  vscode.workspace.isTrusted ? (await import('./node/signatures')).signatures : undefined;

function isWaking({ path }: vscode.Uri): boolean {
  return wakingPath.test(path) || wakingDotted.test(path);
}
