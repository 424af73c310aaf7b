import * as assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { ExtensionInterface } from '../../src/extension';
import { safeSettings } from './everywhereFiles';
import { extensionUnderTest } from './extensionUnderTest';
import { waitFor } from './waitFor';
import { fileUri, typeOver } from './workspaceFile';

describe('a folder without governed files', () => {
  let listening: ExtensionInterface;
  let isAwake = false;

  before(async () => {
    const extension = extensionUnderTest() as vscode.Extension<ExtensionInterface> | undefined;
    assert.ok(extension, 'the extension was not loaded');
    listening = await extension.activate();
    listening.onDidStart(() => {
      isAwake = true;
    });
    await listening.looked;
  });

  it('lets the extension sleep, also over settings that do not speak of agents', async () => {
    await typeOver(
      '.vscode/settings.json',
      '"editor.tabSize"',
      '"files.eol": "\\n", "editor.tabSize"',
    );
    await vscode.commands.executeCommand('workbench.action.files.revert');
    assert.equal(isAwake, false);
    assert.equal(listening.took.starting, undefined);
  });

  it('is woken by a folder that comes with a governed file in it', async () => {
    const uri = fileUri('tools/deep/.claude/settings.json');
    mkdirSync(path.dirname(uri.fsPath), { recursive: true });
    writeFileSync(uri.fsPath, safeSettings);
    await waitFor(listening.onDidStart, () => (isAwake ? true : undefined));
    const application = await listening.start();
    await application.ready;
    assert.ok(application.store.get(uri), 'the file is known');
  });
});
