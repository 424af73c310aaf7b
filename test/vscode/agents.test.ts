import * as assert from 'node:assert/strict';
import { writeFileSync, rmSync } from 'node:fs';
import { parse } from 'jsonc-parser';
import * as vscode from 'vscode';
import type { Application } from '../../src/editor/application';
import { extensionUnderTest } from './extensionUnderTest';
import { waitFor } from './waitFor';
import { fileUri, onDisk } from './workspaceFile';

interface ExtensionInterface {
  readonly start: () => Promise<Application>;
}

describe('several files, one meaning', () => {
  let application: Application;

  before(async () => {
    const extension = extensionUnderTest() as vscode.Extension<ExtensionInterface> | undefined;
    assert.ok(extension, 'the extension was not loaded');
    application = await (await extension.activate()).start();
    await application.ready;
  });

  it('shows what agents can do, and follows the files', async () => {
    await vscode.commands.executeCommand('mcpChangeControl.showAgentPowers');
    const document = vscode.window.activeTextEditor?.document;
    assert.ok(document);
    assert.match(document.getText(), /VS Code\n {2}Servers it can use\n/);
    assert.match(document.getText(), /Claude Code\n/);
    const other = fileUri('.cursor/mcp.json');
    await vscode.workspace.fs.createDirectory(fileUri('.cursor'));
    writeFileSync(other.fsPath, '{"mcpServers":{"fresh":{"command":"./fresh"}}}');
    const changed = waitFor(vscode.workspace.onDidChangeTextDocument, () =>
      /\+ fresh: \.\/fresh {2}\(\.cursor\/mcp\.json\)/.test(document.getText()) ? true : undefined,
    );
    // The file and its folder came at the same moment, so the watcher may have missed it.
    await application.tracker.analyze(other);
    await changed;
    rmSync(fileUri('.cursor').fsPath, { recursive: true });
    await application.tracker.analyze(other);
  });

  it('takes a server that goes to another file for moved, until it goes back', async () => {
    const from = fileUri('.vscode/mcp.json');
    const to = fileUri('.mcp.json');
    const before = onDisk('.vscode/mcp.json');
    const file = application.store.get(from);
    const [server] = file?.analysis.baselineFacts.servers ?? [];
    assert.ok(file && server);
    const entries = parse(file.analysis.baselineText ?? '') as {
      servers: Record<string, unknown>;
    };
    const { [server.name]: moved, ...rest } = entries.servers;
    writeFileSync(from.fsPath, JSON.stringify({ ...entries, servers: rest }));
    writeFileSync(to.fsPath, JSON.stringify({ mcpServers: { [server.name]: moved } }));
    await application.tracker.analyze(from);
    await application.tracker.analyze(to);
    const kinds = (uri: vscode.Uri): readonly string[] =>
      application.store.get(uri)?.analysis.changes.map(({ detail }) => detail.kind) ?? [];
    // The watcher asks too, and the later of two requests writes.
    const moves = (uri: vscode.Uri, expected: boolean): Promise<true> =>
      waitFor(application.store.onDidChange, () =>
        kinds(uri).includes('server-moved') === expected ? true : undefined,
      );
    await moves(from, true);
    await moves(to, true);
    assert.deepEqual(kinds(to), ['server-moved']);
    writeFileSync(from.fsPath, before);
    rmSync(to.fsPath);
    await application.tracker.analyze(from);
    await moves(from, false);
    await application.tracker.analyze(to);
  });
});
