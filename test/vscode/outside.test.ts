import * as assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import { sha256 } from '../../src/core/record/sha256';
import type { Application } from '../../src/editor/application';
import type { OutsideNotice } from '../../src/editor/outsideEdits';
import { looseSettings, manyCount, manyFiles, safeSettings } from './everywhereFiles';
import { startedApplication } from './startedApplication';
import { diagnosticOf, runAccepting, waitFor } from './waitFor';
import { typeIn, uriIn } from './workspaceFile';

const settings = '.claude/settings.json';
const run = promisify(execFile);

describe('edits from outside', () => {
  let application: Application;
  let uri: vscode.Uri;
  const notices: OutsideNotice[] = [];
  let loosened: OutsideNotice;

  before(async () => {
    application = await startedApplication();
    uri = uriIn('team', settings);
    application.outside.onDidNotify((notice) => notices.push(notice));
    await waitFor(application.store.onDidChange, () =>
      application.store.get(uri)?.baseline.kind === 'commit' ? true : undefined,
    );
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  beforeEach(() => {
    notices.length = 0;
  });

  it('tells once that another program loosened a file that is not open', async () => {
    await written(uri, looseSettings);
    const notice = await theNotice();
    loosened = notice;
    assert.equal(notice.edits.length, 1);
    assert.match(notice.message, /^`\.claude\/settings\.json` was changed outside the editor\. /);
    assert.match(notice.message, /bypassPermissions/);
    await diagnosticOf(uri, 'perm/approval-mode-loosened');
  });

  it('puts the accepted text back and keeps the edit as a draft', async () => {
    const { edits } = loosened;
    assert.deepEqual((await application.outside.putBack(edits)).map(String), [uri.toString()]);
    assert.equal(readFileSync(uri.fsPath, 'utf8'), safeSettings);
    assert.equal(application.store.get(uri)?.analysis.changes.length, 0);
    const draft = await runAccepting<vscode.TextDocument>('mcpChangeControl.openDraft');
    assert.equal(draft.getText(), looseSettings);
    assert.equal(draft.isUntitled, true);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    assert.equal(notices.length, 0, 'putting back is nobody’s edit from outside');
  });

  it('says nothing when the same change comes again, and analyses it all the same', async () => {
    await written(uri, looseSettings);
    await nothingToTell();
    await diagnosticOf(uri, 'perm/approval-mode-loosened');
    await written(uri, looseSettings.replace('"deny"', '"allow": [], "deny"'));
    await nothingToTell();
    await written(uri, safeSettings);
    await nothingToTell();
  });

  it('keeps what the user keeps', async () => {
    const wider = safeSettings.replace('"deny"', '"allow": ["Bash(*)"],\n    "deny"');
    await written(uri, wider);
    const { edits } = await theNotice();
    await application.outside.keep(edits);
    assert.equal(application.copies.get(uri)?.accepted, sha256(wider));
    await application.copies.written();
    assert.equal(await stored(wider), wider, 'it is in the storage of the extension');
    await written(uri, safeSettings);
    await nothingToTell(1);
  });

  it('takes a save by hand for the word of the user', async () => {
    const document = await typeIn('team', settings, '["Read(./.env)"]', '[]');
    await document.save();
    await read(uri, document.getText());
    await nothingToTell();
    assert.equal(application.copies.get(uri)?.accepted, sha256(document.getText()));
    await typeIn('team', settings, '[]', '["Read(./.env)"]');
    await document.save();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('tells of an edit that a tool made in the editor, and does not accept it', async () => {
    const document = await vscode.workspace.openTextDocument(uri);
    const text = document.getText();
    const edit = new vscode.WorkspaceEdit();
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    const changed = text.replace('"deny"', '"allow": ["Bash(sudo *)"],\n    "deny"');
    edit.replace(uri, whole, changed);
    assert.ok(await vscode.workspace.applyEdit(edit));
    await document.save();
    const { edits, message } = await theNotice();
    assert.match(message, /was changed by a tool in the editor, not by typing/);
    assert.equal(application.copies.get(uri)?.accepted, sha256(text));
    await application.outside.putBack(edits);
    assert.equal(readFileSync(uri.fsPath, 'utf8'), text);
    await nothingToTell(1);
  });

  it('puts back at once where the user wants that, and asks when it comes again and again', async () => {
    const wider = safeSettings.replace('"deny"', '"allow": ["Bash(rm *)"],\n    "deny"');
    await setting(true);
    try {
      for (let times = 1; times <= 3; times += 1) {
        writeFileSync(uri.fsPath, wider);
        await waitFor(application.tracker.onDidSettle, () =>
          readFileSync(uri.fsPath, 'utf8') === safeSettings &&
          application.store.get(uri)?.analysis.text === safeSettings &&
          application.copies.allDrafts()[0]?.digest === sha256(wider)
            ? true
            : undefined,
        );
        await waitFor(application.outside.onDidNotify, () => notices[0]);
        await nothingToTell(1);
        assert.equal(notices.length, 1, 'told once');
      }
      assert.match(notices[0]?.message ?? '', /^Put back: `\.claude\/settings\.json` was changed/);
      assert.equal(notices[0]?.wasPutBack, true);
      await written(uri, wider);
      await nothingToTell(1);
      assert.equal(
        readFileSync(uri.fsPath, 'utf8'),
        wider,
        'the fourth time it is left to a person',
      );
    } finally {
      await setting(undefined);
    }
    await written(uri, safeSettings);
    await nothingToTell(1);
  });

  it('tells of a file that appears, and takes it away again', async () => {
    const fresh = uriIn('team', 'tools/.claude/settings.local.json');
    const text = '{ "permissions": { "allow": ["Bash(*)"] } }\n';
    mkdirSync(path.dirname(fresh.fsPath), { recursive: true });
    await written(fresh, text);
    const { edits } = await theNotice();
    assert.equal(edits[0]?.accepted, null);
    await application.outside.putBack(edits);
    assert.throws(() => readFileSync(fresh.fsPath), /ENOENT/);
  });

  it('tells of a file that was deleted with what it refused, and brings it back', async () => {
    rmSync(uri.fsPath);
    const { edits, message } = await theNotice();
    assert.match(message, /was deleted outside the editor/);
    await application.outside.putBack(edits);
    assert.equal(readFileSync(uri.fsPath, 'utf8'), safeSettings);
  });

  it('sums up a pull of fifty files in one notification', async () => {
    const colleague = path.resolve(uri.fsPath, '../../../../beside/colleague');
    for (const [name, text] of Object.entries(manyFiles(looseSettings))) {
      writeFileSync(path.join(colleague, name), text);
    }
    await git(colleague, 'commit', '--quiet', '--all', '--message', 'Get out of the way');
    await git(colleague, 'push', '--quiet');
    await git(folder(), 'pull', '--quiet', '--ff-only');
    const notice = await theNotice();
    assert.equal(notice.edits.length, manyCount);
    assert.match(notice.message, /^50 governed files were changed outside the editor/);
    assert.match(notice.message, /and 47 more/);
    // The pull moved HEAD; the whole workspace is measured again, and nothing more is told.
    const { stdout: head } = await git(folder(), 'rev-parse', 'HEAD');
    await waitFor(application.store.onDidChange, () =>
      application.store
        .all()
        .every(({ uri: { path: file }, baseline }) =>
          file.includes('/team/packages/')
            ? baseline.kind === 'commit' && baseline.commit === head.trim()
            : true,
        )
        ? true
        : undefined,
    );
    await nothingToTell(1);
    await application.outside.keep(notice.edits);
  });

  it('tells of a branch switch once, however often the branches change', async () => {
    const other = safeSettings.replace('"deny"', '"allow": ["Bash(git push *)"],\n    "deny"');
    await git(folder(), 'switch', '--quiet', '--create', 'loose');
    writeFileSync(uri.fsPath, other);
    const trailer = 'Co-Authored-By: Claude <noreply@anthropic.com>';
    await setting(true);
    await git(folder(), 'commit', '--quiet', '--all', '--message', `Loosen\n\n${trailer}`);
    const first = await theNotice();
    await setting(undefined);
    assert.equal(first.edits.length, 1);
    assert.equal(first.wasPutBack, false, 'what a commit brought is not put back by itself');
    assert.match(first.message, /Claude Code wrote it, by its commit, .* changed its own limits/);
    for (const [branch, text] of [
      ['main', safeSettings],
      ['loose', other],
      ['main', safeSettings],
    ] as const) {
      await git(folder(), 'switch', '--quiet', branch);
      await read(uri, text);
      await nothingToTell(1);
    }
  });

  /** Writes a file as another program would, and resolves when the extension has read it. */
  async function written(file: vscode.Uri, text: string): Promise<void> {
    writeFileSync(file.fsPath, text);
    await read(file, text);
  }

  async function read(file: vscode.Uri, text: string): Promise<void> {
    await waitFor(application.tracker.onDidRead, () =>
      application.store.get(file)?.analysis.text === text ? true : undefined,
    );
  }

  async function theNotice(): Promise<OutsideNotice> {
    const notice = await waitFor(application.outside.onDidNotify, () => notices[0]);
    assert.equal(notices.length, 1);
    return notice;
  }

  /** Everything that was read is judged, and nothing of it waits to be told. */
  async function nothingToTell(told = 0): Promise<void> {
    await waitFor(application.tracker.onDidSettle, () =>
      application.tracker.isBusy ? undefined : true,
    );
    await application.outside.judged();
    // Not the edits themselves: Node takes minutes to print how two analyses differ.
    const waiting = application.outside.waiting().map(({ path: name, text }) => ({ name, text }));
    assert.deepEqual(waiting, []);
    assert.deepEqual(notices.map(({ message }) => message).slice(told), []);
  }

  async function stored(text: string): Promise<string | undefined> {
    const name = `${sha256(text).replace('sha256:', '')}.txt`;
    const { storageUri } = application.extension;
    assert.ok(storageUri);
    const bytes = await vscode.workspace.fs.readFile(
      vscode.Uri.joinPath(storageUri, 'accepted', name),
    );
    return new TextDecoder().decode(bytes);
  }

  async function setting(value: boolean | undefined): Promise<void> {
    await vscode.workspace
      .getConfiguration()
      .update('mcpChangeControl.putBackSilentEdits', value, vscode.ConfigurationTarget.Global);
  }

  function folder(): string {
    return path.resolve(uri.fsPath, '../..');
  }

  async function git(cwd: string, ...parameters: string[]): Promise<{ stdout: string }> {
    return run('git', parameters, { cwd });
  }
});
