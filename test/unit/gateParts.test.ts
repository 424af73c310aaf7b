import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { GateInput } from '../../src/core/gate/gateInput';
import { lowerTier } from '../../src/core/gate/lowerTier';
import { mayApprove } from '../../src/core/gate/mayApprove';
import { movedKeys } from '../../src/core/gate/movedKeys';
import { plannedNow, withAnswersOf, type PlacedTemplate } from '../../src/core/gate/plannedNow';
import { requestConflicts } from '../../src/core/gate/requestConflicts';
import { stateApproval } from '../../src/core/gate/stateApproval';
import { weighRequest, type WeighedRequest } from '../../src/core/gate/weighRequest';
import { approvalText, parseApproval, serialiseApproval } from '../../src/core/record/approval';
import type { ChangeRecord } from '../../src/core/record/changeRecord';
import { policyHead } from './policySupport';
import { changedFile, recordOf } from './recordSupport';
import { edit } from './rollbackSupport';

const settings = '.claude/settings.json';
const loosening = edit(
  settings,
  '{ "permissions": { "allow": [], "deny": ["Read(./.env)"] } }\n',
  '{ "permissions": { "allow": ["Bash(npm test)"], "deny": [] } }\n',
);
const tightening = edit(
  settings,
  '{ "permissions": { "allow": ["Bash(curl:*)"] } }\n',
  '{ "permissions": { "allow": [] } }\n',
);

interface Around {
  readonly policy?: string;
  readonly record?: Partial<ChangeRecord>;
  readonly templates?: readonly PlacedTemplate[];
  readonly codeowners?: string;
}

/** A request for one edit, as the gate weighs it. */
function weighed(analysis: typeof loosening, around: Around = {}): WeighedRequest {
  const record: ChangeRecord = { ...recordOf(analysis), status: 'proposed', ...around.record };
  const path = '.mcp-change/policy.yaml';
  const policies =
    around.policy === undefined
      ? []
      : [{ path, text: policyHead + around.policy, blob: 'a'.repeat(40) }];
  const input: GateInput = {
    now: new Date('2026-11-22T09:14:00Z'),
    files: [changedFile(analysis)],
    records: [],
    approvals: [],
    rules: {
      policies,
      policiesAfter: policies,
      earlierPolicies: () => [],
      mailmap: undefined,
      codeowners: around.codeowners,
      templates: around.templates ?? [],
    },
    commits: new Map([
      [
        record.id,
        [
          {
            committedAt: new Date(0),
            people: [
              { identity: 'email:carol@example.org', part: 'committer' },
              { identity: 'email:dave@example.org', part: 'co-author' },
            ],
          },
        ],
      ],
    ]),
    onBase: () => true,
  };
  return weighRequest(record, input);
}

describe('Whether somebody may approve', () => {
  const because = (request: WeighedRequest, me: string): string => {
    const part = mayApprove(request, me);
    return 'because' in part ? part.because : '';
  };

  it('is yes for whoever had no part in it, with the roles they would approve as', () => {
    assert.deepEqual(mayApprove(weighed(loosening), 'email:bob@example.org'), {
      roles: ['owner', 'security', 'agent-owner'],
      alone: false,
      awaited: true,
    });
  });

  it('is no for whoever asked, committed, co-wrote or is an agent, and says which', () => {
    const request = weighed(loosening);
    assert.match(because(request, request.record.requester.id), /^You asked for this change;/);
    assert.match(because(request, 'email:carol@example.org'), /^You committed part/);
    assert.match(because(request, 'email:Dave@Example.org'), /^You are a co-author/);
    assert.match(because(request, 'agent:claude-code'), /^Agents do not approve/);
  });

  it('is no for whoever the policy does not name, and where nobody has to', () => {
    const policy =
      'roles:\n  owner: { people: ["email:zoe@example.org"] }\n  security: { people: ["email:zoe@example.org"] }\n  agent-owner: { people: ["email:zoe@example.org"] }\n';
    assert.match(
      because(weighed(loosening, { policy }), 'email:bob@example.org'),
      /does not name you/,
    );
    assert.match(because(weighed(tightening), 'email:bob@example.org'), /Nobody has to approve/);
  });

  it('is no for what is over, whoever asks', () => {
    for (const status of ['closed', 'withdrawn', 'rolled-back'] as const) {
      const request = weighed(loosening, { record: { status } });
      assert.match(
        because(request, 'email:bob@example.org'),
        /there is nothing to approve/,
        status,
      );
    }
  });

  it('is yes, and alone, for the author where the policy is for one', () => {
    const request = weighed(loosening, { policy: 'solo: { allowed: true }\n' });
    const part = mayApprove(request, request.record.requester.id);
    assert.ok('roles' in part && part.alone);
  });
});

