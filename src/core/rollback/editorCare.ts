import type { Client } from '../surfaces/surface';
import type { ClientCare } from './clientCare';

const vscodeAccounts = 'microsoft/vscode 1.100.3 and 1.139.1; docs/agents/approvals.md @16286a6';

/** Editors, programs with windows, and what lives inside editors. */
export const editorCare = {
  'VS Code': {
    kind: 'editor',
    checked: '2026-11',
    source: vscodeAccounts,
    shows: { permissions: 'Chat: Manage Tool Approval', servers: 'MCP: List Servers' },
  },
  'GitHub Copilot': { kind: 'guest', checked: '2026-11', source: vscodeAccounts },
  'Visual Studio': {
    kind: 'editor',
    checked: '2026-11',
    source: 'learn.microsoft.com/visualstudio/ide/mcp-servers; landscape 13',
  },
  Cursor: {
    kind: 'editor',
    checked: '2026-11',
    source:
      'cursor.com/docs/reference/permissions, cursor.com/docs/agent/security/run-modes; forum.cursor.com/t/153823',
    remembers: [
      { keeps: 'permissions', page: 'Settings → Agents → Approvals & Execution' },
      { keeps: 'permissions', files: ['~/.cursor/permissions.json'], key: 'mcpAllowlist' },
      // The command line keeps the servers it may start here; the window does not say where.
      { keeps: 'servers', files: ['~/.cursor/projects/*/mcp-approvals.json'], key: '<server>' },
    ],
    shows: { servers: 'cursor-agent mcp list' },
  },
  Windsurf: {
    kind: 'editor',
    checked: '2026-11',
    source: 'landscape 5.10 and 13, from docs.windsurf.com',
    remembers: [
      {
        keeps: 'permissions',
        files: ['{config}/Windsurf/User/settings.json'],
        key: 'windsurf.cascadeCommandsAllowList',
      },
    ],
    memories: '~/.codeium/windsurf/memories',
  },
  Zed: {
    kind: 'editor',
    checked: '2026-11',
    source: 'zed.dev/docs/worktree-trust, zed.dev/docs/ai/tool-permissions',
    remembers: [
      {
        keeps: 'permissions',
        files: ['unix:~/.config/zed/settings.json', 'windows:{config}/Zed/settings.json'],
        key: 'agent.tool_permissions',
      },
      { keeps: 'trust', page: 'workspace: clear trusted worktrees' },
    ],
  },
  'Google Antigravity': {
    kind: 'editor',
    checked: '2026-11',
    source: 'google-antigravity/antigravity-cli issue 565; landscape 13',
    remembers: [
      {
        keeps: 'permissions',
        files: ['~/.gemini/antigravity-cli/settings.json'],
        key: 'permissions.allow',
      },
      {
        keeps: 'trust',
        files: ['~/.gemini/antigravity-cli/settings.json'],
        key: 'trustedWorkspaces',
      },
    ],
  },
  'JetBrains Junie': {
    kind: 'guest',
    checked: '2026-11',
    source: 'jetbrains.com/help/junie/action-allowlist.html',
    remembers: [{ keeps: 'permissions', page: 'Settings → Tools → Junie → Action Allowlist' }],
  },
  'JetBrains AI Assistant': { kind: 'guest', checked: '2026-11', source: 'landscape 12, 13' },
  Cline: {
    kind: 'guest',
    checked: '2026-11',
    source: 'cline/cline docs/features/auto-approve.mdx (2026-08); landscape 13',
    remembers: [
      { keeps: 'permissions', page: 'Auto-approve' },
      {
        keeps: 'servers',
        files: ['~/.cline/data/settings/cline_mcp_settings.json'],
        key: 'mcpServers.<server>.autoApprove',
      },
    ],
  },
  'Roo Code': {
    kind: 'guest',
    checked: '2026-11',
    source: 'RooCodeInc/Roo-Code src/services/mcp/McpHub.ts (2026-04); landscape 13',
    remembers: [
      { keeps: 'permissions', page: 'Auto-Approve' },
      {
        keeps: 'servers',
        files: [
          '{config}/Code/User/globalStorage/rooveterinaryinc.roo-cline/settings/mcp_settings.json',
        ],
        key: 'mcpServers.<server>.alwaysAllow',
      },
    ],
  },
  'Kilo Code': {
    kind: 'guest',
    checked: '2026-11',
    source: 'landscape 13, from Kilo’s documentation',
    remembers: [{ keeps: 'permissions', files: ['~/.config/kilo/kilo.jsonc'], key: 'permission' }],
  },
  Continue: {
    kind: 'guest',
    checked: '2026-11',
    source: 'docs.continue.dev/cli/tool-permissions',
    remembers: [{ keeps: 'permissions', files: ['~/.continue/permissions.yaml'], key: 'allow' }],
  },
  'Gemini Code Assist': { kind: 'guest', checked: '2026-11', source: 'landscape 12, 13' },
  'Claude Desktop': {
    kind: 'editor',
    checked: '2026-11',
    source: 'landscape 13 (one user file, a restart is needed)',
  },
  'LM Studio': {
    kind: 'editor',
    checked: '2026-11',
    source: 'landscape 12, 13, from lmstudio.ai/mcp',
  },
  'Sema4.ai Studio': { kind: 'editor', checked: '2026-11', source: 'landscape 13' },
  Trae: { kind: 'editor', checked: '2026-11', source: 'landscape 12, 13' },
  Qoder: { kind: 'editor', checked: '2026-11', source: 'landscape 12, 13' },
  Jan: { kind: 'editor', checked: '2026-11', source: 'landscape 12, 13' },
  AnythingLLM: { kind: 'editor', checked: '2026-11', source: 'landscape 12, 13' },
  BoltAI: { kind: 'editor', checked: '2026-11', source: 'landscape 12, 13' },
} as const satisfies Partial<Record<Client, ClientCare>>;
