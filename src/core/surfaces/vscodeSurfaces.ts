import type { Surface } from './surface';
import {
  generalFile,
  hookFile,
  manifestFile,
  promptFile,
  serverMap,
  settingsFile,
  skillFile,
} from './surfaceKinds';

/** Settings keys of agents that live in VS Code's settings (reference landscape, `permissionFields`). */
const agentSettings =
  /^(?:chat\.|github\.copilot|mcp(?:\.|$)|inlineChat\.|amp\.|cline\.|roo-cline\.|kilo-?code\.|windsurf\.|kiro|continue\.|claude|gemini|json\.schemaDownload\.trustedDomains|security\.workspace\.trust)/i;

/** Those whose reader knows all that govern; a key among them that is not known governs nothing. */
const vscodeKeys =
  /^(?:chat\.|github\.copilot|mcp(?:\.|$)|inlineChat\.|json\.|security\.|roo-cline\.|kilo-code\.|windsurf\.|kiroAgent\.|amp\.(?!mcpServers))/i;

/** VS Code and GitHub Copilot in all its hosts (reference landscape, section 13). */
export const vscodeSurfaces: readonly Surface[] = [
  serverMap({
    id: 'vscode-mcp',
    title: 'VS Code MCP servers',
    client: 'VS Code',
    patterns: ['.vscode/mcp.json'],
    userPaths: ['{config}/Code/User/mcp.json'],
    takesEffect: 'on-save',
    // `chat.mcp.autostart` defaults to starting new and changed servers (seen in 1.139.1).
    autostart: true,
    serverKeys: ['servers', 'mcpServers'],
    secretReference: 'vscode-input',
  }),
  generalFile({
    id: 'vscode-settings',
    title: 'VS Code settings',
    client: 'VS Code',
    kind: 'permission',
    reader: 'vscode-settings',
    patterns: ['.vscode/settings.json', '*.code-workspace'],
    userPaths: [
      '{config}/Code/User/settings.json',
      '{config}/Windsurf/User/settings.json',
      '{config}/Kiro/User/settings.json',
    ],
    takesEffect: 'on-save',
    contentTest: 'has-concerned-part',
    concerns: agentSettings,
    readKeys: vscodeKeys,
    // Versions before 1.102 also read servers here, under `mcp`.
    serverKeys: ['servers'],
    secretReference: 'vscode-input',
    everyday: true,
  }),
  generalFile({
    id: 'devcontainer',
    title: 'Dev container',
    client: 'VS Code',
    kind: 'mcp-config',
    patterns: [
      '.devcontainer/devcontainer.json',
      '.devcontainer.json',
      '.devcontainer/*/devcontainer.json',
    ],
    contentTest: 'has-concerned-part',
    concerns: agentSettings,
    everyday: true,
  }),
  hookFile({
    id: 'vscode-tasks',
    title: 'VS Code tasks',
    client: 'VS Code',
    patterns: ['.vscode/tasks.json'],
    takesEffect: 'on-save',
    contentTest: 'is-auto-task',
    everyday: true,
  }),
  generalFile({
    id: 'vscode-toolsets',
    title: 'Tool sets',
    client: 'VS Code',
    kind: 'permission',
    patterns: ['*.toolsets.jsonc'],
    userPaths: ['{config}/Code/User/prompts/*.toolsets.jsonc'],
    takesEffect: 'on-save',
  }),
  serverMap({
    id: 'visual-studio-mcp',
    title: 'Visual Studio MCP servers',
    client: 'Visual Studio',
    patterns: ['.vs/mcp.json'],
    userPaths: ['windows:~/.mcp.json'],
    serverKeys: ['servers', 'mcpServers'],
    secretReference: 'vscode-input',
  }),
  promptFile({
    id: 'copilot-instructions',
    title: 'Copilot instructions',
    client: 'GitHub Copilot',
    patterns: ['.github/copilot-instructions.md', '*.instructions.md'],
    userPaths: ['~/.copilot/instructions/*.instructions.md'],
  }),
  promptFile({
    id: 'copilot-prompt',
    title: 'Prompt file',
    client: 'GitHub Copilot',
    patterns: ['*.prompt.md'],
    userPaths: ['{config}/Code/User/prompts/*.prompt.md'],
    takesEffect: 'on-save',
  }),
  promptFile({
    id: 'copilot-agent',
    title: 'Custom agent',
    client: 'GitHub Copilot',
    patterns: ['*.agent.md', '*.chatmode.md', '.github/agents/*.md'],
    userPaths: ['~/.copilot/agents/*.agent.md'],
    takesEffect: 'on-save',
  }),
  skillFile(
    'copilot-skill',
    'GitHub Copilot',
    ['.github/skills/**/SKILL.md'],
    ['~/.copilot/skills/*/SKILL.md'],
  ),
  hookFile({
    id: 'copilot-hooks',
    title: 'Copilot hooks',
    client: 'GitHub Copilot',
    patterns: ['.github/hooks/*.json'],
    userPaths: ['~/.copilot/hooks/*.json'],
    takesEffect: 'on-new-session',
  }),
  generalFile({
    id: 'copilot-setup-steps',
    title: 'Setup of the Copilot cloud agent',
    client: 'GitHub Copilot',
    kind: 'permission',
    patterns: ['.github/workflows/copilot-setup-steps.{yml,yaml}'],
    format: 'yaml',
    takesEffect: 'on-new-session',
  }),
  serverMap({
    id: 'copilot-cli-mcp',
    title: 'Copilot CLI MCP servers',
    client: 'GitHub Copilot CLI',
    patterns: ['.github/mcp.json', '.copilot/mcp-config.json'],
    userPaths: ['~/.copilot/mcp-config.json'],
    secretReference: 'environment-braces',
  }),
  serverMap({
    id: 'copilot-ide-mcp',
    title: 'Copilot MCP servers of another editor',
    client: 'GitHub Copilot',
    patterns: ['.github/copilot/mcp.json'],
    userPaths: [
      'unix:~/.config/github-copilot/intellij/mcp.json',
      'windows:{local}/github-copilot/intellij/mcp.json',
      'unix:~/.config/github-copilot/eclipse/mcp.json',
      'windows:{config}/github-copilot/eclipse/mcp.json',
    ],
    serverKeys: ['servers', 'mcpServers'],
  }),
  settingsFile({
    id: 'copilot-cli-settings',
    title: 'Copilot CLI settings of a repository',
    client: 'GitHub Copilot CLI',
    patterns: ['.github/copilot/settings.json', '.github/copilot/settings.local.json'],
  }),
  settingsFile({
    id: 'copilot-cli-user-settings',
    title: 'Copilot CLI settings',
    client: 'GitHub Copilot CLI',
    patterns: ['.copilot/settings.json'],
    userPaths: ['~/.copilot/settings.json'],
    scope: 'local',
  }),
  settingsFile({
    id: 'copilot-cli-approvals',
    title: 'Copilot CLI approvals',
    client: 'GitHub Copilot CLI',
    patterns: ['.copilot/permissions-config.json'],
    userPaths: ['~/.copilot/permissions-config.json'],
    scope: 'local',
  }),
  manifestFile({
    id: 'copilot-plugin',
    title: 'Copilot plugin manifest',
    client: 'GitHub Copilot',
    patterns: ['.github/plugin/marketplace.json', '.github/plugin/plugin.json'],
  }),
];
