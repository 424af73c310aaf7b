import * as assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { Application } from '../../src/editor/application';
import { openDocument } from '../../src/editor/openDocument';
import { offerToFinish } from '../../src/editor/rollbackJournal';
import { noticesOf } from './answering';
import { extensionUnderTest } from './extensionUnderTest';
import { runAccepting, waitFor } from './waitFor';
import { fileUri, git, onDisk, workspaceFolder } from './workspaceFile';

interface ExtensionInterface {
  readonly start: () => Promise<Application>;
}

const servers = '{"mcpServers":{"a":{"command":"npx","args":["-y","a-mcp"]}}}\n';
const settings = 'rollback/.claude/settings.json';

/** What a rollback in the editor must not do, and must do exactly. */
describe('a rollback', () => {
  let application: Application;
  let outside: string;

  before(async () => {
    const extension = extensionUnderTest() as vscode.Extension<ExtensionInterface> | undefined;
    assert.ok(extension, 'the extension was not loaded');
    application = await (await extension.activate()).start();
    await application.ready;
    outside = mkdtempSync(path.join(tmpdir(), 'mcp-change-outside-'));
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  after(() => rmSync(outside, { recursive: true, force: true }));

  function place(file: string): string {
    return path.join(workspaceFolder().uri.fsPath, file);
  }

  function write(file: string, text: string): void {
    mkdirSync(path.dirname(place(file)), { recursive: true });
    writeFileSync(place(file), text);
  }

  async function analyzed(file: string): Promise<{ readonly uri: string }> {
    const uri = fileUri(file);
    void application.tracker.analyze(uri);
    await waitFor(application.store.onDidChange, () =>
      (application.store.get(uri)?.analysis.changes.length ?? 0) > 0 ? true : undefined,
    );
    return { uri: uri.toString() };
  }

  /** A document that an earlier test had open reads the disk a moment after it changed. */
  async function caughtUp(file: string, text: string): Promise<void> {
    await waitFor(vscode.workspace.onDidChangeTextDocument, () => {
      const document = openDocument(fileUri(file));
      return document === undefined || document.getText() === text ? true : undefined;
    });
  }

  function permissions(allow: readonly string[], deny: readonly string[]): string {
    return `${JSON.stringify({ permissions: { allow, deny } }, null, 2)}\n`;
  }

  it('removes a new file with the folders that only it needed', async () => {
    write('rollback/new/.cursor/mcp.json', servers);
    write('rollback/README.md', 'stays\n');
    const selection = await analyzed('rollback/new/.cursor/mcp.json');
    assert.equal(await runAccepting('mcpChangeControl.rollBackChange', selection), true);
    assert.ok(!existsSync(place('rollback/new')));
    assert.ok(existsSync(place('rollback/README.md')));
  });

  describe('of a file that git keeps', () => {
    const before = permissions(['Bash(npm test)'], ['Read(./.env)']);

    beforeEach(async () => {
      // Where git takes the folder away and it comes back at once, VS Code can lose sight of it.
      write('rollback/.claude/kept.txt', '');
      write(settings, before);
      git('add', settings);
      git('commit', '--quiet', '--message', 'settings', '--', settings);
      await caughtUp(settings, before);
      application.baselines.choose('HEAD');
      await application.tracker.scan();
    });

    afterEach(async () => {
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      application.baselines.choose(undefined);
      git('reset', '--quiet', '--hard', 'HEAD~1');
    });

    it('changes nothing through a symbolic link', async () => {
      const there = path.join(outside, 'settings.json');
      const looser = permissions(['Bash(npm test)', 'Bash(curl:*)'], []);
      writeFileSync(there, looser);
      rmSync(place('rollback/.claude'), { recursive: true });
      symlinkSync(outside, place('rollback/.claude'));
      const selection = await analyzed(settings);
      assert.equal(await runAccepting('mcpChangeControl.rollBackChange', selection), false);
      assert.equal(readFileSync(there, 'utf8'), looser);
      rmSync(place('rollback/.claude'));
      await vscode.commands.executeCommand('notifications.clearAll');
    });

    it('rehearses nothing on a text that the disk holds no more', async () => {
      const linked = 'rollback/linked/.cursor/mcp.json';
      write(linked, '{ "mcpServers": {} }\n');
      git('add', linked);
      git('commit', '--quiet', '--amend', '--no-edit', '--', linked);
      application.baselines.choose('HEAD');
      const there = path.join(outside, 'mcp.json');
      writeFileSync(there, servers);
      rmSync(place('rollback/linked/.cursor'), { recursive: true });
      symlinkSync(outside, place('rollback/linked/.cursor'));
      const selection = await analyzed(linked);
      const document = await vscode.workspace.openTextDocument(fileUri(linked));
      // VS Code does not watch what a link leads to, so it never tells of this.
      const later = servers.replace('a-mcp', 'b-mcp');
      writeFileSync(there, later);
      const notices = await noticesOf(async () =>
        assert.equal(await runAccepting('mcpChangeControl.rollBackChange', selection), false),
      );
      assert.match(notices.join(), /shows an older text of .*mcp\.json than the disk holds/);
      assert.equal(readFileSync(there, 'utf8'), later);
      assert.equal(document.isDirty, false);
      rmSync(place('rollback/linked'), { recursive: true });
    });

    it('keeps the line ending of the checkout', async () => {
      write(settings, permissions(['Bash(npm test)', 'Bash(curl:*)'], []).replaceAll('\n', '\r\n'));
      const selection = await analyzed(settings);
      assert.equal(await runAccepting('mcpChangeControl.rollBackChange', selection), true);
      assert.equal(onDisk(settings).toString(), before.replaceAll('\n', '\r\n'));
    });

    it('takes what tightened back only for whoever asks for it', async () => {
      write(settings, permissions(['Bash(curl:*)'], ['Read(./.env)']));
      const selection = await analyzed(settings);
      const asked: (readonly string[])[] = [];
      const window = vscode.window as { showQuickPick: unknown };
      const showQuickPick = window.showQuickPick;
      // The first question has an entry for it, the second shows what that means and asks again.
      window.showQuickPick = (items: readonly vscode.QuickPickItem[]) => {
        asked.push(items.map(({ label }) => label));
        return Promise.resolve(items[asked.length === 1 ? 1 : 0]);
      };
      let done: boolean;
      try {
        done = await vscode.commands.executeCommand('mcpChangeControl.rollBackChange', selection);
      } finally {
        window.showQuickPick = showQuickPick;
      }
      assert.match(asked[0]?.[1] ?? '', /Also take back what tightened \(less safe\)/);
      assert.equal(asked[1]?.length, 2);
      assert.equal(done, true);
      assert.equal(onDisk(settings).toString(), before);
    });

    it('shows what cannot go back beside the file, and writes nothing', async () => {
      const wider = permissions(['Bash(npm test)', 'Bash(curl:*)'], ['Read(./.env)']);
      write(settings, wider);
      await analyzed(settings);
      const [record] = await runAccepting<vscode.Uri[]>('mcpChangeControl.createChangeRequest', {
        uri: fileUri(settings).toString(),
      });
      assert.ok(record);
      // Somebody went on from what was recorded, while it is open, and VS Code has not told of it yet:
      // nobody can say which of the two is right.
      const later = permissions(['Bash(npm test)', 'Bash(curl -s:*)'], ['Read(./.env)']);
      await vscode.window.showTextDocument(fileUri(settings));
      const notices = await noticesOf(async () => {
        write(settings, later);
        assert.equal(openDocument(fileUri(settings))?.getText(), wider);
        assert.equal(await runAccepting('mcpChangeControl.rollBackChange', record), false);
      });
      assert.match(notices.join(), /cannot be taken back by itself/);
      const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
      assert.ok(tab?.input instanceof vscode.TabInputTextDiff, 'no diff is shown');
      assert.equal(tab.input.modified.toString(), fileUri(settings).toString());
      const left = await vscode.workspace.openTextDocument(tab.input.original);
      assert.equal(left.getText(), before);
      assert.equal(onDisk(settings).toString(), later);
      const { original } = tab.input;
      assert.ok(application.previews.holds(original));
      await vscode.window.tabGroups.close(tab);
      await waitFor(vscode.window.tabGroups.onDidChangeTabs, () =>
        application.previews.holds(original) ? undefined : true,
      );
      await vscode.workspace.fs.delete(record);
    });

    describe('that was interrupted half-way', () => {
      const wider = permissions(['Bash(npm test)', 'Bash(curl:*)'], []);
      const other = 'rollback/.claude/settings.local.json';

      beforeEach(async () => {
        write(other, wider);
        const file = (name: string): { uri: string; before: string; after: string } => ({
          uri: fileUri(name).toString(),
          before: wider,
          after: before,
        });
        await application.extension.workspaceState.update('rollbackUnderWay', {
          title: '2 files',
          files: [file(settings), file(other)],
        });
      });

      afterEach(() => rmSync(place(other)));

      async function answered(answer: string): Promise<readonly string[]> {
        const { window } = vscode;
        const original = window.showWarningMessage;
        const asked: string[] = [];
        const choose = async (message: string): Promise<string> => {
          asked.push(message);
          return answer;
        };
        (window as { showWarningMessage: unknown }).showWarningMessage = choose;
        try {
          assert.equal(await offerToFinish(application), true);
        } finally {
          window.showWarningMessage = original;
        }
        return asked;
      }

      function underWay(): unknown {
        return application.extension.workspaceState.get('rollbackUnderWay');
      }

      for (const [answer, text] of [
        ['Go on', before],
        ['Undo it', wider],
      ] as const) {
        it(`is offered to be finished: ${answer}`, async () => {
          const asked = await answered(answer);
          const offer = /The rollback of 2 files was interrupted: 1 of 2 files are back\./;
          assert.match(asked.join(), offer);
          assert.deepEqual([onDisk(settings), onDisk(other)].map(String), [text, text]);
          assert.equal(underWay(), undefined);
        });
      }

      it('is not forgotten while a file cannot be saved', async () => {
        write(settings, wider);
        const document = await vscode.workspace.openTextDocument(fileUri(settings));
        await caughtUp(settings, wider);
        // The disk moves on, and the open document has not seen it yet.
        write(settings, before);
        assert.equal(document.getText(), wider);
        const asked = await answered('Undo it');
        assert.match(asked.at(-1) ?? '', /could not be written\. Is it read-only/);
        assert.equal(onDisk(settings).toString(), before);
        assert.ok(underWay(), 'the journal was thrown away');
        await caughtUp(settings, before);
        await answered('Undo it');
        assert.equal(onDisk(settings).toString(), wider);
        assert.equal(underWay(), undefined);
      });
    });

    it('comes back by undo', async () => {
      const wider = permissions(['Bash(npm test)', 'Bash(curl:*)'], ['Read(./.env)']);
      write(settings, wider);
      const selection = await analyzed(settings);
      const document = await vscode.workspace.openTextDocument(fileUri(settings));
      await vscode.window.showTextDocument(document);
      assert.equal(await runAccepting('mcpChangeControl.rollBackChange', selection), true);
      assert.equal(onDisk(settings).toString(), before);
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand('undo');
      assert.equal(document.getText(), wider);
      await document.save();
    });
  });
});
