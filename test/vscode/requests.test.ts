import * as assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import type { Application } from '../../src/editor/application';
import type { Request } from '../../src/editor/requestStore';
import { answering, choosing, noticesOf } from './answering';
import { lensTitles, treeRows, type ShownRow } from './shown';
import { approve, backToMain, become, branch, commitAll, review, useKey } from './requestPeople';
import { startedApplication } from './startedApplication';
import { runAccepting, waitFor } from './waitFor';
import { fileUri, typeOver } from './workspaceFile';

const settings = '.claude/settings.json';

/** Each scene on a branch of its own, in a repository whose main branch says who may sign. */
describe('change requests', function () {
  // Each scene starts git and ssh-keygen dozens of times.
  this.timeout(180_000);
  let application: Application;

  before(async () => {
    application = await startedApplication();
    await waitFor(application.store.onDidChange, () =>
      application.store.all().length >= 3 &&
      application.store.all().every(({ baseline }) => baseline.kind === 'commit')
        ? true
        : undefined,
    );
  });

  afterEach(() => backToMain(application));

  it('asks nothing of a change that only tightens', async () => {
    await branch('deny-more');
    await edit(settings, '"Read(./.env)"', '"Read(./.env)", "Read(./secrets/**)"');
    const notices = await noticesOf(() => runAccepting('mcpChangeControl.proposeChangeRequest'));
    assert.deepEqual(notices, ['Only tightens. No request needed.']);
    assert.deepEqual(application.records.all(), []);
    assert.equal(await row('Change requests'), undefined);
  });

  it('asks nothing of a low edit, and writes a request all the same when somebody wants one', async () => {
    await branch('newer-search');
    await edit('.vscode/mcp.json', 'search-mcp@1.0.0', 'search-mcp@1.0.1');
    const notices = await noticesOf(() => runAccepting('mcpChangeControl.createChangeRequest'));
    assert.match(notices[0] ?? '', /No request needed\.$/);
    assert.deepEqual(application.records.all(), []);
  });

  it('goes from a pending change to a proposed request in three actions', async () => {
    await branch('docs-agent-may-write');
    await edit(settings, '"Read(./.env)", ', '');
    // The command, the reason; the list of changes is asked only where there are several.
    await runAccepting('mcpChangeControl.proposeChangeRequest');
    await waitFor(application.requests.onDidChange, () =>
      only().view?.state === 'proposed' ? true : undefined,
    );
    const request = only();
    assert.equal(request.stored.status, 'proposed');
    assert.equal(request.view?.state, 'proposed');
    // Which branch it is, the git extension hears some time later.
    assert.ok((request.stored.record?.why ?? '').length >= 8);
    assert.match((await rowOf(request))?.label ?? '', /^needs 3 of 3 · /);
    const titles = await lensTitles(request.stored.uri);
    assert.ok(titles.includes('needs 3 of 3'), titles.join(' | '));
  });

  it('takes a permission through two approvals, and says who cannot give one', async () => {
    await branch('docs-agent-may-read');
    await edit(settings, '"Read(./.env)", ', '');
    await runAccepting('mcpChangeControl.proposeChangeRequest');
    const { uri } = only().stored;
    await commitAll('Let the docs agent read');

    const own = await noticesOf(() => approve(uri));
    assert.deepEqual(own, ['You asked for this change; somebody else has to approve it.']);

    await become('bo');
    let request = await look(uri);
    assert.ok(request.view?.mine !== undefined && 'roles' in request.view.mine);
    assert.ok(await row('Waiting for you'));
    await approve(uri);
    request = await look(uri);
    assert.equal(request.view?.state, 'proposed');
    assert.equal(request.view.approvals.filter(({ counts }) => counts).length, 1);
    assert.match(request.view.weighed?.approvals.missing.join(' ') ?? '', /different people/);
    assert.equal(await row('Waiting for you'), undefined, 'it waits for somebody else now');

    await become('cy');
    await look(uri);
    await approve(uri);
    request = await look(uri);
    assert.equal(request.view?.state, 'approved', request.view?.because);
    const rows = await treeRows(application);
    assert.deepEqual(
      rows.map(({ label }) => label).filter((label) => label.startsWith('Approved by')),
      [
        'Approved by bo@example.com as owner, security, agent-owner',
        'Approved by cy@example.com as owner, security, agent-owner',
      ],
    );
  });

  it('calls an approval stale after an edit, and says which key changed', async () => {
    await branch('docs-agent-may-run');
    await edit('.vscode/mcp.json', '@2.4.1', '@latest');
    await runAccepting('mcpChangeControl.proposeChangeRequest');
    const { uri } = only().stored;
    await commitAll('Follow the latest');
    await become('bo');
    await look(uri);
    await approve(uri);
    await edit('.vscode/mcp.json', '"docs"', '"/"');
    const request = await look(uri);
    assert.equal(request.view?.state, 'stale');
    assert.match((await rowOf(request))?.label ?? '', /^stale: .*args/);
    const [approval] = request.view.approvals;
    assert.ok(approval !== undefined && !approval.counts);
    assert.equal(approval.refusal, 'edited');
    const void_ = (await treeRows(application)).find(({ label }) => label.startsWith('Void: '));
    assert.match(void_?.label ?? '', /Void: approval of bo@example\.com/);
    const refusal = await noticesOf(() => approve(uri));
    assert.match(refusal[0] ?? '', /part of this change|no longer|other than|edited/);
  });

  it('refuses a signature by somebody whom the base branch does not name', async () => {
    await branch('docs-agent-may-push');
    await edit(settings, ', "Bash(git push *)"', '');
    await runAccepting('mcpChangeControl.proposeChangeRequest');
    const { uri } = only().stored;
    await commitAll('Let the docs agent push');
    await become('bo');
    await useKey('sam');
    const notices = await noticesOf(() => approve(uri));
    assert.match(notices[0] ?? '', /bo@example\.com/);
    const request = await look(uri);
    assert.deepEqual(request.view?.approvals, []);
  });

  it('keeps a no with its reason', async () => {
    await branch('docs-agent-may-do');
    await edit(settings, '"Read(./.env)", ', '');
    await runAccepting('mcpChangeControl.proposeChangeRequest');
    const { uri } = only().stored;
    await commitAll('Let the docs agent do');
    await become('bo');
    await look(uri);
    await answering(['Nobody needs to read the secrets'], async () =>
      vscode.commands.executeCommand('mcpChangeControl.rejectChangeRequest', uri),
    );
    const request = await look(uri);
    assert.equal(request.stored.status, 'rejected');
    assert.equal(request.view?.state, 'rejected');
    assert.match(request.view.because, /Nobody needs to read the secrets/);
    assert.ok(await row('Recently closed'));
    // What nobody agreed to is pending again.
    assert.equal(application.pending.all().length, 1);
  });

  it('lets a containment through without anybody', async () => {
    await branch('stop-search');
    await edit(settings, '"Read(./.env)"', '"Read(./.env)", "mcp__search"');
    await answering(['The server leaks what is searched', 'INC-7'], async () =>
      runAccepting('mcpChangeControl.declareEmergency'),
    );
    const request = only();
    assert.equal(request.view?.state, 'emergency-active');
    assert.deepEqual(request.view.weighed?.requirements.approvals, []);
    assert.equal(request.stored.record?.emergency?.containment_only, true);
    assert.equal(request.stored.record.expires_at, undefined);
    const rows = await treeRows(application);
    assert.equal(rows[0]?.label, 'Emergencies');
    assert.match(rows[1]?.label ?? '', /^review due · /);
  });

  it('is loud about an emergency that nobody reviewed in time, until somebody else does', async () => {
    await branch('unblock-the-release');
    await edit(settings, ', "Bash(git push *)"', '');
    await answering(['The release is stuck without it', 'https://example.com/INC-8'], async () =>
      runAccepting('mcpChangeControl.declareEmergency'),
    );
    const { uri, record } = only().stored;
    assert.equal(record?.lane, 'emergency');
    assert.ok(record.expires_at !== undefined, 'what it loosens has an end');
    assert.equal(only().view?.state, 'emergency-active');

    const due = new Date(Date.now() + 2_000).toISOString().replace(/\.\d{3}Z$/, 'Z');
    const text = readFileSync(uri.fsPath, 'utf8');
    writeFileSync(uri.fsPath, text.replace(/review_due: .*/, `review_due: "${due}"`));
    await application.records.refresh(uri);
    // Time alone makes it overdue.
    await waitFor(application.requests.onDidChange, () =>
      only().view?.state === 'emergency-overdue' ? true : undefined,
    );
    const rows = await treeRows(application);
    assert.equal(rows[0]?.label, 'Emergencies');
    assert.match(rows[1]?.label ?? '', /^review overdue · /);

    const own = await noticesOf(() => review(uri));
    assert.deepEqual(own, ['You declared this emergency; somebody else has to review it.']);
    await become('bo');
    await answering(['It was needed'], async () => choosing(/It stays$/, () => review(uri)));
    const request = await look(uri);
    assert.equal(request.stored.record?.emergency?.reviewed?.verdict, 'keep');
    assert.notEqual(request.view?.state, 'emergency-overdue');
  });

  it('ticks off a test in the record, for the content as it is', async () => {
    await branch('docs-agent-may-see');
    await edit(settings, '"Read(./.env)", ', '');
    await runAccepting('mcpChangeControl.proposeChangeRequest');
    const { uri } = only().stored;
    const open = only().view?.standings.find(
      ({ builtIn, state, kind }) => !builtIn && state === 'open' && kind === 'test',
    );
    assert.ok(open, 'a critical change has a test for people');
    const shown = (await treeRows(application)).find(
      ({ item }) => item.command?.arguments?.[1] === open.id,
    );
    assert.ok(typeof shown?.item.checkboxState === 'object');
    await vscode.commands.executeCommand('mcpChangeControl.recordResult', uri, open.id);
    await look(uri);
    const done = only().view?.standings.find(({ id }) => id === open.id);
    assert.equal(done?.state, 'passed');
    assert.equal(done.evidence?.by, 'email:sam@example.com');
    // Taking the tick away takes the result back; nothing is said to have failed.
    await vscode.commands.executeCommand('mcpChangeControl.recordResult', uri, open.id);
    await look(uri);
    assert.equal(only().view?.standings.find(({ id }) => id === open.id)?.state, 'open');
  });

  it('keeps several requests apart, and says where two touch the same entry', async () => {
    await branch('two-at-once');
    await edit(settings, '"Read(./.env)", "Bash(git push *)"', '');
    const file = application.pending.all()[0]?.file;
    const [first, second] = file?.analysis.changes ?? [];
    assert.ok(file !== undefined && first !== undefined && second !== undefined);
    const select = (change: typeof first): unknown => ({
      uri: file.uri.toString(),
      changes: [change].map(({ facet, op, subject, pointer, words }) => ({
        facet,
        op,
        subject,
        pointer,
        words,
      })),
    });
    await runAccepting('mcpChangeControl.createChangeRequest', select(first));
    await runAccepting('mcpChangeControl.createChangeRequest', select(second));
    await application.requests.settled();
    const all = application.requests.all();
    assert.equal(all.length, 2);
    assert.deepEqual(
      all.map(({ stored }) => stored.record?.changes.length),
      [1, 1],
    );
    assert.deepEqual(
      all.map(({ conflicts }) => conflicts.map(({ with: other }) => other)),
      [[all[1]?.stored.id], [all[0]?.stored.id]],
    );
    assert.deepEqual(application.pending.all(), []);
  });

  function only(): Request {
    const all = application.requests.all();
    assert.equal(all.length, 1);
    const [request] = all;
    assert.ok(request);
    return request;
  }

  async function look(uri: vscode.Uri): Promise<Request> {
    const request = await application.requests.lookAgain(uri);
    assert.ok(request);
    return request;
  }

  async function row(label: string): Promise<ShownRow | undefined> {
    return (await treeRows(application)).find((shown) => shown.label === label);
  }

  async function rowOf({ stored }: Request): Promise<ShownRow | undefined> {
    return (await treeRows(application)).find(({ item }) => item.description === stored.id);
  }

  async function edit(file: string, from: string, to: string): Promise<void> {
    const document = await typeOver(file, from, to);
    await document.save();
    await waitFor(application.store.onDidChange, () =>
      application.store.get(fileUri(file))?.analysis.text === document.getText() ? true : undefined,
    );
  }
});
