import assert from 'node:assert/strict';
import { analyzeFile } from '../../src/core/analyze';

/** Permission rules as the files of the smaller clients hold them, with a witness for each grammar. */
const rows: readonly {
  readonly name: string;
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly expected: readonly string[];
}[] = [
  {
    name: 'Windsurf: a prefix that is wider',
    path: '.vscode/settings.json',
    before: { 'windsurf.cascadeCommandsAllowList': ['git status'] },
    after: { 'windsurf.cascadeCommandsAllowList': ['git'] },
    expected: [
      'loosens Windsurf: Allow rule `git` is wider than `git status`: running `git push --force` no longer needs a confirmation.',
    ],
  },
  {
    name: 'Windsurf: what is asked about is gone, and another list of another client does not help',
    path: '.vscode/settings.json',
    before: {
      'windsurf.cascadeCommandsAllowList': ['git'],
      'windsurf.cascadeCommandsDenyList': ['git push'],
      'roo-cline.deniedCommands': ['git push'],
    },
    after: {
      'windsurf.cascadeCommandsAllowList': ['git'],
      'roo-cline.deniedCommands': ['git push'],
    },
    expected: [
      'loosens Windsurf: Ask rule `git push` is gone: running `git push --force` now happens without asking.',
    ],
  },
  {
    name: 'Roo Code: the longer text decides',
    path: '.vscode/settings.json',
    before: {
      'roo-cline.allowedCommands': ['git'],
      'roo-cline.deniedCommands': ['git push'],
    },
    after: {
      'roo-cline.allowedCommands': ['git', 'git push --force'],
      'roo-cline.deniedCommands': ['git push'],
    },
    expected: [
      'loosens Roo Code: `git push --force` now decides before `git push`: running `git push --force` was refused and now happens without asking.',
    ],
  },
  {
    name: 'Kiro: every command is trusted',
    path: '.vscode/settings.json',
    before: { 'kiroAgent.trustedCommands': ['npm *'] },
    after: { 'kiroAgent.trustedCommands': ['*'] },
    expected: [
      'loosens Kiro: Allow rule `*` is wider than `npm *`: running any command, such as `pnpm publish`, no longer needs a confirmation.',
    ],
  },
  {
    name: 'Zed: an expression loses its end, another the mark for upper and lower case',
    path: '.zed/settings.json',
    before: zed({ always_allow: [{ pattern: '^git status$' }] }),
    after: zed({ always_allow: [{ pattern: '^git status' }] }),
    expected: [
      'loosens Allow rule `terminal: ^git status` is wider than `terminal: ^git status$`: running `git statusx` no longer needs a confirmation.',
    ],
  },
  {
    name: 'Zed: a denial that only finds lower case',
    path: '.zed/settings.json',
    before: zed({ always_deny: [{ pattern: '^sudo ' }] }),
    after: zed({ always_deny: [{ pattern: '^sudo ', case_sensitive: true }] }),
    expected: [
      'loosens Protection narrowed from `terminal: ^sudo ` to `terminal: ^sudo `: running `sudO` was refused and is now asked for.',
    ],
  },
  {
    name: 'Zed: an expression that cannot be taken apart counts as loosening',
    path: '.zed/settings.json',
    before: zed({ always_allow: [] }),
    after: zed({ always_allow: [{ pattern: '^(?!rm)' }] }),
    expected: ['unknown A rule that cannot be understood is new in allow: `terminal: ^(?!rm)`.'],
  },
  {
    name: 'Amp: the same rules in another order',
    path: '.amp/settings.json',
    before: amp(['Bash', 'rm *', 'reject'], ['Bash', '*', 'allow']),
    after: amp(['Bash', '*', 'allow'], ['Bash', 'rm *', 'reject']),
    expected: [
      'loosens `Bash cmd=*` now decides before `Bash cmd=rm *`: running `rm -rf .` was refused and now happens without asking.',
    ],
  },
  {
    name: 'Amp: a rule for subagents only cannot be compared',
    path: '.amp/settings.json',
    before: amp(['Bash', 'rm *', 'reject']),
    after: {
      'amp.permissions': [
        { tool: 'Bash', matches: { cmd: 'rm *' }, action: 'reject', context: 'thread' },
      ],
    },
    expected: [
      'loosens Protection removed (`Bash cmd=rm *`): running `rm -rf .` was refused and now happens without asking.',
      'unknown A rule that cannot be understood is new in deny: `Bash cmd=rm *`.',
    ],
  },
  {
    name: 'Continue: a question that is gone',
    path: '~/.continue/permissions.yaml',
    before: { ask: ['Bash(git push*)'], allow: ['Bash(git *)'] },
    after: { allow: ['Bash(git *)'] },
    expected: [
      'loosens Ask rule `Bash(git push*)` is gone: running `git push --force` now happens without asking.',
    ],
  },
  {
    name: 'Goose: a tool that was never allowed is now asked about',
    path: '~/.config/goose/permission.yaml',
    before: { user: { never_allow: ['developer__shell'] } },
    after: { user: { ask_before: ['developer__shell'] } },
    expected: [
      'loosens `developer__shell` moved from deny to ask: running `npm publish` was refused and is now asked for.',
    ],
  },
  {
    name: 'Crush: the shell without asking',
    path: 'crush.json',
    before: { permissions: { allowed_tools: ['view'] } },
    after: { permissions: { allowed_tools: ['view', 'bash'] } },
    expected: [
      'loosens New allow rule `bash`: running any command, such as `npm publish`, no longer needs a confirmation.',
    ],
  },
  {
    name: 'Factory: what was blocked is only asked about',
    path: '.factory/settings.json',
    before: { commandBlocklist: ['rm -rf'] },
    after: { commandDenylist: ['rm -rf'] },
    expected: [
      'loosens `rm -rf` moved from deny to ask: running `rm -rf .` was refused and is now asked for.',
    ],
  },
  {
    name: 'Augment: an allow rule in front of a denial',
    path: '.augment/settings.json',
    before: augment(['^git push', 'deny'], ['^git ', 'allow']),
    after: augment(['^git ', 'allow'], ['^git push', 'deny']),
    expected: [
      'loosens `launch-process: ^git ` now decides before `launch-process: ^git push`: running `git push --force` was refused and now happens without asking.',
    ],
  },
  {
    name: 'Amazon Q: an expression must fit the whole command',
    path: '.amazonq/cli-agents/build.json',
    before: agent({ allowedCommands: ['git status'] }),
    after: agent({ allowedCommands: ['git status.*'] }),
    expected: [
      'loosens Allow rule `git status.*` is wider than `git status`: running `git statusx` no longer needs a confirmation.',
    ],
  },
  {
    name: 'Amazon Q: a bare star means nothing',
    path: '.amazonq/cli-agents/build.json',
    before: { name: 'build', allowedTools: ['fs_read'] },
    after: { name: 'build', allowedTools: ['fs_read', '*'] },
    expected: ['loosens `*` is new in allow; current versions ignore it (October 2026).'],
  },
  {
    name: 'Amazon Q: what a star stands for besides was not taken away',
    path: '.amazonq/cli-agents/build.json',
    before: { name: 'build', tools: ['fs_read', 'fs_write'] },
    after: { name: 'build', tools: ['*'] },
    expected: [
      'neutral Taken out of the tools the agent has: `fs_read`.',
      'neutral Taken out of the tools the agent has: `fs_write`.',
      'loosens Added to the tools the agent has: `*`.',
    ],
  },
  {
    name: 'Kiro: a rule of the user that covers more',
    path: '~/.kiro/settings/permissions.yaml',
    before: kiro('allow', ['src/**']),
    after: kiro('allow', ['**']),
    expected: [
      'loosens Allow rule `fs_write: **` is wider than `fs_write: src/**`: changing any file, such as `./.claude/settings.json`, no longer needs a confirmation.',
    ],
  },
  {
    name: 'Kiro: an exception that is gone cannot be compared',
    path: '~/.kiro/settings/permissions.yaml',
    before: { rules: [{ capability: 'shell', exclude: ['git push'], effect: 'allow' }] },
    after: { rules: [{ capability: 'shell', effect: 'allow' }] },
    expected: [
      'neutral A rule that cannot be understood is gone from allow: `shell − git push`.',
      'loosens New allow rule `shell`: running any command, such as `npm publish`, no longer needs a confirmation.',
    ],
  },
  {
    name: 'Kiro: a repository grants itself nothing',
    path: '.kiro/settings/permissions.yaml',
    before: kiro('ask', ['src/**']),
    after: kiro('allow', ['src/**']),
    expected: [
      'neutral `fs_write: src/**` is new in allow; current versions ignore it (October 2026).',
    ],
  },
  {
    name: 'Qwen Code: the grammar of Claude Code',
    path: '.qwen/settings.json',
    before: { permissions: { deny: ['Read(.env)'] } },
    after: { permissions: { deny: [] } },
    expected: [
      'loosens Protection removed (`Read(.env)`): reading `./.env` was refused and now happens without asking.',
    ],
  },
  {
    name: 'VS Code, the user’s own: the last glob decides',
    path: '~/.config/Code/User/settings.json',
    before: { 'chat.tools.edits.autoApprove': { 'docs/**': true, 'docs/secret/**': false } },
    after: { 'chat.tools.edits.autoApprove': { 'docs/secret/**': false, 'docs/**': true } },
    expected: [
      'loosens `docs/**` now decides before `docs/secret/**`: changing `./docs/secret/` was asked for and now happens without asking.',
    ],
  },
];

function zed(terminal: unknown): unknown {
  return { agent: { tool_permissions: { tools: { terminal } } } };
}

function amp(...rules: readonly (readonly [string, string, string])[]): unknown {
  return {
    'amp.permissions': rules.map(([tool, cmd, action]) => ({ tool, matches: { cmd }, action })),
  };
}

function augment(...rules: readonly (readonly [string, string])[]): unknown {
  return {
    toolPermissions: rules.map(([shellInputRegex, type]) => ({
      toolName: 'launch-process',
      shellInputRegex,
      permission: { type },
    })),
  };
}

function agent(execute: unknown): unknown {
  return { name: 'build', toolsSettings: { execute_bash: execute } };
}

function kiro(effect: string, match: readonly string[]): unknown {
  return { rules: [{ capability: 'fs_write', match, effect }] };
}

describe('permission rules in the files of other agents', () => {
  for (const { name, path, before, after, expected } of rows) {
    it(name, () => {
      const analysis = analyzeFile({
        path,
        text: JSON.stringify(after),
        baseline: { text: JSON.stringify(before) },
      });
      const said = analysis?.changes.map(({ direction, words }) => `${direction} ${words}`);
      assert.deepEqual(said, expected);
    });
  }
});
