import type { Surface } from './surface';
import {
  hookFile,
  manifestFile,
  promptFile,
  serverMap,
  settingsFile,
  skillFile,
} from './surfaceKinds';

const settings = {
  client: 'Claude Code',
  kind: 'permission',
  format: 'jsonc',
  reader: 'claude-settings',
  takesEffect: 'on-save',
  autostart: false,
  serverKeys: [],
  secretReference: 'none',
} as const satisfies Partial<Surface>;

/** Claude Code and Claude Desktop (reference landscape, sections 5 and 13). */
export const claudeSurfaces: readonly Surface[] = [
  serverMap({
    id: 'claude-mcp',
    title: 'Claude Code MCP servers',
    client: 'Claude Code',
    patterns: ['.mcp.json'],
    // A root `.mcp.json` with `servers` is Visual Studio's; a plugin's has no wrapper at all.
    serverKeys: ['mcpServers', 'servers', ''],
    secretReference: 'environment-braces',
    contentTest: 'has-server-map',
  }),
  {
    ...settings,
    id: 'claude-settings-local',
    title: 'Claude Code personal settings',
    patterns: ['.claude/settings.local.json'],
    scope: 'local',
  },
  {
    ...settings,
    id: 'claude-settings',
    title: 'Claude Code settings',
    patterns: ['.claude/settings.json'],
    userPaths: ['~/.claude/settings.json'],
    scope: 'project',
  },
  {
    ...settings,
    id: 'claude-settings-other',
    title: 'Claude Code settings under another name',
    // Kept beside the real one and copied over it, or handed over with `--settings`.
    patterns: ['.claude/settings*.json', 'managed-settings.json', 'managed-settings.d/*.json'],
    scope: 'project',
    contentTest: 'is-claude-settings',
  },
  promptFile({
    id: 'claude-md-local',
    title: 'Claude Code personal instructions',
    client: 'Claude Code',
    patterns: ['CLAUDE.local.md'],
    scope: 'local',
  }),
  promptFile({
    id: 'claude-md',
    title: 'Claude Code instructions',
    client: 'Claude Code',
    patterns: ['CLAUDE.md'],
    userPaths: ['~/.claude/CLAUDE.md'],
  }),
  skillFile(
    'claude-skill',
    'Claude Code',
    ['.claude/skills/**/SKILL.md'],
    ['~/.claude/skills/*/SKILL.md'],
  ),
  promptFile({
    id: 'claude-prompt',
    title: 'Claude Code rules, agents and commands',
    client: 'Claude Code',
    patterns: ['.claude/{rules,agents,commands,prompts}/**/*.md', '.claude/output-styles/*.md'],
    userPaths: ['~/.claude/{rules,commands}/**/*.md', '~/.claude/{agents,output-styles}/*.md'],
  }),
  hookFile({
    id: 'plugin-hooks',
    title: 'Plugin hooks',
    client: 'Claude Code',
    // Gemini extensions use the same name and the same root key.
    patterns: ['hooks/hooks.json'],
    format: 'json',
    takesEffect: 'on-new-session',
    contentTest: 'has-hook-map',
  }),
  manifestFile({
    id: 'claude-plugin',
    title: 'Claude Code plugin manifest',
    client: 'Claude Code',
    patterns: ['.claude-plugin/plugin.json', '.claude-plugin/marketplace.json'],
    format: 'json',
  }),
  settingsFile({
    id: 'claude-user-config',
    title: 'Claude Code user configuration',
    client: 'Claude Code',
    patterns: ['.claude.json'],
    userPaths: ['~/.claude.json'],
    kind: 'mcp-config',
    serverKeys: ['mcpServers', 'projects/*/mcpServers'],
    scope: 'local',
    secretReference: 'environment-braces',
  }),
  serverMap({
    id: 'claude-managed-mcp',
    title: 'Claude Code managed MCP servers',
    client: 'Claude Code',
    patterns: ['managed-mcp.json'],
    secretReference: 'environment-braces',
    contentTest: 'has-server-map',
  }),
  serverMap({
    id: 'claude-desktop-config',
    title: 'Claude Desktop configuration',
    client: 'Claude Desktop',
    patterns: ['claude_desktop_config*.json'],
    userPaths: ['{config}/Claude/claude_desktop_config.json'],
    contentTest: 'has-server-map',
    serversOnly: true,
  }),
];
