import * as assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { parse } from 'yaml';
import type { ChangeRecord } from '../../src/core/record/changeRecord';
import { contentDigest, intentDigest, semanticDigest } from '../../src/core/record/digests';
import { parseRecord } from '../../src/core/record/parseRecord';
import type { Application } from '../../src/editor/application';
import type { Request } from '../../src/editor/requestStore';
import { answering, choosing, noticesOf } from './answering';
import { extensionUnderTest } from './extensionUnderTest';
import { startedApplication } from './startedApplication';
import { treeRows } from './shown';
import { runAccepting, waitFor } from './waitFor';
import { typeIn, uriIn } from './workspaceFile';

const settings = '.claude/settings.json';
const bypass = '"defaultMode": "bypassPermissions"';

/** With the digests that its new paths have. */
function outsideRecord(text: string): string {
  const read = (key: string): string => new RegExp(`${key}: (\\S+)`).exec(text)?.[1] ?? '';
  const value = parse(text) as ChangeRecord;
  return text
    .replaceAll(read('content_digest'), contentDigest(value.subject.files))
    .replaceAll(read('semantic_digest'), semanticDigest(value.changes))
    .replaceAll(read('intent_digest'), intentDigest(value));
}

/** Folders of one repository, each opened by itself, and a repository in a folder that is none. */
describe('parts of a repository', function () {
  this.timeout(180_000);
  let application: Application;
  let whole: string;

  before(async () => {
    application = await startedApplication();
    whole = path.dirname(uriIn('whole-a', '').fsPath);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  after(async () => {
    await vscode.workspace
      .getConfiguration()
      .update('mcpChangeControl.signingKey', undefined, vscode.ConfigurationTarget.Global);
  });

  it('have records that name files from the root, and speak for them here', async () => {
    const { uri, path: lies, files } = await requested('whole-a');
    assert.equal(lies, 'a/.mcp-change/records');
    assert.deepEqual(files, [`a/${settings}`]);
    const stored = application.records.get(uri);
    assert.equal(stored?.files[0]?.uri.toString(), uriIn('whole-a', settings).toString());
    assert.deepEqual(pendingIn('whole-a'), []);
    assert.ok(
      stored?.record?.review?.questions?.includes('Does the other part need it too?'),
      'the templates of the root have no say',
    );
  });

  it('are approved here as the gate sees it at the root', async () => {
    const uri = recordIn('whole-a');
    await vscode.commands.executeCommand('mcpChangeControl.proposeChangeRequest', uri);
    git('add', 'a');
    git('commit', '--quiet', '--message', 'Let them work');
    let request = await look(uri);
    assert.equal(request.view?.state, 'proposed', request.view?.because);
    assert.ok(request.view.weighed !== undefined, 'git was not asked');
    assert.deepEqual(
      request.view.weighed.requirements.approvals.map(({ role }) => role),
      ['owner'],
      'the policy of the root was not read',
    );
    await become('bo');
    await look(uri);
    await choosing(/Approve as/, async () =>
      vscode.commands.executeCommand('mcpChangeControl.approveChangeRequest', uri),
    );
    request = await look(uri);
    assert.equal(request.view?.state, 'approved', request.view?.missing.join(' '));
    git('add', 'a');
    git('commit', '--quiet', '--message', 'Approve');
    const status = commandLine('status');
    assert.match(status, new RegExp(`^${request.stored.id}  approved`, 'm'));
    const gate = JSON.parse(commandLine('gate', '--format', 'json')) as { failures: unknown[] };
    assert.deepEqual(gate.failures, []);
  });

  it('obey a freeze that names their folder from the root, and no other', async () => {
    await typeIn('whole-b', settings, '"defaultMode": "default"', bypass).then((document) =>
      document.save(),
    );
    await waitFor(application.pending.onDidChange, () =>
      pendingIn('whole-b')[0] ? true : undefined,
    );
    const needs = async (): Promise<string> =>
      (await treeRows(application)).map(({ tooltip }) => tooltip).join('\n');
    assert.match(await needs(), /Rest/);
    const { uri } = await requested('whole-b', 'typed already');
    const request = await look(uri);
    assert.equal(request.view?.weighed?.requirements.frozen?.name, 'Rest');
    const other = await look(recordIn('whole-a'));
    assert.equal(other.view?.weighed?.requirements.frozen, undefined);
  });

  it('go back through their record, in their own file', async () => {
    const uri = recordIn('whole-b');
    assert.equal(await runAccepting('mcpChangeControl.rollBackChange', uri), true);
    assert.match(readFileSync(uriIn('whole-b', settings).fsPath, 'utf8'), /"default"/);
    assert.equal(application.records.get(uri)?.status, 'rolled-back');
  });

  it('write nothing outside of what is open', async () => {
    const uri = recordIn('whole-a');
    const text = readFileSync(uri.fsPath, 'utf8');
    // A hostile record would name a file above both folders.
    const other = vscode.Uri.joinPath(uri, '..', 'CHG-20261122-zzzzzz-outside.yaml');
    const { id } = application.records.get(uri)?.record ?? assert.fail();
    writeFileSync(
      other.fsPath,
      outsideRecord(
        text.replaceAll(id, 'CHG-20261122-zzzzzz').replaceAll(`a/${settings}`, settings),
      ),
    );
    await application.records.refresh(other);
    assert.deepEqual(application.records.get(other)?.problems, []);
    const notices = await noticesOf(() => runAccepting('mcpChangeControl.rollBackChange', other));
    assert.match(notices[0] ?? '', /is about \.claude\/settings\.json too, which is not open here/);
    await vscode.workspace.fs.delete(other);
    await application.records.refresh(other);
  });

  it('keep the record inside the repository where the folder around it is none', async () => {
    const { path: lies, files } = await requested('shelf', 'inner/');
    assert.equal(lies, 'inner/.mcp-change/records');
    assert.deepEqual(files, [settings]);
    assert.deepEqual(pendingIn('shelf'), []);
  });

  /** Edits, asks, and says where the record lies and what it names. */
  async function requested(
    folder: string,
    below = '',
  ): Promise<{
    readonly uri: vscode.Uri;
    readonly path: string;
    readonly files: readonly string[];
  }> {
    const file = below.endsWith('/') ? below + settings : settings;
    const target = uriIn(folder, file);
    if (below !== 'typed already') {
      const document = await typeIn(folder, file, '"defaultMode": "default"', bypass);
      await document.save();
    }
    await waitFor(application.store.onDidChange, () => {
      const tracked = application.store.get(target);
      return tracked?.baseline.kind === 'commit' && tracked.analysis.changes.length > 0
        ? true
        : undefined;
    });
    const [uri] = await answering(['It has to work by itself'], async () =>
      runAccepting<vscode.Uri[]>('mcpChangeControl.createChangeRequest', {
        uri: target.toString(),
      }),
    );
    assert.ok(uri, 'no record was written');
    await vscode.workspace.saveAll();
    const { record, problems } = parseRecord(readFileSync(uri.fsPath, 'utf8'));
    assert.deepEqual(problems, []);
    assert.ok(record);
    const root = folder === 'shelf' ? uriIn('shelf', '').fsPath : whole;
    return {
      uri,
      path: path.relative(root, path.dirname(uri.fsPath)).split(path.sep).join('/'),
      files: record.subject.files.map((named) => named.path),
    };
  }

  function recordIn(folder: string): vscode.Uri {
    const start = uriIn(folder, '.mcp-change').toString();
    const found = application.records.all().find(({ uri }) => uri.toString().startsWith(start));
    assert.ok(found, `no record in ${folder}`);
    return found.uri;
  }

  function pendingIn(folder: string): readonly string[] {
    const start = uriIn(folder, '').toString();
    return application.pending
      .all()
      .flatMap(({ file, rows }) =>
        rows.length > 0 && file.uri.toString().startsWith(start) ? [file.uri.toString()] : [],
      );
  }

  async function look(uri: vscode.Uri): Promise<Request> {
    const request = await application.requests.lookAgain(uri);
    assert.ok(request);
    return request;
  }

  async function become(name: string): Promise<void> {
    git('config', 'user.email', `${name}@example.com`);
    await vscode.workspace
      .getConfiguration()
      .update(
        'mcpChangeControl.signingKey',
        path.join(whole, '..', '..', 'keys', name),
        vscode.ConfigurationTarget.Global,
      );
  }

  function git(...parameters: readonly string[]): void {
    execFileSync('git', parameters, { cwd: whole });
  }

  function commandLine(...parameters: readonly string[]): string {
    const program = path.join(extensionUnderTest()?.extensionPath ?? '', 'dist', 'cli.js');
    return execFileSync(process.execPath, [program, ...parameters, '--base', 'main'], {
      cwd: whole,
      encoding: 'utf8',
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    });
  }
});
