/** The clients of this catalogue, by the names their makers use. */
export type Client = 'VS Code' | 'Claude Code' | 'Cursor' | 'AGENTS.md' | 'GitHub Copilot';

export type ReaderName = 'mcp-servers' | 'claude-settings' | 'instructions';

/** When an edit of the file starts to act. */
export type TakesEffect = 'on-save' | 'on-client-restart' | 'on-new-session';

/** A kind of governed file. Data only: a new client is a new entry, not new code. */
export interface Surface {
  readonly id: string;
  /** What a person calls it: "VS Code MCP servers". */
  readonly title: string;
  readonly client: Client;
  /** Glob patterns, `/` separated; they hold at any depth of the workspace. */
  readonly patterns: readonly string[];
  readonly format: 'jsonc' | 'json' | 'markdown';
  readonly reader: ReaderName;
  /** A file that only its owner has (ignored by git by convention) weighs less than a committed one. */
  readonly scope: 'project' | 'local';
  readonly takesEffect: TakesEffect;
  /** Servers of this file start by themselves after a change. */
  readonly autostart: boolean;
  /** Keys of the root object under which servers stand; the first is the client's own. */
  readonly serverKeys: readonly string[];
  /** How a secret is referred to instead of written. */
  readonly secretReference: 'vscode-input' | 'environment-braces' | 'environment-colon' | 'none';
  /** For names that other tools use too: the file is governed only when its content passes. */
  readonly contentTest?: 'has-server-map' | undefined;
}
