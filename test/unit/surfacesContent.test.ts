import assert from 'node:assert/strict';
import { analyzeFile, mayHoldFacts, type FileAnalysis } from '../../src/core/analyze';
import { catalogue } from '../../src/core/surfaces/catalogue';
import { findSurface } from '../../src/core/surfaces/findSurface';
import type { ContentTest } from '../../src/core/surfaces/surface';

function read(path: string, text: string): FileAnalysis | undefined {
  return analyzeFile({ path, text, baseline: undefined });
}

const json = (value: unknown): string => JSON.stringify(value, undefined, 2);

/** For each test of content: a text that passes, and look-alikes that must not. */
const contents: Readonly<
  Record<
    ContentTest,
    { readonly path: string; readonly yes: string; readonly no: readonly string[] }
  >
> = {
  'has-server-map': {
    path: '.mcp.json',
    yes: json({ mcpServers: {} }),
    no: [json({ title: 'MCP', servers: 'none' }), json([]), '""'],
  },
  'has-any-servers': {
    path: 'plugins/x/mcp.json',
    yes: json({ mcpServers: { a: { command: 'npx' } } }),
    no: [
      json({ mcpServers: { title: 'Servers', add: 'Add a server' } }),
      json({ servers: ['a'], description: 'x' }),
      json({ namespace: 'mcp', attributes: { 'mcp.servers': { type: 'string' } } }),
      'not json',
    ],
  },
  'holds-an-agent': {
    path: '.devcontainer/devcontainer.json',
    yes: json({ image: 'node:22', postCreateCommand: 'npm i -g @anthropic-ai/claude-code' }),
    no: [
      json({ image: 'node:22', runArgs: ['--privileged'] }),
      json({ customizations: { vscode: { settings: { 'editor.cursorStyle': 'block' } } } }),
    ],
  },
  'has-server-key': {
    path: 'config/my-mcp.yaml',
    yes: 'mcpServers:\n  - name: x\n    command: npx\n',
    no: ['mcp: off\n', 'apiVersion: v1\nkind: Service\nname: mcp-servers\n'],
  },
  'has-concerned-part': {
    path: '.vscode/settings.json',
    yes: json({ 'chat.tools.autoApprove': true }),
    no: [json({ 'editor.tabSize': 2, 'files.exclude': { '**/chat.x': true } }), '{}'],
  },
  'has-agent-keys': {
    path: 'config/goose/config.yaml',
    yes: 'GOOSE_MODE: auto\n',
    no: ['theme: One\n', '[]'],
  },
  'has-agent-front-matter': {
    path: 'plugin/agents/reviewer.md',
    yes: '---\nname: reviewer\ndescription: Reviews\ntools: Read\n---\nYou review.\n',
    no: [
      '# Agents\n\nOne file for each.\n',
      '---\ntitle: Agents\ndescription: About agents\nsidebar_position: 2\n---\n# Agents\n',
    ],
  },
  'has-prompt-prose': {
    path: 'src/prompts/summary.md',
    yes: 'You are a careful editor.\n\nSummarise {text}.\n',
    no: ['# Prompts\n\nThis folder holds what the service asks.\n', 'plain words', 'a\0b you are'],
  },
  'has-hook-map': {
    path: 'hooks/hooks.json',
    yes: json({ hooks: { PreToolUse: [] } }),
    no: [json({ hooks: ['useState'] }), json({ hooks: { pre: 'x' } })],
  },
  'is-text': {
    path: '.roo/rules/notes',
    yes: 'Never push.\n',
    no: ['\u0089PNG\r\n\u001a\n\0\0\0'],
  },
  'is-script': {
    path: '.claude/hooks/guard',
    yes: '#!/bin/sh\nexit 2\n',
    no: ['# Hooks\n\nWhat they do.\n', '', '# Try\n\n```sh\nexit 2\n```\n', '{"a": 1}\n'],
  },
  'is-claude-settings': {
    path: '.claude/settings-old.json',
    yes: json({ permissions: { allow: [] } }),
    no: [json({ theme: 'dark' }), json({ permissions: ['read'] })],
  },
  'is-codex-config': {
    path: 'config/codex/config.toml',
    yes: 'approval_policy = "never"\n',
    no: ['title = "x"\n[params]\na = 1\n'],
  },
  'is-openhands-config': {
    path: 'config.toml',
    yes: '[core]\nworkspace_base = "."\n[llm]\nmodel = "x"\n',
    no: ['baseURL = "/"\n[params]\ncore = 1\n', '[mcp]\nenabled = true\n'],
  },
  'is-gemini-policy': {
    path: 'extension/policies/x.toml',
    yes: '[[rule]]\ntoolName = "x"\ndecision = "deny"\n',
    no: ['[[rule]]\nname = "x"\n'],
  },
  'is-mcp-bundle': {
    path: 'manifest.json',
    yes: json({ manifest_version: '0.2', server: { type: 'node', mcp_config: {} } }),
    no: [
      json({ manifest_version: 3, name: 'Browser extension', background: {} }),
      json({ domain: 'x', name: 'Home Assistant', requirements: [] }),
      json({ name: 'PWA', icons: [] }),
    ],
  },
  'is-registry-server': {
    path: 'server.json',
    yes: json({
      $schema: 'https://static.modelcontextprotocol.io/schemas/2025-10-17/server.schema.json',
      name: 'a/b',
    }),
    no: [
      json({ port: 3000, packages: ['x'] }),
      json({ name: 'x', remotes: [{ url: 'https://x' }] }),
    ],
  },
  'is-agent-plugin': {
    path: 'plugin.json',
    yes: json({ name: 'x', version: '1', mcpServers: {} }),
    no: [json({ id: 'wordpress', name: 'x', version: '1' }), json({ commands: [] })],
  },
  'is-marketplace': {
    path: 'marketplace.json',
    yes: json({ plugins: [{ name: 'x', source: './x' }] }),
    no: [json({ plugins: ['x'] }), json({ items: [] })],
  },
  'is-openai-skill': {
    path: 'skill/agents/openai.yaml',
    yes: 'interface:\n  display_name: x\n',
    no: ['model: x\n'],
  },
  'is-docker-catalog': {
    path: 'catalog.yaml',
    yes: 'registry:\n  x:\n    image: mcp/x\n',
    no: ['apiVersion: v1\nentries:\n  x: []\n', 'registry: docker.io\nimage: x\n'],
  },
  'is-goose-recipe': {
    path: 'recipes/x.yaml',
    yes: 'version: 1.0.0\ntitle: x\ninstructions: Do it.\n',
    no: ['title: Soup\ningredients: [water]\n', 'steps: []\nprompt: x\n'],
  },
  'is-agent-card': {
    path: 'agent-card.json',
    yes: json({ name: 'x', url: 'https://x', skills: [{ id: 'a' }] }),
    no: [json({ name: 'x', skills: [] }), json({ capabilities: {} })],
  },
  'is-agent-manifest': {
    path: 'agent.json',
    yes: json({ name: 'buyer', spendingPolicy: { dailyLimit: '50 USD' } }),
    no: [json({ name: 'agent', version: '1.0.0' }), json({ agent: 'Mozilla/5.0', cost: 5 })],
  },
  'is-mandate': {
    path: 'pay/intent_mandate.json',
    yes: json({ user_cart_confirmation_required: false }),
    no: [json({ mandate: 'political' })],
  },
  'is-payment-limit': {
    path: 'x402.json',
    yes: json({ payTo: '0x0', maxAmountRequired: '1' }),
    no: [json({ version: 'x402' })],
  },
  'is-wallet-policy': {
    path: 'policies/wallet.json',
    yes: json({ rules: [{ action: 'accept', operation: 'signEvmTransaction' }] }),
    no: [json({ rules: [{ operation: 'read' }] }), json({ Version: '2012-10-17', Statement: [] })],
  },
  'is-spend-permission': {
    path: 'spend-permission.json',
    yes: json({ spender: '0x0', allowance: '1' }),
    no: [json({ spender: '0x0' })],
  },
  'is-agent-payments': {
    path: 'agentcore.yaml',
    yes: 'payments:\n  max_spend_amount: 5\n',
    no: ['name: agentcore\n'],
  },
  'has-spending': {
    path: 'config/buyer-agent.json',
    yes: json({ name: 'buyer agent', spending: { dailyLimit: 50, currency: 'USD' } }),
    no: [
      json({ name: 'buyer agent', tools: ['search'] }),
      json({ name: 'shop', prices: { max: 50 } }),
      json({ agent: { limits: { tokens: 4000, max_requests: 10 } } }),
    ],
  },
  'is-auto-task': {
    path: '.vscode/tasks.json',
    yes: json({ tasks: [{ label: 'x', runOptions: { runOn: 'folderOpen' } }] }),
    no: [json({ tasks: [{ label: 'folderOpen' }] })],
  },
  'runs-an-agent': {
    path: '.github/workflows/review.yml',
    yes: 'jobs:\n  a:\n    steps:\n      - uses: anthropics/claude-code-action@v1\n',
    no: ['jobs:\n  a:\n    steps:\n      - uses: actions/checkout@v4\n'],
  },
  'is-mcp-infrastructure': {
    path: 'compose.yaml',
    yes: 'services:\n  gateway:\n    image: docker/mcp-gateway:latest\n',
    no: ['services:\n  db:\n    image: postgres:17\n', 'services: { x: { image: tmcpd } }\n'],
  },
  'is-mcp-python-package': {
    path: 'requirements.txt',
    yes: 'mcp[cli]==1.2.0\nhttpx==0.28.0\n',
    no: ['httpx==0.28.0\n', 'tmcpd==1.0.0\n'],
  },
  'is-mcp-lockfile': {
    path: 'package-lock.json',
    yes: '{ "packages": { "node_modules/@modelcontextprotocol/sdk": {} } }',
    no: ['{ "packages": { "node_modules/left-pad": {} } }', ''],
  },
  'is-mcp-source': {
    path: 'src/server.ts',
    yes: "import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';\n",
    no: ["import express from 'express';\n", '# about mcp servers\nimport os\n'],
  },
};

