import assert from 'node:assert/strict';
import { secretFormats } from '../../src/core/facts/secretFormats';
import { affectedCredentials } from '../../src/core/rollback/credentials';
import type { Residue, RollbackPlan } from '../../src/core/rollback/rollbackPlan';
import { revokePlaces } from '../../src/core/rollback/revokePlaces';
import { edit, rollBack } from './rollbackSupport';

type Kind = Exclude<Residue['kind'], 'none'>;

/** An edit: path, before, after. */
type Edit = readonly [path: string, before: string, after: string];

/** Built at run time, so that no scanner takes this file for a leak. */
const token = ['ghp', 'Ab3dEf6hIj9kLm2nOp5qRs8tUv1wXy4zAb7c'].join('_');

const servers = (map: object): string => `${JSON.stringify({ mcpServers: map }, null, 2)}\n`;
const rules = (permissions: object): string => `${JSON.stringify({ permissions }, null, 2)}\n`;
const none = servers({});
const docs = { command: 'npx', args: ['-y', '@acme/docs-mcp@1.0.0'] };

/** For each kind an edit that leaves it, one that is alike and does not, and what is then done. */
const cases: Readonly<
  Record<Kind, { readonly leaves: Edit; readonly not: Edit; readonly step: RegExp }>
> = {
  'leaked-secret': {
    leaves: ['.mcp.json', none, servers({ docs: { ...docs, env: { GITHUB_TOKEN: token } } })],
    not: ['.mcp.json', none, servers({ docs: { ...docs, env: { LANG: 'en' } } })],
    step: /^Revoke “GITHUB_TOKEN”: GitHub → Settings → .*github\.com\/settings\/tokens/,
  },
  'remembered-approval': {
    leaves: ['.claude/settings.json', rules({}), rules({ allow: ['Bash(curl:*)'] })],
    // Nobody is asked in a run, so nothing can have been remembered.
    not: ['.github/workflows/agent.yml', workflow('contents: read'), workflow('contents: write')],
    step: /^Delete what “Bash\(curl:\*\)” covers from “permissions\.allow” in “\.claude\/settings\.local\.json”/,
  },
  'granted-access': {
    leaves: ['.mcp.json', none, servers({ crm: { type: 'http', url: 'https://crm.example.com' } })],
    not: ['.mcp.json', none, servers({ crm: docs })],
    step: /^Revoke what “crm” was granted/,
  },
  'sent-data': {
    leaves: ['.mcp.json', none, servers({ crm: { type: 'http', url: 'https://crm.example.com' } })],
    not: ['.mcp.json', none, servers({ crm: docs })],
    step: /^Go through what agents did/,
  },
  'cached-code': {
    leaves: ['.mcp.json', none, servers({ docs })],
    not: ['.mcp.json', none, servers({ docs: { command: 'node', args: ['./server.js'] } })],
    step: /^Remove the copy of “@acme\/docs-mcp@1\.0\.0” that npx keeps/,
  },
  'session-context': {
    leaves: ['AGENTS.md', 'Never push to main.\n', 'Push to main.\n'],
    not: ['AGENTS.md', 'Use tabs.\n', 'Use two spaces.\n'],
    step: /^End every agent session that has read “AGENTS\.md”/,
  },
  'agent-memory': {
    leaves: ['CLAUDE.md', 'Never push to main.\n', 'Push to main.\n'],
    not: ['CLAUDE.md', 'Use tabs.\n', 'Use two spaces.\n'],
    step: /^Read what the agent noted meanwhile in “~\/\.claude\/projects\/\*\/memory”/,
  },
  'executed-payment': {
    leaves: ['.claude/settings.json', rules({}), rules({ allow: ['mcp__stripe__create_refund'] })],
    not: ['.claude/settings.json', rules({}), rules({ allow: ['mcp__docs__search'] })],
    step: /^(?:Freeze the card, key or wallet|List every payment)/,
  },
  'sent-message': {
    leaves: ['.claude/settings.json', rules({}), rules({ allow: ['mcp__slack__post_message'] })],
    not: ['.claude/settings.json', rules({}), rules({ allow: ['mcp__docs__search'] })],
    step: /^Read what was sent or posted/,
  },
  'written-data': {
    leaves: ['.claude/settings.json', rules({}), rules({ allow: ['Edit(./src/**)'] })],
    not: ['.claude/settings.json', rules({ allow: ['Edit(./src/**)'] }), rules({})],
    step: /^Go through what agents did .* sessions \(in “~\/\.claude\/projects”\)/,
  },
  'audit-gap': {
    leaves: [
      '.claude/settings.json',
      '{ "env": { "CLAUDE_CODE_ENABLE_TELEMETRY": "1" } }\n',
      '{ "env": {} }\n',
    ],
    not: ['.claude/settings.json', '{ "env": { "EDITOR": "vi" } }\n', '{ "env": {} }\n'],
    step: /^Write down from when to when less was logged/,
  },
};

function workflow(permission: string): string {
  return [
    'on: push',
    'permissions:',
    `  ${permission}`,
    'jobs:',
    '  agent:',
    '    runs-on: ubuntu-latest',
    '    steps:',
    '      - uses: anthropics/claude-code-action@v1',
    '',
  ].join('\n');
}

