import assert from 'node:assert/strict';
import type { ChangeRecord } from '../../src/core/record/changeRecord';
import { lessonsFor } from '../../src/core/record/lessonsFor';
import { markRolledBack } from '../../src/core/record/markRolledBack';
import { parseRecord } from '../../src/core/record/parseRecord';
import { renderRecord } from '../../src/core/record/renderRecord';
import { restoreMinutes, rollbackSteps } from '../../src/core/record/rollbackSteps';
import { serialiseRecord } from '../../src/core/record/serialiseRecord';
import { tickStep } from '../../src/core/record/tickStep';
import { sampleRecord } from './recordSupport';

const back = {
  at: '2026-03-11T09:02:00Z',
  actor: 'github:bob',
  note: 'restores main',
  startedAt: '2026-03-11T09:00:00Z',
  why: '  it wrote to the wiki by itself ',
};

function text(): string {
  return serialiseRecord(sampleRecord()).replace('title:', '# Bob asked\ntitle:');
}

function rolledBack(): string {
  const marked = markRolledBack(text(), back);
  assert.ok(marked !== undefined);
  return marked;
}

function read(of: string): ChangeRecord {
  const { record, problems } = parseRecord(of);
  assert.deepEqual(problems, []);
  assert.ok(record);
  return record;
}

describe('What became of a change that was rolled back', () => {
  it('says when, by whom and why, and stays silent where nobody said why', () => {
    const { outcome, audit_log: log } = read(rolledBack());
    assert.equal(outcome?.why, 'it wrote to the wiki by itself');
    assert.equal(outcome.started_at, back.startedAt);
    assert.equal(outcome.restored_at, back.at);
    assert.equal(log.at(-1)?.actor, 'github:bob');
    const { outcome: silent } = read(markRolledBack(text(), { ...back, why: ' ' }) ?? '');
    assert.ok(silent !== undefined && !('why' in silent));
  });

  it('holds who did which step when, and how long it took until the last one', () => {
    let now = rolledBack();
    const steps = rollbackSteps(read(now)).map(({ step }) => step);
    assert.ok(steps.length >= 2, 'the sample has steps');
    assert.ok(!steps.some(({ phase }) => phase === 'revert'));
    for (const [index, { number }] of steps.entries()) {
      const at = `2026-03-11T09:${String(10 + index)}:00Z`;
      const ticked = tickStep(now, { step: number, at, by: 'github:bob' }, true);
      assert.ok(ticked !== undefined);
      now = ticked;
      assert.equal(read(now).outcome?.completed_at, index === steps.length - 1 ? at : undefined);
    }
    const record = read(now);
    assert.equal(restoreMinutes(record), 10 + steps.length - 1);
    assert.ok(now.includes('# Bob asked\n'), 'comments stay');
    const shown = renderRecord(record, { format: 'text' });
    assert.match(shown, /Rolled back 2026-03-11T09:02:00Z: it wrote to the wiki by itself/);
    assert.match(shown, /Everything was done after 1\d minutes\./);
    assert.match(shown, /☑ \d\. .*\(github:bob, 2026-03-11T09:10:00Z\)/);
    assert.ok(!shown.includes(`☐ ${steps[0]?.number ?? ''}.`));
  });

  it('loses a tick that is taken away again, and is not done any more', () => {
    const steps = rollbackSteps(read(rolledBack())).map(({ step }) => step);
    const entry = { at: back.at, by: 'github:bob' };
    const all = steps.reduce(
      (now, { number }) => tickStep(now, { step: number, ...entry }, true) ?? now,
      rolledBack(),
    );
    const first = { step: steps[0]?.number ?? 0, ...entry };
    const less = tickStep(all, first, false);
    assert.ok(less !== undefined);
    assert.equal(read(less).outcome?.completed_at, undefined);
    assert.equal(read(less).outcome?.steps_done?.length, steps.length - 1);
    assert.equal(tickStep(less, first, false), undefined, 'nothing to take away');
    const none = steps.reduce(
      (now, { number }) => tickStep(now, { step: number, ...entry }, false) ?? now,
      all,
    );
    assert.equal(none, rolledBack());
  });

  it('takes no tick of a step it does not have, or before it went back', () => {
    const entry = { step: 99, at: back.at, by: 'github:bob' };
    assert.equal(tickStep(rolledBack(), entry, true), undefined);
    assert.equal(tickStep(text(), { ...entry, step: 1 }, true), undefined);
  });

  it('is a lesson for the same entry, newest first', () => {
    const record = read(rolledBack());
    const change = record.changes.find(({ direction }) => direction === 'loosens');
    assert.ok(change);
    const later = {
      ...record,
      id: 'CHG-20260501-zzzzzz',
      outcome: { code: 'rolled-back' as const, restored_at: '2026-05-01T00:00:00Z' },
    };
    const place = { path: change.file, pointer: change.pointer, subject: change.subject };
    assert.deepEqual(
      lessonsFor([record, later, sampleRecord()], place).map(({ why }) => why),
      ['', 'it wrote to the wiki by itself'],
    );
    assert.deepEqual(lessonsFor([record], { ...place, path: 'other.json' }), []);
    assert.deepEqual(lessonsFor([record], { ...place, pointer: '/x', subject: 'y' }), []);
  });
});
