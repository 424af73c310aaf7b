import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { ChangeRecord, RecordEmergency } from '../../src/core/record/changeRecord';
import { brokenLogEntry, decideRecord, type Decision } from '../../src/core/record/decideRecord';
import { eventDigest } from '../../src/core/record/digests';
import { markRolledBack } from '../../src/core/record/markRolledBack';
import { parseRecord } from '../../src/core/record/parseRecord';
import { serialiseRecord } from '../../src/core/record/serialiseRecord';
import type { ApprovalCount } from '../../src/core/gate/countApprovals';
import type { JudgedApproval, Refusal } from '../../src/core/gate/judgeApproval';
import { lifeCycle, type LifeCycleInput, type LifeState } from '../../src/core/gate/lifeCycle';
import { sampleRecord } from './recordSupport';

const now = new Date('2026-11-22T09:14:00Z');
const hour = 60 * 60 * 1000;
const sample = sampleRecord();

function recordText(extra: Partial<ChangeRecord> = {}): string {
  return serialiseRecord({ ...sample, ...extra });
}

const by = { at: '2026-11-22T10:00:00Z', actor: 'github:bob', why: 'Too wide: "*" is no scope' };

describe('A decision', () => {
  it('is written with who, when, why and for which content, chained to the entry before', () => {
    const proposed = decideRecord(recordText(), 'propose', { at: by.at, actor: 'github:alice' });
    assert.ok(proposed.text !== undefined);
    const rejected = decideRecord(proposed.text, 'reject', by);
    assert.ok(rejected.text !== undefined);
    const { record } = parseRecord(rejected.text);
    assert.ok(record);
    assert.equal(record.status, 'rejected');
    const [created, asked, refused] = record.audit_log;
    assert.ok(created && asked && refused);
    assert.deepEqual(refused, {
      seq: 3,
      at: by.at,
      actor: by.actor,
      actor_kind: 'human',
      event: 'rejected',
      content_digest: sample.subject.content_digest,
      note: by.why,
      prev: eventDigest(asked),
    });
    assert.equal(asked.prev, eventDigest(created));
    assert.equal(brokenLogEntry(record.audit_log), undefined);
  });

  it('leaves comments, the order of keys and line endings as they are', () => {
    const text = recordText().replace('title:', '# ask Bob first\ntitle:').replace(/\n/g, '\r\n');
    const decided = decideRecord(text, 'propose', { at: by.at, actor: by.actor });
    assert.ok(decided.text !== undefined);
    const lines = decided.text.split('\r\n');
    const before = text.split('\r\n');
    const added = lines.filter((line) => !before.includes(line));
    const gone = before.filter((line) => !lines.includes(line));
    assert.deepEqual(gone, ['status: draft']);
    assert.equal(added[0], 'status: proposed');
    assert.ok(added.includes(`    at: "${by.at}"`), decided.text);
    assert.ok(!/[^\r]\n/.test(decided.text));
    assert.ok(lines.includes('# ask Bob first'));
  });

  it('is refused where it makes no sense any more', () => {
    const allowed: Readonly<Record<Decision, readonly string[]>> = {
      propose: ['draft', 'proposed', 'rejected'],
      reject: ['draft', 'proposed'],
      withdraw: ['draft', 'proposed', 'rejected'],
    };
    const all = [
      'draft',
      'proposed',
      'rejected',
      'withdrawn',
      'rolled-back',
      'superseded',
      'closed',
    ] as const;
    const textAs = (status: (typeof all)[number]): string =>
      recordText({
        status,
        ...(status === 'rolled-back' ? { outcome: { code: 'rolled-back' as const } } : {}),
      });
    for (const decision of ['propose', 'reject', 'withdraw'] as const) {
      for (const status of all) {
        const decided = decideRecord(textAs(status), decision, by);
        assert.equal(
          decided.text !== undefined,
          allowed[decision].includes(status),
          `${decision} ${status}`,
        );
        if (decided.problem !== undefined) assert.match(decided.problem, /Write a new record/);
      }
    }
    assert.ok(decideRecord('nonsense', 'propose', by).problem !== undefined);
  });

  it('masks a credential in the reason', () => {
    const why = `look at https://x.example/?token=${'a1b2'.repeat(8)}`;
    const decided = decideRecord(recordText(), 'reject', { ...by, why });
    assert.ok(decided.text !== undefined);
    assert.ok(!decided.text.includes('a1b2a1b2'));
    assert.ok(parseRecord(decided.text).record);
  });

  it('shows in the log when an entry is changed, taken out or put before another', () => {
    let text = recordText();
    for (const decision of ['propose', 'reject', 'propose'] as const) {
      text = decideRecord(text, decision, by).text ?? '';
    }
    text =
      markRolledBack(text, { at: '2026-11-22T11:00:00Z', actor: 'github:bob', note: 'x' }) ?? '';
    const log = parseRecord(text).record?.audit_log ?? [];
    assert.equal(log.length, 5);
    assert.equal(brokenLogEntry(log), undefined);
    fc.assert(
      fc.property(fc.nat(3), fc.constantFrom('actor', 'note', 'at', 'event'), (index, key) => {
        const edited = log.map((entry, at) => (at === index ? { ...entry, [key]: '2026' } : entry));
        assert.notEqual(brokenLogEntry(edited), undefined);
      }),
    );
    assert.notEqual(brokenLogEntry(log.filter(({ seq }) => seq !== 2)), undefined);
  });
});