function planOf([path, before, after]: Edit): RollbackPlan {
  return rollBack(edit(path, before, after));
}

describe('What stays behind after a rollback', () => {
  for (const [kind, { leaves, not, step }] of Object.entries(cases)) {
    it(`is ${kind} where the edit says so, with handling, owner and a step`, () => {
      const plan = planOf(leaves);
      const left = plan.residue.filter((entry) => entry.kind === kind);
      assert.ok(left.length > 0, plan.residue.map((entry) => entry.kind).join());
      for (const { what, handling, owner } of left) {
        assert.match(what, /\.$/);
        assert.match(handling, /^[A-Z].*\.$/);
        assert.match(owner ?? '', /\w/);
      }
      assert.notEqual(plan.reversibility, 'full');
      const actions = plan.steps.map(({ action }) => action);
      assert.ok(
        actions.some((action) => step.test(action)),
        actions.join('\n'),
      );
      assert.ok(!JSON.stringify(plan.steps).includes(token));
      const twin = planOf(not).residue.map((entry) => entry.kind);
      assert.ok(!twin.some((entry) => entry === kind), twin.join());
    });
  }

  it('revokes what was seen before anything goes back', () => {
    const phases = planOf(cases['leaked-secret'].leaves).steps.map(({ phase }) => phase);
    assert.ok(phases.indexOf('revoke') < phases.indexOf('revert'));
    assert.ok(phases.indexOf('revoke') >= 0);
  });

  it('freezes spending before anything else, and matches every payment at the end', () => {
    const { steps } = planOf(cases['executed-payment'].leaves);
    assert.match(steps[0]?.action ?? '', /^Freeze/);
    assert.ok(steps.some(({ phase, action }) => phase === 'reconcile' && /payment/.test(action)));
  });

  it('is what machines installed from a lockfile, which they install anew', () => {
    const lock = (integrity: string): string =>
      `${JSON.stringify(
        {
          name: 'x',
          lockfileVersion: 3,
          packages: {
            '': { name: 'x' },
            'node_modules/@modelcontextprotocol/sdk': {
              version: '1.0.0',
              resolved: 'https://registry.npmjs.org/@modelcontextprotocol/sdk/-/sdk-1.0.0.tgz',
              integrity,
            },
          },
        },
        null,
        2,
      )}\n`;
    const hash = (letter: string): string => `sha512-${letter.repeat(86)}==`;
    const plan = planOf(['package-lock.json', lock(hash('a')), lock(hash('b'))]);
    assert.ok(plan.residue.some(({ kind }) => kind === 'cached-code'));
    assert.ok(plan.steps.some(({ command }) => command === 'npm ci'));
  });
});

describe('Where a leaked credential is revoked', () => {
  const howFor = (provider: string): string => {
    const analysis = edit('.mcp.json', none, cases['leaked-secret'].leaves[2]);
    const changes = analysis.changes.filter(({ detail }) => detail.kind === 'credential');
    const [change] = changes;
    if (change?.detail.kind !== 'credential' || change.detail.credential === undefined) {
      throw new Error('no credential was found');
    }
    const credential = { ...change.detail.credential, provider };
    const affected = {
      change: { ...change, detail: { ...change.detail, credential } },
      surface: analysis.surface,
      path: '.mcp.json',
    };
    return affectedCredentials([affected])[0]?.how ?? '';
  };

  it('is said for every provider that is recognised', () => {
    for (const provider of new Set(secretFormats.map((format) => format.provider))) {
      const how = howFor(provider);
      assert.ok(how.length > 20, provider);
      const ownWords = ['private key', 'JSON Web Token', 'age'];
      if (ownWords.includes(provider)) continue;
      const place = revokePlaces.get(provider);
      // New providers may come with the general sentence only, never without one.
      assert.ok(how.startsWith(`${provider} → ${place ?? 'account settings →'}`), how);
    }
    const known = [...new Set(secretFormats.map(({ provider }) => provider))];
    const general = known.filter((provider) => howFor(provider).includes('→ account settings →'));
    assert.ok(general.length * 5 <= known.length, general.join());
  });

  it('is a new wallet where a key opens one', () => {
    const plan = planOf([
      '.mcp.json',
      none,
      servers({
        pay: {
          ...docs,
          env: { EVM_PRIVATE_KEY: `0x${'4c0883a69102937d6231471b5dbb6204'.repeat(2)}` },
        },
      }),
    ]);
    const revoke = plan.steps.find(({ phase }) => phase === 'revoke');
    assert.match(revoke?.action ?? '', /^Revoke “EVM_PRIVATE_KEY”: nobody can revoke it, so move/);
    assert.match(revoke?.expect ?? '', /^Nothing is left/);
    assert.doesNotMatch(JSON.stringify(plan.steps), /4c0883a6/);
  });

  it('ends with something to do', () => {
    for (const [provider, place] of revokePlaces) {
      assert.match(
        place,
        /(?:Delete|Revoke|Regenerate|Reset|Roll|Rotate|Remove|Replace|Refresh|Deactivate|Expire|revoke|rotate|password)/,
        provider,
      );
      assert.doesNotMatch(place, /^https?:|[“”]|\s\s/, provider);
    }
  });
});
