import * as assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { parseRecord } from '../../src/core/record/parseRecord';
import type { TrackedFile } from '../../src/editor/analysisStore';
import type { Application } from '../../src/editor/application';
import type { OutsideNotice } from '../../src/editor/outsideEdits';
import { looseSettings, safeSettings, serverList } from './everywhereFiles';
import { startedApplication } from './startedApplication';
import { runAccepting, waitFor } from './waitFor';

const setting = 'mcpChangeControl.includeUserFiles';

describe('the user’s own files', () => {
  let application: Application;
  let home: string;
  let settings: vscode.Uri;
  const watchers: vscode.Disposable[] = [];
  const usualHome = process.env['HOME'];

  before(async () => {
    application = await startedApplication();
    home = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'home-')));
    mkdirSync(path.join(home, '.claude'));
    settings = vscode.Uri.file(path.join(home, '.claude/settings.json'));
    writeFileSync(settings.fsPath, safeSettings);
    process.env['HOME'] = home;
  });

  after(async () => {
    for (const watcher of watchers) watcher.dispose();
    await vscode.workspace.getConfiguration().update(setting, undefined, true);
    process.env['HOME'] = usualHome;
    rmSync(home, { recursive: true, force: true });
  });

  it('are not looked at by default, though the workspace asks for it', async () => {
    assert.equal(vscode.workspace.getConfiguration().get(setting), false);
    await application.tracker.scan();
    await application.tracker.analyze(settings);
    assert.equal(application.store.get(settings), undefined);
    for (const uri of [...application.store.all().map((file) => file.uri), ...copied()]) {
      assert.ok(vscode.workspace.getWorkspaceFolder(uri), uri.path);
    }
  });

  it('are measured against their accepted copies once the user switches them on', async () => {
    await switchTo(true);
    const { baseline, path: name } = await tracked(settings, safeSettings);
    assert.equal(name, '~/.claude/settings.json');
    assert.equal(baseline.kind, 'accepted');
    assert.equal(
      baseline.kind === 'accepted' ? baseline.because : '',
      'This file is outside of the workspace.',
    );
  });

  it('tell of a risky edit by another program, by a name that is nobody else’s', async () => {
    await watched('.claude');
    // What another test left behind may be told with it; an assertion in a listener would be lost.
    const told = new Promise<OutsideNotice>((resolve) => {
      const subscription = application.outside.onDidNotify((notice) => {
        if (!notice.edits.some(({ uri }) => String(uri) === String(settings))) return;
        subscription.dispose();
        resolve(notice);
      });
    });
    writeFileSync(settings.fsPath, looseSettings);
    const { edits: all, message } = await told;
    assert.match(message, /`~\/\.claude\/settings\.json`/);
    assert.match(message, /changed outside the editor/);
    const edits = all.filter(({ uri }) => String(uri) === String(settings));
    assert.equal(edits.length, 1);
    assert.deepEqual(await pendingLabels(), ['~/.claude/settings.json']);
    await application.outside.compare(edits);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    assert.deepEqual((await application.outside.putBack(edits)).map(String), [String(settings)]);
    assert.equal(readFileSync(settings.fsPath, 'utf8'), safeSettings);
    assert.deepEqual(await pendingLabels(), []);
  });

  it('have their records in the storage of the extension, and go back by them', async () => {
    writeFileSync(settings.fsPath, looseSettings);
    await tracked(settings, looseSettings);
    const ask = Object.getOwnPropertyDescriptor(vscode.window, 'showInputBox');
    assert.ok(ask);
    Object.defineProperty(vscode.window, 'showInputBox', {
      ...ask,
      value: async () => Promise.resolve('Try it for a week'),
    });
    const [record] = await runAccepting<vscode.Uri[]>('mcpChangeControl.createChangeRequest', {
      uri: settings.toString(),
    }).finally(() => Object.defineProperty(vscode.window, 'showInputBox', ask));
    assert.ok(record, 'no record was written');
    const storage = application.extension.globalStorageUri;
    assert.ok(record.path.startsWith(`${storage.path}/.mcp-change/records/CHG-`), record.path);
    const { record: parsed, problems } = parseRecord(readFileSync(record.fsPath, 'utf8'));
    assert.deepEqual(problems, []);
    assert.deepEqual(
      parsed?.subject.files.map((file) => file.path),
      ['~/.claude/settings.json'],
    );
    assert.deepEqual(await pendingLabels(), [], 'the record speaks for it');
    assert.equal(await runAccepting('mcpChangeControl.rollBackChange', record), true);
    assert.equal(readFileSync(settings.fsPath, 'utf8'), safeSettings);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('are found in a folder that was not there before', async () => {
    await watched('.');
    mkdirSync(path.join(home, '.cursor'));
    const servers = vscode.Uri.file(path.join(home, '.cursor/mcp.json'));
    writeFileSync(servers.fsPath, serverList.replace('"servers"', '"mcpServers"'));
    await waitFor(application.store.onDidChange, () => application.store.get(servers));
    assert.equal(application.copies.get(servers)?.reviewed, null, 'nobody accepted it');
  });

  it('are forgotten when the user switches them off', async () => {
    await switchTo(false);
    await waitFor(application.store.onDidChange, () =>
      application.store.all().every(({ folder }) => folder.isHome !== true) ? true : undefined,
    );
    await waitFor(application.records.onDidChange, () =>
      application.records.all().every(({ uri }) => vscode.workspace.getWorkspaceFolder(uri))
        ? true
        : undefined,
    );
    writeFileSync(settings.fsPath, looseSettings);
    await application.tracker.analyze(settings);
    assert.equal(application.store.get(settings), undefined);
  });

  async function switchTo(on: boolean): Promise<void> {
    await vscode.workspace.getConfiguration().update(setting, on, true);
    assert.equal(vscode.workspace.getConfiguration().get(setting), on);
  }

  function copied(): readonly vscode.Uri[] {
    return application.copies.existing();
  }

  async function tracked(uri: vscode.Uri, text: string): Promise<TrackedFile> {
    return waitFor(application.tracker.onDidSettle, () => {
      const file = application.store.get(uri);
      return !application.tracker.isBusy && file?.analysis.text === text ? file : undefined;
    });
  }

  /** The user's own files among those with pending changes, as the sidebar names them. */
  async function pendingLabels(): Promise<readonly unknown[]> {
    const { tree } = application;
    const sections = (await tree.getChildren()) ?? [];
    const pending = sections.find((node) => node.kind === 'section' && node.section === 'pending');
    const rows = pending === undefined ? [] : ((await tree.getChildren(pending)) ?? []);
    const own = rows.filter((row) => row.kind === 'pendingFile' && row.file.folder.isHome === true);
    return Promise.all(own.map(async (row) => (await tree.getTreeItem(row)).label));
  }

  /** VS Code does not say when it watches a folder: a file that nobody governs is written until it tells. */
  async function watched(folder: string): Promise<void> {
    const uri = vscode.Uri.file(path.join(home, folder));
    const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(uri, '*'));
    const seen: vscode.Uri[] = [];
    watcher.onDidCreate((file) => seen.push(file));
    watcher.onDidChange((file) => seen.push(file));
    for (let turn = 0; seen.length === 0; turn += 1) {
      writeFileSync(path.join(uri.fsPath, 'probe.txt'), String(turn));
      await vscode.workspace.fs.stat(uri);
    }
    // Taking it away would start the watching of the folder anew, and what is written then is lost.
    watchers.push(watcher);
  }
});
