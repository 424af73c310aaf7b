import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { FileAnalysis } from '../../src/core/analyze';
import { applyPolicy } from '../../src/core/policy/applyPolicy';
import { builtInPolicy, noDemands, strictestPolicy } from '../../src/core/policy/builtInPolicy';
import { cheapestWay } from '../../src/core/policy/cheapestWay';
import type { ChangePolicy } from '../../src/core/policy/changePolicy';
import { joinPolicies } from '../../src/core/policy/joinPolicies';
import { matchesGlob } from '../../src/core/policy/pathGlob';
import { policySchema } from '../../src/core/policy/policySchema';
import { builtInInForce, requirementsOf } from '../../src/core/policy/requirementsOf';
import { judgingPolicies, resolvePolicy } from '../../src/core/policy/resolvePolicy';
import { compareTiers } from '../../src/core/risk/scoreFinding';
import {
  asksAtLeast,
  edits,
  inForce,
  inForceOf,
  now,
  policyHead,
  policyTexts,
  required,
} from './policySupport';
import { edit } from './rollbackSupport';

const all = Object.values(edits);

describe('Requirements without a policy file', () => {
  const lanes: readonly (readonly [keyof typeof edits, string, string | undefined])[] = [
    ['loosening', 'normal', undefined],
    ['tightening', 'standard', 'tighten-only'],
    ['formatting', 'standard', 'format-only'],
    ['pin', 'standard', 'pin-version'],
    ['patch', 'standard', 'patch-bump'],
    ['pinLost', 'normal', undefined],
    ['unreadable', 'normal', undefined],
  ];
  for (const [name, lane, id] of lanes) {
    it(`puts ${name} into the ${lane} lane`, () => {
      const found = required([edits[name]]);
      assert.equal(found.lane, lane);
      assert.equal(found.standard?.id, id);
      assert.equal(found.record, lane === 'normal');
    });
  }

  it('says in words who is needed and why', () => {
    assert.deepEqual(required([edits.loosening]).sentences, [
      'Normal lane: needs owner + security + agent owner (2 different people), because the risk is critical and it changes what an agent may do.',
      'Also needed: passed tests, a rehearsed rollback, an answered checklist and signed approvals.',
    ]);
    assert.deepEqual(required([edits.tightening]).sentences, [
      'Standard lane: nothing here loosens anything. No request needed.',
    ]);
    assert.deepEqual(required([edits.unreadable]).sentences, [
      'Normal lane: needs owner + security (2 different people), because a governed file could not be read and counts as high.',
      'Also needed: passed tests, a rehearsed rollback and an answered checklist.',
    ]);
  });

  it('only advises, and is loose about nothing that a proof does not cover', () => {
    const { enforcement } = required([edits.loosening]);
    assert.deepEqual(enforcement, { editor: 'advise', gate: 'advise' });
    assert.equal(required([edits.tightening, edits.pinLost]).lane, 'normal');
  });

  it('lets containment wait for nobody and asks of every other emergency what it costs', () => {
    const contained = required([edits.tightening], undefined, { emergency: true });
    assert.deepEqual(contained.sentences, [
      'Emergency lane: it only stops something, so nobody has to agree first. Somebody else reviews it within 24 hours.',
    ]);
    assert.deepEqual(contained.approvals, []);
    const opened = required([edits.loosening], undefined, { emergency: true });
    assert.deepEqual(opened.sentences, [
      'Emergency lane: needs on call, a reason and a link to the incident. Somebody else reviews it within 24 hours; what it loosens ends after 3 days.',
    ]);
    assert.deepEqual(
      opened.approvals.map(({ role }) => role),
      ['on-call'],
    );
  });
});

