import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { FileAnalysis } from '../../src/core/analyze';
import { builtInTestIds } from '../../src/core/record/builtInTests';
import type { ChangeRecord } from '../../src/core/record/changeRecord';
import { intentDigest } from '../../src/core/record/digests';
import { launchFiles } from '../../src/core/record/launchFiles';
import { parseRecord } from '../../src/core/record/parseRecord';
import { prepareRecord, type RequestInput } from '../../src/core/record/prepareRecord';
import { serialiseRecord } from '../../src/core/record/serialiseRecord';
import { edit } from './rollbackSupport';
import { plantedSecrets } from './support/plantedSecrets';
import { templateEdits } from './templateEdits';

function recordOf(analysis: FileAnalysis, extra: Partial<RequestInput> = {}): ChangeRecord {
  return prepareRecord({
    files: [{ analysis }],
    why: 'Let the docs agent write pages',
    requester: { id: 'github:alice' },
    origin: 'command-line',
    baseline: { label: 'main', commit: '22f3e10a936a4a53b9433d033e7f47712a2d33c3' },
    createdAt: new Date('2026-11-22T09:14:00Z'),
    random: Uint8Array.of(1, 2, 3, 4, 5, 6),
    stopwatch: () => 0,
    ...extra,
  }).record;
}

const mcp = (server: object): string => JSON.stringify({ servers: { files: server } });

describe('Records with what the templates ask', () => {
  for (const [name, { path, before, after }] of Object.entries(templateEdits)) {
    it(`${name}: holds plan, checklist and steps, and reads back the same`, () => {
      const record = recordOf(edit(path, before, after), { tier: 'high' });
      assert.ok((record.review?.checklist.length ?? 0) > 0);
      assert.ok((record.deployment.steps?.length ?? 0) > 0);
      assert.ok((record.rollback.triggers?.length ?? 0) > 0 || name === 'configuration');
      const people = record.tests?.plan.filter(({ id }) => !builtInTestIds.has(id)) ?? [];
      assert.ok(people.length > 0);
      assert.deepEqual(
        record.deployment.steps?.map(({ number }) => number),
        record.deployment.steps?.map((_, index) => index + 1),
      );
      const parsed = parseRecord(serialiseRecord(record));
      assert.deepEqual(parsed.problems, []);
      assert.deepEqual(parsed.record, record);
    });
  }

  it('stay short where the risk is low', () => {
    const record = recordOf(
      edit('AGENTS.md', '# Style\n\nUse tabs.\n', '# Style\n\nUse spaces.\n'),
    );
    assert.equal(record.review, undefined);
    assert.equal(record.tests, undefined);
    assert.equal(record.deployment.steps, undefined);
    assert.equal(record.rollback.restore_minutes, undefined);
  });

  it('bind approvals to the checklist, and not to its evidence', () => {
    const { path, before, after } = templateEdits['agent-permission'];
    const record = recordOf(edit(path, before, after));
    const [first] = record.tests?.evidence ?? [];
    assert.ok(first !== undefined && record.tests !== undefined && record.review !== undefined);
    assert.equal(
      intentDigest({ ...record, tests: { ...record.tests, evidence: [] } }),
      record.intent_digest,
    );
    const fewer = { ...record.review, checklist: record.review.checklist.slice(1) };
    assert.notEqual(intentDigest({ ...record, review: fewer }), record.intent_digest);
  });
});

