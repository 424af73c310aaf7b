import * as assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { stateApproval } from '../../src/core/gate/stateApproval';
import {
  approvalFileName,
  approvalNamespace,
  approvalText,
  serialiseApproval,
  type ApprovalStatement,
} from '../../src/core/record/approval';
import type { Application } from '../../src/editor/application';
import type { Request } from '../../src/editor/requestStore';
import { answering } from './answering';
import {
  approve,
  backToMain,
  become,
  branch,
  commandLine,
  commitAll,
  propose,
} from './requestPeople';
import { treeRows } from './shown';
import { startedApplication } from './startedApplication';
import { runAccepting, waitFor } from './waitFor';
import { fileUri, git, typeOver, workspaceFolder } from './workspaceFile';

const servers = '.vscode/mcp.json';
const settings = '.claude/settings.json';
const template = '.mcp-change/templates/agent-permission.yaml';

/** What a hostile or mistaken approval looks like, and what both sides say of it. */
interface Refused {
  readonly by: string;
  readonly key: string;
  readonly said?: (statement: ApprovalStatement) => ApprovalStatement;
  readonly signed?: (statement: ApprovalStatement) => ApprovalStatement;
  readonly refusal: string;
  readonly says: RegExp;
}

const day = 24 * 60 * 60 * 1000;
const utc = (time: number): string => new Date(time).toISOString().replace(/\.\d{3}Z$/, 'Z');

const refused: Readonly<Record<string, Refused>> = {
  'signed with the key of somebody else': {
    by: 'bo',
    key: 'sam',
    refusal: 'forged',
    says: /says it is by email:bo@example\.com, but the key belongs to/,
  },
  'changed after it was signed': {
    by: 'bo',
    key: 'bo',
    signed: (statement) => ({ ...statement, roles: ['owner', 'security', 'agent-owner'] }),
    refusal: 'forged',
    says: /changed it after it was signed/,
  },
  'given for another request': {
    by: 'bo',
    key: 'bo',
    said: (statement) => ({ ...statement, record: 'CHG-20261101-aaaaaa' }),
    refusal: 'misplaced',
    says: /its text CHG-20261101-aaaaaa/,
  },
  'given for other content': {
    by: 'bo',
    key: 'bo',
    said: (statement) => ({
      ...statement,
      content_digest: `sha256:${'0'.repeat(64)}`,
      semantic_digest: `sha256:${'0'.repeat(64)}`,
    }),
    refusal: 'edited',
    says: /changed since it was given/,
  },
  expired: {
    by: 'bo',
    key: 'bo',
    said: (statement) => ({
      ...statement,
      at: utc(Date.now() - 20 * day),
      expires_at: utc(Date.now() - 13 * day),
    }),
    refusal: 'expired',
    says: /It expired on/,
  },
  'given by the author': {
    by: 'sam',
    key: 'sam',
    refusal: 'self-given',
    says: /asked for this change and cannot approve it/,
  },
  'given by the author under another name': {
    by: 'cy',
    key: 'cy',
    refusal: 'self-given',
    says: /email:cy@example\.com \(email:sam@example\.com\) asked for this change/,
  },
};

