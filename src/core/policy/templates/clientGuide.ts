import { t } from '@vscode/l10n';
import { quote } from '../../facts/quote';
import type { Client } from '../../surfaces/surface';
import type { ChangeEntry } from './templateContext';

/** What of a client a change concerns: where it shows there. */
export type Topic = 'servers' | 'permissions' | 'instructions' | 'hooks';

/** Where a client shows what it has read, as the end of “look at …”. */
type Places = Readonly<Partial<Record<Topic, string>>>;

/**
 * Where clients show what they have read. From the makers' own pages, as read in November 2026: Claude
 * Code's `/mcp`, `/permissions` and `/memory` (docs.anthropic.com, slash commands), “MCP: List Servers” of
 * VS Code (the reference's change model, P01). From public repositories that use them, not from the
 * makers: `/hooks` of Claude Code, `/mcp` and `/memory show` of Gemini CLI, `/mcp` of Codex, `/mcp show` of
 * Copilot CLI, the MCP page of Cursor. Versions differ, so a sentence that names one leaves room.
 */
const places: Readonly<Partial<Record<Client, () => Places>>> = {
  'VS Code': () => ({
    servers: t('“MCP: List Servers”'),
    permissions: t('the settings editor, on its Workspace page'),
    instructions: t('the references above the first answer'),
  }),
  'GitHub Copilot': () => ({ instructions: t('the references above the first answer') }),
  'GitHub Copilot CLI': () => ({ servers: quote('/mcp show') }),
  'Claude Code': () => ({
    servers: quote('/mcp'),
    permissions: quote('/permissions'),
    instructions: quote('/memory'),
    hooks: quote('/hooks'),
  }),
  Cursor: () => ({
    servers: t('the MCP page of the Cursor settings'),
  }),
  'OpenAI Codex': () => ({ servers: quote('/mcp') }),
  'Gemini CLI': () => ({ servers: quote('/mcp'), instructions: quote('/memory show') }),
};

/**
 * One line that shows the servers as the client reads them; some clients start servers for it. From
 * public repositories that use them (November 2026); the landscape of the reference names none.
 */
const serverCommands: Readonly<Partial<Record<Client, string>>> = {
  'Claude Code': 'claude mcp list',
  Cursor: 'agent mcp list',
  'OpenAI Codex': 'codex mcp list',
  'Gemini CLI': 'gemini mcp list',
  OpenCode: 'opencode mcp list',
};

/** What a change concerns in its client. */
export function topicOf({ change }: ChangeEntry): Topic {
  const { facet } = change;
  if (facet === 'hook') return 'hooks';
  if (facet.startsWith('server') || facet === 'input') return 'servers';
  return facet.startsWith('prompt') ? 'instructions' : 'permissions';
}

/** “look at `/permissions`”, or where such things usually stand. */
export function placeIn(client: Client, topic: Topic): string {
  const known = places[client]?.()[topic];
  if (known !== undefined) return t('{0}, or where your version shows it', known);
  switch (topic) {
    case 'servers':
      return t('its list of servers');
    case 'permissions':
      return t('its permissions and settings');
    case 'instructions':
      return t('what it answers when asked for its instructions');
    case 'hooks':
      return t('its list of hooks');
  }
}

/** A line to copy that shows what the client has read; undefined where there is none. */
export function commandOf(client: Client, topic: Topic): string | undefined {
  return topic === 'servers' ? serverCommands[client] : undefined;
}

/** How the client is brought to read the file again, as an imperative. */
export function reload(client: Client, topic: Topic): string {
  switch (client) {
    case 'VS Code':
      return topic === 'servers'
        ? t('Restart the changed servers in VS Code (“MCP: List Servers”).')
        : t('Start a new chat in VS Code.');
    case 'GitHub Copilot':
      return t('Start a new chat.');
    case 'Cursor':
    case 'Claude Desktop':
    case 'Windsurf':
    case 'LM Studio':
    case 'Zed':
      return topic === 'servers'
        ? t('Quit {0} and start it again.', client)
        : t('Start a new chat in {0}.', client);
    case 'AGENTS.md':
      return t('Start new sessions of the agents that read AGENTS.md.');
    // No program of these names: whatever reads the file.
    case 'MCP':
    case 'Prompts':
      return t('Start whatever reads the file again.');
    default:
      return t('Start a new session of {0}; do not resume an old one.', client);
  }
}
