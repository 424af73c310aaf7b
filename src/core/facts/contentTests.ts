import { effectiveMembers, memberOf } from '../parse/navigate';
import type { DataNode, ParsedText } from '../parse/tree';
import { agentSign } from '../surfaces/agentSign';
import type { ContentTest, Surface } from '../surfaces/surface';
import { concernedParts } from './concernedParts';
import { readSpending } from './spending';
import { agentStepSign, runsAnAgent } from './workflowAgents';
import { readsLikePrompt, startsLikeAgent } from './promptContent';

/**
 * Signs in the raw text without which a test cannot pass. They spare the many files that only have
 * the name (`package.json`, `README.md`) the parsing.
 */
const signs: Readonly<Partial<Record<ContentTest, RegExp>>> = {
  'has-any-servers': /mcpServers|servers/,
  'has-server-key': /mcp_?servers\b|\bmcp:/i,
  'has-hook-map': /"hooks"/,
  'is-mcp-bundle': /manifest_version|dxt_version/,
  'is-registry-server': /modelcontextprotocol|packages|remotes/,
  'is-agent-plugin': /agent-plugins\.org|mcpServers|"(?:skills|agents|commands|hooks)"/,
  'is-marketplace': /"plugins"/,
  'is-docker-catalog': /\b(?:registry|image)\b/,
  'is-goose-recipe': /\b(?:instructions|prompt)\b/,
  'is-agent-card': /skills|capabilities/,
  'is-agent-manifest': /skills|capabilities|agent|wallet|spend/i,
  'is-mandate':
    /"(?:user_cart_confirmation_required|natural_language_description|intent_expiry|payment_mandate_contents)"/,
  'is-payment-limit':
    /\b(?:payTo|maxAmountRequired|spendControls|maxAmountPerPayment|maxCumulativeSpend)\b/,
  'is-wallet-policy': /"operation"|agent|wallet|spend/i,
  'is-spend-permission': /"(?:spender|allowance)"/,
  'is-agent-payments': /max_spend_amount/,
  'has-spending': /agent|mcp|wallet|spend/i,
  'is-auto-task': /folderOpen/,
  'runs-an-agent': agentStepSign,
  'is-mcp-python-package':
    /mcp-name:|^[ \t]{0,20}["']?(?:mcp|fastmcp)(?:\[[\w,]{0,80}\])?[ \t]{0,5}(?:\(?[~=<>!]=|\(?[<>][ \t]{0,5}\d|["']|=[ \t]{0,5}["'{])|[[,][ \t]{0,20}["'](?:mcp|fastmcp)(?:\[[\w,]{0,80}\])?[ \t]{0,5}\(?[~=<>!]|^(?![ \t]{0,20}(?:keywords|tags|topics|packages|classifiers)[ \t]{0,5}=)[^\n]{0,2000}[[,][ \t]{0,20}["'](?:mcp|fastmcp)(?:\[[\w,]{0,80}\])?["']/m,
  'holds-an-agent': agentSign,
  // A word of its own, or part of a name: `acme-mcp`, `mcp_server`, `io.modelcontextprotocol`.
  'is-mcp-infrastructure': /(?<![A-Za-z])mcp(?![A-Za-z])|modelcontextprotocol/i,
  'is-mcp-lockfile': /modelcontextprotocol|(?<![A-Za-z])(?:fast)?mcp(?![A-Za-z])/,
  'is-mcp-source':
    /@modelcontextprotocol\/|^\s{0,8}(?:from|import)\s{1,4}(?:fast)?mcp\b|\bMcpServer\b|\bFastMCP\b|mark3labs\/mcp-go/m,
};

/**
 * Whether a text may pass the content test of its surface, told from its raw characters.
 *
 * @param text undefined for a side that does not exist, which passes nothing
 */
export function isWorthParsing(text: string | undefined, surface: Surface): boolean {
  if (text === undefined) return false;
  const { contentTest, concerns } = surface;
  if (contentTest === undefined) return true;
  // An escape may spell any name.
  if (surface.format === 'jsonc' && text.includes('\\u')) return true;
  if (contentTest === 'has-concerned-part' && concerns !== undefined) {
    if (surface.format === 'text') return new RegExp(concerns, 'm').test(text);
    return Array.from(text.matchAll(/"([^"\\\n]{1,100})"\s*:/g)).some(([, key = '']) =>
      concerns.test(key),
    );
  }
  return signs[contentTest]?.test(text) ?? true;
}

/** Whether a file with an ambiguous name is what its name suggests. */
export function passesContentTest(parsed: ParsedText, surface: Surface): boolean {
  const { contentTest } = surface;
  if (contentTest === undefined) return true;
  if (!isWorthParsing(parsed.text, surface)) return false;
  return tests[contentTest](parsed, surface);
}

type Test = (parsed: ParsedText, surface: Surface) => boolean;

