/**
 * Kinds of files of which only hidden text, credentials and the fact of a change are read, and why.
 * Shrinks as readers come; `catalogueFields.test.ts` asks for a reason for every other one.
 */
export const notRead: Readonly<Record<string, string>> = {
  'change-templates':
    'they only add to what is asked; a change is reviewed as a change of the policy',
  'claude-desktop-config': 'beside the servers nothing of it is documented to govern anything',
  'package-text': 'a mark of who publishes a server, which gives no power',
};

const uiOnly = 'a page of settings in the program, no file';
const state = 'kept in the state of the extension, no file';
const flag = 'a flag of a command line, no field of the file; those in compose files have fixtures';
const shape = 'no plain field; it has cases of its own in the tests of its reader';
const names = 'names the rule; what changes shows in what the rule decides';
const neutral = 'opens and closes nothing';
const ignored = 'ignored in a repository and said to be; read in the user’s own settings';
const inside = 'a folder of the project opens nothing; one outside of it has cases of its own';
const output = 'what a hook answers while it runs, no field of a file';
const elsewhere = 'a key of another file, read there';
const entry = 'a part of a server entry; the tests of servers have whole entries';
const name = 'no field: two of them together, or a part of a value';
const address = 'a new address is what the server is for; one that moves has cases of its own';
const named = 'read by its whole name; it has cases of its own in smallFiles.test.ts';
const variable = 'only variables that act have a direction; those have cases of their own';

/**
 * Fields of the reference landscape (`entry field`) whose change has no direction of its own, and why.
 */
