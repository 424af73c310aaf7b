import * as assert from 'node:assert/strict';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import type * as vscode from 'vscode';
import type { Application } from '../../src/editor/application';
import { requiresRequest } from '../../src/editor/statusItem';
import { looseSettings, safeSettings } from './everywhereFiles';
import { startedApplication } from './startedApplication';
import { waitFor } from './waitFor';
import { uriIn } from './workspaceFile';

const settings = '.claude/settings.json';

describe('folders that come and go', () => {
  let application: Application;

  before(async () => {
    application = await startedApplication();
  });

  it('finds a file in a folder that came with it, and goes on looking there', async () => {
    const uri = uriIn('plain', `fresh/deep/${settings}`);
    mkdirSync(path.dirname(uri.fsPath), { recursive: true });
    writeFileSync(uri.fsPath, safeSettings);
    await read(uri, safeSettings);
    // VS Code was not fast enough to watch this folder, and will never tell of it.
    writeFileSync(uri.fsPath, looseSettings);
    await read(uri, looseSettings);
  });

  it('finds what comes later into a folder that nobody watches', async () => {
    const uri = uriIn('plain', `later/deep/deeper/${settings}`);
    mkdirSync(path.resolve(uri.fsPath, '../../..'), { recursive: true });
    const seen = uriIn('plain', 'later/deep/.mcp.json');
    writeFileSync(seen.fsPath, '{ "mcpServers": { "a": { "command": "a" } } }\n');
    await waitFor(application.store.onDidChange, () => application.store.get(seen));
    mkdirSync(path.dirname(uri.fsPath), { recursive: true });
    writeFileSync(uri.fsPath, safeSettings);
    await read(uri, safeSettings);
  });

  it('follows a folder that is renamed', async () => {
    const from = uriIn('team', `packages/p48/${settings}`);
    const to = uriIn('team', `packages/p48b/${settings}`);
    assert.ok(application.store.get(from), 'the file is known');
    renameSync(path.resolve(from.fsPath, '../..'), path.resolve(to.fsPath, '../..'));
    const gone = await waitFor(application.store.onDidChange, () =>
      application.store.get(from)?.analysis.text === undefined
        ? application.store.get(from)
        : undefined,
    );
    assert.ok(gone.analysis.changes.length > 0, 'what it refused is no longer refused');
    await waitFor(application.store.onDidChange, () => application.store.get(to));
    renameSync(path.resolve(to.fsPath, '../..'), path.resolve(from.fsPath, '../..'));
    await waitFor(application.store.onDidChange, () =>
      application.store.get(from)?.analysis.changes.length === 0 ? true : undefined,
    );
  });

  it('notices that a whole folder is deleted', async () => {
    const uri = uriIn('team', `packages/p49/${settings}`);
    const before = application.store.get(uri)?.analysis.text;
    assert.ok(before);
    rmSync(path.dirname(uri.fsPath), { recursive: true });
    await waitFor(application.store.onDidChange, () =>
      application.store.get(uri)?.analysis.text === undefined ? true : undefined,
    );
    assert.ok((application.store.get(uri)?.analysis.changes.length ?? 0) > 0);
    mkdirSync(path.dirname(uri.fsPath), { recursive: true });
    writeFileSync(uri.fsPath, before);
    await waitFor(application.store.onDidChange, () =>
      application.store.get(uri)?.analysis.changes.length === 0 ? true : undefined,
    );
  });

  it('learns of records that another program writes into a new folder, and that they are gone', async () => {
    const uri = uriIn('plain', 'other/.mcp-change/records/CHG-20261122-abcdef-by-hand.yaml');
    mkdirSync(path.dirname(uri.fsPath), { recursive: true });
    writeFileSync(uri.fsPath, 'title: Written elsewhere\n');
    await waitFor(application.records.onDidChange, () => application.records.get(uri));
    rmSync(uri.fsPath);
    await waitFor(application.records.onDidChange, () =>
      application.records.get(uri) === undefined ? true : undefined,
    );
  });

  it('sees what a setting of the repository hides from VS Code’s watcher', async () => {
    const uri = uriIn('hushed', settings);
    assert.equal(application.store.get(uri)?.analysis.text, safeSettings);
    writeFileSync(uri.fsPath, looseSettings);
    await read(uri, looseSettings);
    const later = uriIn('hushed', '.cursor/mcp.json');
    mkdirSync(path.dirname(later.fsPath));
    writeFileSync(later.fsPath, '{ "mcpServers": { "a": { "command": "a" } } }\n');
    await waitFor(application.store.onDidChange, () => application.store.get(later));
  });

  it('lets the status bar stand out only where the policy requires a request', async () => {
    const required = (folder: string): boolean =>
      application.pending
        .all()
        .filter(({ file }) => file.folder.uri.toString() === uriIn(folder, '').toString())
        .some((file) => requiresRequest(file, application.policies));
    await waitFor(application.pending.onDidChange, () => (required('hushed') ? true : undefined));
    assert.ok(!required('plain'));
  });

  it('knows what was deleted and renamed before the window opened', () => {
    for (const name of [settings, `old/${settings}`]) {
      const file = application.store.get(uriIn('gone', name));
      assert.equal(file?.baseline.kind, 'commit', name);
      assert.equal(file?.analysis.text, undefined, name);
      assert.ok((file?.analysis.changes.length ?? 0) > 0, name);
    }
    assert.ok(application.store.get(uriIn('gone', `new/${settings}`)));
  });

  async function read(file: vscode.Uri, text: string): Promise<void> {
    await waitFor(application.tracker.onDidRead, () =>
      application.store.get(file)?.analysis.text === text ? true : undefined,
    );
  }
});