describe('Requirements under a policy', () => {
  it('asks for less where the policy says so, and for more where it does', () => {
    const lower = required(
      [edits.loosening],
      'tiers: { critical: { approvals: {}, tests: false, rehearsal: false, checklist: false } }\n',
    );
    assert.deepEqual(lower.sentences, [
      'Normal lane: needs a change request; nobody has to approve it.',
    ]);
    const higher = required(
      [edits.patch],
      'standard: [tighten-only]\ntypes: { code-deployment: { approvals: { security: 2 } } }\n',
    );
    assert.equal(
      higher.sentences[0],
      'Normal lane: needs owner + 2 of security, because the risk is low and it deploys code or instructions.',
    );
  });

  it('stops in a freeze what opens, and lets pass what only tightens', () => {
    const freeze =
      'freeze:\n  - { name: Year end, from: 2026-11-01T00:00:00Z, to: 2027-01-04T00:00:00Z }\n';
    assert.equal(
      required([edits.loosening], freeze).sentences.at(-1),
      'Frozen until 2027-01-04 00:00 UTC (Year end). What only tightens may pass.',
    );
    assert.notEqual(required([edits.patch], freeze).frozen, undefined);
    assert.notEqual(required([edits.unreadable], freeze).frozen, undefined);
    assert.equal(required([edits.tightening], freeze).frozen, undefined);
    assert.equal(required([edits.loosening], freeze, { emergency: true }).frozen, undefined);
    const over = new Date('2027-01-04T00:00:00Z');
    assert.equal(required([edits.loosening], freeze, { now: over }).frozen, undefined);
    const money = freeze.replace('Z }', 'Z, categories: [agent-financial] }');
    assert.equal(required([edits.loosening], money).frozen, undefined);
    const elsewhere = freeze.replace('Z }', 'Z, paths: ["apps/**"] }');
    assert.equal(required([edits.loosening], elsewhere).frozen, undefined);
  });

  it('reads the paths of a freeze from the folder of its policy, whichever folder is opened', () => {
    const window =
      'freeze:\n  - { name: Rest, from: 2026-11-01T00:00:00Z, to: 2027-01-04T00:00:00Z, paths: [PATHS] }\n';
    const head = 'apiVersion: mcp-change/v1\nkind: ChangePolicy\nversion: 1\n';
    const frozen = (path: string, paths: string, opened: string): boolean => {
      const judging = judgingPolicies(
        [{ path, text: head + window.replace('PATHS', paths) }],
        [],
        [`${opened}/${edits.loosening.path}`],
      );
      const prefix = `${opened}/`;
      return (
        requirementsOf([edits.loosening], { policy: judging.policy, prefix, now }).frozen !==
        undefined
      );
    };
    const root = '.mcp-change/policy.yaml';
    assert.equal(frozen(root, '"packages/a/**"', 'packages/a'), true);
    assert.equal(frozen(root, '"packages/b/**"', 'packages/a'), false);
    const nested = 'packages/.mcp-change/policy.yaml';
    assert.equal(frozen(nested, '"a/**"', 'packages/a'), true);
    assert.equal(frozen(nested, '"packages/a/**"', 'packages/a'), false);
  });

  it('passes tightening through any freeze', () => {
    fc.assert(
      fc.property(policyTexts, (text) => {
        const policy = inForceOf(applyPolicy(builtInPolicy, text));
        assert.equal(requirementsOf([edits.tightening], { policy, now }).frozen, undefined);
      }),
    );
  });

  it('offers the way of a team of one where the policy allows it', () => {
    assert.match(
      required([edits.loosening], 'solo: { allowed: true, wait_hours: 12 }\n').sentences.at(-1) ??
        '',
      /approve it yourself after 12 hours .* “self-approved”/,
    );
    assert.equal(required([edits.loosening]).solo, undefined);
  });

  it('treats everything in the strictest way while a policy cannot be read, and says so', () => {
    for (const text of [undefined, 'version: [', `${policyHead}tires: {}\n`, '']) {
      for (const file of all) {
        const policy = inForce(text);
        const found = requirementsOf([file], { policy, now });
        assert.equal(policy.readable, false);
        assert.equal(found.lane, 'normal');
        assert.equal(asksAtLeast(found, required([file])), undefined);
        assert.deepEqual(found.enforcement, { editor: 'require', gate: 'require' });
        assert.match(
          found.sentences.at(-1) ?? '',
          /policy.yaml cannot be read.*counts as critical/,
        );
      }
    }
  });

  it('is never stricter than the strictest', () => {
    for (const file of all) {
      const strictest = requirementsOf([file], { policy: inForceOf(strictestPolicy), now });
      assert.equal(asksAtLeast(strictest, required([file])), undefined);
    }
  });
});

