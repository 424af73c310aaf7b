import * as assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { extensionUnderTest } from './extensionUnderTest';

interface GitRepository {
  readonly rootUri: vscode.Uri;
  readonly state: {
    readonly HEAD?: { readonly commit?: string };
    readonly onDidChange: vscode.Event<void>;
  };
}

interface GitApi {
  readonly repositories: readonly GitRepository[];
  readonly onDidOpenRepository: vscode.Event<GitRepository>;
}

describe('the host', () => {
  it('is a VS Code of a supported version', () => {
    assert.match(vscode.version, /^1\.\d{3}\.\d+/);
    assert.ok(Number(vscode.version.split('.')[1]) >= 100);
  });

  it('has the extension, and it activates', async function () {
    const extension = extensionUnderTest();
    if (!extension && !existsSync(path.join(__dirname, '..', 'extension.js'))) this.skip();
    assert.ok(extension, 'the extension was not loaded');
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it('knows the HEAD of the repository', async () => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
    assert.ok(folder);
    const expected = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: folder, encoding: 'utf8' });
    const repository = await openRepository();
    assert.equal(repository.rootUri.fsPath, folder);
    assert.equal(await headCommit(repository), expected.trim());
  });
});

async function openRepository(): Promise<GitRepository> {
  const extension = vscode.extensions.getExtension<{ getAPI(version: 1): GitApi }>('vscode.git');
  assert.ok(extension, 'the git extension is not there');
  const git = (await extension.activate()).getAPI(1);
  return git.repositories[0] ?? (await eventOf(git.onDidOpenRepository));
}

/** A repository opens before its first status is known. */
async function headCommit(repository: GitRepository): Promise<string> {
  for (;;) {
    const commit = repository.state.HEAD?.commit;
    if (commit) return commit;
    await eventOf(repository.state.onDidChange);
  }
}

async function eventOf<T>(event: vscode.Event<T>): Promise<T> {
  return new Promise((resolve) => {
    const subscription = event((value) => {
      subscription.dispose();
      resolve(value);
    });
  });
}
