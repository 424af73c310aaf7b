import * as assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as vscode from 'vscode';
import { activate, type ExtensionInterface } from '../../src/extension';
import type { Application } from '../../src/editor/application';
import { noDiagnosticOf, diagnosticOf, waitFor } from './waitFor';
import { startedApplication } from './startedApplication';
import { watchRegistrations } from './watchRegistrations';
import { watchTimers } from './watchTimers';
import { fileUri } from './workspaceFile';

/** `MCP_CHANGE_CONTROL_LEAKS=full` takes ten times as many; `npm run leaks` sets it. */
const isFull = process.env['MCP_CHANGE_CONTROL_LEAKS'] === 'full';
const edits = isFull ? 10_000 : 1_000;
const cycles = isFull ? 1_000 : 100;
const quietMilliseconds = 3_000;

/**
 * What the heap of the extension host may have grown by, in bytes. The host itself keeps some for
 * every message; what grows with the number of edits or openings is far above that.
 */
const mostGrowth = 4_000_000;

const governed = '.vscode/mcp.json';

describe('over a long day', () => {
  let application: Application;

  before(async () => {
    application = await startedApplication();
    await settled(application);
  });

  it('leaves nothing registered and no timer behind when it is switched off', async () => {
    const timers = watchTimers();
    const registrations = watchRegistrations();
    const subscriptions: vscode.Disposable[] = [];
    try {
      const second = activate({
        ...application.extension,
        subscriptions,
        extensionUri: application.extension.extensionUri,
        storageUri: vscode.Uri.joinPath(fileUri('.'), '..', 'second-storage'),
        globalStorageUri: vscode.Uri.joinPath(fileUri('.'), '..', 'second-storage'),
        workspaceState: application.extension.workspaceState,
        globalState: application.extension.globalState,
      });
      const copy = await started(second);
      const before = registrations.alive().length;
      assert.ok(before > 40, `only ${before} registrations were seen`);
      for (const subscription of subscriptions) subscription.dispose();
      assert.deepEqual(registrations.alive(), []);
      let heard = 0;
      copy.store.onDidChange(() => (heard += 1));
      await edit(application, 0);
      await application.tracker.analyze(fileUri(governed));
      await settled(application);
      assert.equal(heard, 0, 'it still listens');
    } finally {
      for (const subscription of subscriptions) subscription.dispose();
      registrations.restore();
      timers.restore();
    }
    assert.deepEqual(timers.pending(/vscodeLeaks\.js/), []);
  });

  it('sets no timer while nobody does anything', async () => {
    const timers = watchTimers();
    try {
      await edit(application, 1);
      await waitFor(application.tracker.onDidSettle, () =>
        application.tracker.isBusy ? undefined : true,
      );
      assert.ok(timers.seen(/application\.js/) > 0, 'timers of the extension are not seen');
      await settled(application);
      const before = timers.seen(/application\.js/);
      await timers.wait(quietMilliseconds);
      // Other extensions have timers, and a file of this name.
      const ours = application.extension.extensionPath.replace(/[^\w/]/g, '\\$&');
      assert.deepEqual(timers.pending(new RegExp(`${ours}/dist/`)), []);
      assert.equal(timers.seen(/application\.js/), before, 'something wakes up by itself');
    } finally {
      timers.restore();
    }
  });

  it(`keeps its memory over ${edits} edits`, async function () {
    this.timeout(isFull ? 3_000_000 : 300_000);
    await editMany(application, 100);
    await compare(`${edits} edits`, () => editMany(application, edits));
  });

  it(`keeps its memory while files are opened and closed ${cycles} times`, async function () {
    this.timeout(isFull ? 3_000_000 : 300_000);
    await openAndClose(20);
    await compare(`${cycles} times opened and closed`, () => openAndClose(cycles));
  });

  after(async () => {
    await vscode.window.showTextDocument(fileUri(governed));
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });
});

async function started(extension: ExtensionInterface): Promise<Application> {
  const application = await extension.start();
  await application.ready;
  await settled(application);
  return application;
}

async function settled({ tracker }: Application): Promise<void> {
  await waitFor(tracker.onDidSettle, () => (tracker.isBusy ? undefined : true));
}

/** Turns the pin of a server on and off, so that findings, squiggles and rows come and go. */
async function edit({ tracker }: Application, turn: number): Promise<void> {
  const document = await vscode.workspace.openTextDocument(fileUri(governed));
  const text = document.getText();
  const start = text.search(/server-filesystem@/) + 'server-filesystem@'.length;
  const range = new vscode.Range(
    document.positionAt(start),
    document.positionAt(text.indexOf('"', start)),
  );
  const change = new vscode.WorkspaceEdit();
  change.replace(document.uri, range, turn % 2 === 0 ? '2026.8.31' : 'latest');
  assert.ok(await vscode.workspace.applyEdit(change));
  await tracker.analyze(document.uri);
}

async function editMany(application: Application, count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await edit(application, turn + 1);
  await settled(application);
  // An even number of turns ends with the pin.
  await noDiagnosticOf(fileUri(governed), 'mcp/version-pin-lost');
  await edit(application, 1);
  await diagnosticOf(fileUri(governed), 'mcp/version-pin-lost');
}

async function openAndClose(count: number): Promise<void> {
  const files = ['AGENTS.md', '.claude/settings.json'].map(fileUri);
  for (let turn = 0; turn < count; turn += 1) {
    await vscode.window.showTextDocument(files[turn % files.length] as vscode.Uri);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  }
}

async function compare(what: string, work: () => Promise<void>): Promise<void> {
  const before = heapAfterCollection();
  const began = performance.now();
  await work();
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const grown = heapAfterCollection() - before;
  console.log(
    `    ${what}: ${before.toLocaleString('en')} bytes, then ${grown.toLocaleString('en')} more, in ${seconds} s`,
  );
  assert.ok(grown < mostGrowth, `${grown} bytes more after ${what}`);
}

function heapAfterCollection(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  // Twice: what is freed by finalizers goes with the second.
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}
