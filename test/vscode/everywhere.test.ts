import * as assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { parseRecord } from '../../src/core/record/parseRecord';
import type { TrackedFile } from '../../src/editor/analysisStore';
import type { Application } from '../../src/editor/application';
import type { Baseline } from '../../src/editor/baselines';
import { safeSettings } from './everywhereFiles';
import { extensionUnderTest } from './extensionUnderTest';
import { startedApplication } from './startedApplication';
import { diagnosticOf, noDiagnosticOf, runAccepting, waitFor } from './waitFor';
import { typeIn, uriIn } from './workspaceFile';

const settings = '.claude/settings.json';
const local = '.claude/settings.local.json';

describe('everywhere', () => {
  let application: Application;

  before(async () => {
    application = await startedApplication();
  });

  it('needs no commit in a folder without git: the first sight is accepted', async () => {
    const servers = await tracked('plain', '.vscode/mcp.json', 'accepted');
    assert.equal(because(servers.baseline), 'Git does not know this folder.');
    assert.deepEqual(servers.analysis.changes, []);
    const inherited = servers.analysis.findings.filter(({ origin }) => origin === 'inherited');
    assert.ok(inherited.some(({ tier }) => tier === 'high' || tier === 'medium'));
    assert.deepEqual(vscode.languages.getDiagnostics(servers.uri), [], 'inherited risks are quiet');
  });

  it('measures an edit there against the accepted copy, and says so', async () => {
    const { uri } = await typeIn('plain', settings, '"defaultMode": "default"', bypass);
    const found = await diagnosticOf(uri, 'perm/approval-mode-loosened');
    const related = found.relatedInformation?.[0];
    assert.ok(related, 'no way to the old text');
    assert.match(related.message, /accepted copy/);
    const old = await vscode.workspace.openTextDocument(related.location.uri);
    assert.equal(old.getText(), safeSettings);
    const [section] = await children();
    const row = (await children(section)).find(
      (node) => node.kind === 'pendingFile' && node.file.uri.toString() === uri.toString(),
    );
    assert.ok(row);
    const item = await application.tree.getTreeItem(row);
    assert.match(String(item.description), /vs accepted copy$/);
    assert.match(item.tooltip as string, /Git does not know this folder/);
  });

  it('keeps measuring after a save, or every squiggle would end with it', async () => {
    const uri = uriIn('plain', settings);
    const document = await vscode.workspace.openTextDocument(uri);
    await document.save();
    await application.tracker.analyze(uri);
    assert.ok(application.pending.all().some(({ file }) => file.uri.toString() === uri.toString()));
    await diagnosticOf(uri, 'perm/approval-mode-loosened');
  });

  it('moves the review baseline there when the user accepts the file', async () => {
    const uri = uriIn('plain', settings);
    await vscode.commands.executeCommand('mcpChangeControl.acceptFile', { uri: uri.toString() });
    await noDiagnosticOf(uri, 'perm/approval-mode-loosened');
    assert.equal(application.store.get(uri)?.analysis.changes.length, 0);
    const before = await application.copies.textOf(
      application.copies.get(uri)?.earlier[0] ?? 'nothing',
    );
    assert.equal(before, safeSettings, 'records may still have to go back to it');
  });

  it('takes the first sight where there is no commit yet', async () => {
    const file = await tracked('empty', settings, 'accepted');
    assert.equal(because(file.baseline), 'There is no commit yet.');
    assert.deepEqual(file.analysis.changes, []);
  });

  it('writes a record of an ignored file and rolls it back from the accepted copy', async () => {
    const document = await typeIn('ignored', local, '"defaultMode": "default"', bypass);
    const { uri } = document;
    await diagnosticOf(uri, 'perm/approval-mode-loosened');
    await document.save();
    const [record] = await runAccepting<vscode.Uri[]>('mcpChangeControl.createChangeRequest', {
      uri: uri.toString(),
    });
    assert.ok(record, 'no record was written');
    const parsed = parseRecord(readFileSync(record.fsPath, 'utf8'));
    assert.deepEqual(parsed.problems, []);
    assert.equal(parsed.record?.subject.baseline_commit, null);
    assert.equal(parsed.record?.subject.base_ref, 'accepted-copy');
    const done = await runAccepting<boolean>('mcpChangeControl.rollBackChange', record);
    assert.equal(done, true);
    assert.equal(readFileSync(uri.fsPath, 'utf8'), safeSettings);
    await noDiagnosticOf(uri, 'perm/approval-mode-loosened');
  });

  it('keeps a copy of what git ignores, and none when git starts to know it', async () => {
    const { uri, baseline } = await tracked('ignored', local, 'accepted');
    assert.equal(because(baseline), 'Git ignores this file.');
    await tracked('ignored', settings, 'commit');
    writeFileSync(uriIn('ignored', '.gitignore').fsPath, 'node_modules/\n');
    await waitFor(application.store.onDidChange, () =>
      application.store.get(uri)?.baseline.kind === 'commit' ? true : undefined,
    );
    assert.equal(application.copies.get(uri)?.reviewed, undefined);
  });

  for (const folder of ['detached', 'tree']) {
    it(`measures against the commit in ${folder}`, async () => {
      const file = await tracked(folder, settings, 'commit');
      assert.equal(file.analysis.baselineText, safeSettings);
    });
  }

  it('measures a file of a submodule against the commit of the submodule', async () => {
    const file = await tracked('super', `library/${settings}`, 'commit');
    assert.equal(file.analysis.baselineText, safeSettings);
  });

  it('does not take for deleted what a sparse checkout leaves out', async () => {
    await tracked('sparse', `here/${settings}`, 'commit');
    assert.equal(application.store.get(uriIn('sparse', `elsewhere/${settings}`)), undefined);
  });

  it('has an answer at hand for the next keystroke, so that none waits for git', () => {
    for (const { uri, baseline } of application.store.all()) {
      assert.deepEqual(application.baselines.now(uri), baseline, uri.path);
    }
  });

  it('cannot be loosened by a setting of the workspace', () => {
    const manifest = extensionUnderTest()?.packageJSON as {
      contributes: { configuration: { properties: Record<string, { default: unknown }> } };
    };
    const ours = Object.entries(manifest.contributes.configuration.properties);
    assert.ok(ours.length > 0);
    for (const [key, { default: value }] of ours) {
      for (const folder of vscode.workspace.workspaceFolders ?? []) {
        const configuration = vscode.workspace.getConfiguration(undefined, folder.uri);
        const seen = configuration.inspect(key);
        assert.equal(seen?.workspaceValue, undefined, key);
        assert.equal(seen?.workspaceFolderValue, undefined, key);
        assert.deepEqual(configuration.get(key), value, key);
      }
    }
  });

  async function tracked(
    folder: string,
    path: string,
    kind: Baseline['kind'],
  ): Promise<TrackedFile> {
    const uri = uriIn(folder, path);
    return waitFor(application.store.onDidChange, () => {
      const file = application.store.get(uri);
      return file?.baseline.kind === kind ? file : undefined;
    });
  }

  async function children(
    parent?: Parameters<Application['tree']['getChildren']>[0],
  ): Promise<Parameters<Application['tree']['getTreeItem']>[0][]> {
    return (await application.tree.getChildren(parent)) ?? [];
  }
});

const bypass = '"defaultMode": "bypassPermissions"';

function because(baseline: Baseline): string | undefined {
  return baseline.kind === 'commit' ? undefined : baseline.because;
}
