import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Requirements } from '../../src/core/policy/requirements';
import {
  approvalFileName,
  approvalText,
  approvedRecord,
  parseApproval,
  serialiseApproval,
  type ApprovalDigests,
  type ApprovalStatement,
} from '../../src/core/record/approval';
import { countApprovals } from '../../src/core/gate/countApprovals';
import {
  judgeApproval,
  type ApprovalContext,
  type JudgedApproval,
} from '../../src/core/gate/judgeApproval';
import { knowPeople } from '../../src/core/gate/people';
import { checkSignature, signText } from '../../src/node/sshKeygen';
import { secret } from './support/secrets';
import { SshKeys } from './support/sshKeys';

const now = new Date('2026-11-22T09:14:00Z');
const id = 'CHG-20261122-k7f3qd';
const digest = (letter: string): string => `sha256:${letter.repeat(64)}`;
const digests: ApprovalDigests = {
  content_digest: digest('a'),
  semantic_digest: digest('b'),
  intent_digest: digest('c'),
  policy_digest: digest('d'),
};

function statement(extra: Partial<ApprovalStatement> = {}): ApprovalStatement {
  return {
    apiVersion: 'mcp-change/v1',
    kind: 'ChangeApproval',
    record: id,
    decision: 'approve',
    roles: ['security'],
    by: 'email:bob@example.org',
    at: '2026-11-22T09:00:00Z',
    expires_at: '2026-11-29T09:00:00Z',
    ...digests,
    ...extra,
  };
}

function context(extra: Partial<ApprovalContext> = {}): ApprovalContext {
  return {
    record: id,
    digests,
    now,
    people: knowPeople(undefined, []),
    involved: [
      { identity: 'email:alice@example.org', part: 'requester' },
      { identity: 'github:carol', part: 'operator' },
    ],
    holds: () => true,
    keepsThroughLayout: false,
    solo: false,
    approvalDays: 7,
    ...extra,
  };
}