const tests: Readonly<Record<ContentTest, Test>> = {
  'has-server-map': hasServerMap,
  'has-any-servers': ({ root }, surface) =>
    surface.serverKeys.some((key) => isServerMap(get(root, key), key)),
  'has-server-key': ({ root }) =>
    hasKey(root, /^(?:mcpServers|mcp_servers)$/) || hasKey(get(root, 'mcp'), /^servers$/),
  'has-concerned-part': (parsed, surface) => (concernedParts(parsed, surface)?.length ?? 0) > 0,
  'has-agent-keys': ({ root }) => hasKey(root, agentKeys),
  'has-agent-front-matter': startsLikeAgent,
  'has-prompt-prose': readsLikePrompt,
  'has-hook-map': ({ root }) => {
    const hooks = get(root, 'hooks');
    return hooks?.kind === 'object' && hooks.members.every(({ value }) => value.kind === 'array');
  },
  'is-text': ({ text }) => isText(text),
  'is-script': ({ text }) => isText(text) && isScript(text),
  'is-claude-settings': ({ root }) => isClaudeSettings(root),
  'is-codex-config': ({ root }) => hasKey(root, codexKeys),
  'is-openhands-config': ({ root }) =>
    hasKey(get(root, 'mcp'), /^(?:stdio|sse|shttp)_servers$/) ||
    (get(root, 'core')?.kind === 'object' && hasKey(root, /^(?:llm|sandbox|security)$/)),
  'is-gemini-policy': ({ root }) =>
    items(get(root, 'rule')).some((rule) => get(rule, 'decision') !== undefined) ||
    items(get(root, 'safety_checker')).some((entry) => get(entry, 'checker') !== undefined) ||
    members(get(root, 'modes')).some((mode) => get(mode, 'approvedTools') !== undefined),
  // Browsers and Home Assistant have manifests too, but start no server.
  'is-mcp-bundle': ({ root }) => hasKey(get(root, 'server'), /^(?:mcp_config|entry_point|type)$/),
  'is-registry-server': ({ root }) =>
    /modelcontextprotocol.*server\.schema\.json/.test(string(root, '$schema')) ||
    items(get(root, 'packages')).some((entry) =>
      hasKey(entry, /^(?:registryType|registry_type|registry_name|registryBaseUrl)$/),
    ) ||
    (string(root, 'name').includes('/') &&
      items(get(root, 'remotes')).some((entry) => string(entry, 'url') !== '')),
  'is-agent-plugin': ({ root }) =>
    /agent-plugins\.org/.test(string(root, '$schema')) ||
    (string(root, 'name') !== '' &&
      (get(root, 'mcpServers') !== undefined ||
        ['skills', 'agents', 'commands', 'hooks'].filter((key) => get(root, key) !== undefined)
          .length > 0) &&
      string(root, 'version') !== ''),
  'is-marketplace': ({ root }) =>
    items(get(root, 'plugins')).some(
      (entry) => string(entry, 'name') !== '' && get(entry, 'source') !== undefined,
    ),
  'is-openai-skill': ({ root }) => hasKey(root, /^(?:interface|policy|dependencies)$/),
  'is-docker-catalog': ({ root }) =>
    ['registry', 'servers'].some((key) =>
      members(get(root, key)).some((entry) => hasKey(entry, /^(?:image|remote|toolsUrl)$/)),
    ) || /^(?:server|remote|poci)$/.test(string(root, 'type')),
  'is-goose-recipe': ({ root }) => get(root, 'title') !== undefined,
  'is-agent-card': ({ root }) => isAgentCard(root),
  'is-agent-manifest': ({ text, root }) => isAgentCard(root) || boundsSpending(text, root),
  'is-mandate': () => true,
  'is-payment-limit': () => true,
  'is-wallet-policy': ({ text, root }) =>
    items(get(root, 'rules')).some((rule) =>
      /Evm|Sol|UserOperation/.test(string(rule, 'operation')),
    ) || boundsSpending(text, root),
  'is-spend-permission': ({ text }) => /"spender"/.test(text) && /"allowance"/.test(text),
  'is-agent-payments': () => true,
  'has-spending': ({ text, root }) => boundsSpending(text, root),
  'is-auto-task': ({ text }) => /"runOn"\s*:\s*"folderOpen"/.test(text),
  'runs-an-agent': ({ root, text }) => agentAction.test(text) || runsAnAgent(root),
  'is-mcp-python-package': () => true,
  'holds-an-agent': () => true,
  'is-mcp-infrastructure': () => true,
  'is-mcp-source': () => true,
  'is-mcp-lockfile': () => true,
};

