import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parsePolicy } from '../../src/core/policy/parsePolicy';

const head = 'apiVersion: mcp-change/v1\nkind: ChangePolicy\nversion: 1\n';

interface Case {
  readonly name: string;
  readonly text: string;
  readonly says: RegExp;
  /** The text underlined. */
  readonly at: string;
}

const cases: readonly Case[] = [
  { name: 'nothing', text: '', says: /This is not a policy/, at: '' },
  { name: 'a list', text: '- a\n', says: /This is not a policy/, at: '-' },
  {
    name: 'an unknown key',
    text: `${head}tier: {}\n`,
    says: /“tier” is not part of a policy here.*protects nothing/,
    at: 'tier',
  },
  {
    name: 'a word that is none of the list',
    text: `${head}enforcement: { gate: demand }\n`,
    says: /has to be one of: advise, require/,
    at: 'demand',
  },
  {
    name: 'a role that nobody plays',
    text: `${head}tiers:\n  high:\n    approvals: { secuirty: 1 }\n`,
    says: /There is no role “secuirty”/,
    at: 'secuirty',
  },
  {
    name: 'a team without people',
    text: `${head}roles:\n  security: { teams: ["github:example/security"] }\n`,
    says: /Add its people under “teams”/,
    at: '"github:example/security"',
  },
  {
    name: 'a freeze that ends before it starts',
    text: `${head}freeze:\n  - { name: Rest, from: 2027-01-04T00:00:00Z, to: 2026-12-18T00:00:00Z }\n`,
    says: /ends before it starts/,
    at: '2026-12-18T00:00:00Z',
  },
  {
    name: 'a day that does not exist',
    text: `${head}freeze:\n  - { name: Rest, from: 2026-13-18T00:00:00Z, to: 2027-01-04T00:00:00Z }\n`,
    says: /no such date/,
    at: '2026-13-18T00:00:00Z',
  },
  {
    name: 'one name for two people',
    text: `${head}people:\n  github:alice: [email:a@example.org]\n  github:bob: [email:A@example.org]\n`,
    says: /one name cannot be two people/,
    at: 'email:A@example.org',
  },
  {
    name: 'an anchor',
    text: `${head}roles: &a\n  security: { anyone: true }\n`,
    says: /no anchors/,
    at: 'security: { anyone: true }\n',
  },
  {
    name: 'a key that stands twice',
    text: `${head}version: 2\n`,
    says: /stands here twice/,
    at: 'version',
  },
  {
    name: 'a path that leads out',
    text: `${head}freeze:\n  - { name: A, from: 2026-12-18T00:00:00Z, to: 2027-12-18T00:00:00Z, paths: [ "../other/**" ] }\n`,
    says: /not in the right form/,
    at: '"../other/**"',
  },
];

describe('parsePolicy', () => {
  for (const { name, text, says, at } of cases) {
    it(`says where and what is wrong: ${name}`, () => {
      const { policy, problems } = parsePolicy(text);
      assert.equal(policy, undefined);
      const [first] = problems;
      assert.match(first?.message ?? '', says);
      assert.equal(text.slice(first?.range.start, first?.range.end), at);
    });
  }

  it('reads the least that a policy can say, and everything it can', () => {
    assert.equal(parsePolicy(head).policy?.version, 1);
    const all = `${head}enforcement: { editor: advise, gate: require }
people: { github:alice: [email:alice@example.org, "key:SHA256:abc"] }
teams: { github:example/security: [github:bob] }
roles: { security: { teams: [github:example/security] }, owner: { codeowners: true } }
tiers: { high: { approvals: { owner: 1, category-owner: 1 }, distinct_people: 2, wait_hours: 4 } }
types: { infrastructure: { approvals: { platform-owner: 1 } } }
categories: { agent-financial: { at_least: critical, owner: finance-owner } }
standard: [format-only, tighten-only]
emergency: { approvals: { on-call: 1 }, incident: true, review_hours: 24, end_hours: 72 }
freeze:
  - { name: Rest, from: 2026-12-18T00:00:00Z, to: 2027-01-04T00:00:00+01:00, directions: [loosens] }
solo: { allowed: true, wait_hours: 24 }
approval_days: 7
`;
    assert.deepEqual(parsePolicy(all).problems, []);
  });

  it('refuses a huge one, a deep one and a credential', () => {
    assert.match(parsePolicy(`# ${'x'.repeat(200_000)}`).problems[0]?.message ?? '', /100 kB/);
    assert.match(parsePolicy('['.repeat(50_000)).problems[0]?.message ?? '', /read|deep/);
    const secret = ['ghp', 'A'.repeat(36)].join('_');
    const told = parsePolicy(`${head}people: { github:alice: ["email:${secret}"] }\n`);
    assert.match(told.problems[0]?.message ?? '', /looks like a credential/);
    assert.ok(!JSON.stringify(told).includes(secret));
  });

  it('never throws, and never has both a policy and a problem', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.string().map((text) => head + text),
        ),
        (text) => {
          const { policy, problems } = parsePolicy(text);
          assert.equal(policy === undefined, problems.length > 0);
          for (const { range } of problems)
            assert.ok(range.start <= range.end && range.end <= text.length);
        },
      ),
      { numRuns: 200 },
    );
  });
});
