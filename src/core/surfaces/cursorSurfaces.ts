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

const client = 'Cursor';

/** Cursor, its command line, cloud agents and Bugbot (reference landscape, section 13). */
export const cursorSurfaces: readonly Surface[] = [
  serverMap({
    id: 'cursor-mcp',
    title: 'Cursor MCP servers',
    client,
    patterns: ['.cursor/mcp.json'],
    userPaths: ['~/.cursor/mcp.json'],
    secretReference: 'environment-colon',
  }),
  settingsFile({
    id: 'cursor-permissions',
    title: 'Cursor permissions',
    client,
    patterns: ['.cursor/permissions.json'],
    userPaths: ['~/.cursor/permissions.json'],
    takesEffect: 'on-save',
  }),
  settingsFile({
    id: 'cursor-sandbox',
    title: 'Cursor sandbox',
    client,
    patterns: ['.cursor/sandbox.json'],
    userPaths: ['~/.cursor/sandbox.json'],
  }),
  settingsFile({
    id: 'cursor-cli',
    title: 'Cursor CLI permissions of a project',
    client,
    patterns: ['.cursor/cli.json'],
  }),
  settingsFile({
    id: 'cursor-cli-config',
    title: 'Cursor CLI settings',
    client,
    patterns: ['.cursor/cli-config.json'],
    userPaths: ['~/.cursor/cli-config.json'],
    scope: 'local',
  }),
  settingsFile({
    id: 'cursor-environment',
    title: 'Setup of the Cursor cloud agent',
    client,
    takesEffect: 'on-new-session',
    patterns: ['.cursor/environment.json'],
  }),
  hookFile({
    id: 'cursor-hooks',
    title: 'Cursor hooks',
    client,
    patterns: ['.cursor/hooks.json', '.cursor/worktrees.json'],
    userPaths: ['~/.cursor/hooks.json'],
  }),
  skillFile(
    'cursor-skill',
    client,
    ['.cursor/skills/**/SKILL.md'],
    ['~/.cursor/skills/*/SKILL.md'],
  ),
  promptFile({
    id: 'cursor-prompt',
    title: 'Cursor rules, agents and commands',
    client,
    patterns: [
      '.cursor/rules/**/*.{mdc,md}',
      '.cursor/commands/**/*.md',
      '.cursor/agents/*.md',
      '.cursor/BUGBOT.md',
      '.cursor/approval-policies/*.md',
      '.cursorrules',
    ],
    userPaths: ['~/.cursor/{commands,agents}/*.md'],
  }),
  generalFile({
    id: 'cursor-ignore',
    reader: 'ignore-list',
    title: 'Cursor ignore list',
    client,
    kind: 'permission',
    patterns: ['.cursorignore', '.cursorindexingignore'],
    format: 'text',
    takesEffect: 'on-save',
  }),
  manifestFile({
    id: 'cursor-plugin',
    title: 'Cursor plugin manifest',
    client,
    patterns: ['.cursor-plugin/plugin.json', '.cursor-plugin/marketplace.json'],
    format: 'json',
  }),
];
