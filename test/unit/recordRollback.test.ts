import assert from 'node:assert/strict';
import { planRecordRollback } from '../../src/core/record/planRecordRollback';
import { recordOf } from './recordSupport';
import { edit } from './rollbackSupport';

const path = '.claude/settings.json';

function text(allow: readonly string[], deny: readonly string[] = []): string {
  return `${JSON.stringify({ permissions: { allow, deny } }, null, 2)}\n`;
}

describe('planRecordRollback', () => {
  const baseline = text(['Bash(ls:*)'], ['Read(./.env)']);

  it('knows a change again by its value, whatever the words and the place are', () => {
    const record = recordOf(
      edit(path, baseline, text(['Bash(ls:*)', 'Bash(curl:*)'], ['Read(./.env)'])),
    );
    const other = {
      ...record,
      changes: record.changes.map((change) => ({ ...change, words: 'Un autre texte.' })),
    };
    const present = text(['WebSearch', 'Bash(ls:*)', 'Bash(curl:*)'], ['Read(./.env)']);
    const plan = planRecordRollback(other, [{ path, baseline, present }]);
    assert.ok(plan.passed && plan.closes);
    assert.equal(plan.files[0]?.restoredText, text(['WebSearch', 'Bash(ls:*)'], ['Read(./.env)']));
  });

  it('does not close a record of which nothing goes back', () => {
    const tighter = text([], ['Read(./.env)']);
    const record = recordOf(edit(path, baseline, tighter));
    const plan = planRecordRollback(record, [{ path, baseline, present: tighter }]);
    assert.ok(plan.passed);
    assert.equal(plan.closes, false);
    const all = planRecordRollback(record, [{ path, baseline, present: tighter }], {
      includeTightening: true,
    });
    assert.equal(all.files[0]?.restoredText, baseline);
    assert.equal(all.closes, true);
  });

  it('goes back to no text that the record does not name', () => {
    const looser = text(['Bash(ls:*)', 'Bash(curl:*)'], ['Read(./.env)']);
    const record = recordOf(edit(path, baseline, looser));
    for (const wrong of [undefined, text(['Bash(rm:*)'])]) {
      const plan = planRecordRollback(record, [{ path, baseline: wrong, present: looser }]);
      assert.equal(plan.passed, false);
      assert.equal(plan.closes, false);
      assert.match(plan.summary, /not the one that the record names/);
    }
  });

  it('closes only what is back in every file', () => {
    const looser = text(['Bash(ls:*)', 'Bash(curl:*)'], ['Read(./.env)']);
    const record = recordOf(edit(path, baseline, looser));
    const restored = planRecordRollback(record, [{ path, baseline, present: baseline }]);
    assert.ok(restored.closes);
    assert.equal(restored.files[0]?.alreadyRestored, true);
    assert.equal(restored.summary, 'nothing left to take back: it is restored already');
    assert.ok(restored.steps.length > 3);
    const moved = text(['Bash(ls:*)', 'Bash(curl -s:*)'], ['Read(./.env)']);
    assert.equal(planRecordRollback(record, [{ path, baseline, present: moved }]).passed, false);
  });

  it('is not misled by edits beside it', () => {
    const servers = (args: string, more = ''): string =>
      `{"servers":{"a":{"command":"npx","args":["-y","a-mcp@${args}"]${more}}}}`;
    const file = '.vscode/mcp.json';
    const before = servers('1.0.0');
    const record = recordOf(edit(file, before, servers('latest')));
    // Restored by hand, and something else was added to the same server.
    const plan = planRecordRollback(record, [
      { path: file, baseline: before, present: servers('1.0.0', ',"env":{"MODE":"fast"}') },
    ]);
    assert.ok(plan.passed, plan.summary);
    assert.equal(plan.files[0]?.alreadyRestored, true);
    // The whole server is gone: neither what the change made of it nor what was before.
    const gone = planRecordRollback(record, [
      { path: file, baseline: before, present: '{"servers":{}}' },
    ]);
    assert.equal(gone.passed, false);
  });

  it('takes a file back whose meaning is not assessed only when it knows what was recorded', () => {
    const file = 'README.md';
    const before = 'mcp-name: acme/a\n\nsecrets/\n\nbuild/\n';
    const recorded = before.replace('acme/a', 'acme/b');
    const present = recorded.replace('build/', 'dist/');
    const analysis = edit(file, before, recorded);
    assert.equal(analysis.changes[0]?.before, undefined);
    const record = recordOf(analysis);
    const blind = planRecordRollback(record, [{ path: file, baseline: before, present }]);
    assert.equal(blind.passed, false);
    const known = planRecordRollback(record, [{ path: file, baseline: before, present, recorded }]);
    assert.ok(known.passed, known.summary);
    assert.equal(known.files[0]?.restoredText, before.replace('build/', 'dist/'));
  });
});
