import assert from 'node:assert/strict';
import { analyzeFile } from '../../src/core/analyze';

/** A text, or data that becomes JSON; null: there is no file. */
type Text = string | object | null;
type Case = readonly [
  name: string,
  path: string,
  before: Text,
  after: Text,
  types: string,
  categories: string,
];

const settings = '.claude/settings.json';
const mcp = '.mcp.json';
const allow = (...rules: readonly string[]): object => ({ permissions: { allow: rules } });
const server = (entry: object): object => ({ mcpServers: { parcels: entry } });
const guide = '# Parcels\n\nThe service moves parcels between depots.\n';

/**
 * What one edit is, and its twin that looks alike: `types` and `categories` in the order of the
 * alphabet. Types are those that are met; mere wording meets none.
 */
const cases: readonly Case[] = [
  [
    'notes about the project are prompt alone',
    'AGENTS.md',
    guide,
    `${guide}\nDepots are listed in \`depots.csv\`.\n`,
    '',
    'agent-prompt',
  ],
  [
    'orders are how the agent behaves',
    'AGENTS.md',
    guide,
    `${guide}\nYou must list the depots you changed.\n`,
    '',
    'agent-behavior agent-prompt',
  ],
  ['a new guide describes', 'AGENTS.md', null, guide, '', 'agent-prompt'],
  [
    'a new command acts',
    '.claude/commands/label.md',
    null,
    `---\nname: label\ndescription: Prints labels\n---\n${guide}`,
    '',
    'agent-behavior agent-prompt',
  ],
  [
    'so does one without front matter, by its folder',
    '.claude/commands/label.md',
    null,
    guide,
    '',
    'agent-behavior agent-prompt',
  ],
  [
    'a new agent that names its tools is given them',
    '.claude/agents/sorter.md',
    null,
    `---\nname: sorter\ntools: Read, Edit\n---\n${guide}`,
    '',
    'agent-behavior agent-permission agent-prompt',
  ],
  [
    'another model of an agent is how it behaves',
    '.claude/agents/sorter.md',
    `---\nname: sorter\nmodel: large\n---\n${guide}`,
    `---\nname: sorter\nmodel: small\n---\n${guide}`,
    'configuration',
    'agent-behavior',
  ],
  [
    'another description of it is wording',
    '.claude/agents/sorter.md',
    `---\nname: sorter\ndescription: Sorts parcels\n---\n${guide}`,
    `---\nname: sorter\ndescription: Sorts the parcels of a depot\n---\n${guide}`,
    '',
    'agent-prompt',
  ],
  [
    'more tools for it are power',
    '.claude/agents/sorter.md',
    `---\nname: sorter\ntools: Read\n---\n${guide}`,
    `---\nname: sorter\ntools: Read, Edit\n---\n${guide}`,
    'configuration',
    'agent-permission',
  ],
  [
    'a token that a server no longer gets is no matter of security',
    mcp,
    server({ command: 'node', args: ['p.js'], env: { PARCELS_TOKEN: '${PARCELS_TOKEN}' } }),
    server({ command: 'node', args: ['p.js'] }),
    'configuration',
    'server-api-security',
  ],
  [
    'a new rule for some files describes',
    '.cursor/rules/depots.mdc',
    null,
    `---\nname: depots\nglobs: depots/**\n---\n${guide}`,
    '',
    'agent-prompt',
  ],
  [
    'a grave protection gone from the text is a matter of security',
    'AGENTS.md',
    `${guide}\n- Never push to main.\n- Depots have numbers.\n`,
    `${guide}\n- Depots have numbers.\n`,
    'security-update',
    'agent-behavior agent-prompt',
  ],
  [
    'a rule of style is not',
    'AGENTS.md',
    `${guide}\n- Never use tabs for indentation.\n- Depots have numbers.\n`,
    `${guide}\n- Depots have numbers.\n`,
    '',
    'agent-behavior agent-prompt',
  ],
  [
    'a hook is a setting',
    settings,
    {},
    {
      hooks: {
        PostToolUse: [
          { matcher: 'Edit', hooks: [{ type: 'command', command: './tools/weigh.sh' }] },
        ],
      },
    },
    'configuration',
    'agent-behavior',
  ],
  [
    'what it runs is code',
    '.claude/hooks/weigh.sh',
    'echo weigh\n',
    'echo weigh twice\n',
    'code-deployment',
    'agent-behavior',
  ],
  [
    'publishing unasked is deployment, and more than configuration',
    settings,
    allow(),
    allow('Bash(git push:*)'),
    'code-deployment security-update',
    'agent-permission',
  ],
  [
    'another machine unasked is infrastructure',
    settings,
    allow(),
    allow('Bash(ssh:*)'),
    'infrastructure security-update',
    'agent-permission',
  ],
  [
    'a new guard is a setting and a matter of security',
    settings,
    { permissions: {} },
    { permissions: { deny: ['Read(./.env)'] } },
    'configuration security-update',
    'agent-permission',
  ],
  [
    'another address for prompts is a matter of the interface',
    settings,
    { env: {} },
    { env: { ANTHROPIC_BASE_URL: 'https://models.example/v1' } },
    'security-update',
    'agent-behavior server-api-security',
  ],
  [
    'another variable is not',
    settings,
    { env: {} },
    { env: { DEPOT_NAME: 'north' } },
    'configuration',
    'agent-behavior',
  ],
  [
    'leave to act in words is wording',
    'AGENTS.md',
    guide,
    `${guide}\nRe-label parcels without asking.\n`,
    '',
    'agent-behavior agent-prompt',
  ],
  [
    'a build unasked is a setting',
    settings,
    allow(),
    allow('Bash(npm run lint)'),
    'configuration',
    'agent-permission',
  ],
  [
    'taken back it deploys nothing',
    settings,
    allow('Bash(git push:*)'),
    allow(),
    'configuration',
    'agent-permission',
  ],
  [
    'a narrower address at the same host is a setting',
    mcp,
    server({ type: 'http', url: 'https://parcels.example/mcp' }),
    server({ type: 'http', url: 'https://parcels.example/mcp/north' }),
    'configuration',
    'server-integration',
  ],
  [
    'another host is infrastructure',
    mcp,
    server({ type: 'http', url: 'https://parcels.example/mcp' }),
    server({ type: 'http', url: 'https://letters.example/mcp' }),
    'infrastructure',
    'server-integration',
  ],
  [
    'another port of this machine is a setting',
    mcp,
    server({ type: 'http', url: 'http://localhost:4100/mcp' }),
    server({ type: 'http', url: 'http://localhost:4200/mcp' }),
    'configuration',
    'server-integration',
  ],
  [
    'a package goes with its server',
    mcp,
    server({ command: 'npx', args: ['parcels-mcp@1.0.0'] }),
    { mcpServers: {} },
    'configuration',
    'server-dependency server-integration',
  ],
  [
    'a script of the project is no dependency',
    mcp,
    server({ command: 'node', args: ['tools/parcels.js'] }),
    { mcpServers: {} },
    'configuration',
    'server-integration',
  ],
  [
    'approvals go with their server',
    '.roo/mcp.json',
    server({ command: 'node', args: ['tools/parcels.js'], alwaysAllow: ['weigh'] }),
    { mcpServers: {} },
    'configuration',
    'agent-permission server-integration',
  ],
  [
    'a status line that downloads what it runs',
    settings,
    { statusLine: { type: 'command', command: 'npx -y depot-line@latest' } },
    {},
    'configuration',
    'agent-behavior server-dependency',
  ],
  [
    'a status line that does not',
    settings,
    { statusLine: { type: 'command', command: 'date +%H:%M' } },
    {},
    'configuration',
    'agent-behavior',
  ],
  [
    'a plugin is a dependency that behaves',
    settings,
    {},
    { enabledPlugins: { 'parcels@depot': true } },
    'configuration',
    'agent-behavior server-dependency',
  ],
  [
    'the version of a plugin labels it',
    '.claude-plugin/plugin.json',
    { name: 'parcels', version: '1.0.0' },
    { name: 'parcels', version: '1.0.1' },
    'configuration',
    '',
  ],
];

describe('Types and categories of one edit', () => {
  for (const [name, path, before, after, types, categories] of cases) {
    it(name, () => {
      const write = (text: Text): string | undefined =>
        text === null ? undefined : typeof text === 'string' ? text : JSON.stringify(text, null, 2);
      const analysis = analyzeFile({
        path,
        text: write(after),
        baseline: { text: write(before) },
      });
      const { assessment, changes } = analysis ?? assert.fail('not governed');
      assert.notEqual(changes.length, 0, 'nothing changed');
      assert.equal([...assessment.types].sort().join(' '), types);
      assert.equal([...assessment.categories].sort().join(' '), categories);
    });
  }

  it('has a type that decides even where only words changed', () => {
    const analysis = analyzeFile({
      path: 'AGENTS.md',
      text: `${guide}\nDepots have numbers.\n`,
      baseline: { text: guide },
    });
    assert.equal(analysis?.assessment.type, 'code-deployment');
  });
});
