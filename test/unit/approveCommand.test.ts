import assert from 'node:assert/strict';
import { parseRecord } from '../../src/core/record/parseRecord';
import {
  GateRepository,
  servers,
  serverText,
  settings,
  strictPolicy,
} from './support/gateRepository';

const loosened = { [servers]: serverText('latest') };
/** High: a shell without asking. */
const highRisk = {
  [settings]: '{ "permissions": { "allow": ["Bash(curl:*)"], "deny": [] } }\n',
};

describe('mcp-change approve', function () {
  // Dozens of processes each; a busy machine takes its time to start them.
  this.timeout(120_000);

  let repository: GateRepository;

  beforeEach(() => {
    repository = new GateRepository();
  });

  afterEach(() => repository.remove());

  const refused = (id: string, name: string, words: RegExp, ...more: readonly string[]): void => {
    const before = repository.approvals(id);
    const { code, output } = repository.approve(id, name, ...more);
    assert.equal(code, 1, output);
    assert.match(output, words);
    assert.match(output, /Nothing was written\./);
    assert.deepEqual(repository.approvals(id), before);
  };

  const stateOf = (id: string): string => {
    const { output } = repository.run('status', id, '--base', 'main', '--format', 'json');
    const { requests } = JSON.parse(output) as { requests: { state: string }[] };
    return requests[0]?.state ?? '';
  };

  const problem = (): string =>
    repository
      .failures('G08')
      .map(({ message }) => message)
      .join('\n');

  it('leads from an edit to a merged change, and status says where it stands', () => {
    repository.start();
    for (const [path, text] of Object.entries(highRisk)) repository.write(path, text);
    const { id } = repository.record();
    assert.equal(stateOf(id), 'draft');
    assert.equal(repository.run('propose', id).code, 0);
    repository.commit({});
    assert.equal(stateOf(id), 'proposed');
    assert.equal(repository.approve(id, 'bob').code, 0);
    assert.equal(stateOf(id), 'proposed');
    const last = repository.approve(id, 'carol');
    assert.equal(last.code, 0, last.output);
    assert.match(last.output, /Approved by email:carol@example\.org as security/);
    assert.equal(stateOf(id), 'approved');
    assert.equal(repository.run('gate', '--base', 'main').code, 0);
    repository.git('checkout', '--quiet', 'main');
    repository.git('merge', '--quiet', '--no-ff', 'topic');
    repository.now = new Date(Date.now() + 60_000);
    assert.equal(stateOf(id), 'verifying');
    repository.now = new Date(Date.now() + 10 * 24 * 60 * 60 * 1000);
    assert.equal(stateOf(id), 'closed');
  });

  it('is followed on the base: still there in part, expired, or gone', () => {
    repository.start();
    repository.write(servers, serverText('latest'));
    const { id, path } = repository.record();
    repository.edit(path, (text) =>
      text.replace(/^created_at: .*$/m, (line) => `${line}\nexpires_at: "2026-11-23T00:00:00Z"`),
    );
    repository.run('propose', id);
    assert.equal(stateOf(id), 'proposed');
    assert.match(repository.run('status', id, '--base', 'main').output, /not committed yet/);
    repository.commit({});
    repository.git('checkout', '--quiet', 'main');
    repository.git('merge', '--quiet', '--ff-only', 'topic');
    repository.now = new Date('2026-11-24T00:00:00Z');
    assert.equal(stateOf(id), 'expired');
    repository.commit({ [servers]: serverText('latest', ',\n    "other": { "command": "true" }') });
    assert.equal(stateOf(id), 'expired');
    repository.commit({ [servers]: serverText('2.5.0') });
    assert.equal(stateOf(id), 'closed');
  });

  it('holds through an unrelated commit and a rebase', () => {
    repository.start();
    const { id } = repository.request(loosened);
    repository.approve(id, 'bob');
    repository.commit({ 'README.md': 'hello again\n' });
    assert.equal(stateOf(id), 'approved');
    repository.git('checkout', '--quiet', 'main');
    repository.commit({ 'src/other.ts': 'export {};\n' });
    repository.git('checkout', '--quiet', 'topic');
    repository.git('rebase', '--quiet', 'main');
    assert.equal(stateOf(id), 'approved');
  });

  it('ends with an edit of the file, of the plan, or with a policy that asks for more', () => {
    repository.start();
    const { id, path } = repository.request(loosened);
    repository.approve(id, 'bob');
    const approved = repository.git('rev-parse', 'HEAD').trim();
    repository.edit(path, (text) => text.replace(/^why: .*$/m, 'why: Something else'));
    repository.commit({});
    assert.equal(stateOf(id), 'stale');
    assert.match(problem(), /rollback plan changed since it was given/);
    repository.git('reset', '--quiet', '--hard', approved);
    repository.commit({ [servers]: serverText('next') });
    assert.equal(stateOf(id), 'stale');
    repository.git('reset', '--quiet', '--hard', approved);
    assert.equal(stateOf(id), 'approved');
    const policy = (text: string): void => {
      repository.git('checkout', '--quiet', 'main');
      repository.commit({ '.mcp-change/policy.yaml': text });
      repository.git('checkout', '--quiet', 'topic');
    };
    const second = strictPolicy.replace('version: 1', 'version: 2');
    policy(second);
    assert.equal(stateOf(id), 'approved');
    policy(
      second.replace(
        'medium: {approvals: {owner: 1}',
        'medium: {approvals: {owner: 1, security: 1}',
      ),
    );
    assert.equal(stateOf(id), 'stale');
    assert.match(problem(), /policy changed/);
  });

  it('ends by itself after the days the policy gives it', () => {
    repository.start();
    const { id } = repository.request(loosened);
    repository.approve(id, 'bob');
    repository.now = new Date('2026-11-30T00:00:00Z');
    assert.match(problem(), /expired on 2026-11-29/);
  });

  it('is refused to whoever asked, wrote, committed or co-wrote, under any known name', () => {
    repository.start(
      strictPolicy
        .replace("['email:bob@example.org']", '[bob, alice]')
        .replace(/\[bob, alice\]/, "['email:bob@example.org', 'email:alice@example.org']") +
        "people: {'email:alice@example.org': ['github:al']}\n",
      {
        '.mailmap': 'Carol <carol@example.org> <caro@home.example>\n',
        CODEOWNERS: '* @al\n',
      },
    );
    const { id } = repository.request(loosened);
    refused(id, 'alice', /asked for this change and cannot approve it/);
    repository.git(
      'commit',
      '--quiet',
      '--amend',
      '--message',
      'x\n\nCo-authored-by: C <caro@home.example>',
    );
    refused(id, 'carol', /is a co-author of this change/, '--role', 'security');
    repository.git('-c', 'user.email=bob@example.org', 'commit', '--quiet', '--amend', '--no-edit');
    refused(id, 'bob', /committed part of this change/);
  });

  it('is refused to whoever ran the agent that wrote the change', () => {
    repository.start();
    const { id, path } = repository.request(loosened);
    repository.edit(path, (text) =>
      text.replace(
        /^ {2}agents: \[\]$/m,
        "  agents:\n    - {name: claude-code, operator: 'email:bob@example.org'}",
      ),
    );
    repository.commit({});
    assert.ok(parseRecord(repository.read(path)).record);
    refused(id, 'bob', /ran the agent that wrote part of this change/);
  });

  it('is refused to an agent that runs it', () => {
    repository.start();
    const { id } = repository.request(loosened);
    const { code, errors } = repository.runWith(
      { CLAUDECODE: '1' },
      'approve',
      id,
      '--base',
      'main',
      '--key',
      repository.keys.file('bob'),
      '--as',
      'email:bob@example.org',
    );
    assert.equal(code, 2);
    assert.match(errors, /Agents do not approve/);
    assert.deepEqual(repository.approvals(id), []);
  });

  it('is refused to whoever does not play the role, and for what is not committed', () => {
    repository.start();
    const { id } = repository.request(loosened);
    refused(id, 'dave', /plays none of the roles/);
    refused(id, 'dave', /the policy on the base branch does not name them/, '--role', 'owner');
    for (const [path, text] of Object.entries(highRisk)) repository.write(path, text);
    const open = repository.record();
    const { code, errors } = repository.approve(open.id, 'bob');
    assert.equal(code, 2);
    assert.match(errors, /Only what is committed can be approved/);
  });

  it('is seen through by the gate when it was made up, moved, or taken from another request', () => {
    repository.start();
    const first = repository.request(loosened);
    repository.approve(first.id, 'bob');
    const [file = ''] = repository.approvals(first.id);
    const honest = repository.read(file);
    const blocking = (): string =>
      repository
        .failures('G08')
        .filter(({ blocks }) => blocks)
        .map(({ message }) => message)
        .join('\n');
    assert.equal(blocking(), '');
    repository.commit({ [file]: honest.replace('"owner"', '"security"') });
    assert.match(blocking(), /changed it after it was signed/);
    repository.commit({ [file]: honest.replace('bob@example.org', 'carol@example.org') });
    assert.match(blocking(), /is not signed by them/);
    repository.commit({ [file]: honest });
    const second = repository.request(highRisk);
    repository.commit({ [file.replace(first.id, second.id)]: honest });
    assert.match(blocking(), new RegExp(`says ${second.id}, its text ${first.id}`));
  });

  it('never conflicts when two people give it on branches of their own', () => {
    repository.start();
    const { id } = repository.request(highRisk);
    repository.git('checkout', '--quiet', '-b', 'by-bob');
    assert.equal(repository.approve(id, 'bob').code, 0);
    repository.git('checkout', '--quiet', 'topic');
    assert.equal(repository.approve(id, 'carol').code, 0);
    repository.git('merge', '--quiet', 'by-bob');
    assert.equal(repository.approvals(id).length, 2);
    assert.equal(stateOf(id), 'approved');
  });

  it('is no record for whoever lists records', () => {
    repository.start();
    const { id } = repository.request(loosened);
    repository.approve(id, 'bob');
    const { output } = repository.run('status', '--base', 'main', '--format', 'json');
    const { requests } = JSON.parse(output) as { requests: { id: string }[] };
    assert.deepEqual(
      requests.map((request) => request.id),
      [id],
    );
  });

  it('is for one person alone where the policy says so: after a wait, rehearsed, and it shows', () => {
    repository.start(
      `${strictPolicy.replace("owner: {people: ['email:bob@example.org']}", "owner: {people: ['email:alice@example.org']}")}solo: {allowed: true, wait_hours: 24}\n`,
    );
    const proposed = repository.request(loosened);
    const run = repository.approve(proposed.id, 'alice');
    assert.equal(run.code, 0, run.output + run.errors);
    assert.match(run.output, /Self-approved/);
    // Commits of tests are made now; a wait counts from the last edit.
    const now = Date.now();
    repository.now = new Date(now + 60_000);
    assert.match(problem(), /It waits until/);
    repository.now = new Date(now + 25 * 60 * 60 * 1000);
    const { output, code } = repository.run('gate', '--base', 'main');
    assert.equal(code, 0, output);
    assert.match(output, /approved · self-approved/);
  });
});

