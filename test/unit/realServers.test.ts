import assert from 'node:assert/strict';
import { secret } from './support/secrets';
import { analyse, testVerdicts, type Content } from './support/verdict';

/** The rules that speak up about a file as it stands, at medium or worse. */
function alarms(path: string, text: Content): readonly string[] {
  return analyse(path, undefined, text)
    .findings.filter(({ tier }) => tier !== 'none' && tier !== 'low')
    .map(({ rule }) => rule);
}

describe('Verdicts, public tokens and roots', () => {
  it('takes no verdict for a password', () => {
    const permission = { bash: { pwd: 'allow', passwd: 'ask', 'git status': 'allow' } };
    assert.deepEqual(alarms('opencode.json', { permission }), []);
    const env = { DB_PASSWD: 'allow' + '-me-42' };
    const server = { command: 'node', args: ['server.js'], env };
    assert.deepEqual(alarms('.mcp.json', { mcpServers: { server } }), [
      'secret/literal-credential',
    ]);
  });

  /** @param role of whoever holds the token */
  const token = (role: string): string => {
    const part = (data: object): string =>
      Buffer.from(JSON.stringify(data)).toString('base64url').replace(/=+$/, '');
    const payload = part({ iss: 'base', ref: 'abcdefgh', role, iat: 1749110896 });
    return [part({ alg: 'HS256', typ: 'JWT' }), payload, secret('random')].join('.');
  };
  const withToken = (role: string): object => ({
    mcpServers: { db: { command: 'node', args: ['db.js'], env: { DB_ANON_KEY: token(role) } } },
  });

  it('takes the token of every visitor for what it is', () => {
    assert.deepEqual(alarms('.mcp.json', withToken('anon')), []);
    assert.deepEqual(alarms('.mcp.json', withToken('service_role')), ['secret/literal-credential']);
  });

  it('lets a launch line go to the root of the repository first', () => {
    const launch = (line: string): object => ({
      mcpServers: { tools: { command: 'bash', args: ['-lc', line] } },
    });
    const root = 'cd "$(git rev-parse --show-toplevel)" && exec bash scripts/mcp.sh';
    assert.deepEqual(alarms('.mcp.json', launch(root)), []);
    assert.deepEqual(alarms('.mcp.json', launch(root.replace('git rev-parse', 'cat ~/x'))), [
      'mcp/inline-code-launch',
    ]);
  });

  const files = (folder: string): object => ({
    servers: {
      files: {
        command: 'npx',
        args: ['@modelcontextprotocol/server-filesystem@2025.8.21', folder],
      },
    },
  });
  const path = '.vscode/mcp.json';
  const here = '${workspaceFolder}';
  testVerdicts([
    [
      'one person’s path became a variable',
      path,
      files('/home/kim/shop'),
      files(here),
      'low mixed',
    ],
    ['two ways to write the project', path, files('.'), files(here), 'none neutral'],
    [
      'a folder of the project became all of it',
      path,
      files(`${here}/docs`),
      files(here),
      'medium loosens',
    ],
    ['another person’s home', path, files(here), files('/home/kim'), 'high mixed'],
  ]);
});

describe('Where a remote server is', () => {
  const at = (url: string): object => ({
    mcpServers: { work: { type: 'http', url, headers: { Authorization: 'Bearer ${TOKEN}' } } },
  });
  const path = '.mcp.json';
  const base = 'https://mcp.acme.com/mcp';
  testVerdicts([
    [
      'its own network → full name',
      path,
      at('http://builds:8080/mcp'),
      at('https://builds.acme.com/mcp'),
      'high loosens',
    ],
    [
      'its own network → elsewhere',
      path,
      at('http://builds:8080/mcp'),
      at('https://relay.example.net/mcp'),
      'high loosens',
    ],
    ['read-only parameter gone', path, at(`${base}?read_only=true`), at(base), 'high loosens'],
    [
      'read-only parameter off',
      path,
      at(`${base}?read_only=true`),
      at(`${base}?read_only=false`),
      'high loosens',
    ],
    ['read-only parameter new', path, at(base), at(`${base}?readonly=1`), 'low tightens'],
    ['no longer one project only', path, at(`${base}?project_ref=abc`), at(base), 'medium loosens'],
    [
      'a parameter that only tunes',
      path,
      at(`${base}?page=10`),
      at(`${base}?page=20`),
      'low neutral',
    ],
  ]);
});

describe('What holds a server back', () => {
  const run = (words: readonly string[], env: object = {}): object => ({
    mcpServers: { db: { command: 'npx', args: ['-y', 'db-mcp@1.0.0', ...words], env } },
  });
  const path = '.mcp.json';
  testVerdicts([
    [
      'a restricted mode',
      path,
      run(['--access-mode=restricted']),
      run(['--access-mode=full']),
      'medium loosens',
    ],
    [
      'a restricted mode again',
      path,
      run(['--access-mode', 'full']),
      run(['--access-mode', 'restricted']),
      'low tightens',
    ],
    [
      'a mode that says nothing',
      path,
      run(['--log-mode=plain']),
      run(['--log-mode=json']),
      'low neutral',
    ],
    [
      'a switch on',
      path,
      run([], { ALLOW_SCRIPTS: '0' }),
      run([], { ALLOW_SCRIPTS: '1' }),
      'medium loosens',
    ],
    [
      'a switch off',
      path,
      run([], { ENABLE_WRITE: 'true' }),
      run([], { ENABLE_WRITE: 'false' }),
      'low tightens',
    ],
    [
      'another switch',
      path,
      run([], { ALLOW_COLOR: '0' }),
      run([], { ALLOW_COLOR: '1' }),
      'low neutral',
    ],
    [
      'a protection whose name sounds like power',
      path,
      run([], { ENABLE_DELETE_PROTECTION: 'true' }),
      run([]),
      'low neutral',
    ],
    [
      'a list that lets the blocked through',
      path,
      run([]),
      run([], { ALLOW_BLOCKED_SITES: 'true' }),
      'low neutral',
    ],
    [
      'a list of what is blocked',
      path,
      run([], { BLOCKED_HOSTS: '10.0.0.0/8' }),
      run([]),
      'high loosens',
    ],
  ]);
});