describe('The state of a request', () => {
  const count = (extra: Partial<ApprovalCount> = {}): ApprovalCount => ({
    complete: false,
    missing: ['Needs an approval as security.'],
    approvedBy: [],
    refused: [],
    selfApproved: false,
    ...extra,
  });
  const refusedFor = (refusal: Refusal): Extract<JudgedApproval, { counts: false }> => ({
    counts: false,
    path: 'x',
    refusal,
    because: `because ${refusal}`,
  });
  const state = (extra: Partial<LifeCycleInput>, record: Partial<ChangeRecord> = {}): LifeState =>
    lifeCycle({
      record: { ...sample, status: 'proposed', ...record },
      now,
      live: false,
      upToDate: true,
      approvals: count(),
      verifyHours: 24,
      ...extra,
    }).state;

  it('is draft until somebody is asked, then proposed, then approved', () => {
    assert.equal(state({}, { status: 'draft' }), 'draft');
    assert.equal(state({ upToDate: false }, { status: 'draft' }), 'draft');
    assert.equal(state({}), 'proposed');
    assert.equal(state({ approvals: undefined }), 'proposed');
    // Not committed: nobody can tell whether the files fit.
    assert.equal(state({ upToDate: undefined }), 'proposed');
    assert.equal(state({ upToDate: undefined }, { status: 'draft' }), 'draft');
    assert.equal(state({ approvals: count({ complete: true, missing: [] }) }), 'approved');
    // An approval of a draft is no proposal.
    assert.equal(state({ approvals: count({ complete: true }) }, { status: 'draft' }), 'draft');
  });

  it('is stale when the files or an approval moved on, not when an approval never held', () => {
    assert.equal(state({ upToDate: false }), 'stale');
    for (const refusal of ['expired', 'edited', 'plan-edited', 'policy-changed'] as const) {
      assert.equal(
        state({ approvals: count({ refused: [refusedFor(refusal)] }) }),
        'stale',
        refusal,
      );
    }
    for (const refusal of ['forged', 'self-given', 'agent', 'no-role', 'replayed'] as const) {
      assert.equal(
        state({ approvals: count({ refused: [refusedFor(refusal)] }) }),
        'proposed',
        refusal,
      );
    }
    const enough = count({ complete: true, missing: [], refused: [refusedFor('expired')] });
    assert.equal(state({ approvals: enough }), 'approved');
  });

  it('is live, then watched, then closed', () => {
    assert.equal(state({ live: true }), 'live');
    assert.equal(state({ live: true, liveSince: now, verifyHours: 0 }), 'live');
    assert.equal(
      state({ live: true, liveSince: new Date(now.getTime() - 23 * hour) }),
      'verifying',
    );
    assert.equal(state({ live: true, liveSince: new Date(now.getTime() - 25 * hour) }), 'closed');
    assert.equal(state({ live: true }, { outcome: { code: 'successful' } }), 'closed');
    assert.equal(state({ live: true }, { status: 'draft' }), 'live');
    assert.equal(state({ gone: true }), 'closed');
  });

  it('is expired when what it grants should have ended and is still there', () => {
    const ended = { expires_at: '2026-11-22T09:00:00Z' };
    assert.equal(state({ live: true, liveSince: now }, ended), 'expired');
    assert.equal(state({ live: true }, { expires_at: '2026-11-23T09:00:00Z' }), 'live');
    assert.equal(state({ live: false }, ended), 'proposed');
  });

  it('is what somebody decided, until somebody decides otherwise', () => {
    for (const status of [
      'rejected',
      'withdrawn',
      'rolled-back',
      'superseded',
      'closed',
    ] as const) {
      assert.equal(state({ live: true, approvals: count({ complete: true }) }, { status }), status);
    }
    assert.equal(state({ approvals: count({ rejectedBy: { by: 'email:b@x.org' } }) }), 'rejected');
    assert.equal(state({ supersededBy: 'CHG-20261122-zzzzzz' }), 'superseded');
  });

  it('is an emergency that is loud until it was reviewed', () => {
    const block: RecordEmergency = {
      incident: 'INC-1',
      reason: 'leak',
      declared_by: 'github:alice',
      skipped: [],
      review_due: '2026-11-22T10:00:00Z',
    };
    const active = (emergency: RecordEmergency, extra: Partial<LifeCycleInput> = {}): LifeState =>
      state({ live: true, liveSince: now, ...extra }, { status: 'emergency-active', emergency });
    assert.equal(active(block), 'emergency-active');
    const later = new Date('2026-11-22T10:00:01Z');
    assert.equal(active(block, { now: later }), 'emergency-overdue');
    const reviewed = { at: '2026-11-22T09:30:00Z', by: ['github:bob'], verdict: 'keep' as const };
    assert.equal(active({ ...block, reviewed }, { now: later }), 'verifying');
    // Reviewed and not merged yet: it was asked for when it was declared, so it is no draft.
    assert.equal(active({ ...block, reviewed }, { live: false }), 'proposed');
    const agreed = active(
      { ...block, reviewed },
      { live: false, approvals: count({ complete: true }) },
    );
    assert.equal(agreed, 'approved');
    const revert = { ...reviewed, verdict: 'revert' as const };
    assert.equal(active({ ...block, reviewed: revert }), 'emergency-overdue');
  });

  it('has a sentence for a person, always', () => {
    for (const status of ['draft', 'proposed', 'rejected', 'closed'] as const) {
      const { because } = lifeCycle({
        record: { ...sample, status },
        now,
        live: false,
        upToDate: true,
        verifyHours: 0,
      });
      assert.match(because, /^[A-Z].*\.$/);
    }
  });
});
