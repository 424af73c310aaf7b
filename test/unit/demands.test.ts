import assert from 'node:assert/strict';
import type { GateInput } from '../../src/core/gate/gateInput';
import { judgeGate } from '../../src/core/gate/judgeGate';
import { parsePolicy } from '../../src/core/policy/parsePolicy';
import { requirementsOf } from '../../src/core/policy/requirementsOf';
import { judgingPolicies } from '../../src/core/policy/resolvePolicy';
import type { ChangeRecord } from '../../src/core/record/changeRecord';
import { prepareRecord } from '../../src/core/record/prepareRecord';
import { weighedView, type RequestView } from '../../src/editor/requestView';
import { edits, now, policyHead } from './policySupport';
import { changedFile } from './recordSupport';

const analysis = edits.pinLost;
const path = '.mcp-change/records/CHG-20261122-aaaaaa-x.yaml';
const nothing =
  'approvals: {}, distinct_people: 0, record: true, tests: false, rehearsal: false, checklist: false, wait_hours: 0, verify_hours: 0';

/** Where a policy may ask for something that concerns the edit. */
const places = ['tiers.medium', 'types.configuration', 'categories.server-dependency'] as const;

interface Demand {
  readonly text: string;
  /** What gate and sidebar say; the same words. */
  readonly check: 'G08' | 'G09' | 'G10';
  readonly says: RegExp;
  /** It is about a test or a check, which the sidebar lists to be ticked off. */
  readonly listed?: 'test' | 'check';
  readonly record?: (record: ChangeRecord) => ChangeRecord;
}

const demands: Readonly<Record<string, Demand>> = {
  approvals: {
    text: 'approvals: { security: 2 }',
    check: 'G08',
    says: /^Needs 2 approvals as security/,
  },
  'an own role': {
    text: 'approvals: { legal: 1 }',
    check: 'G08',
    says: /^Needs an approval as legal/,
  },
  'the owner of the category': {
    text: 'approvals: { category-owner: 1 }',
    check: 'G08',
    says: /^Needs an approval as platform-owner/,
  },
  'different people': {
    text: 'distinct_people: 2',
    check: 'G08',
    says: /^2 different people have to stand behind it; 0 so far/,
  },
  tests: { text: 'tests: true', check: 'G10', says: /^Test \S+ is open/, listed: 'test' },
  'a checklist': {
    text: 'checklist: true',
    check: 'G10',
    says: /^Question \S+ is open/,
    listed: 'check',
  },
  'a rehearsal': {
    text: 'rehearsal: true',
    check: 'G09',
    says: /^The rollback was not rehearsed for this content/,
    record: (record) => ({
      ...record,
      rollback: {
        ...record.rollback,
        rehearsal: { ...record.rollback.rehearsal, result: 'not-run' },
      },
    }),
  },
  'a wait': { text: 'wait_hours: 12', check: 'G08', says: /^It waits until 2026-11-22 21:14 UTC/ },
};

describe('What a policy demands', () => {
  it('is tried at a place that concerns the edit', () => {
    const { tier, types, categories } = analysis.assessment;
    assert.equal(tier, 'medium');
    assert.ok(types.includes('configuration'), types.join());
    assert.ok(categories.includes('server-dependency'), categories.join());
  });

  it('is nothing where it says so', () => {
    const { gate, editor } = asked(policyWith('tiers.medium', ''));
    assert.deepEqual(gate, []);
    assert.deepEqual(editor.missing, []);
    assert.equal(editor.state, 'approved');
  });

  for (const place of places) {
    for (const [name, { text, check, says, listed, record }] of Object.entries(demands)) {
      it(`${name}, under ${place}, is asked by the gate and by the sidebar`, () => {
        const { gate, editor } = asked(policyWith(place, text), record);
        const failure = gate.find(({ message }) => says.test(message));
        assert.equal(failure?.check, check, gate.map(({ message }) => message).join('\n'));
        if (listed === undefined) {
          assert.ok(
            editor.missing.some((line) => says.test(line)),
            editor.missing.join('\n'),
          );
        } else {
          const open = editor.standings.filter(
            ({ state, kind, builtIn }) => state === 'open' && kind === listed && !builtIn,
          );
          assert.ok(open.length > 0, JSON.stringify(editor.standings));
        }
      });
    }

    it(`a request, under ${place}, is asked by the gate and by the sidebar`, () => {
      const without = nothing.replace('record: true', 'record: false');
      const gateOf = (policy: string): readonly string[] =>
        judgeGate({ ...inputOf(policy), records: [] }).failures.map(({ check }) => check);
      const sentences = (policy: string): string =>
        requirementsOf([analysis], { ...judging(policy), now }).sentences.join('\n');
      const silent = policyWith('tiers.medium', '', without);
      assert.deepEqual(gateOf(silent), []);
      const asking = policyWith(place, 'record: true', without);
      assert.deepEqual(gateOf(asking), ['G01']);
      assert.match(sentences(asking), /needs a change request/);
    });

    it(`a time to watch it, under ${place}, is the same for both`, () => {
      const { editor } = asked(policyWith(place, 'verify_hours: 36'));
      assert.equal(editor.weighed?.requirements.verifyHours, 36);
    });
  }

  it('counts as another tier from a category on, for both', () => {
    const policy = `tiers:\n  medium: { ${nothing} }\n  critical: { ${nothing.replace('approvals: {}', 'approvals: { security: 1 }')} }\n  high: { ${nothing} }\ncategories:\n  server-dependency: { at_least: critical }\n`;
    const { gate, editor } = asked(policyHead + enforced + policy);
    assert.ok(gate.some(({ message }) => /^Needs an approval as security/.test(message)));
    assert.ok(editor.missing.some((line) => /^Needs an approval as security/.test(line)));
  });
});

