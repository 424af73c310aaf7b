import type { Client } from '../surfaces/surface';
import type { ClientCare } from './clientCare';

/** Agents that run in a shell. */
export const terminalCare = {
  'Claude Code': {
    kind: 'terminal',
    checked: '2026-11',
    source: 'code.claude.com/docs/en/permissions; landscape 5.1',
    remembers: [
      {
        keeps: 'permissions',
        files: ['.claude/settings.local.json', '~/.claude/settings.json'],
        key: 'permissions.allow',
      },
      { keeps: 'servers', command: 'claude mcp reset-project-choices' },
      {
        keeps: 'trust',
        files: ['~/.claude.json'],
        key: 'projects.<folder>.hasTrustDialogAccepted',
      },
    ],
    movedBy: 'CLAUDE_CONFIG_DIR',
    shows: { permissions: '/permissions', servers: '/mcp' },
    sessions: '~/.claude/projects',
    memories: '~/.claude/projects/*/memory',
  },
  'GitHub Copilot CLI': {
    kind: 'terminal',
    checked: '2026-11',
    source: 'docs.github.com copilot-cli/set-up-copilot-cli/configure-copilot-cli; landscape 5.3',
    remembers: [
      {
        keeps: 'permissions',
        files: ['~/.copilot/permissions-config.json'],
        key: 'locations.<folder>.tool_approvals',
      },
      { keeps: 'trust', files: ['~/.copilot/config.json'], key: 'trusted_folders' },
    ],
    movedBy: 'COPILOT_HOME',
    shows: { servers: '/mcp' },
    sessions: '~/.copilot/session-state',
  },
  'OpenAI Codex': {
    kind: 'terminal',
    checked: '2026-11',
    source: 'developers.openai.com/codex/rules; landscape 5.5 and its entry on hooks',
    remembers: [
      { keeps: 'permissions', files: ['~/.codex/rules/default.rules'], key: 'prefix_rule' },
      { keeps: 'hooks', files: ['~/.codex/config.toml'], key: 'hooks.state' },
      { keeps: 'trust', files: ['~/.codex/config.toml'], key: 'projects.<folder>.trust_level' },
    ],
    movedBy: 'CODEX_HOME',
    signOut: 'codex mcp logout',
    shows: { servers: '/mcp' },
    sessions: '~/.codex/sessions',
  },
  'Gemini CLI': {
    kind: 'terminal',
    checked: '2026-11',
    source:
      'geminicli.com/docs/cli/trusted-folders; google-gemini/gemini-cli pull request 20531 (2026-02)',
    remembers: [
      { keeps: 'permissions', files: ['~/.gemini/policies/auto-saved.toml'], key: '[[rule]]' },
      { keeps: 'trust', files: ['~/.gemini/trustedFolders.json'], key: '<folder>' },
    ],
    tokens: '~/.gemini/mcp-oauth-tokens.json',
    shows: { servers: '/mcp' },
    sessions: '~/.gemini/tmp',
    memories: '~/.gemini/GEMINI.md',
  },
  'Qwen Code': {
    kind: 'terminal',
    checked: '2026-11',
    source:
      'qwenlm.github.io/qwen-code-docs users/configuration/trusted-folders, users/permissions',
    remembers: [
      { keeps: 'permissions', typed: '/permissions' },
      { keeps: 'trust', files: ['~/.qwen/trustedFolders.json'], key: '<folder>' },
    ],
    tokens: '~/.qwen/mcp-oauth-tokens.json',
    shows: { permissions: '/permissions', servers: '/mcp' },
  },
  // Version 1 asked again in every session; version 2 keeps it per project and does not say where.
  OpenCode: {
    kind: 'terminal',
    checked: '2026-11',
    source:
      'opencode.ai/docs/permissions, opencode.ai/v2/docs/permissions; anomalyco/opencode 19118',
    signOut: 'opencode mcp logout',
    tokens: '~/.local/share/opencode/mcp-auth.json',
    shows: { servers: 'opencode mcp list' },
    sessions: '~/.local/share/opencode',
  },
  Goose: {
    kind: 'terminal',
    checked: '2026-11',
    source: 'block.github.io/goose/docs/guides/managing-tools/tool-permissions; landscape 13',
    remembers: [
      {
        keeps: 'permissions',
        files: [
          'unix:~/.config/goose/permission.yaml',
          'windows:{config}/Block/goose/config/permission.yaml',
        ],
        key: 'user.always_allow',
      },
      {
        keeps: 'permissions',
        files: [
          'unix:~/.config/goose/permission.yaml',
          'windows:{config}/Block/goose/config/permission.yaml',
        ],
        key: 'smart_approve',
      },
    ],
  },
  Amp: {
    kind: 'terminal',
    checked: '2026-11',
    source: 'ampcode.com/manual (workspace servers wait for “amp mcp approve”); landscape 5.10',
    remembers: [
      { keeps: 'permissions', files: ['~/.config/amp/settings.json'], key: 'amp.permissions' },
    ],
    shows: { servers: 'amp mcp doctor' },
  },
  'Amazon Q Developer': {
    kind: 'terminal',
    checked: '2026-11',
    source: 'landscape 5.10 and 13, from docs.aws.amazon.com/amazonq',
    remembers: [
      { keeps: 'permissions', files: ['~/.aws/amazonq/cli-agents/*.json'], key: 'allowedTools' },
    ],
    shows: { permissions: '/tools' },
  },
  Kiro: {
    kind: 'terminal',
    checked: '2026-11',
    source: 'kiro.dev/docs/cli/v3/permissions, kiro.dev/docs/cli/chat/permissions',
    remembers: [
      {
        keeps: 'permissions',
        files: ['~/.kiro/settings/permissions.yaml', '~/.kiro/workspace-roots/*/permissions.yaml'],
        key: 'rules',
      },
      { keeps: 'permissions', typed: '/tools reset' },
    ],
    shows: { permissions: '/tools' },
  },
  Crush: {
    kind: 'terminal',
    checked: '2026-11',
    source: 'landscape 13, from charmbracelet/crush docs/config',
    remembers: [
      {
        keeps: 'permissions',
        files: ['unix:~/.config/crush/crush.json', 'windows:{local}/crush/crush.json'],
        key: 'permissions.allowed_tools',
      },
    ],
    sessions: '.crush',
  },
  'Factory Droid': {
    kind: 'terminal',
    checked: '2026-11',
    source: 'docs.factory.ai/droid-cli/settings; landscape 13',
    remembers: [
      { keeps: 'permissions', files: ['~/.factory/settings.json'], key: 'commandAllowlist' },
    ],
    shows: { permissions: '/settings' },
    sessions: '~/.factory/sessions',
  },
  'Augment Code': {
    kind: 'terminal',
    checked: '2026-11',
    source: 'landscape 5.10 and 13, from Augment’s documentation',
    remembers: [
      { keeps: 'permissions', files: ['~/.augment/settings.json'], key: 'toolPermissions' },
    ],
  },
  'Kimi Code': {
    kind: 'terminal',
    checked: '2026-11',
    source: 'landscape 13, from a survey of clients',
  },
  Aider: {
    kind: 'terminal',
    checked: '2026-11',
    source: 'aider.chat/docs/config/aider_conf.html; Aider-AI/aider aider/io.py',
    forgetsWithSession: true,
    sessions: '.aider.chat.history.md',
  },
  OpenHands: {
    kind: 'terminal',
    checked: '2026-11',
    source: 'landscape 13, from docs.openhands.dev',
  },
  'oh-my-pi': {
    kind: 'terminal',
    checked: '2026-11',
    source: 'landscape 13, from a survey of clients',
  },
  Warp: {
    kind: 'editor',
    checked: '2026-11',
    source: 'landscape 5.10 and 13, from docs.warp.dev',
    // Allow and deny lists of commands and servers stand in the profile of the agent.
    remembers: [{ keeps: 'permissions', page: 'agent profile' }],
  },
} as const satisfies Partial<Record<Client, ClientCare>>;