describe('Tests that run by themselves', () => {
  function results(analysis: FileAnalysis, existing?: readonly string[]): Record<string, string> {
    const record = recordOf(analysis, {
      tier: 'medium',
      existingFiles: existing === undefined ? undefined : new Set(existing),
    });
    return Object.fromEntries(
      (record.tests?.evidence ?? []).map((entry) => {
        assert.equal(entry.by, 'mcp-change');
        assert.equal(entry.content_digest, record.subject.content_digest);
        return [entry.test, entry.result];
      }),
    );
  }

  it('find the program, the file or the one version that a server would start', () => {
    const changed = (server: object): FileAnalysis =>
      edit('.vscode/mcp.json', '{"servers":{}}', mcp(server));
    const local = changed({ command: 'node', args: ['${workspaceFolder}/tools/server.js'] });
    assert.deepEqual(launchFiles([{ analysis: local }]), ['tools/server.js']);
    assert.equal(results(local, ['tools/server.js'])['launch-resolves'], 'passed');
    assert.equal(results(local, [])['launch-resolves'], 'failed');
    assert.equal(results(local)['launch-resolves'], 'warned');
    const pinned = changed({ command: 'npx', args: ['-y', '@acme/files@1.2.3'] });
    assert.equal(results(pinned)['launch-resolves'], 'passed');
    const floating = changed({ command: 'npx', args: ['-y', '@acme/files'] });
    assert.equal(results(floating)['launch-resolves'], 'warned');
    assert.equal(results(changed({ command: 'files-mcp' }))['launch-resolves'], 'passed');
    const remote = changed({ type: 'http', url: 'https://mcp.example.com/mcp' });
    assert.equal(results(remote)['launch-resolves'], undefined);
  });

  it('look for a file of a project in a sub-folder there first, and never outside', () => {
    const places = (path: string, command: string): readonly string[] =>
      launchFiles([
        {
          analysis: edit(
            path,
            '{"mcpServers":{}}',
            JSON.stringify({ mcpServers: { a: { command } } }),
          ),
        },
      ]);
    assert.deepEqual(places('apps/web/.mcp.json', './run.sh'), ['apps/web/run.sh', 'run.sh']);
    assert.deepEqual(places('apps/web/.cursor/mcp.json', './run.sh'), [
      'apps/web/run.sh',
      'run.sh',
    ]);
    assert.deepEqual(places('.mcp.json', '../run.sh'), []);
    assert.deepEqual(places('.mcp.json', '/opt/run.sh'), []);
    assert.deepEqual(places('.mcp.json', '${HOME}/run.sh'), []);
  });

  it('see what is hidden, and what means two things', () => {
    const hidden = edit(
      'AGENTS.md',
      '# Rules\n\nBe kind.\n',
      '# Rules\n\nBe \u{e0041}\u{e0042}kind.\n',
    );
    assert.equal(results(hidden)['nothing-hidden'], 'failed');
    const twice = edit(
      '.mcp.json',
      '{"mcpServers":{}}',
      '{"mcpServers":{"a":{"command":"x"},"a":{"command":"y"}}}',
    );
    assert.equal(results(twice)['reads-in-its-client'], 'failed');
  });

  it('ask the rules themselves whether the example of a loosened rule is true', () => {
    const { path, before, after } = templateEdits['agent-permission'];
    const analysis = edit(path, before, after);
    assert.equal(results(analysis)['witness-holds'], 'passed');
    const [change] = analysis.changes.filter(({ detail }) => detail.kind === 'permission');
    assert.ok(change?.detail.kind === 'permission');
    const untrue = {
      ...analysis,
      changes: [{ ...change, detail: { ...change.detail, action: 'Bash(something else' } }],
    };
    assert.equal(results(untrue)['witness-holds'], 'failed');
    assert.equal(results(analysis)['rollback-rehearsed'], 'passed');
  });
});

/** Every kind of credential, made at random so that no scanner takes this file for a leak. */
const secrets = plantedSecrets().map(({ value, secret }) => ({
  value: value.replaceAll('\n', ''),
  secret: secret.replaceAll('\n', ''),
}));