describe('what is refused', function () {
  // Each scene starts git and ssh-keygen dozens of times.
  this.timeout(180_000);
  let application: Application;

  before(async () => {
    application = await startedApplication();
    git('branch', '--force', 'kept-main', 'main');
    // On main, both names of Sam are known.
    git('checkout', '--quiet', 'main');
    writeFileSync(path.join(root(), '.mailmap'), 'Sam <sam@example.com> <cy@example.com>\n');
    mkdirSync(path.dirname(path.join(root(), template)), { recursive: true });
    writeFileSync(
      path.join(root(), template),
      'apiVersion: mcp-change/v1\nkind: ChangeTemplate\nchecklist:\n  - { id: ticket, ask: Is there a ticket? }\n',
    );
    await commitAll('Say who is who, and ask for a ticket');
  });

  after(async () => {
    git('checkout', '--quiet', '--force', 'main');
    git('reset', '--quiet', '--hard', 'kept-main');
  });

  afterEach(() => backToMain(application));

  it('as an approval: for its reason, by the sidebar and by the gate', async () => {
    const { uri, id } = await proposed('follow-the-newest');
    for (const [name, { by, key, said, signed, refusal, says }] of Object.entries(refused)) {
      const { weighed } = (await look(uri)).view ?? {};
      assert.ok(weighed, name);
      const as = `email:${by}@example.com`;
      const honest = stateApproval(weighed, { decision: 'approve', by: as, roles: ['owner'] });
      const statement = said?.(honest) ?? honest;
      const signature = sign(approvalText(statement), key);
      const text = serialiseApproval({ statement: signed?.(statement) ?? statement, signature });
      const file = vscode.Uri.joinPath(uri, '..', approvalFileName(id, as));
      writeFileSync(file.fsPath, text);
      await commitAll('Approve');
      await application.records.refresh(file);
      const { view } = await look(uri);
      const [judged] = view?.approvals ?? [];
      assert.ok(judged !== undefined && !judged.counts, `${name} counts`);
      assert.equal(judged.refusal, refusal, `${name}: ${judged.because}`);
      assert.match(judged.because, says);
      assert.notEqual(view?.state, 'approved', name);
      const { failures } = JSON.parse(commandLine('gate', '--format', 'json')) as {
        failures: { check: string; message: string }[];
      };
      const told = failures.filter(({ check }) => check === 'G08').map(({ message }) => message);
      assert.ok(
        told.some((message) => message.includes(judged.because)),
        told.join('\n'),
      );
      rmSync(file.fsPath);
      await commitAll('Take it out');
      await application.records.refresh(file);
    }
  });

  it('as an approval by whoever ran the agent that wrote the change', async () => {
    const { uri } = await proposed('an-agent-wrote-it');
    const document = await vscode.workspace.openTextDocument(uri);
    const text = document.getText();
    const edit = new vscode.WorkspaceEdit();
    edit.replace(
      uri,
      new vscode.Range(0, 0, document.lineCount, 0),
      text.replace(
        /^ {2}agents: \[\]$/m,
        "  agents:\n    - {name: claude-code, operator: 'email:bo@example.com'}",
      ),
    );
    assert.ok(await vscode.workspace.applyEdit(edit));
    await document.save();
    await application.records.refresh(uri);
    await commitAll('Say who wrote it');
    await become('bo');
    const request = await look(uri);
    assert.ok(request.view?.mine !== undefined && 'because' in request.view.mine);
    assert.match(request.view.mine.because, /ran the agent that wrote/);
    await approve(uri);
    assert.deepEqual((await look(uri)).view?.approvals, []);
  });

  it('as a change of the policy, until two of security agreed and a day went by', async () => {
    await branch('our-own-rules');
    const policy = fileUri('.mcp-change/policy.yaml');
    writeFileSync(
      policy.fsPath,
      'apiVersion: mcp-change/v1\nkind: ChangePolicy\nversion: 1\ntiers:\n  critical: { tests: false }\n',
    );
    await waitFor(application.pending.onDidChange, () =>
      application.pending.all().some(({ file }) => file.uri.toString() === policy.toString())
        ? true
        : undefined,
    );
    await answering(['The tests take a week'], async () =>
      runAccepting('mcpChangeControl.proposeChangeRequest', { uri: policy.toString() }),
    );
    const { stored } = only();
    await commitAll('Our own rules');
    const request = await look(stored.uri);
    assert.ok(stored.record?.categories.includes('change-policy'));
    const { requirements } = request.view?.weighed ?? {};
    assert.equal(requirements?.tier, 'critical', 'judged by the rules before it');
    assert.equal(requirements.approvals.find(({ role }) => role === 'security')?.count, 2);
    assert.equal(requirements.wait?.hours, 24);
    assert.ok(requirements.tests, 'the old policy counts as well');
    assert.match(request.view?.missing.join('\n') ?? '', /Needs 2 approvals as security/);
    assert.match(request.view?.missing.join('\n') ?? '', /It waits until/);
  });

  it('as a way around a template: one that the branch deletes still asks', async () => {
    await branch('without-a-ticket');
    rmSync(path.join(root(), template));
    await commitAll('Ask less');
    const document = await typeOver(settings, '"Read(./.env)", ', '');
    await document.save();
    await propose(application, settings, 'It has to read it');
    const { uri } = only().stored;
    await commitAll('Let it read');
    const said = /It leaves out question ticket of \.mcp-change\/templates\/agent-permission\.yaml/;
    assert.match((await look(uri)).view?.missing.join('\n') ?? '', said);
    assert.match(commandLine('status'), said);
  });

  it('by nobody once it is withdrawn: the change is pending again', async () => {
    const { uri } = await proposed('on-second-thought');
    await answering(['It was a bad idea'], async () =>
      vscode.commands.executeCommand('mcpChangeControl.withdrawChangeRequest', uri),
    );
    const request = await look(uri);
    assert.equal(request.view?.state, 'withdrawn');
    assert.equal(application.pending.all().length, 1);
  });

  it('to start: the command of a test is typed into a terminal of its own, without the key', async () => {
    const { uri } = await proposed('with-a-test');
    const text = readFileSync(uri.fsPath, 'utf8');
    const { plan = [] } = (await look(uri)).stored.record?.tests ?? {};
    const test = plan.find(({ command }) => command !== undefined);
    assert.ok(test, text);
    const typed: unknown[] = [];
    const { window } = vscode;
    const { createTerminal } = window;
    Object.assign(window, {
      createTerminal: (options: unknown) => ({
        show: () => undefined,
        sendText: (...sent: unknown[]) => typed.push(options, ...sent),
      }),
    });
    try {
      const node = (await treeRows(application)).find(
        ({ item }) => item.command?.arguments?.[1] === test.id,
      );
      assert.ok(node, 'no row for the test');
      await vscode.commands.executeCommand('mcpChangeControl.putTestInTerminal', {
        kind: 'requestPart',
        record: { record: only().stored },
        part: { kind: 'standing', standing: test },
      });
      await vscode.commands.executeCommand('mcpChangeControl.putTestInTerminal', {
        kind: 'requestPart',
        record: { record: only().stored },
        part: { kind: 'standing', standing: { ...test, command: 'true\nrm -rf /' } },
      });
    } finally {
      Object.assign(window, { createTerminal });
    }
    const [options, ...sent] = typed;
    assert.deepEqual(sent, [test.command, false]);
    assert.equal((options as vscode.TerminalOptions).name, only().stored.id);
  });

  async function proposed(
    name: string,
  ): Promise<{ readonly uri: vscode.Uri; readonly id: string }> {
    await branch(name);
    const document = await typeOver(servers, '@2.4.1', '@latest');
    await document.save();
    await propose(application, servers, 'It follows the newest');
    const { uri, id } = only().stored;
    await commitAll('Follow the newest');
    return { uri, id };
  }

  function only(): Request {
    const [request, ...others] = application.requests.all();
    assert.ok(request !== undefined && others.length === 0);
    return request;
  }

  async function look(uri: vscode.Uri): Promise<Request> {
    const request = await application.requests.lookAgain(uri);
    assert.ok(request);
    return request;
  }
});

function sign(text: string, name: string): string {
  const key = path.join(root(), '..', 'keys', name);
  const options = ['-Y', 'sign', '-q', '-n', approvalNamespace, '-f', key];
  return execFileSync('ssh-keygen', options, { input: text, encoding: 'utf8' });
}

function root(): string {
  return workspaceFolder().uri.fsPath;
}