describe('A request in a folder of a repository', () => {
  it('is judged by the rules of the root', () => {
    const codeowners = '/packages/a/ @zoe\n';
    const below = { ...loosening, path: `packages/a/${loosening.path}` };
    const inside = weighed(below, { codeowners });
    const roles = (request: WeighedRequest): readonly string[] => {
      const part = mayApprove(request, 'github:bob');
      return 'roles' in part ? part.roles : [];
    };
    assert.deepEqual(roles(inside), ['security', 'agent-owner']);
    assert.deepEqual(roles(weighed(loosening, { codeowners })), [
      'owner',
      'security',
      'agent-owner',
    ]);
    const policy = 'freeze: []\nsolo: { allowed: true }\n';
    assert.ok(weighed(below, { policy }).requirements.solo);
  });
});

describe('What somebody says about a request', () => {
  it('is for the content, plan and policy as they were weighed, and ends with the days of the policy', () => {
    const request = weighed(loosening, { policy: 'approval_days: 3\n' });
    const said = { decision: 'approve', by: 'email:bob@example.org', roles: ['security'] } as const;
    const statement = stateApproval(request, { ...said, why: '  fine  ' });
    assert.equal(statement.record, request.record.id);
    assert.deepEqual(
      [statement.content_digest, statement.intent_digest, statement.policy_digest],
      [
        request.digests.content_digest,
        request.digests.intent_digest,
        request.digests.policy_digest,
      ],
    );
    assert.equal(statement.at, '2026-11-22T09:14:00Z');
    assert.equal(statement.expires_at, '2026-11-25T09:14:00Z');
    assert.equal(statement.why, 'fine');
    assert.equal('why' in stateApproval(request, { ...said, why: '   ' }), false);
  });

  it('can be read again as it was said', () => {
    const statement = stateApproval(weighed(loosening), {
      decision: 'reject',
      by: 'email:bob@example.org',
      roles: [],
      why: 'too wide',
    });
    const signature = '-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----\n';
    const { approval, problem } = parseApproval(serialiseApproval({ statement, signature }));
    assert.ok(approval, problem);
    assert.equal(approvalText(approval.statement), approvalText(statement));
  });
});

describe('The cheapest way to a lower tier', () => {
  it('names the one change without which the rest is rated lower', () => {
    assert.match(
      lowerTier([loosening]) ?? '',
      /^(?:low|none|medium|high) instead of critical without this change: .*\.env/,
    );
  });

  it('names nothing where the risk is low, or where one change is all there is', () => {
    assert.equal(lowerTier([tightening]), undefined);
    const single = edit(
      settings,
      '{ "permissions": { "deny": ["Read(./.env)"] } }\n',
      '{ "permissions": { "deny": [] } }\n',
    );
    assert.equal(lowerTier([single]), undefined);
  });
});