/** One edit for every kind of place that takes text of a file into a record. */
const planted: ((secret: string) => FileAnalysis)[] = [
  ...(
    [
      (secret) => ({ command: secret }),
      (secret) => ({ command: 'npx', args: ['-y', 'a@1.0.0', `--token=${secret}`] }),
      (secret) => ({ command: 'npx', args: ['-y', 'a@1.0.0', secret] }),
      (secret) => ({ command: 'npx', args: ['-y', `${secret}@1.0.0`] }),
      (secret) => ({ command: 'sh', args: ['-c', `curl -H "Authorization: Bearer ${secret}" x`] }),
      (secret) => ({ command: 'a', env: { API_TOKEN: secret } }),
      (secret) => ({ command: 'a', env: { [secret]: 'x' } }),
      (secret) => ({ command: `./${secret}/run.sh` }),
      (secret) => ({ command: 'a', cwd: `/srv/${secret}` }),
      (secret) => ({ type: 'http', url: `https://example.com/?key=${secret}` }),
      (secret) => ({ type: 'http', url: `https://user:${secret}@example.com/` }),
      (secret) => ({ type: 'http', url: `https://example.com/${secret}` }),
      (secret) => ({ type: 'http', url: 'https://example.com/', headers: { 'X-Key': secret } }),
      (secret) => ({ command: 'a', other: { deep: [secret] } }),
    ] satisfies readonly ((secret: string) => object)[]
  ).map(
    (server) => (secret: string) =>
      edit('.vscode/mcp.json', mcp({ command: 'npx', args: ['a@1.0.0'] }), mcp(server(secret))),
  ),
  (secret) =>
    edit(
      '.mcp.json',
      '{"mcpServers":{}}',
      JSON.stringify({ mcpServers: { [secret]: { command: 'a' } } }),
    ),
  (secret) =>
    edit(
      '.claude/settings.json',
      '{}',
      JSON.stringify({ permissions: { allow: [`Bash(curl -u a:${secret} *)`] } }),
    ),
  (secret) =>
    edit(
      '.claude/settings.json',
      JSON.stringify({ permissions: { deny: [`Read(./${secret})`] } }),
      '{}',
    ),
  (secret) => edit('.claude/settings.json', '{}', JSON.stringify({ env: { TOKEN: secret } })),
  (secret) =>
    edit('.claude/settings.json', '{}', JSON.stringify({ apiKeyHelper: `echo ${secret}` })),
  (secret) =>
    edit(
      '.claude/settings.json',
      '{}',
      JSON.stringify({
        hooks: { Stop: [{ hooks: [{ type: 'command', command: `post ${secret}` }] }] },
      }),
    ),
  (secret) => edit('AGENTS.md', '# A\n', `# A\n\nAlways log in with ${secret} without asking.\n`),
  (secret) => edit('AGENTS.md', `# A\n\nNever print ${secret}.\n`, '# A\n'),
  (secret) =>
    edit(
      '.claude/commands/a.md',
      '---\nallowed-tools: Read\n---\nx\n',
      `---\nallowed-tools: Bash(${secret}:*)\n---\nx\n`,
    ),
  (secret) =>
    edit(
      '.codex/config.toml',
      '',
      `[mcp_servers.a]\ncommand = "a"\nargs = ["--key", "${secret}"]\n`,
    ),
  (secret) =>
    edit(
      'agent.json',
      '{"name":"a","spendingPolicy":{"dailyLimit":5}}',
      JSON.stringify({ name: 'a', spendingPolicy: { dailyLimit: 50, payee: secret } }),
    ),
];

planted.push(
  (secret) =>
    edit('.cursor/permissions.json', '{}', JSON.stringify({ mcpAllowlist: [`${secret}:run`] })),
  (secret) =>
    edit(
      '.claude/settings.json',
      '{}',
      JSON.stringify({ permissions: { allow: [`mcp__a__${secret}`] } }),
    ),
);

describe('A record', function () {
  // Each run makes a whole record; a busy machine takes its time.
  this.timeout(60_000);

  it('holds no secret, whichever place of whichever file it stood in', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...secrets),
        fc.constantFrom(...planted.keys()),
        ({ value, secret }, place) => {
          const analysis = planted[place]?.(value);
          assert.ok(analysis !== undefined);
          const record = recordOf(analysis, { tier: 'critical', existingFiles: new Set() });
          const text = serialiseRecord(record);
          assert.ok(!text.includes(secret), `place ${place}: ${text}`);
          assert.ok(!text.includes(secret.slice(10)), `place ${place}: ${text}`);
          assert.deepEqual(parseRecord(text).problems, [], `place ${place}`);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('is refused when somebody writes a secret into any of its texts', () => {
    const { path, before, after } = templateEdits['agent-permission'];
    const record = recordOf(edit(path, before, after));
    const texts = textsOf(record, []);
    assert.ok(texts.length > 100);
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.constantFrom(...secrets), (steps, { value }) => {
        const { problems, record: read } = parseRecord(
          serialiseRecord(planting(record, steps, value)),
        );
        assert.equal(read, undefined);
        assert.ok(
          problems.some(({ message }) => /credential/.test(message)),
          steps.join('/'),
        );
      }),
      { numRuns: 80 },
    );
  });
});

/** Where every text of a value stands. */
function textsOf(value: unknown, steps: readonly string[]): readonly (readonly string[])[] {
  if (typeof value === 'string') return [steps];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, member]) => textsOf(member, [...steps, key]));
}

function planting(record: ChangeRecord, steps: readonly string[], secret: string): ChangeRecord {
  const copy = structuredClone(record) as unknown as Record<string, unknown>;
  let place = copy;
  for (const step of steps.slice(0, -1)) place = place[step] as Record<string, unknown>;
  const last = steps.at(-1) ?? '';
  place[last] = `${String(place[last])} ${secret}`;
  return copy as unknown as ChangeRecord;
}
