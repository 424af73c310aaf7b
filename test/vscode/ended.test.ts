import * as assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import type { Application } from '../../src/editor/application';
import type { StoredRecord } from '../../src/editor/recordStore';
import { answering, choosing } from './answering';
import { backToMain } from './requestPeople';
import { hoverText, treeRows, type ShownRow } from './shown';
import { startedApplication } from './startedApplication';
import { runAccepting, waitFor } from './waitFor';
import { fileUri, git, onDisk, typeOver } from './workspaceFile';

const settings = '.claude/settings.json';

/** A loosening that carries an end date, from the date to the way back. */
describe('a grant that ends', function () {
  this.timeout(120_000);
  let application: Application;
  let agreed: string;

  before(async () => {
    application = await startedApplication();
    git('checkout', '--quiet', '-B', 'until-the-demo', 'main');
    agreed = onDisk(settings).toString();
    const document = await typeOver(settings, '"Read(./.env)", ', '');
    await document.save();
    await waitFor(application.pending.onDidChange, () =>
      application.pending.all().some(({ file }) => file.path === settings) ? true : undefined,
    );
    await answering(['Let the demo read its settings'], async () =>
      runAccepting('mcpChangeControl.createChangeRequest'),
    );
  });

  after(async () => backToMain(application));

  it('gets its end from the light bulb beside the reason, and from completion', async () => {
    const { uri } = only();
    const document = await vscode.workspace.openTextDocument(uri);
    const why = document.positionAt(document.getText().indexOf('\nwhy:') + 1);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uri,
      new vscode.Range(why, why),
      vscode.CodeActionKind.RefactorRewrite.value,
    );
    const action = actions.find(({ title }) => title === 'Let it end by itself, in 30 days');
    assert.ok(action?.edit, actions.map(({ title }) => title).join());
    await vscode.workspace.applyEdit(action.edit);
    await document.save();
    const end = await waitFor(application.records.onDidChange, () => only().record?.expires_at);
    const days = (Date.parse(end) - Date.now()) / 86_400_000;
    assert.ok(days > 29 && days < 31, end);
    const at = document.positionAt(document.getText().indexOf('expires_at: ') + 12);
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      uri,
      at,
    );
    const labels = items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    assert.ok(labels.includes(`"${end}"`), labels.join());
    assert.deepEqual(application.ended.all(), []);
  });

  it('stands under “Ended” with its rehearsal as soon as its time is over', async () => {
    await endAt(new Date(Date.now() + 1_500));
    // Time alone ends it.
    const { item } = await endedRow();
    const day = only().record?.expires_at?.slice(0, 10) ?? '';
    assert.match(String(item.label), new RegExp(`^ended ${day} · `));
    assert.match(String(item.description), /^(?:partly )?reversible · CHG-/);
    assert.match(String(item.tooltip), /still there[^]*Rollback rehearsed/);
    assert.match(
      item.accessibilityInformation?.label ?? '',
      /^ended [^]*, (?:partly )?reversible, /,
    );
    assert.equal(item.contextValue, 'record.ended');
  });

  it('stays for whoever closes it when somebody put the file back by hand', async () => {
    const granted = onDisk(settings).toString();
    await write(granted.replace('"deny": [', '"deny": ["Read(./.env)", '));
    assert.ok((await endedRow()).item, 'what was live meanwhile still has to be seen to');
    await write(granted);
  });

  it('goes back by the action on its row, and the row goes', async () => {
    const { uri } = only();
    const done = await answering(['Its time was over'], async () =>
      choosing(/Roll back now/, async () =>
        vscode.commands.executeCommand('mcpChangeControl.rollBackChange', {
          kind: 'record',
          record: only(),
        }),
      ),
    );
    assert.equal(done, true);
    assert.equal(onDisk(settings).toString(), agreed);
    await waitFor(application.ended.onDidChange, () =>
      application.ended.all().length === 0 ? true : undefined,
    );
    const { status, record } = application.records.get(uri) ?? {};
    assert.equal(status, 'rolled-back');
    assert.equal(record?.outcome?.why, 'Its time was over');
    assert.ok((await treeRows(application)).every(({ label }) => label !== 'Ended'));
  });

  it('weighs more when the same is granted again, and says why in row and hover', async () => {
    const document = await typeOver(settings, '"Read(./.env)", ', '');
    await document.save();
    const reason = /Rolled back on \d{4}-\d\d-\d\d \(CHG-\S+\) because: “Its time was over”/;
    const weight = /8 rolled back on \d{4}-\d\d-\d\d/;
    await waitFor(application.pending.onDidChange, () =>
      application.pending.all().some(({ file }) => file.path === settings) ? true : undefined,
    );
    const row = (await treeRows(application)).find(
      ({ item }) => item.contextValue === 'pending.change',
    );
    assert.match(row?.tooltip ?? '', reason);
    assert.match(row?.tooltip ?? '', weight);
    const hover = await hoverText(document.uri, document.getText().indexOf('"deny"') + 1);
    assert.match(hover, reason);
    assert.match(hover, weight);
  });

  it('is found again after its branch went and came back at once', async () => {
    await vscode.workspace.saveAll();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    git('add', '--all');
    git('commit', '--quiet', '--message', 'Take it back');
    for (let turn = 0; turn < 3; turn += 1) {
      const { uri } = only();
      git('checkout', '--quiet', 'main');
      git('checkout', '--quiet', 'until-the-demo');
      // The next word about this folder comes after all that was said of the checkouts.
      const last = vscode.Uri.joinPath(uri, '..', 'CHG-20261122-zzzzzz-last.yaml');
      await vscode.workspace.fs.writeFile(last, new TextEncoder().encode('title: no record'));
      await waitFor(application.records.onDidChange, () => application.records.get(last));
      await vscode.workspace.fs.delete(last);
      await waitFor(application.records.onDidChange, () =>
        application.records.get(last) === undefined ? true : undefined,
      );
      await waitFor(application.records.onDidChange, () => application.records.get(uri));
    }
  });

  async function endedRow(): Promise<ShownRow> {
    await waitFor(application.ended.onDidChange, () => application.ended.of(only().uri));
    const rows = await treeRows(application);
    const index = rows.findIndex(({ label }) => label === 'Ended');
    const shown = rows[index + 1];
    assert.ok(index >= 0 && shown !== undefined, rows.map(({ label }) => label).join('\n'));
    return shown;
  }

  async function endAt(end: Date): Promise<void> {
    const { uri } = only();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const time = end.toISOString().replace(/\.\d{3}Z$/, 'Z');
    const text = readFileSync(uri.fsPath, 'utf8');
    writeFileSync(uri.fsPath, text.replace(/^expires_at: .*$/m, `expires_at: "${time}"`));
    await waitFor(application.records.onDidChange, () =>
      only().record?.expires_at === time ? true : undefined,
    );
  }

  async function write(text: string): Promise<void> {
    writeFileSync(fileUri(settings).fsPath, text);
    await waitFor(application.store.onDidChange, () =>
      application.store.get(fileUri(settings))?.analysis.text === text ? true : undefined,
    );
  }

  function only(): StoredRecord {
    const all = application.records.all();
    assert.equal(all.length, 1);
    const [record] = all;
    assert.ok(record);
    return record;
  }
});
