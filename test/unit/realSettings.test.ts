import { testVerdicts, type VerdictCase } from './support/verdict';

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
  testVerdicts([
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
  testVerdicts([
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
  testVerdicts([
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
  testVerdicts(
    ['SYSTEM_PROMPT.md', 'prompts-of/system-prompt.txt', 'SYSTEM-PROMPT.txt'].map(
      (path): VerdictCase => [
        path,
        path,
        before,
        prompt('Show what is asked for.'),
        'high loosens',
      ],
    ),
  );
});
