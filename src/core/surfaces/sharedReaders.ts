import type { Client } from './surface';

/** What of a file another client takes over. */
export type SharedPart = 'everything' | 'hooks';

export interface SharedReader {
  readonly client: Client;
  readonly part: SharedPart;
}

const all = (...clients: readonly Client[]): readonly SharedReader[] =>
  clients.map((client) => ({ client, part: 'everything' }));

/**
 * Files that drive more clients than the one that made them, by surface (reference landscape,
 * sections 11.7 and 13, October 2026). Readers that somebody has to switch on first are left out.
 */
const readers: Readonly<Record<string, readonly SharedReader[]>> = {
  'agents-md': all(
    'OpenAI Codex',
    'VS Code',
    'GitHub Copilot',
    'GitHub Copilot CLI',
    'Cursor',
    'Windsurf',
    'Cline',
    'Roo Code',
    'Kilo Code',
    'Zed',
    'Goose',
    'Amp',
    'OpenCode',
    'JetBrains Junie',
    'Warp',
    'Factory Droid',
    'OpenHands',
  ),
  'copilot-instructions': all('VS Code', 'GitHub Copilot CLI'),
  'claude-mcp': all('GitHub Copilot CLI', 'Visual Studio', 'Kimi Code'),
  'vscode-mcp': all('Visual Studio'),
  'cursor-mcp': all('Visual Studio'),
  'claude-settings': [
    { client: 'VS Code', part: 'hooks' },
    { client: 'GitHub Copilot CLI', part: 'hooks' },
  ],
  'claude-settings-local': [
    { client: 'VS Code', part: 'hooks' },
    { client: 'GitHub Copilot CLI', part: 'hooks' },
  ],
};

/** Clients that read a file besides its own. */
export function sharedReaders(surfaceId: string): readonly SharedReader[] {
  return Object.hasOwn(readers, surfaceId) ? (readers[surfaceId] ?? []) : [];
}
