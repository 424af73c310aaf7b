import assert from 'node:assert/strict';
import { reviewEmergency } from '../../src/core/record/reviewEmergency';
import { GateRepository, servers, serverText, strictPolicy } from './support/gateRepository';

const loosened = { [servers]: serverText('latest') };
const review = 'review_due: "2026-11-23T09:14:00Z"';

/** Draft, proposed, approved, stale, verifying, closed and expired: `approveCommand.test.ts`. */
describe('The other states of a request in a repository', function () {
  // Dozens of processes each; a busy machine takes its time to start them.
  this.timeout(120_000);

  let repository: GateRepository;

  beforeEach(() => {
    repository = new GateRepository();
  });

  afterEach(() => repository.remove());

  const stateOf = (id: string): string => {
    const { output } = repository.run('status', id, '--base', 'main', '--format', 'json');
    const { requests } = JSON.parse(output) as { requests: { state: string }[] };
    return requests[0]?.state ?? '';
  };

  const merge = (): void => {
    repository.git('checkout', '--quiet', 'main');
    repository.git('merge', '--quiet', '--ff-only', 'topic');
  };

  it('live, where nothing is watched, and then rolled back', () => {
    repository.start(strictPolicy.replace('medium: {', 'medium: {verify_hours: 0, '));
    const { id } = repository.request(loosened);
    assert.equal(repository.approve(id, 'bob').code, 0);
    merge();
    assert.equal(stateOf(id), 'live');
    assert.equal(repository.run('rollback', id, '--apply', '--why', 'It broke').code, 0);
    repository.commit({});
    assert.equal(repository.read(servers), serverText('2.4.1'));
    assert.equal(stateOf(id), 'rolled-back');
  });

  it('withdrawn', () => {
    repository.start();
    const { id } = repository.request(loosened);
    assert.equal(repository.run('withdraw', id, '--why', 'not now').code, 0);
    repository.commit({});
    assert.equal(stateOf(id), 'withdrawn');
  });

  it('rejected', () => {
    repository.start();
    const { id } = repository.request(loosened);
    const key = repository.keys.file('bob');
    const by = ['--as', 'email:bob@example.org', '--key', key, '--base', 'main'];
    assert.equal(repository.run('reject', id, '--why', 'too loose', ...by).code, 0);
    repository.commitAs('bob');
    assert.equal(stateOf(id), 'rejected');
  });

  it('superseded, by a request that says so', () => {
    repository.start();
    const first = repository.request(loosened);
    repository.edit(servers, (text) => text.replace('latest', 'next'));
    const second = repository.record();
    repository.edit(second.path, (text) =>
      text.replace(/^audit_log:/m, `links:\n  - {rel: supersedes, href: ${first.id}}\naudit_log:`),
    );
    repository.run('propose', second.id);
    repository.commit({});
    const { output } = repository.run('status', '--base', 'main');
    assert.match(output, new RegExp(`^${first.id}  superseded`, 'm'));
    assert.match(output, new RegExp(`^${second.id}  proposed`, 'm'));
  });

  it('an emergency, and one that nobody reviewed', () => {
    repository.start();
    repository.write(servers, serverText('latest'));
    const { id, path } = repository.record();
    repository.edit(path, (text) =>
      text
        .replace(/^lane: .*$/m, 'lane: emergency')
        .replace(/^status: .*$/m, 'status: emergency-active')
        .replace(
          /^audit_log:/m,
          `emergency:\n  incident: INC-7\n  reason: The pinned version is broken\n  declared_by: email:alice@example.org\n  authorised_by: email:dave@example.org\n  skipped: [tests]\n  ${review}\naudit_log:`,
        ),
    );
    repository.commit({});
    assert.equal(stateOf(id), 'emergency-active');
    merge();
    assert.equal(stateOf(id), 'emergency-active', 'it is loud until it was reviewed');
    repository.now = new Date('2026-11-23T10:00:00Z');
    assert.equal(stateOf(id), 'emergency-overdue');
    repository.edit(
      path,
      (text) =>
        reviewEmergency(text, {
          at: '2026-11-23T10:00:00Z',
          by: 'email:carol@example.org',
          verdict: 'keep',
        }).text ?? '',
    );
    repository.commit({});
    assert.notEqual(stateOf(id).slice(0, 9), 'emergency');
  });
});
