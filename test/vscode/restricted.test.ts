import * as assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { extensionUnderTest } from './extensionUnderTest';
import { startedApplication } from './startedApplication';
import { describeWithoutGit } from './withoutGit';

describe('a folder that nobody has trusted', () => {
  it('is in Restricted Mode', () => {
    assert.equal(vscode.workspace.isTrusted, false);
  });

  it('has the extension, and it activates', async function () {
    const extension = extensionUnderTest();
    if (!extension && !existsSync(path.join(__dirname, '..', 'extension.js'))) this.skip();
    assert.ok(extension, 'the extension is not allowed in Restricted Mode');
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it('has no git extension to ask', () => {
    assert.equal(vscode.extensions.getExtension('vscode.git'), undefined);
  });

  describeWithoutGit(
    startedApplication,
    /^In Restricted Mode git cannot be asked for an earlier version\.$/,
  );
});
