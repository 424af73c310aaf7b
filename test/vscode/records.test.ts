import * as assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { analyzeFile } from '../../src/core/analyze';
import type { ChangeRecord } from '../../src/core/record/changeRecord';
import { parseRecord } from '../../src/core/record/parseRecord';
import { prepareRecord } from '../../src/core/record/prepareRecord';
import { serialiseRecord } from '../../src/core/record/serialiseRecord';
import type { Application } from '../../src/editor/application';
import { extensionUnderTest } from './extensionUnderTest';
import { waitFor } from './waitFor';
import { fileUri, workspaceFolder } from './workspaceFile';

interface ExtensionInterface {
  readonly start: () => Promise<Application>;
}

const file = 'records-test/.claude/settings.json';
const older = '{\n  "permissions": { "allow": [], "deny": ["Read(./.env)"] }\n}\n';
const newer = '{\n  "permissions": {\n    "allow": ["Bash(curl:*)"],\n    "deny": []\n  }\n}\n';
const evil =
  '[Approve](command:evil) ![x](https://evil.example/x.png) <img src=x onerror=alert(1)>';

/** What the editor offers in a record, which anybody may have written. */
describe('a record in the editor', () => {
  let application: Application;
  let uri: vscode.Uri;
  let document: vscode.TextDocument;

  before(async () => {
    const extension = extensionUnderTest() as vscode.Extension<ExtensionInterface> | undefined;
    assert.ok(extension, 'the extension was not loaded');
    application = await (await extension.activate()).start();
    await application.ready;
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const analysis = analyzeFile({ path: file, text: newer, baseline: { text: older } });
    assert.ok(analysis);
    const { record } = prepareRecord({
      files: [{ analysis }],
      why: `Let the docs agent fetch pages ${evil}`,
      requester: { id: 'github:alice' },
      origin: 'editor',
      baseline: { label: 'main', commit: null },
      createdAt: new Date('2026-11-22T09:14:00Z'),
      random: Uint8Array.of(9, 8, 7, 6, 5, 4),
      stopwatch: () => 0,
    });
    write(file, newer);
    const name = `records-test/.mcp-change/records/${record.id}-docs.yaml`;
    write(name, serialiseRecord(record));
    uri = fileUri(name);
    await application.records.refresh(uri);
    document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
  });

  function write(name: string, text: string): void {
    const target = path.join(workspaceFolder().uri.fsPath, name);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, text);
  }

  function at(text: string): vscode.Position {
    const offset = document.getText().indexOf(text);
    assert.ok(offset >= 0, text);
    return document.positionAt(offset + 1);
  }

  function stored(): ChangeRecord {
    const { record, problems } = parseRecord(document.getText());
    assert.deepEqual(problems, []);
    assert.ok(record);
    return record;
  }

  it('explains a field on hover, and shows nothing of the record in it', async () => {
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      uri,
      at('secure_target:'),
    );
    const contents = hovers.flatMap(({ contents: parts }) => parts as vscode.MarkdownString[]);
    const texts = contents.map(({ value }) => value);
    assert.ok(
      texts.some((text) => /state/i.test(text)),
      texts.join('\n'),
    );
    for (const part of contents) assert.notEqual(part.isTrusted, true);
    const why = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      uri,
      at('why: '),
    );
    assert.ok(why.length > 0);
    assert.doesNotMatch(JSON.stringify(why), /evil/);
  });

  it('has an outline from the title to the log', async () => {
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      uri,
    );
    const names = symbols.map(({ name }) => name);
    assert.deepEqual(names.slice(0, 3), ['title', 'why', 'what_changes']);
    assert.ok(names.includes('audit_log'));
    const changes = symbols.find(({ name }) => name === 'changes');
    assert.equal(changes?.children.length, 2);
    assert.match(changes.children[0]?.detail ?? '', /allow rule/);
  });

  it('links files and changes to their place, and to nothing else', async () => {
    // What is pending in the file has to be known before its changes have a place.
    const pending = waitFor(application.store.onDidChange, () =>
      (application.store.get(fileUri(file))?.analysis.changes.length ?? 0) > 0 ? true : undefined,
    );
    await application.tracker.analyze(fileUri(file));
    await pending;
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      'vscode.executeLinkProvider',
      uri,
    );
    const ours = links.filter(({ target }) => target?.path.endsWith('/settings.json') === true);
    assert.ok(ours.length >= 4, String(links.length));
    assert.ok(ours.some(({ target }) => target?.fragment.startsWith('L') === true));
    for (const { target } of ours) assert.equal(target?.scheme, 'file');
    assert.ok(links.every(({ target }) => target?.scheme !== 'command'));
  });

  it('offers preview, tests and rollback above the first line', async () => {
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      uri,
      10,
    );
    const commands = lenses.map(({ command }) => command?.command);
    for (const id of ['previewRecord', 'testRecord', 'rollBackChange']) {
      assert.ok(commands.includes(`mcpChangeControl.${id}`), id);
    }
    assert.ok(lenses.every(({ range }) => range.start.line === 0));
    assert.ok(lenses.some(({ command }) => /\d+ tests and checks open/.test(command?.title ?? '')));
  });

  it('offers to write down a result where a test is planned', async () => {
    const place = at('id: near-miss');
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uri,
      new vscode.Range(place, place),
    );
    const action = actions.find(
      ({ command }) => command?.command === 'mcpChangeControl.testRecord',
    );
    assert.deepEqual(action?.command?.arguments?.[1], 'near-miss');
    const builtIn = at('id: nothing-hidden');
    const none = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uri,
      new vscode.Range(builtIn, builtIn),
    );
    assert.ok(none.every(({ command }) => command?.command !== 'mcpChangeControl.testRecord'));
  });

  it('is previewed as text, whatever somebody wrote into it', async () => {
    const preview = (await application.runCommand('mcpChangeControl.previewRecord', [uri])) as
      vscode.Uri | undefined;
    assert.ok(preview);
    const shown = await vscode.workspace.openTextDocument(preview);
    const html = await vscode.commands.executeCommand<string>('markdown.api.render', shown);
    assert.match(html, /What changes/);
    assert.match(html, /evil/);
    assert.doesNotMatch(html, /<img|<a |onerror=(?!alert\(1\)&gt;)|href=/);
    assert.match(html, /&lt;img src=x onerror=alert\(1\)&gt;/);
    const copied = await application.runCommand('mcpChangeControl.copyRecord', [uri]);
    assert.equal(await vscode.env.clipboard.readText(), copied);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });

  it('underlines what breaks it and mends by undo', async () => {
    const edit = new vscode.WorkspaceEdit();
    edit.insert(uri, new vscode.Position(0, 0), 'surprise: 1\n');
    await vscode.workspace.applyEdit(edit);
    await waitFor(vscode.languages.onDidChangeDiagnostics, () =>
      vscode.languages
        .getDiagnostics(uri)
        .some(({ message }) => message.includes('not part of a record'))
        ? true
        : undefined,
    );
    const undo = new vscode.WorkspaceEdit();
    undo.delete(uri, new vscode.Range(0, 0, 1, 0));
    await vscode.workspace.applyEdit(undo);
    await document.save();
    assert.equal(stored().status, 'draft');
  });

  it('is gone with its file, though a document still holds its text', async () => {
    const name = 'records-test/.mcp-change/records/CHG-20261122-zzzzzz-gone.yaml';
    write(name, document.getText());
    const gone = fileUri(name);
    const held = await vscode.workspace.openTextDocument(gone);
    await application.records.refresh(gone);
    assert.ok(application.records.get(gone));
    rmSync(gone.fsPath);
    await application.records.refresh(gone);
    assert.equal(application.records.get(gone), undefined);
    assert.ok(!held.isClosed, 'nothing was held, so this shows nothing');
  });

  it('is what the file holds for everybody who had it read, also for the first of many', async () => {
    const name = 'records-test/.mcp-change/records/CHG-20261122-zzzzzy-many.yaml';
    const many = fileUri(name);
    // Which of the readings is done first is not ours to say: now and then it is the first one.
    for (let round = 0; round < 50; round += 1) {
      write(name, document.getText().replace(/^title:[^]*?(?=^\w)/m, `title: Reading ${round}\n`));
      const [first, ...others] = Array.from({ length: 8 }, async () =>
        application.records.refresh(many),
      );
      await first;
      assert.equal(application.records.get(many)?.title, `Reading ${round}`);
      await Promise.all(others);
    }
    rmSync(many.fsPath);
    await application.records.refresh(many);
  });
});