describe('Policies in sub-folders', () => {
  const nested = (
    text: string,
    paths: readonly string[] = ['packages/a/.mcp.json'],
  ): ReturnType<typeof resolvePolicy> =>
    resolvePolicy(
      [
        { path: 'packages/a/.mcp-change/policy.yaml', text: policyHead + text },
        {
          path: '.mcp-change/policy.yaml',
          text: `${policyHead}tiers: { low: { approvals: { owner: 2 } } }\n`,
        },
      ],
      paths,
    );

  it('hold for their folder, on top of the one above', () => {
    const { policy, from } = nested('tiers: { low: { approvals: { owner: 2, security: 1 } } }\n');
    assert.deepEqual(policy.tiers.low.approvals, { owner: 2, security: 1 });
    assert.deepEqual(from, ['.mcp-change/policy.yaml', 'packages/a/.mcp-change/policy.yaml']);
    assert.deepEqual(nested('standard: []\n', ['packages/b/.mcp.json']).from, [
      '.mcp-change/policy.yaml',
    ]);
  });

  it('cannot ask for less, and that is said', () => {
    const { policy, notes } = nested(
      'tiers: { low: { approvals: {} } }\nsolo: { allowed: true }\n',
    );
    assert.deepEqual(policy.tiers.low.approvals, { owner: 2 });
    assert.deepEqual(notes, [
      'packages/a/.mcp-change/policy.yaml: tiers.low.approvals asks for less here than the policy above, and is ignored.',
      'packages/a/.mcp-change/policy.yaml: solo.allowed asks for less here than the policy above, and is ignored.',
    ]);
  });

  it('cannot name more people for a role, nor make two of them one', () => {
    const { policy } = resolvePolicy(
      [
        {
          path: '.mcp-change/policy.yaml',
          text: `${policyHead}roles: { security: { people: [github:alice, github:bob] } }\n`,
        },
        {
          path: 'a/.mcp-change/policy.yaml',
          text: `${policyHead}roles: { security: { people: [github:mallory] }, owner: { anyone: true } }\npeople: { github:alice: [github:mallory] }\nteams: { github:example/x: [github:mallory] }\n`,
        },
      ],
      ['a/.mcp.json'],
    );
    assert.deepEqual(policy.roles['security']?.people, ['github:alice', 'github:bob']);
    assert.equal(policy.roles['owner']?.anyone, false);
    assert.deepEqual(policy.people, {});
    assert.deepEqual(policy.teams, {});
  });

  it('never loosen anything, whatever both say', () => {
    fc.assert(
      fc.property(policyTexts, policyTexts, (outer, inner) => {
        const above = applyPolicy(builtInPolicy, outer);
        const { policy } = joinPolicies(above, applyPolicy(above, inner, 'a'));
        for (const file of all) {
          for (const emergency of [false, true]) {
            const more = requirementsOf([file], { policy: inForceOf(policy), now, emergency });
            const less = requirementsOf([file], { policy: inForceOf(above), now, emergency });
            assert.equal(asksAtLeast(more, less), undefined);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('are judged together with the old policy when the policy changes', () => {
    fc.assert(
      fc.property(policyTexts, policyTexts, (before, after) => {
        const [policy, newPolicy] = [before, after].map((text) =>
          inForceOf(applyPolicy(builtInPolicy, text)),
        );
        assert.ok(policy !== undefined && newPolicy !== undefined);
        const both = requirementsOf([edits.loosening], { policy, newPolicy, now });
        assert.equal(
          asksAtLeast(both, requirementsOf([edits.loosening], { policy, now })),
          undefined,
        );
      }),
      { numRuns: 60 },
    );
  });
});

describe('Patterns of a policy', () => {
  const cases: readonly (readonly [string, string, boolean])[] = [
    ['prompts/**/*.txt', 'prompts/a/b.txt', true],
    ['prompts/**/*.txt', 'prompts/b.txt', true],
    ['prompts/**', 'prompts/a/b', true],
    ['prompts/**', 'prompts', false],
    ['**/x.?s', 'a/b/x.ts', true],
    ['*.md', 'a/b.md', false],
    ['a*b*c', 'a-b-b-c', true],
    ['a*b*c', 'a-c-b', false],
  ];
  for (const [pattern, path, fits] of cases) {
    it(`${pattern} ${fits ? 'fits' : 'does not fit'} ${path}`, () => {
      assert.equal(matchesGlob(pattern, path), fits);
    });
  }

  it('take no time that grows faster than what is written', () => {
    assert.equal(matchesGlob(`${'*a'.repeat(90)}b`, 'a'.repeat(20_000)), false);
    assert.equal(matchesGlob(`${'**/a/'.repeat(40)}b`, 'a/'.repeat(300)), false);
  });
});

describe('Changes of the policy itself', () => {
  const path = '.mcp-change/policy.yaml';
  const loosened = edit(
    path,
    `${policyHead}enforcement: { gate: require }\n`,
    `${policyHead}enforcement: { gate: advise }\n`,
  );
  const tightened = edit(path, policyHead, `${policyHead}enforcement: { gate: require }\n`);

  it('need two of security and a day when they ask for less, one tier less otherwise', () => {
    const { sentences, tier } = required([loosened]);
    assert.equal(tier, 'critical');
    assert.deepEqual(sentences, [
      'Normal lane: needs owner + 2 of security (2 different people), because the risk is critical and it changes the policy itself.',
      'Also needed: passed tests, a rehearsed rollback, an answered checklist and signed approvals.',
      'It waits 24 hours after it was proposed, because it changes the policy itself.',
    ]);
    const stricter = required([tightened]);
    assert.equal(stricter.tier, 'medium');
    assert.equal(stricter.lane, 'normal');
  });

  it('never come together with what the policy governs', () => {
    const mixed = required([loosened, edits.patch]);
    assert.equal(mixed.mixedWithPolicy, true);
    assert.match(mixed.sentences.at(-1) ?? '', /Split it: first the policy/);
    assert.equal(required([loosened]).mixedWithPolicy, false);
    const elsewhere = edit(`apps/a/${path}`, policyHead, `${policyHead}standard: []\n`);
    assert.equal(required([elsewhere, edits.patch]).mixedWithPolicy, false);
  });

  it('are known to the reader as the built-in policy has them', () => {
    const defaults: Record<string, unknown> = {};
    for (const [key, node] of Object.entries(policySchema.properties ?? {})) {
      const inner = Object.entries(node.properties ?? {}).flatMap(([name, { default: value }]) =>
        value === undefined ? [] : [[name, value] as const],
      );
      if (node.default !== undefined) defaults[key] = node.default;
      else if (inner.length > 0) defaults[key] = Object.fromEntries(inner);
    }
    const nothing: ChangePolicy = {
      ...builtInPolicy,
      roles: {},
      tiers: {
        none: noDemands,
        low: noDemands,
        medium: noDemands,
        high: noDemands,
        critical: noDemands,
      },
      categories: {},
      standard: [],
    };
    const fromSchema = applyPolicy(nothing, { version: 0, ...defaults });
    assert.deepEqual(
      JSON.parse(JSON.stringify(fromSchema)),
      JSON.parse(JSON.stringify(builtInPolicy)),
    );
  });
});

describe('The cheapest way to need less', () => {
  const way = (files: readonly FileAnalysis[]): string | undefined => {
    const circumstances = { policy: builtInInForce, now };
    return cheapestWay(files, circumstances, requirementsOf(files, circumstances))?.sentence;
  };

  it('names the one change that holds the tier up', () => {
    assert.equal(
      way([edits.loosening]),
      'Cheapest way to high: leave out “Protection removed (`Read(./.env)`): reading `./.env` was refused and now happens without asking.”',
    );
    assert.match(way([edits.pinLost]) ?? '', /^Without any request: /);
  });

  it('is told only where something is asked', () => {
    assert.equal(way([edits.tightening, edits.patch]), undefined);
  });

  it('prefers a fix that keeps the purpose', () => {
    const literal = edit(
      '.mcp.json',
      '{ "mcpServers": { "a": { "command": "npx", "args": ["-y", "@acme/a@1.0.0"] } } }\n',
      '{ "mcpServers": { "a": { "command": "npx", "args": ["-y", "@acme/a@1.0.0"] }, "b": { "command": "npx", "args": ["-y", "@acme/b"] } } }\n',
    );
    const circumstances = { policy: builtInInForce, now };
    const needed = requirementsOf([literal], circumstances);
    const found = cheapestWay([literal], circumstances, needed);
    assert.ok(found !== undefined);
    assert.ok(compareTiers(found.tier, needed.tier) < 0 || found.lane === 'standard');
  });
});