describe('An approval', () => {
  let keys: SshKeys;

  before(() => {
    keys = new SshKeys();
  });

  after(() => keys.remove());

  const signers = (): string =>
    keys.signers({
      'bob@example.org': 'bob',
      'alice@example.org,alice@home.example': 'alice',
      'github:carol': 'carol',
      'dave@example.org': 'dave',
      'noreply@anthropic.com': 'agent',
      'erin@example.org namespaces="git"': 'erin',
      '*@example.org': 'anybody',
    });

  /** Signs, writes, reads and judges; `tamper` changes the file on the way. */
  function judge(
    said: ApprovalStatement,
    key: string,
    extra: Partial<ApprovalContext> = {},
    tamper: (text: string) => string = (text) => text,
  ): JudgedApproval {
    const signature = signText(approvalText(said), keys.file(key));
    const text = tamper(serialiseApproval({ statement: said, signature }));
    const parsed = parseApproval(text);
    const { approval } = parsed;
    return judgeApproval(
      {
        path: `.mcp-change/records/${approvalFileName(said.record, said.by)}`,
        record: said.record,
        parsed,
        signature:
          approval === undefined
            ? undefined
            : checkSignature(approvalText(approval.statement), approval.signature, signers(), now),
      },
      context(extra),
    );
  }

  function refused(judged: JudgedApproval, refusal: string, words: RegExp): void {
    assert.ok(!judged.counts, 'it counts');
    assert.equal(judged.refusal, refusal, judged.because);
    assert.match(judged.because, words);
  }

  it('counts when it is signed by who it says, in time, for this very change', () => {
    const judged = judge(statement(), 'bob');
    assert.ok(judged.counts, JSON.stringify(judged));
    assert.deepEqual(judged.roles, ['security']);
    assert.equal(judged.selfApproved, false);
  });

  it('is refused when somebody wrote it in the name of another', () => {
    refused(judge(statement(), 'dave'), 'forged', /key belongs to dave@example\.org/);
    refused(judge(statement(), 'stranger'), 'forged', /not in the list of allowed signers/);
  });

  it('is refused when a word of it was changed after it was signed', () => {
    for (const [from, to] of [
      ['"security"', '"owner"'],
      [digest('a'), digest('e')],
      ['2026-11-29', '2026-11-30'],
    ] as const) {
      const judged = judge(statement(), 'bob', {}, (text) => text.replace(from, to));
      refused(judged, 'forged', /changed it after it was signed/);
    }
  });

  it('is refused when the key is for something else, or the list names nobody in particular', () => {
    const erin = statement({ by: 'email:erin@example.org' });
    refused(judge(erin, 'erin'), 'forged', /may not be used for approvals/);
    refused(judge(statement(), 'anybody'), 'forged', /not in the list/);
    const good = signText(approvalText(statement()), keys.file('bob'));
    const none = checkSignature(approvalText(statement()), good, undefined, now);
    assert.ok(!none.good);
    assert.match(none.because, /no \.mcp-change\/allowed_signers/);
    const late = keys.signers({ 'bob@example.org valid-before="20261101"': 'bob' });
    assert.ok(!checkSignature(approvalText(statement()), good, late, now).good);
  });

  it('is refused when it was given for another record or other content', () => {
    const other = 'CHG-20261122-zzzzzz';
    refused(judge(statement({ record: other }), 'bob'), 'replayed', /not for this change/);
    const content = { ...digests, content_digest: digest('e'), semantic_digest: digest('f') };
    refused(judge(statement(), 'bob', { digests: content }), 'edited', /files.*changed/);
    const plan = { ...digests, intent_digest: digest('e') };
    refused(judge(statement(), 'bob', { digests: plan }), 'plan-edited', /rollback plan changed/);
  });

  it('is kept through another layout at low and medium risk only', () => {
    const laidOut = { ...digests, content_digest: digest('e') };
    refused(judge(statement(), 'bob', { digests: laidOut }), 'edited', /laid out anew/);
    const kept = judge(statement(), 'bob', { digests: laidOut, keepsThroughLayout: true });
    assert.ok(kept.counts);
  });

  it('ends with a policy that may ask for more, and stays with one that asks no more', () => {
    const changed = { ...digests, policy_digest: digest('e') };
    refused(judge(statement(), 'bob', { digests: changed }), 'policy-changed', /policy changed/);
    const equal = { digests: changed, equalPolicies: [digests.policy_digest] };
    assert.ok(judge(statement(), 'bob', equal).counts);
  });

  it('is refused when it is expired, older than the policy allows, or of tomorrow', () => {
    refused(
      judge(statement({ expires_at: '2026-11-22T09:10:00Z' }), 'bob'),
      'expired',
      /expired on 2026-11-22/,
    );
    const long = statement({ at: '2026-11-01T09:00:00Z', expires_at: '2030-01-01T00:00:00Z' });
    refused(judge(long, 'bob'), 'expired', /expired on 2026-11-08/);
    refused(judge(statement({ at: '2026-11-23T09:00:00Z' }), 'bob'), 'expired', /future/);
  });

  it('is refused when it is self-given, under any name that is known', () => {
    const given = (by: string, key: string, extra: Partial<ApprovalContext> = {}): void => {
      refused(judge(statement({ by }), key, extra), 'self-given', /cannot approve it/);
    };
    given('email:alice@example.org', 'alice');
    given('email:Alice+work@example.org', 'alice');
    // The same key under another principal of its line.
    given('email:alice@home.example', 'alice');
    const mailmap = 'Bob <bob@example.org> <alice@example.org>\n';
    given('email:bob@example.org', 'bob', { people: knowPeople(mailmap, []) });
    const aliases = [['github:bobby', 'email:bob@example.org']];
    const involved = [
      { identity: 'email:77+Bobby@users.noreply.github.com', part: 'co-author' as const },
    ];
    given('email:bob@example.org', 'bob', { people: knowPeople(undefined, aliases), involved });
  });

  it('is refused when the agent that wrote the change was run by the approver', () => {
    refused(
      judge(statement({ by: 'github:carol' }), 'carol'),
      'self-given',
      /ran the agent that wrote part of this change/,
    );
  });

  it('is refused when an agent gives it', () => {
    refused(
      judge(statement({ by: 'email:noreply@anthropic.com' }), 'agent'),
      'agent',
      /Only people approve/,
    );
  });

  it('is refused when the policy does not name the person for the role', () => {
    const holds = (): boolean => false;
    refused(judge(statement(), 'bob', { holds }), 'no-role', /does not name them/);
  });

  it('of the author counts where one person may stand alone, and says so', () => {
    const judged = judge(statement({ by: 'email:alice@example.org' }), 'alice', { solo: true });
    assert.ok(judged.counts && judged.selfApproved);
    const solo = { hours: 24, because: 'one person' };
    const demands = { approvals: [{ role: 'security', count: 2, because: [] }], distinctPeople: 2 };
    const alone = countApprovals({ ...demands, solo }, [judged]);
    assert.ok(alone.complete && alone.selfApproved);
    assert.ok(!countApprovals({ ...demands, solo: undefined }, [judged]).complete);
  });

  describe('in its file', () => {
    const signature = `-----BEGIN SSH SIGNATURE-----\n${'A'.repeat(70)}\n-----END SSH SIGNATURE-----\n`;

    it('comes back as it was written, whatever the line endings', () => {
      const text = serialiseApproval({ statement: statement({ why: 'looks right' }), signature });
      const { approval } = parseApproval(text.replaceAll('\n', '\r\n'));
      assert.deepEqual(approval, { statement: statement({ why: 'looks right' }), signature });
    });

    it('is not read when a key is unknown, missing or stands there twice', () => {
      const text = serialiseApproval({ statement: statement(), signature });
      for (const broken of [
        text.replace('"record"', '"recorded"'),
        text.replace('"by":', '"by": "email:eve@example.org", "by":'),
        text.replace('"apiVersion"', '"more": 1, "apiVersion"'),
        text.replace('"approve"', '"accept"'),
        text.replace('BEGIN SSH', 'BEGIN PGP'),
        text.replace('bob@example.org', 'bob\u200b@example.org'),
        text.slice(0, -3),
        '[]',
        '',
        'x'.repeat(20_000),
      ]) {
        assert.ok(parseApproval(broken).problem !== undefined, broken.slice(0, 80));
      }
    });

    it('holds no credential', () => {
      const parsed = parseApproval(
        serialiseApproval({ statement: statement({ why: `use ${secret('github')}` }), signature }),
      );
      assert.ok(parsed.problem !== undefined && parsed.secret === true);
    });

    it('never throws, whatever the text', () => {
      fc.assert(
        fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
          assert.ok(parseApproval(text).problem !== undefined);
        }),
      );
    });

    it('has a name that two people never share, and that is no record', () => {
      const names = [
        'email:bob@a.org',
        'email:bob@b.org',
        'github:bob',
        'user:日本',
        'email:BOB@a.org',
      ].map((by) => approvalFileName(id, by));
      assert.equal(new Set(names).size, names.length);
      for (const name of names) {
        assert.equal(approvedRecord(name), id, name);
        assert.doesNotMatch(name, /\.ya?ml$/);
      }
      assert.equal(approvedRecord(`${id}-let-it.yaml`), undefined);
    });
  });
});