describe('mcp-change propose, reject, withdraw', function () {
  // Dozens of processes each; a busy machine takes its time to start them.
  this.timeout(120_000);

  let repository: GateRepository;

  beforeEach(() => {
    repository = new GateRepository();
    repository.start();
  });

  afterEach(() => repository.remove());

  it('keep a no that was signed, also when the record says otherwise', () => {
    const { id, path } = repository.request(loosened);
    repository.approve(id, 'bob');
    const no = repository.run(
      'reject',
      id,
      '--base',
      'main',
      '--why',
      'Pin it',
      '--key',
      repository.keys.file('carol'),
      '--as',
      'email:carol@example.org',
    );
    assert.equal(no.code, 0, no.errors);
    assert.equal(parseRecord(repository.read(path)).record?.status, 'rejected');
    repository.commitAs('carol');
    repository.run('propose', id);
    repository.commit({});
    const messages = repository.failures('G08').map(({ message }) => message);
    assert.ok(messages.includes('email:carol@example.org said no: Pin it'), messages.join('\n'));
  });

  it('say no without a key as well, and that it is not signed', () => {
    const { id, path } = repository.request(loosened);
    const { code, output } = repository.run('reject', id, '--base', 'main', '--why', 'Pin it');
    assert.equal(code, 0);
    assert.match(output, /not signed/);
    const { record } = parseRecord(repository.read(path));
    assert.equal(record?.audit_log.at(-1)?.note, 'Pin it');
    assert.equal(record.audit_log.at(-1)?.actor, 'email:alice@example.org');
  });

  it('are refused without a reason, a record, or when it is too late', () => {
    const { id } = repository.request(loosened);
    assert.equal(repository.run('withdraw', id).code, 2);
    assert.equal(repository.run('reject', id, '--base', 'main').code, 2);
    assert.equal(repository.run('propose').code, 2);
    assert.equal(repository.run('propose', 'CHG-20261122-zzzzzz').code, 2);
    assert.equal(repository.run('withdraw', id, '--why', 'not now').code, 0);
    const late = repository.run('propose', id);
    assert.equal(late.code, 2);
    assert.match(late.errors, /is withdrawn and cannot be proposed any more/);
  });
});
