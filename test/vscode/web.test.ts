import * as vscode from 'vscode';
import { extensionUnderTest } from './extensionUnderTest';
import { startedApplication } from './startedApplication';
import { describeWithoutGit } from './withoutGit';

describe('the web-worker host', () => {
  it('runs without Node', () => {
    if (typeof process !== 'undefined' && process.versions?.node) {
      throw new Error('This is the Node extension host');
    }
  });

  it('has the extension, if that has got a part for the web', async function () {
    const extension = extensionUnderTest();
    if (!extension) return this.skip();
    await extension.activate();
    if (!extension.isActive) throw new Error('The extension did not activate');
  });

  it('reads the workspace', async () => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    if (!folder) throw new Error('No folder is open');
    const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, 'AGENTS.md'));
    if (!new TextDecoder().decode(bytes).includes('Working in this repository')) {
      throw new Error('AGENTS.md is another file');
    }
  });

  describeWithoutGit(startedApplication, /^Here is no git to ask for an earlier version\.$/);
});