describe('Counting approvals', () => {
  const given = (person: string, key: string, roles: readonly string[]): JudgedApproval => ({
    counts: true,
    path: person,
    approval: { statement: statement({ by: person, roles }), signature: '' },
    person,
    key,
    roles,
    selfApproved: false,
  });
  const demands: Pick<Requirements, 'approvals' | 'distinctPeople' | 'solo'> = {
    approvals: [
      { role: 'owner', count: 1, because: ['high risk'] },
      { role: 'security', count: 1, because: [] },
    ],
    distinctPeople: 2,
  };

  it('names each role that is missing, with the reason', () => {
    const { complete, missing } = countApprovals(demands, []);
    assert.ok(!complete);
    assert.deepEqual(missing, [
      'Needs an approval as owner (high risk).',
      'Needs an approval as security.',
    ]);
  });

  it('lets one person play two roles, but asks for different people', () => {
    const both = given('a', 'k1', ['owner', 'security']);
    const one = countApprovals(demands, [both]);
    assert.deepEqual(one.missing, ['2 different people have to stand behind it; 1 so far.']);
    assert.ok(countApprovals(demands, [both, given('b', 'k2', ['owner'])]).complete);
  });

  it('takes two names with one key, or one name with two keys, for one person', () => {
    const both = given('a', 'k1', ['owner', 'security']);
    assert.ok(!countApprovals(demands, [both, given('b', 'k1', ['owner'])]).complete);
    assert.ok(!countApprovals(demands, [both, given('a', 'k2', ['owner'])]).complete);
  });

  it('is stopped by a no', () => {
    const no: JudgedApproval = {
      ...given('c', 'k3', []),
      counts: true,
      approval: {
        statement: statement({ by: 'c', decision: 'reject', why: 'too wide' }),
        signature: '',
      },
    } as JudgedApproval;
    const enough = [given('a', 'k1', ['owner']), given('b', 'k2', ['security'])];
    assert.ok(countApprovals(demands, enough).complete);
    const counted = countApprovals(demands, [...enough, no]);
    assert.ok(!counted.complete);
    assert.match(counted.missing[0] ?? '', /c said no: too wide/);
  });
});

describe('People', () => {
  it('are the same under every known name, in any order of joining', () => {
    const identities = fc.constantFrom('email:a@x.org', 'github:a', 'email:b@x.org', 'gitlab:c');
    fc.assert(
      fc.property(fc.array(fc.tuple(identities, identities)), (pairs) => {
        const people = knowPeople(undefined, pairs);
        const turned = knowPeople(undefined, [...pairs].reverse());
        for (const [left, right] of pairs) assert.ok(people.same(left, right));
        for (const left of ['email:a@x.org', 'github:a', 'gitlab:c']) {
          for (const right of ['email:b@x.org', 'gitlab:c']) {
            assert.equal(people.same(left, right), turned.same(left, right));
          }
        }
      }),
    );
  });

  it('are read from a mailmap in all its forms', () => {
    const people = knowPeople(
      '# team\nAlice <alice@x.org> <alice@old.org>\n<alice@x.org> Alice <root@box>\nBob <bob@x.org>\n',
      [],
    );
    assert.ok(people.same('email:alice@old.org', 'email:ROOT@box'));
    assert.ok(!people.same('email:bob@x.org', 'email:alice@x.org'));
  });
});
