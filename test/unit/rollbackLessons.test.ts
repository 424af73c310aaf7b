import assert from 'node:assert/strict';
import { endedGrants } from '../../src/core/record/endedGrants';
import { markRolledBack } from '../../src/core/record/markRolledBack';
import { parseRecord } from '../../src/core/record/parseRecord';
import { serialiseRecord } from '../../src/core/record/serialiseRecord';
import { withLessons } from '../../src/core/record/withLessons';
import type { ChangeRecord } from '../../src/core/record/changeRecord';
import { edit } from './rollbackSupport';
import { recordOf, sampleRecord } from './recordSupport';
import { ScratchRepository } from './support/scratchRepository';

const servers = '.vscode/mcp.json';
const serverText = (version: string): string =>
  `{\n  "servers": {\n    "files": { "command": "npx", "args": ["-y", "@acme/files-mcp@${version}"] }\n  }\n}\n`;
const unpinned = edit(servers, serverText('2.4.1'), serverText('latest'));

function rolledBack(record: ChangeRecord, at: string, why?: string): ChangeRecord {
  const text = markRolledBack(serialiseRecord(record), {
    at,
    actor: 'email:sam@example.com',
    note: 'restores main',
    why,
  });
  return parseRecord(text ?? '').record ?? assert.fail('no record');
}

describe('Lessons of earlier rollbacks', () => {
  const lesson = rolledBack(recordOf(unpinned), '2026-03-14T10:00:00Z', 'It deleted drafts');
  const soon = new Date('2026-05-01T00:00:00Z');
  const late = new Date('2026-08-01T00:00:00Z');

  it('say when and why, and weigh for ninety days', () => {
    const { analysis, lessons } = withLessons(unpinned, [lesson], soon);
    assert.deepEqual(
      [...lessons.values()],
      ['Rolled back on 2026-03-14 (CHG-20261122-k7f3qd) because: “It deleted drafts”'],
    );
    assert.equal(unpinned.assessment.score, 42);
    // Context counts 16 at most, so of the 8 points 4 are left.
    assert.equal(analysis.assessment.score, 46);
    assert.match(analysis.findings[0]?.sentence ?? '', /\+ 8 rolled back on 2026-03-14/);
    const old = withLessons(unpinned, [lesson], late);
    assert.equal(old.analysis, unpinned);
    assert.equal(old.lessons.size, 1);
  });

  it('speak of the same entry only, and never of what tightens', () => {
    const other = edit(
      servers,
      serverText('2.4.1'),
      serverText('2.4.1').replace('} }\n  }', '},\n    "mail": { "command": "mail" }\n  }'),
    );
    for (const analysis of [other, edit(servers, serverText('latest'), serverText('2.4.1'))]) {
      assert.equal(withLessons(analysis, [lesson], soon).lessons.size, 0);
    }
    const rules = (...allow: readonly string[]): string =>
      `${JSON.stringify({ permissions: { allow } })}\n`;
    const settings = '.claude/settings.json';
    const curl = edit(settings, rules(), rules('Bash(curl:*)'));
    const told = rolledBack(recordOf(curl), '2026-03-14T10:00:00Z');
    const again = edit(settings, rules('Read'), rules('Read', 'Bash(curl:*)'));
    assert.match(
      [...withLessons(again, [told], soon).lessons.values()].join(),
      /nobody wrote down/,
    );
    const wget = edit(settings, rules(), rules('Bash(wget:*)'));
    assert.equal(withLessons(wget, [told], soon).lessons.size, 0);
    assert.equal(withLessons(curl, [recordOf(curl)], soon).lessons.size, 0);
  });
});

describe('Grants that end', () => {
  it('are those whose time is over and that nobody took back or gave up', () => {
    const until = (expires_at: string | undefined): ChangeRecord => ({
      ...sampleRecord(),
      expires_at,
    });
    const over = until('2026-11-01T00:00:00Z');
    const earlier = until('2026-10-01T00:00:00Z');
    const records = [
      over,
      earlier,
      until('2026-12-01T00:00:00Z'),
      until(undefined),
      rolledBack(over, '2026-11-02T00:00:00Z'),
      { ...over, status: 'withdrawn' as const },
      { ...over, status: 'closed' as const },
    ];
    assert.deepEqual(endedGrants(records, new Date('2026-11-22T00:00:00Z')), [earlier, over]);
  });
});

