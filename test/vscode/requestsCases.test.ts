import * as assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { Application } from '../../src/editor/application';
import type { LifeState } from '../../src/core/gate/lifeCycle';
import { approve, backToMain, become, branch, commandLine, propose } from './requestPeople';
import { startedApplication } from './startedApplication';
import { waitFor } from './waitFor';
import { fileUri, git, typeOver, workspaceFolder } from './workspaceFile';

const servers = '.vscode/mcp.json';

/** What becomes of an approval at medium risk: the sidebar says what the gate says. */
describe('an approval of a medium change', function () {
  // Each case starts git a dozen times, and the command line.
  this.timeout(180_000);
  let application: Application;
  let record: vscode.Uri;
  let approved: string;

  before(async () => {
    application = await startedApplication();
    await backToMain(application);
    await waitFor(application.store.onDidChange, () =>
      application.store.get(fileUri(servers))?.baseline.kind === 'commit' ? true : undefined,
    );
    git('branch', '--force', 'kept-main', 'main');
    await become('sam');
    await branch('follow-the-latest');
    const document = await typeOver(servers, '@2.4.1', '@latest');
    await document.save();
    await propose(application, servers, 'It follows the newest');
    const stored = application.records.all()[0];
    assert.equal(stored?.tier, 'medium');
    record = stored.uri;
    await vscode.workspace.saveAll();
    commit('Follow the latest');
    await become('bo');
    await application.requests.lookAgain(record);
    await approve(record);
    commit('Approve');
    approved = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: root(), encoding: 'utf8' }).trim();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  after(async () => {
    git('checkout', '--quiet', '--force', 'main');
    git('reset', '--quiet', '--hard', 'kept-main');
    await backToMain(application);
  });

  const cases: readonly (readonly [string, LifeState, () => void])[] = [
    ['holds as it was given', 'approved', () => undefined],
    [
      'holds through another commit of the branch',
      'approved',
      () => {
        write('src/other.ts', 'export {};\n');
        commit('Go on');
      },
    ],
    [
      'holds while main moves elsewhere',
      'approved',
      () => onMain(() => write('src/base.ts', 'export {};\n')),
    ],
    [
      'holds through a rebase',
      'approved',
      () => {
        onMain(() => write('src/base.ts', 'export {};\n'));
        // Whoever commits has a part in it, also by a rebase; of that only the gate learns.
        git('-c', 'user.email=sam@example.com', 'rebase', '--quiet', 'main');
      },
    ],
    [
      'holds through another layout',
      'approved',
      () => {
        write(servers, read(servers).replace('{\n', '{\n\n'));
        commit('Lay out');
      },
    ],
    [
      'ends with a late edit',
      'stale',
      () => {
        write(servers, read(servers).replace('"docs"', '"/"'));
        commit('One more thing');
      },
    ],
    [
      'ends when main moves in the same file',
      'stale',
      () =>
        onMain(() =>
          write(servers, read(servers).replace('  }\n}\n', '  },\n  "inputs": []\n}\n')),
        ),
    ],
  ];
  for (const [title, expected, happens] of cases) {
    it(title, async () => {
      git('checkout', '--quiet', '--force', 'follow-the-latest');
      git('branch', '--force', 'main', 'kept-main');
      git('reset', '--quiet', '--hard', approved);
      happens();
      // A document stays for a while after its last editor was closed, with the text of the case before.
      await vscode.window.showTextDocument(fileUri(servers));
      await vscode.commands.executeCommand('workbench.action.files.revert');
      await waitFor(application.store.onDidChange, () =>
        application.store.get(fileUri(servers))?.analysis.text === read(servers) ? true : undefined,
      );
      await application.records.refresh(record);
      // A checkout took it away for a moment, and the watcher may tell of that now.
      await waitFor(application.records.onDidChange, () => application.records.get(record));
      const request = await application.requests.lookAgain(record);
      const said = `${request?.view?.because ?? ''} ${request?.view?.missing.join(' ') ?? ''}`;
      assert.deepEqual([request?.view?.state, gate()], [expected, expected], said);
    });
  }

  /** Where the command line says that the request stands. */
  function gate(): string {
    const { requests } = JSON.parse(commandLine('status', '--format', 'json')) as {
      requests: { state: string }[];
    };
    return requests[0]?.state ?? 'none';
  }
});

function onMain(change: () => void): void {
  git('checkout', '--quiet', 'main');
  change();
  commit('Meanwhile');
  git('checkout', '--quiet', 'follow-the-latest');
}

function commit(message: string): void {
  git('add', '--all');
  // Bo approves; whoever commits what the gate looks at has a part in it.
  git('-c', 'user.email=sam@example.com', 'commit', '--quiet', '--message', message);
}

function root(): string {
  return workspaceFolder().uri.fsPath;
}

function read(file: string): string {
  return readFileSync(path.join(root(), file), 'utf8');
}

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(root(), file)), { recursive: true });
  writeFileSync(path.join(root(), file), text);
}