export const unreadFields: Readonly<Record<string, string>> = {
  'claude-code-permission-claude-settings-json env.<VAR>': variable,
  'vs-code-github-copilot-permission-vscode-settings-json chat.tools.global.autoApprove': ignored,
  'vs-code-github-copilot-permission-vscode-settings-json chat.tools.autoApprove': ignored,
  'vs-code-github-copilot-permission-vscode-settings-json chat.tools.edits.autoApprove': ignored,
  'vs-code-github-copilot-permission-vscode-settings-json chat.agent.sandbox.FileSystem.linux':
    shape,
  'vs-code-github-copilot-permission-vscode-settings-json chat.agent.sandbox.FileSystem.mac': shape,
  'vs-code-github-copilot-permission-vscode-settings-json chat.agent.networkFilter': ignored,
  'vs-code-github-copilot-permission-vscode-settings-json chat.plugins.enabled': ignored,
  'vs-code-github-copilot-permission-vscode-settings-json chat.plugins.marketplaces': ignored,
  'vs-code-github-copilot-permission-vscode-settings-json chat.pluginLocations': ignored,
  'github-copilot-cli-permission-user locations.<path>.tool_approvals[].commandIdentifiers': shape,
  'github-copilot-cli-permission-user locations.<path>.tool_approvals[].toolName': names,
  'github-copilot-cli-permission-user locations.<path>.allowed_directories': inside,
  'github-copilot-cli-permission-github-copilot-settings-json hooks': shape,
  'claude-code-mcp-config-mcp-json enableAllProjectMcpServers (settings)': elsewhere,
  'claude-code-mcp-config-mcp-json enabledMcpjsonServers (settings)': elsewhere,
  'claude-code-mcp-config-mcp-json disabledMcpjsonServers (settings)': elsewhere,
  'claude-code-permission-claude-settings-json permissions.additionalDirectories': inside,
  'claude-code-permission-claude-settings-local-json permissions.additionalDirectories': inside,
  'claude-code-permission-user permissions.additionalDirectories': inside,
  'claude-code-hooks-claude-settings-json hookSpecificOutput.permissionDecision': output,
  'cursor-permission-cursor-sandbox-json additionalReadwritePaths': inside,
  'cursor-permission-cursor-sandbox-json additionalReadPaths': inside,
  'cursor-cli-permission-cursor-cli-json approvalMode': ignored,
  'cursor-hooks-cursor-hooks-json permission (hook output)': output,
  'windsurf-devin-desktop-permission-vscode-settings-json auto execution level (UI)': uiOnly,
  'roo-code-permission-roomodes customModes[].groups[].fileRegex': shape,
  'roo-code-permission-vscode-settings-json roo-cline.useAgentRules': neutral,
  'roo-code-permission-vscode-settings-json alwaysAllowReadOnly': state,
  'roo-code-permission-vscode-settings-json alwaysAllowReadOnlyOutsideWorkspace': state,
  'roo-code-permission-vscode-settings-json alwaysAllowWrite': state,
  'roo-code-permission-vscode-settings-json alwaysAllowWriteOutsideWorkspace': state,
  'roo-code-permission-vscode-settings-json alwaysAllowWriteProtected': state,
  'roo-code-permission-vscode-settings-json alwaysAllowMcp': state,
  'roo-code-permission-vscode-settings-json alwaysAllowModeSwitch': state,
  'roo-code-permission-vscode-settings-json alwaysAllowSubtasks': state,
  'roo-code-permission-vscode-settings-json alwaysAllowExecute': state,
  'roo-code-permission-vscode-settings-json alwaysAllowFollowupQuestions': state,
  'roo-code-permission-vscode-settings-json allowedMaxRequests': state,
  'roo-code-permission-vscode-settings-json allowedMaxCost': state,
  'amp-permission-amp-settings-json amp.permissions[]': shape,
  'kiro-permission-user rules[].effect': shape,
  'kiro-permission-user rules[].match': shape,
  'kiro-permission-user rules[].exclude': shape,
  'augment-code-permission-augment-settings-json toolPermissions[].permission.type': shape,
  'augment-code-permission-augment-settings-json toolPermissions[].shellInputRegex': shape,
  'continue-cli-cn-permission-user mode (--readonly / --auto)': flag,
  'gemini-cli-permission-gemini-settings-json tools.sandboxAllowedPaths': shape,
  'gemini-cli-permission-gemini-settings-json context.includeDirectories': inside,
  'gemini-cli-permission-gemini-policies-toml rule[].priority': shape,
  'gemini-cli-hooks-gemini-settings-json decision (hook output)': output,
  'openai-codex-permission-codex-config-toml sandbox_workspace_write.writable_roots': inside,
  'openai-codex-permission-codex-config-toml permissions.<profile>.network': shape,
  'openai-codex-permission-codex-config-toml permissions.<profile>.workspace_roots': inside,
  'opencode-permission-opencode-json permissions[]': shape,
  'opencode-permission-opencode-json agent.<name>.permission': shape,
  'opencode-permission-opencode-json --auto flag': flag,
  'kiro-permission-user rules[].capability': names,
  'kiro-permission-kiro-agents-json permissions.rules[]': shape,
  'docker-mcp-gateway-toolkit-permission-compose-yaml --enable-all-servers': flag,
  'docker-mcp-gateway-toolkit-permission-compose-yaml --verify-signatures': flag,
  'docker-mcp-gateway-toolkit-permission-compose-yaml --block-secrets': flag,
  'docker-mcp-gateway-toolkit-permission-compose-yaml --block-network': flag,
  'docker-mcp-gateway-toolkit-permission-compose-yaml --allow-unauthenticated': flag,
  'docker-mcp-gateway-toolkit-permission-compose-yaml --secrets': flag,
  'docker-mcp-gateway-toolkit-permission-compose-yaml --interceptor': flag,
  'docker-mcp-gateway-toolkit-permission-compose-yaml --transport': flag,
  'docker-mcp-gateway-toolkit-permission-compose-yaml --tools': flag,
  'crush-mcp-config-crush-json --yolo flag': flag,
  'augment-code-permission-augment-settings-json toolPermissions[].toolName': names,
  'ci-agents-github-actions-permission-github-workflows-yml claude_args --allowedTools': flag,
  'ci-agents-github-actions-permission-github-workflows-yml claude_args --permission-mode / --dangerously-skip-permissions':
    flag,
  'ci-agents-github-actions-permission-github-workflows-yml codex safety-strategy': shape,
  'ci-agents-github-actions-permission-github-workflows-yml uses ref': name,
  'mcp-registry-server-manifest-server-json packages[].version': neutral,
  'stripe-mcp-agent-toolkit-financial-mcp-json api key prefix': name,
  'stripe-mcp-agent-toolkit-financial-mcp-json --tools': flag,
  'stripe-mcp-agent-toolkit-financial-mcp-json configuration.actions.refunds.create': shape,
  'stripe-mcp-agent-toolkit-financial-mcp-json configuration.actions.paymentLinks.create': shape,
  'wallet-mcp-servers-generic-financial-mcp-json env.CHAIN_ID': entry,
  'wallet-mcp-servers-generic-financial-mcp-json env.*LIMIT*': shape,
  'agent-run-budgets-cross-client-financial-vscode-settings-json chat.agent.maxRequests (VS Code)':
    named,
  'agent-run-budgets-cross-client-financial-vscode-settings-json allowedMaxRequests (Roo)': state,
  'agent-run-budgets-cross-client-financial-vscode-settings-json max_turns (Gemini agents)': shape,
  'agent-run-budgets-cross-client-financial-vscode-settings-json model.maxSessionTurns (Gemini)':
    shape,
  'vs-code-github-copilot-mcp-config-vscode-mcp-json inputs[].command': shape,
  'vs-code-github-copilot-permission-vscode-settings-json chat.tools.terminal.terminalProfile.<os>':
    named,
  'github-copilot-for-jetbrains-mcp-config-user servers.<name>.args': entry,
  'claude-code-permission-claude-settings-local-json env.<VAR>': variable,
  'claude-code-permission-user env.<VAR>': variable,
  'continue-mcp-config-continuerc-json config.ts': shape,
  'opencode-permission-opencode-json command.<name>.template': shape,
  'opencode-hooks-opencode-plugins <file>': shape,
  'crush-mcp-config-crush-json any value containing $(...)': shape,
  'agent-plugins-v1-vendor-neutral-mcp-config-mcp-json mcpServers.<name>.args': entry,
  'promptfoo-prompt-promptfooconfig-yaml providers[] exec: / file://': shape,
  'a2a-protocol-server-manifest-well-known-agent-card-json provider.url': neutral,
  'stripe-mcp-agent-toolkit-financial-mcp-json url': entry,
  'wallet-mcp-servers-generic-financial-mcp-json env.RPC_URL': address,
  'agent-plugins-v1-vendor-neutral-mcp-config-mcp-json mcpServers.<name>.env.<VAR>': entry,
  'agent-plugins-v1-vendor-neutral-mcp-config-mcp-json mcpServers.<name>.headers.<H>': entry,
  'stripe-mcp-agent-toolkit-financial-mcp-json args --api-key=': flag,
  'stripe-mcp-agent-toolkit-financial-mcp-json env.STRIPE_SECRET_KEY': entry,
  'wallet-mcp-servers-generic-financial-mcp-json env.*PRIVATE_KEY*': shape,
  'wallet-mcp-servers-generic-financial-mcp-json env.MNEMONIC': entry,
  'wallet-mcp-servers-generic-financial-mcp-json env.SEED_PHRASE': entry,
};
