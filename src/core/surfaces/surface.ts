/** The clients and formats of this catalogue, by the names their makers use. */
export type Client =
  | 'VS Code'
  | 'Visual Studio'
  | 'GitHub Copilot'
  | 'GitHub Copilot CLI'
  | 'Claude Code'
  | 'Claude Desktop'
  | 'Cursor'
  | 'AGENTS.md'
  | 'Windsurf'
  | 'Cline'
  | 'Roo Code'
  | 'Kilo Code'
  | 'Continue'
  | 'Gemini CLI'
  | 'Gemini Code Assist'
  | 'Google Antigravity'
  | 'OpenAI Codex'
  | 'OpenCode'
  | 'Zed'
  | 'Goose'
  | 'Amp'
  | 'Amazon Q Developer'
  | 'Kiro'
  | 'JetBrains Junie'
  | 'JetBrains AI Assistant'
  | 'Warp'
  | 'LM Studio'
  | 'Aider'
  | 'OpenHands'
  | 'Docker MCP Gateway'
  | 'Sema4.ai Studio'
  | 'Crush'
  | 'Qwen Code'
  | 'Factory Droid'
  | 'Augment Code'
  | 'Kimi Code'
  | 'oh-my-pi'
  | 'Trae'
  | 'Qoder'
  | 'LibreChat'
  | 'Open WebUI'
  | 'Jan'
  | 'AnythingLLM'
  | 'BoltAI'
  | 'fast-agent'
  | 'mcp-agent'
  | 'Ruler'
  | 'dotagents'
  | 'GitHub Actions'
  | 'MCP'
  | 'MCP registry'
  | 'MCP bundle'
  | 'Smithery'
  | 'Glama'
  | 'Agent Plugins'
  | 'APM'
  | 'Agent Skills'
  | 'A2A'
  | 'AP2'
  | 'x402'
  | 'Coinbase'
  | 'AWS Bedrock AgentCore'
  | 'promptfoo'
  | 'CodeRabbit'
  | 'Prompts'
  | 'MCP Change Control';

/**
 * Who turns the text into facts. `general` looks for hidden text and credentials only; the report
 * says that the meaning of such a file is not assessed yet.
 */
export type ReaderName =
  | 'mcp-servers'
  | 'claude-settings'
  | 'vscode-settings'
  | 'client-settings'
  | 'command-rules'
  | 'ignore-list'
  | 'instructions'
  | 'hooks'
  | 'script'
  | 'spending'
  | 'manifest'
  | 'infrastructure'
  | 'source'
  | 'lockfile'
  | 'policy'
  | 'policy-signers'
  | 'policy-acceptances'
  | 'general';

/** What a file of this kind is for. */
export type SurfaceKind =
  | 'mcp-config'
  | 'permission'
  | 'prompt'
  | 'skill'
  | 'hooks'
  | 'server-manifest'
  | 'financial'
  | 'server-code'
  | 'change-policy';

/** `text` has no structure that matters: scripts, ignore lists, rules in languages of their own. */
export type SurfaceFormat = 'json' | 'jsonc' | 'yaml' | 'toml' | 'markdown' | 'text';

/** When an edit of the file starts to act. */
export type TakesEffect = 'on-save' | 'on-client-restart' | 'on-new-session';

/** Tests of a text that has an ambiguous name; `facts/contentTests.ts` says what each means. */
export type ContentTest =
  | 'has-server-map'
  | 'has-any-servers'
  | 'has-server-key'
  | 'has-concerned-part'
  | 'has-agent-keys'
  | 'has-agent-front-matter'
  | 'has-prompt-prose'
  | 'has-hook-map'
  | 'is-text'
  | 'is-script'
  | 'is-claude-settings'
  | 'is-codex-config'
  | 'is-openhands-config'
  | 'is-gemini-policy'
  | 'is-mcp-bundle'
  | 'is-registry-server'
  | 'is-agent-plugin'
  | 'is-marketplace'
  | 'is-openai-skill'
  | 'is-docker-catalog'
  | 'is-goose-recipe'
  | 'is-agent-card'
  | 'is-agent-manifest'
  | 'is-mandate'
  | 'is-payment-limit'
  | 'is-wallet-policy'
  | 'is-spend-permission'
  | 'is-agent-payments'
  | 'has-spending'
  | 'is-auto-task'
  | 'runs-an-agent'
  | 'holds-an-agent'
  | 'is-mcp-infrastructure'
  | 'is-mcp-python-package'
  | 'is-mcp-source'
  | 'is-mcp-lockfile';

/** A kind of governed file. Data only: a new client is a new entry, not new code. */
export interface Surface {
  readonly id: string;
  /** What a person calls it: "VS Code MCP servers". */
  readonly title: string;
  readonly client: Client;
  readonly kind: SurfaceKind;
  /** Glob patterns, `/` separated; they hold at any depth of the workspace. */
  readonly patterns: readonly string[];
  /**
   * Where the same file stands outside of workspaces; `userSurfaces` says what the marks mean. Read
   * only when the user opts in.
   */
  readonly userPaths?: readonly string[] | undefined;
  readonly format: SurfaceFormat;
  readonly reader: ReaderName;
  /** A file that only its owner has (ignored by git by convention) weighs less than a committed one. */
  readonly scope: 'project' | 'local';
  /** The user's own file outside of any repository, where clients obey what they ignore in one. */
  readonly user?: true | undefined;
  readonly takesEffect: TakesEffect;
  /** Servers of this file start by themselves after a change. */
  readonly autostart: boolean;
  /**
   * Keys of the root object under which servers stand, the first that is there counts; the first is
   * the client's own. `facts/serverEntries.ts` says how one leads deeper.
   */
  readonly serverKeys: readonly string[];
  /** How a secret is referred to instead of written. */
  readonly secretReference: 'vscode-input' | 'environment-braces' | 'environment-colon' | 'none';
  /** For names that other tools use too: the file is governed only when its content passes. */
  readonly contentTest?: ContentTest | undefined;
  /**
   * The reader understands the servers and nothing else, and the file holds more than servers. What
   * it does not understand gets the general treatment.
   */
  readonly serversOnly?: boolean | undefined;
  /**
   * For files that are mostly about something else: only these keys (JSON, YAML, TOML) or lines (text)
   * belong to agents, and only a change of theirs is one.
   */
  readonly concerns?: RegExp | undefined;
  /**
   * Keys among those of `concerns` that the reader knows all about. The others belong to programs that
   * no reader understands, and get the general treatment.
   */
  readonly readKeys?: RegExp | undefined;
  /** A name that any repository may have (`package.json`); it does not wake the extension. */
  readonly everyday?: boolean | undefined;
}