describe('mcp-change with lessons and ends', function () {
  this.timeout(60_000);
  let repository: ScratchRepository;

  beforeEach(() => {
    repository = new ScratchRepository();
    repository.commit({ [servers]: serverText('2.4.1') });
    repository.write(servers, serverText('latest'));
  });

  afterEach(() => repository.remove());

  const request = (...more: readonly string[]): { readonly id: string; readonly path: string } =>
    JSON.parse(
      repository.run('record', '--why', 'For the demo', '--format', 'json', ...more).output,
    ) as { readonly id: string; readonly path: string };

  it('asks why, keeps it, and tells it when the same entry changes again', () => {
    const { id, path } = request();
    assert.match(repository.run('rollback', id, '--apply').output, /Say why, for whoever tries/);
    repository.run('rollback', id, '--apply', '--why', 'It deleted drafts');
    assert.equal(parseRecord(repository.read(path)).record?.outcome?.why, 'It deleted drafts');
    assert.doesNotMatch(repository.run('rollback', id, '--apply').output, /Say why/);
    repository.write(servers, serverText('next'));
    const told = repository.run('diff').output;
    assert.match(told, /Rolled back on 2026-11-22.*because: “It\s+deleted\s+drafts”/s);
    assert.match(told, /\+ 8 rolled back on\s+2026-11-22 \(context/);
    const again = request();
    assert.match(repository.read(again.path), /because:(?:.*\n)*?.*It deleted drafts/);
  });

  it('refuses an end that is no time or is over', () => {
    for (const until of ['soon', '2026-11-01']) {
      assert.equal(repository.run('record', '--why', 'x', '--until', until).code, 2);
    }
  });

  it('offers what is over as a patch that applies, and takes it back', () => {
    const { path } = request('--until', '2026-11-23');
    const end = parseRecord(repository.read(path)).record?.expires_at;
    assert.equal(end, '2026-11-23T23:59:59Z');
    const nothing = repository.run('rollback', '--ended');
    assert.equal(nothing.code, 0);
    assert.match(nothing.output, /^Nothing that was granted/);
    repository.write(path, repository.read(path).replace(end, '2026-11-21T23:59:59Z'));
    const { code, output } = repository.run('rollback', '--ended');
    assert.equal(code, 1);
    assert.match(output, /ended 2026-11-21/);
    repository.write('ended.patch', output);
    repository.git('apply', 'ended.patch');
    assert.equal(repository.read(servers), serverText('2.4.1'));
    repository.write(servers, serverText('latest'));
    assert.equal(repository.run('rollback', '--ended', '--apply').code, 0);
    assert.equal(repository.read(servers), serverText('2.4.1'));
    const { status, outcome } = parseRecord(repository.read(path)).record ?? {};
    assert.equal(status, 'rolled-back');
    assert.equal(outcome?.why, 'Its time was over.');
    assert.equal(repository.run('rollback', '--ended').code, 0);
  });

  it('is told by “status” until nothing of it is left', () => {
    const { id, path } = request('--until', '2026-11-23');
    const status = (): string => repository.run('status', '--base', 'main').output;
    assert.doesNotMatch(status(), /still there/);
    repository.write(path, repository.read(path).replace('2026-11-23T', '2026-11-21T'));
    assert.match(
      status(),
      new RegExp(`✘ ended 2026-11-21T\\S+, still there; rehearsed: restores.*rollback ${id}`),
    );
    const data = JSON.parse(
      repository.run('status', '--base', 'main', '--format', 'json').output,
    ) as { readonly requests: readonly { readonly ended?: { readonly passed: boolean } }[] };
    assert.equal(data.requests[0]?.ended?.passed, true);
    assert.equal(repository.run('rollback', '--ended', '--apply').code, 0);
    assert.doesNotMatch(status(), /still there/);
  });

  it('hides no other grant behind one whose baseline is not here', () => {
    const { path } = request('--until', '2026-11-23');
    const text = repository.read(path).replace('2026-11-23T', '2026-11-21T');
    repository.write(
      path,
      text.replace(/baseline_commit: .*/, `baseline_commit: "${'0'.repeat(40)}"`),
    );
    const { code, output } = repository.run('rollback', '--ended', '--apply');
    assert.equal(code, 1);
    assert.match(output, /# By hand: .*is not in this clone\./);
    assert.equal(repository.read(servers), serverText('latest'));
    assert.match(repository.run('status', '--base', 'main').output, /by hand: .*not in this clone/);
  });

  it('prints no credential in a patch', () => {
    const token = ['ghp', 'Ab3dEf6hIj9kLm2nOp5qRs8tUv1wXy4zAb7c'].join('_');
    const secret = serverText('2.4.1').replace('{\n', `{\n  // ${token}\n`);
    repository.commit({ [servers]: secret });
    repository.write(servers, secret.replace('2.4.1', 'latest'));
    const { path } = request('--until', '2026-11-23');
    repository.write(path, repository.read(path).replace('2026-11-23T', '2026-11-21T'));
    const { output } = repository.run('rollback', '--ended');
    assert.match(output, /hold a credential/);
    assert.ok(!output.includes(token));
  });
});