/** The actions of the agents' own makers, wherever they stand: no other file names them so. */
const agentAction =
  /uses:\s*["']?(?:anthropics\/claude-code|google-github-actions\/run-gemini-cli|openai\/codex-action)/;

const agentKeys =
  /^(?:mcp|mcp[-_]?servers|context_servers|amp\..+|permissions?|approval\w*|sandbox\w*|allowed\w*|hooks?|agents?|assistant|extensions|GOOSE_\w+|servers|tools)$/i;

const codexKeys =
  /^(?:model_providers?|model_reasoning_\w+|approval_policy|approvals_reviewer|sandbox_mode|default_permissions|sandbox_workspace_write|mcp_servers|projects|profiles?|allowed_approval_policies|allowed_sandbox_modes)$/;

function isAgentCard(root: DataNode | undefined): boolean {
  return (
    (items(get(root, 'skills')).length > 0 &&
      (get(root, 'url') ?? get(root, 'supportedInterfaces')) !== undefined) ||
    (get(root, 'protocolVersion') !== undefined && get(root, 'capabilities') !== undefined)
  );
}

/** It bounds money, and speaks of an agent that spends it: shops and cloud bills have budgets too. */
function boundsSpending(text: string, root: DataNode | undefined): boolean {
  return (
    root !== undefined &&
    /\b(?:agent|mcp|llm|wallet)s?\b|agent[_A-Z-]|max(?:_amount_p|AmountP)er|spend(?:ing)?[_-]?(?:limit|polic|control)/i.test(
      text,
    ) &&
    readSpending(text, root, false).some(
      ({ facet, unit }) => facet === 'spend.limit' && unit !== 'turns',
    )
  );
}

/** A name that hardly anything else has: a text that is broken is taken for what it should be. */
function hasServerMap(parsed: ParsedText, surface: Surface): boolean {
  const { root } = parsed;
  if (!parsed.complete && parsed.text.trim() !== '') return true;
  return surface.serverKeys.some((key) =>
    key === '' ? isBareServerMap(root) : get(root, key)?.kind === 'object',
  );
}

/** A plugin's `.mcp.json` is the map itself; it counts when every entry looks like a server. */
function isBareServerMap(root: DataNode | undefined): boolean {
  return root?.kind === 'object' && root.members.length > 0 && members(root).every(isServer);
}

/** Other tools have `servers` too; `mcpServers` says it all. */
function isServerMap(node: DataNode | undefined, key: string): boolean {
  if (node?.kind !== 'object') return false;
  return (key === 'mcpServers' && node.members.length === 0) || members(node).some(isServer);
}

function isServer(node: DataNode): boolean {
  return ['command', 'url', 'serverUrl', 'httpUrl'].some((key) => string(node, key) !== '');
}

function isClaudeSettings(root: DataNode | undefined): boolean {
  return (
    /claude-code-settings/.test(string(root, '$schema')) ||
    hasKey(get(root, 'permissions'), /^(?:allow|ask|deny|defaultMode|additionalDirectories)$/) ||
    hasKey(get(root, 'env'), /^(?:ANTHROPIC|CLAUDE)_/) ||
    hasKey(root, /^(?:enabledPlugins|enableAllProjectMcpServers|enabledMcpjsonServers)$/) ||
    hasKey(get(root, 'hooks'), /^(?:PreToolUse|PostToolUse|Stop|SessionStart|UserPromptSubmit)$/)
  );
}

/** How a line of shell, Python, JavaScript, Ruby, PHP, PowerShell or batch begins. */
const codeLine =
  /^\s{0,20}(?:import\s|from\s+\S+\s+import|const\s|let\s|var\s|(?:async\s+)?function\s|def\s|class\s+\w+.{0,80}[:{]\s*$|export\s|require[ (]|exit\b|echo\s|set\s+-|if\s*[([]|if\s.*(?:then|:)\s*$|for\s.*(?:do|[:{])\s*$|return\b|exec\s|sys\.|process\.|console\.|print\(|param\s*\(|\$\w+\s*=|[A-Z_]+=|<\?php|@echo)/m;

/** The first line names an interpreter, or there is code that no page of notes quotes. */
function isScript(text: string): boolean {
  if (text.startsWith('#!')) return true;
  return !/^\s*[{[]/.test(text) && !/^(?:```|~~~)/m.test(text) && codeLine.test(text);
}

/** No characters that only binary files have. */
function isText(text: string): boolean {
  return !text.includes('\0') && !text.slice(0, 4_000).includes('\ufffd');
}

function get(node: DataNode | undefined, key: string): DataNode | undefined {
  return memberOf(node, key)?.value;
}

function string(node: DataNode | undefined, key: string): string {
  const value = get(node, key);
  return value?.kind === 'string' ? value.value : '';
}

function hasKey(node: DataNode | undefined, name: RegExp): boolean {
  return node?.kind === 'object' && node.members.some(({ key }) => name.test(key));
}

function items(node: DataNode | undefined): readonly DataNode[] {
  return node?.kind === 'array' ? node.items : [];
}

function members(node: DataNode | undefined): readonly DataNode[] {
  return node?.kind === 'object' ? effectiveMembers(node).map(({ value }) => value) : [];
}
