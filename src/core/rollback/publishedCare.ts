import type { Client } from '../surfaces/surface';
import type { ClientCare } from './clientCare';

const landscape = 'landscape 8, 10 and 13';

/** Services, texts that several clients read, and what others take over once it is published. */
export const publishedCare = {
  LibreChat: { kind: 'service', checked: '2026-11', source: landscape },
  'Open WebUI': { kind: 'service', checked: '2026-11', source: landscape },
  'fast-agent': { kind: 'service', checked: '2026-11', source: landscape },
  'mcp-agent': { kind: 'service', checked: '2026-11', source: landscape },
  'Docker MCP Gateway': {
    kind: 'service',
    checked: '2026-11',
    source: 'docs.docker.com/reference/cli/docker/mcp',
    asksNobody: true,
    signOut: 'docker mcp oauth revoke',
  },
  'GitHub Actions': {
    kind: 'service',
    checked: '2026-11',
    source: 'landscape 13 (nobody is asked during a run)',
    asksNobody: true,
  },
  'AWS Bedrock AgentCore': {
    kind: 'service',
    checked: '2026-11',
    source: landscape,
    askedElsewhere: true,
  },
  CodeRabbit: { kind: 'service', checked: '2026-11', source: landscape, asksNobody: true },
  promptfoo: { kind: 'service', checked: '2026-11', source: landscape, asksNobody: true },
  MCP: { kind: 'service', checked: '2026-11', source: landscape, askedElsewhere: true },
  'AGENTS.md': { kind: 'readers', checked: '2026-11', source: landscape },
  'Agent Skills': { kind: 'readers', checked: '2026-11', source: landscape },
  Prompts: { kind: 'readers', checked: '2026-11', source: landscape },
  Ruler: { kind: 'readers', checked: '2026-11', source: landscape },
  dotagents: { kind: 'readers', checked: '2026-11', source: landscape },
  'MCP registry': { kind: 'published', checked: '2026-11', source: landscape },
  'MCP bundle': { kind: 'published', checked: '2026-11', source: landscape },
  Smithery: { kind: 'published', checked: '2026-11', source: landscape },
  Glama: { kind: 'published', checked: '2026-11', source: landscape },
  'Agent Plugins': { kind: 'published', checked: '2026-11', source: landscape },
  APM: { kind: 'published', checked: '2026-11', source: landscape },
  A2A: { kind: 'published', checked: '2026-11', source: landscape },
  AP2: { kind: 'service', checked: '2026-11', source: landscape, askedElsewhere: true },
  x402: { kind: 'service', checked: '2026-11', source: landscape, askedElsewhere: true },
  Coinbase: { kind: 'service', checked: '2026-11', source: landscape, askedElsewhere: true },
  'MCP Change Control': {
    kind: 'policy',
    checked: '2026-11',
    source: 'docs/architecture.md: policy and acceptances are read when they change',
    asksNobody: true,
  },
} as const satisfies Partial<Record<Client, ClientCare>>;
