import type { TemplateName } from '../../src/core/policy/templates/template';

/** A real edit of one governed file. */
export interface TemplateEdit {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

const servers = (server: object): string =>
  `${JSON.stringify({ servers: { files: server } }, undefined, 2)}\n`;
const npx = (spec: string): object => ({ command: 'npx', args: ['-y', spec, './docs'] });
const settings = (permissions: object): string =>
  `${JSON.stringify({ permissions }, undefined, 2)}\n`;
const source = (body: string): string =>
  `import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';\n${body}\n`;
const spending = (policy: object): string =>
  `${JSON.stringify({ name: 'buyer agent', spendingPolicy: policy }, undefined, 2)}\n`;

/** One edit for each template, by hand, that gives a change of its type or category. */
export const templateEdits: Readonly<Record<TemplateName, TemplateEdit>> = {
  'change-policy': {
    path: '.mcp-change/policy.yaml',
    before:
      'apiVersion: mcp-change/v1\nkind: ChangePolicy\nversion: 1\ntiers:\n  high:\n    tests: true\n',
    after:
      'apiVersion: mcp-change/v1\nkind: ChangePolicy\nversion: 2\ntiers:\n  high:\n    tests: false\n',
  },
  'security-update': {
    path: '.vscode/mcp.json',
    before: servers({ type: 'http', url: 'http://mcp.example.com/mcp' }),
    after: servers({ type: 'http', url: 'https://mcp.example.com/mcp' }),
  },
  configuration: {
    path: '.mcp.json',
    before: `${JSON.stringify({ mcpServers: { files: npx('@acme/files-mcp@2.4.1') } })}\n`,
    after: `${JSON.stringify({ mcpServers: { files: { ...npx('@acme/files-mcp@2.4.1'), command: 'bunx' } } })}\n`,
  },
  'code-deployment': {
    path: '.vscode/mcp.json',
    before: servers(npx('@acme/files-mcp@2.4.1')),
    after: servers(npx('@acme/files-mcp@3.0.0')),
  },
  infrastructure: {
    path: '.cursor/mcp.json',
    before: `${JSON.stringify({ mcpServers: { web: { url: 'https://mcp.example.com/mcp' } } })}\n`,
    after: `${JSON.stringify({ mcpServers: { web: { url: 'https://mcp.example.org/mcp' } } })}\n`,
  },
  'agent-behavior': {
    path: '.claude/settings.json',
    before: settings({ defaultMode: 'default' }),
    after: settings({ defaultMode: 'acceptEdits' }),
  },
  'agent-prompt': {
    path: 'AGENTS.md',
    before: '# Rules\n\nNever push to main. Never read the file .env.\n',
    after: '# Rules\n\nNever push to main.\n',
  },
  'agent-permission': {
    path: '.claude/settings.json',
    before: settings({ allow: [], deny: ['Read(./.env)'] }),
    after: settings({ allow: ['Bash(curl:*)'], deny: [] }),
  },
  'agent-financial': {
    path: 'agent.json',
    before: spending({ dailyLimit: 50, currency: 'USD' }),
    after: spending({ dailyLimit: 500, currency: 'USD' }),
  },
  'server-api-security': {
    path: '.vscode/mcp.json',
    before: servers({
      type: 'http',
      url: 'https://mcp.example.com/mcp',
      headers: { Authorization: 'Bearer ${input:token}' },
    }),
    after: servers({ type: 'http', url: 'https://mcp.example.com/mcp' }),
  },
  'server-integration': {
    path: '.vscode/mcp.json',
    before: servers(npx('@acme/files-mcp@2.4.1')),
    after: `${JSON.stringify({ servers: { files: npx('@acme/files-mcp@2.4.1'), mail: npx('@acme/mail-mcp') } })}\n`,
  },
  'server-performance': {
    path: 'src/server.ts',
    before: source('app.use(rateLimit({ limit: 10 }));'),
    after: source(''),
  },
  'server-dependency': {
    path: '.vscode/mcp.json',
    before: servers(npx('@acme/files-mcp@2.4.1')),
    after: servers(npx('@acme/files-mcp@latest')),
  },
};