describe('The keys that moved since a record was written', () => {
  const record = recordOf(loosening);

  it('are none while the files say what it says', () => {
    assert.deepEqual(movedKeys(record, [loosening]), []);
  });

  it('are those of other values, of changes that are gone and of new ones', () => {
    const later = edit(
      settings,
      loosening.baselineText,
      '{ "permissions": { "allow": ["Bash(npm *)"], "deny": ["Read(./.env)"], "ask": ["Bash(ls)"] } }\n',
    );
    assert.deepEqual([...movedKeys(record, [later])].sort(), ['allow', 'ask', 'deny']);
    assert.deepEqual([...movedKeys(record, [])].sort(), ['allow', 'deny']);
  });

  it('are a few words, whatever moved', () => {
    const keys = Array.from({ length: 20 }, (_, index) => `"a${index}": { "command": "x" }`).join();
    const many = edit('.mcp.json', '{ "mcpServers": {} }\n', `{ "mcpServers": { ${keys} } }\n`);
    assert.equal(movedKeys(record, [many]).length, 3);
  });
});

describe('Requests that touch the same entry', () => {
  const { changes } = recordOf(loosening);
  const [first, second] = changes;
  assert.ok(first && second);

  it('name each other, the file and what both change', () => {
    const found = requestConflicts([
      { id: 'A', changes: [first] },
      { id: 'B', changes: [first, second] },
      { id: 'C', changes: [second] },
    ]);
    assert.deepEqual(
      found.get('A')?.map(({ with: other, file }) => `${other} ${file}`),
      [`B ${settings}`, ...(first.subject === second.subject ? [`C ${settings}`] : [])],
    );
    assert.ok(found.get('B')?.some(({ with: other }) => other === 'A'));
    assert.ok(found.get('C')?.some(({ with: other }) => other === 'B'));
  });

  it('say so in both, and never of themselves', () => {
    const subjects = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 4 });
    fc.assert(
      fc.property(fc.array(subjects, { maxLength: 6 }), (all) => {
        const records = all.map((names, index) => ({
          id: String(index),
          changes: names.map((subject) => ({ ...first, subject })),
        }));
        const found = requestConflicts(records);
        for (const [id, conflicts] of found) {
          for (const { with: other, subject } of conflicts) {
            assert.notEqual(other, id);
            assert.ok(
              found.get(other)?.some((back) => back.with === id && back.subject === subject),
            );
          }
        }
      }),
    );
  });
});

describe('What the templates ask of the diff', () => {
  const own: PlacedTemplate = {
    path: '.mcp-change/templates/agent-permission.yaml',
    override: {
      template: 'agent-permission',
      questions: [],
      checklist: [{ id: 'ticket', ask: 'Is there a ticket?' }],
      tests: [],
      deployment: [],
    },
  };
  const beside: PlacedTemplate = {
    path: 'packages/a/.mcp-change/templates/agent-permission.yaml',
    override: { ...own.override, checklist: [{ id: 'ticket', ask: 'Is there a ticket of ours?' }] },
  };
  const ask = (request: WeighedRequest, path: string): string | undefined =>
    plannedNow(request, path).checklist.find(({ id }) => id === 'ticket')?.ask;

  it('counts those of the team, those beside the record last, and no others', () => {
    const request = weighed(loosening, { templates: [own, beside] });
    assert.equal(ask(request, '.mcp-change/records/x.yaml'), 'Is there a ticket?');
    assert.equal(
      ask(request, 'packages/a/.mcp-change/records/x.yaml'),
      'Is there a ticket of ours?',
    );
    assert.equal(ask(weighed(loosening), '.mcp-change/records/x.yaml'), undefined);
  });

  it('answers by the diff what the record claims that the machine found', () => {
    const request = weighed(loosening);
    const { record } = request;
    const checklist = plannedNow(request, 'x').checklist.map(({ id, ask: text }) => ({
      id,
      ask: text,
      answer: 'yes' as const,
      because: 'it was looked at',
    }));
    const claimed = { ...record, review: { checklist } };
    const told = withAnswersOf(claimed, plannedNow(request, 'x')).review?.checklist ?? [];
    const kept = told.find(({ id }) => id === 'protections-kept');
    assert.equal(kept?.answer, 'no');
    assert.match(kept.because ?? '', /\.env/);
    assert.equal(
      told.some(({ because }) => because === 'it was looked at'),
      false,
    );
  });
});