const enforced =
  'enforcement: { gate: require }\nstandard: []\nroles: { legal: { anyone: true } }\n';

/** A policy that asks for one thing at one place, and for nothing anywhere else. */
function policyWith(place: string, demand: string, rest = nothing): string {
  const [group = '', name = ''] = place.split('.');
  // The later of two keys would be a mistake: what is asked replaces what is not.
  const key = demand.split(':')[0] ?? '';
  const base = rest
    .split(/, (?=[a-z_]+:)/)
    .filter((entry) => key === '' || !entry.startsWith(`${key}:`));
  const tier = group === 'tiers' ? [...base, ...(demand === '' ? [] : [demand])] : [rest];
  const more = group === 'tiers' ? '' : `${group}:\n  ${name}: { ${demand} }\n`;
  const text = `${policyHead}${enforced}tiers:\n  medium: { ${tier.join(', ')} }\n${more}`;
  assert.deepEqual(parsePolicy(text).problems, [], text);
  return text;
}

function judging(policy: string): ReturnType<typeof judgingPolicies> {
  const sources = [{ path: '.mcp-change/policy.yaml', text: policy }];
  return judgingPolicies(sources, sources, [analysis.path]);
}

function recordFor(policy: string): ChangeRecord {
  const { record } = prepareRecord({
    files: [{ analysis }],
    why: 'Follow the newest release',
    requester: { id: 'email:alice@example.org' },
    origin: 'editor',
    baseline: { label: 'main', commit: 'a'.repeat(40) },
    policies: judging(policy),
    createdAt: now,
    random: new Uint8Array(6),
    stopwatch: () => 0,
  });
  return {
    ...record,
    status: 'proposed',
    audit_log: [
      ...record.audit_log,
      {
        seq: record.audit_log.length + 1,
        at: '2026-11-22T09:14:00Z',
        actor: 'email:alice@example.org',
        actor_kind: 'human',
        event: 'proposed',
        content_digest: record.subject.content_digest,
      },
    ],
  };
}

function inputOf(
  policy: string,
  changed: (record: ChangeRecord) => ChangeRecord = (record) => record,
): GateInput & { readonly record: ChangeRecord } {
  const record = changed(recordFor(policy));
  const source = { path: '.mcp-change/policy.yaml', text: policy, blob: 'd'.repeat(40) };
  return {
    record,
    now,
    files: [changedFile(analysis)],
    records: [{ path, text: '', link: false, parsed: { record, problems: [] } }],
    approvals: [],
    rules: {
      policies: [source],
      policiesAfter: [source],
      earlierPolicies: () => [],
      mailmap: undefined,
      codeowners: undefined,
      templates: [],
    },
    commits: new Map(),
    onBase: () => true,
  };
}

interface Asked {
  readonly gate: ReturnType<typeof judgeGate>['failures'];
  readonly editor: RequestView;
}

function asked(policy: string, changed?: (record: ChangeRecord) => ChangeRecord): Asked {
  const { record, ...input } = inputOf(policy, changed);
  // The form of the file is not what this is about.
  const gate = judgeGate(input).failures.filter(({ check }) => check !== 'G17' && check !== 'G15');
  const collected = {
    base: { label: 'main', tip: '', head: '', mergeBase: '', mergeBaseDate: undefined },
    files: input.files,
    rules: input.rules,
    commits: [],
    signers: undefined,
    committed: true,
  };
  return { gate, editor: weighedView(record, path, collected, [], 'email:bob@example.org', now) };
}
