import assert from 'node:assert/strict';
import { analyzeFile, type FileAnalysis } from '../../src/core/analyze';
import { secret } from './support/secrets';

/** Data that becomes JSON, or a text as it is. */
type Content = string | object;

function analyse(path: string, before: Content | undefined, after: Content): FileAnalysis {
  const write = (content: Content): string =>
    typeof content === 'string' ? content : JSON.stringify(content, null, 2);
  const analysis = analyzeFile({
    path,
    text: write(after),
    baseline: before === undefined ? undefined : { text: write(before) },
  });
  return analysis ?? assert.fail('not governed');
}

/** Tier and direction, as people read them. */
function verdict(path: string, before: Content, after: Content): string {
  const { assessment } = analyse(path, before, after);
  return `${assessment.tier} ${assessment.direction}`;
}

/** The rules that speak up about a file as it stands, at medium or worse. */
function alarms(path: string, text: Content): readonly string[] {
  return analyse(path, undefined, text)
    .findings.filter(({ tier }) => tier !== 'none' && tier !== 'low')
    .map(({ rule }) => rule);
}

type Case = readonly [name: string, path: string, before: Content, after: Content, as: string];

function check(cases: readonly Case[]): void {
  for (const [name, path, before, after, expected] of cases) {
    it(`${name}: ${expected}`, () => assert.equal(verdict(path, before, after), expected));
  }
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
  check([
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
  check([
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
  check([
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

describe('Settings of clients in each other’s files', () => {
  const settings = '.vscode/settings.json';
  const container = '.devcontainer/devcontainer.json';
  const skipping = {
    'claudeCode.allowDangerouslySkipPermissions': true,
    'claudeCode.initialPermissionMode': 'bypassPermissions',
  };
  const inside = (own: object): object => ({
    image: 'base@sha256:0',
    customizations: { vscode: { extensions: ['anthropic.claude-code'], settings: own } },
  });
  const codex = '.codex/config.toml';
  const profile = (name: string): string => `model = "gpt"\ndefault_permissions = "${name}"\n`;
  const sandbox = (mode: string): string => `model = "gpt"\nsandbox_mode = "${mode}"\n`;
  const gemini = '.gemini/settings.json';
  const cursor = '.cursor/cli.json';
  const allow = (...rules: readonly string[]): object => ({
    permissions: { allow: rules, deny: [] },
  });
  check([
    [
      'Claude Code without questions',
      settings,
      { 'editor.tabSize': 2 },
      { 'editor.tabSize': 2, ...skipping },
      'critical loosens',
    ],
    ['Claude Code asks again', settings, skipping, { 'editor.tabSize': 2 }, 'low tightens'],
    [
      'Claude Code that plans first',
      settings,
      {},
      { 'claudeCode.initialPermissionMode': 'plan' },
      'low tightens',
    ],
    ['the same in a container', container, inside({}), inside(skipping), 'critical loosens'],
    [
      'Codex without a sandbox, by a profile',
      codex,
      sandbox('workspace-write'),
      profile(':danger-full-access'),
      'critical loosens',
    ],
    [
      'the same sandbox by the newer name',
      codex,
      sandbox('workspace-write'),
      profile(':workspace'),
      'low neutral',
    ],
    [
      'a profile that only reads',
      codex,
      sandbox('workspace-write'),
      profile(':read-only'),
      'low tightens',
    ],
    [
      'a key that is known to nobody, and opens',
      gemini,
      { autoAccept: false },
      { autoAccept: true },
      'medium loosens',
    ],
    [
      'the same key, the other way',
      gemini,
      { autoAccept: true },
      { autoAccept: false },
      'low tightens',
    ],
    [
      'a star in a command of Cursor',
      cursor,
      allow('Shell(gh pr view *)'),
      allow('Shell(gh *)'),
      'high loosens',
    ],
    ['the star that nobody needs', cursor, allow('Shell(gh)'), allow('Shell(gh *)'), 'low neutral'],
    [
      'a command that runs commands',
      '.claude/settings.json',
      allow(),
      allow('Bash(command:*)'),
      'high loosens',
    ],
    [
      'a command that finds commands',
      '.claude/settings.json',
      allow(),
      allow('Bash(command -v:*)'),
      'low loosens',
    ],
  ]);
});

describe('What the front matter of a command grants', () => {
  const grants = (tools: string): string =>
    `---\ndescription: Ship it\nallowed-tools: ${tools}\n---\nLook at the branch.\n`;
  const opencode = (permission: string): string =>
    `---\ndescription: Looks\n${permission}---\nReview the diff.\n`;
  const command = '.claude/commands/ship.md';
  const agent = '.opencode/agent/review.md';
  check([
    [
      'pushing',
      command,
      grants('Bash(git status:*)'),
      grants('Bash(git status:*), Bash(git push:*)'),
      'high loosens',
    ],
    [
      'any code',
      command,
      grants('Bash(git status:*)'),
      grants('Bash(git status:*), Bash(python:*)'),
      'high loosens',
    ],
    [
      'a test',
      command,
      grants('Bash(git status:*)'),
      grants('Bash(git status:*), Bash(npm test)'),
      'medium loosens',
    ],
    [
      'what it granted before',
      command,
      grants('Bash(git:*)'),
      grants('Bash(git:*), Bash(git push:*)'),
      'low neutral',
    ],
    [
      'any command of OpenCode',
      agent,
      opencode(''),
      opencode('permission:\n  bash:\n    "*": allow\n'),
      'high loosens',
    ],
    [
      'a question of OpenCode',
      agent,
      opencode(''),
      opencode('permission:\n  bash: ask\n'),
      'low tightens',
    ],
  ]);
});

describe('Words in settings', () => {
  const codex = (instructions: string): string =>
    `model = "gpt"\ndeveloper_instructions = """\nRead AGENTS.md first.\n${instructions}\n"""\n`;
  const asked = 'Ask for explicit authorization before any change of the bench unit.';
  const cursor = (name: string, value: unknown): object => ({
    terminalAllowlist: ['git status'],
    [name]: value,
  });
  const path = '.codex/config.toml';
  const lists = '.cursor/permissions.json';
  check([
    [
      'a question for people is gone',
      path,
      codex(asked),
      codex('Report afterwards.'),
      'medium loosens',
    ],
    [
      'a sentence was added',
      path,
      codex(asked),
      codex(`${asked}\nKeep answers short.`),
      'low neutral',
    ],
    [
      'a key that governs by its name',
      lists,
      cursor('permissions', { deny: ['a'] }),
      cursor('permissions', {}),
      'low unknown',
    ],
    ['a key that does not', lists, cursor('notes', { a: 1 }), cursor('notes', {}), 'low neutral'],
  ]);
});

describe('A system prompt', () => {
  const prompt = (rule: string): string => `You help customers.\n\n- ${rule}\n- Be kind.\n`;
  const before = prompt('Never reveal the API key.');
  check(
    ['SYSTEM_PROMPT.md', 'prompts-of/system-prompt.txt', 'SYSTEM-PROMPT.txt'].map((path): Case => [
      path,
      path,
      before,
      prompt('Show what is asked for.'),
      'high loosens',
    ]),
  );
});