describe('Content tests', () => {
  it('has a case here for every test that the catalogue uses', () => {
    const used = new Set(catalogue.flatMap(({ contentTest }) => contentTest ?? []));
    for (const name of Object.keys(contents) as ContentTest[]) {
      const surface = findSurface(contents[name].path);
      assert.equal(surface?.contentTest, name, contents[name].path);
      used.delete(name);
    }
    assert.deepEqual([...used], []);
  });

  for (const [name, { path, yes, no }] of Object.entries(contents)) {
    it(`${name} takes ${path} by its content and leaves look-alikes alone`, () => {
      const analysis = read(path, yes);
      assert.ok(analysis !== undefined, yes);
      assert.equal(analysis.status, 'ok', analysis.reason);
      assert.ok(mayHoldFacts(path, yes));
      for (const text of no) assert.equal(read(path, text), undefined, text);
      if (name !== 'is-text') assert.equal(read(path, ''), undefined);
    });
  }

  const marks: readonly (readonly [path: string, yes: string, no: string])[] = [
    ['package.json', json({ name: 'x', mcpName: 'io.github.a/b' }), json({ name: 'mcpName' })],
    ['package.json', json({ dependencies: { '@modelcontextprotocol/sdk': '1' } }), '{}'],
    ['README.md', '# x\n\n<!-- mcp-name: io.github.a/b -->\n', '# MCP\n\nUses MCP names.\n'],
    ['Dockerfile', 'LABEL io.modelcontextprotocol.server.name="a/b"\n', 'FROM node\n'],
    ['pyproject.toml', 'dependencies = [\n  "mcp>=1.2",\n]\n', 'dependencies = ["mcplib"]\n'],
    ['pyproject.toml', '[dependency-groups]\ndev = ["a", "mcp"]\n', 'keywords = ["ai", "mcp"]\n'],
    [
      '.devcontainer/devcontainer.json',
      json({ customizations: { vscode: { mcp: { servers: { a: { command: 'b' } } } } } }),
      json({ image: 'x', customizations: { vscode: { extensions: [] } } }),
    ],
    ['app.code-workspace', json({ settings: { 'chat.mcp.access': 'all' } }), json({ folders: [] })],
  ];
  for (const [path, yes, no] of marks) {
    it(`takes ${path} only with a mark of an agent`, () => {
      assert.ok(read(path, yes) !== undefined);
      assert.equal(read(path, no), undefined);
      assert.ok(!mayHoldFacts(path, no));
    });
  }

  it('keeps a broken file whose name leaves no doubt, and says where it breaks', () => {
    const analysis = read('.mcp.json', '{ this is not valid }');
    assert.equal(analysis?.status, 'unreadable');
    assert.match(analysis.reason ?? '', /^Line 1, column 3/);
  });

  it('knows a symbolic link that was checked out as text', () => {
    const analysis = read('.vscode/mcp.json', '../mcp.json');
    assert.equal(analysis?.status, 'unreadable');
    assert.match(analysis.reason ?? '', /symbolic link/);
  });

  it('does not call a template broken', () => {
    const template = '{ "mcpServers": { {{ if .work }}"a": { "command": "b" }{{ end }} } }';
    assert.equal(read('dot_cursor/mcp.json.tmpl', template)?.status, 'ok');
    assert.equal(read('.cursor/mcp.json', template)?.status, 'unreadable');
  });
});
