import * as assert from 'node:assert/strict';
import { suggestedEnds } from '../../src/core/record/suggestedEnds';

const now = new Date('2026-11-22T09:14:00Z');

describe('ends that can be written into a record', () => {
  const labels = (text: string, line: number, character: number): readonly string[] =>
    suggestedEnds(text.split('\n'), line, character, now).map(({ label }) => label);

  it('are whole days ahead in UTC', () => {
    assert.deepEqual(labels('id: CHG-1\nexpires_at: ', 1, 12), [
      '"2026-11-29T23:59:59Z"',
      '"2026-12-22T23:59:59Z"',
      '"2027-02-20T23:59:59Z"',
    ]);
  });

  it('have one key, at the left edge, once', () => {
    assert.deepEqual(labels('id: CHG-1\n', 1, 0), ['expires_at']);
    assert.deepEqual(labels('id: CHG-1\nexp', 1, 3), ['expires_at']);
    assert.deepEqual(labels('expires_at: "2026-11-29T23:59:59Z"\nex', 1, 2), []);
    assert.deepEqual(labels('origin:\n  kind: ', 1, 2), []);
    assert.deepEqual(labels('why: because ex', 0, 15), []);
  });
});
