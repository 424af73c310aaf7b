import { t } from '@vscode/l10n';
import type { SettingFact } from './fact';
import type { SettingOrder } from './settingOrder';

/** The version in which it was tried which settings a repository can set (reference 0.2). */
const triedIn = '1.139.1';

/** Ignored when a repository sets them; versions before August 2025 obeyed the first. */
const ignored =
  /^(?:chat\.tools\.(?:global\.)?autoApprove|chat\.tools\.edits\.autoApprove|chat\.agent\.networkFilter|chat\.plugins\.[\w.]+|chat\.pluginLocations|chat\.autoReply|security\.workspace\.trust\.enabled)$/;

/** Maps and lists, compared entry by entry. */
export const vscodeMaps =
  /^(?:chat\.tools\.urls\.autoApprove|chat\.tools\.eligibleForAutoApproval|chat\.mcp\.serverSampling|chat\.\w*[fF]ilesLocations|chat\.agentSkillsLocations|json\.schemaDownload\.trustedDomains|github\.copilot\.chat\.additionalReadAccessFolders)$/;

/** What a missing entry of such a map means, and what each value opens. */
const absent = 'unset';

function opens(meaning: () => string): SettingOrder {
  return { kind: 'switch', absent: 'false', on: 'loosens', off: 'tightens', meaning };
}

function folders(title: () => string): SettingOrder {
  return { kind: 'steps', steps: [[absent, 'false'], ['true']], absent, title };
}

/**
 * Settings of VS Code that govern agents (reference landscape 5.2 and its entry on settings.json; which
 * of them a repository can set was tried in 1.139.1). A key that ends in `:` stands for the entries of
 * a map.
 */
const orders: Readonly<Record<string, SettingOrder>> = {
  'chat.permissions.default': {
    kind: 'steps',
    steps: [['default'], ['assisted'], ['autoApprove'], ['autopilot']],
    absent: 'default',
    title: () => t('Approval mode'),
  },
  'chat.tools.global.autoApprove': opens(() => t('every tool runs without asking')),
  'chat.tools.autoApprove': opens(() => t('every tool runs without asking')),
  'chat.tools.edits.autoApprove': {
    kind: 'entry',
    added: 'unknown',
    changed: 'unknown',
    removed: 'unknown',
    title: () => t('Files that agents may change without asking'),
  },
  'chat.tools.terminal.enableAutoApprove': {
    kind: 'switch',
    absent: 'true',
    on: 'loosens',
    off: 'tightens',
    meaning: () => t('rules for the terminal decide what runs without asking'),
  },
  'chat.tools.terminal.ignoreDefaultAutoApproveRules': opens(() =>
    t('VS Code’s own rules for the terminal no longer count, those that ask included'),
  ),
  'chat.tools.terminal.autoReplyToPrompts': opens(() =>
    t('an agent answers questions of programs in the terminal'),
  ),
  'chat.tools.terminal.blockDetectedFileWrites': {
    kind: 'steps',
    steps: [['all'], ['outsideWorkspace'], ['never']],
    absent: 'outsideWorkspace',
    title: () => t('When a command that writes files is asked about'),
  },
  'chat.tools.terminal.autoApprove:': {
    kind: 'entry',
    added: 'loosens',
    changed: 'loosens',
    removed: 'tightens',
    title: () => t('Built-in rule for the terminal taken away'),
  },
  'chat.tools.urls.autoApprove:': {
    kind: 'steps',
    steps: [
      [absent, 'false', '{"approveRequest":false,"approveResponse":false}'],
      ['{"approveRequest":true}', '{"approveRequest":true,"approveResponse":false}'],
      ['{"approveResponse":true}', '{"approveRequest":false,"approveResponse":true}'],
      ['true', '{"approveRequest":true,"approveResponse":true}'],
    ],
    absent,
    title: () => t('Address fetched without asking'),
  },
  'chat.tools.eligibleForAutoApproval:': {
    kind: 'steps',
    steps: [['false'], [absent, 'true']],
    absent,
    title: () => t('Tool that may run without asking'),
  },
  // Confines commands, and lets them run without asking.
  'chat.agent.sandbox.enabled': {
    kind: 'entry',
    added: 'mixed',
    changed: 'mixed',
    removed: 'mixed',
    title: () => t('Sandbox, in which commands are not asked about'),
  },
  'chat.agent.sandbox.allowUnsandboxedCommands': opens(() => t('commands may leave the sandbox')),
  'chat.agent.networkFilter': {
    kind: 'switch',
    absent: 'false',
    on: 'tightens',
    off: 'loosens',
    meaning: () => t('agents reach listed hosts only'),
  },
  'chat.mcp.autostart': {
    kind: 'steps',
    steps: [['never', 'false'], ['onlyNew'], ['newAndOutdated', 'true']],
    absent: 'newAndOutdated',
    title: () => t('MCP servers that start by themselves'),
  },
  'chat.mcp.access': {
    kind: 'steps',
    steps: [['none', 'false'], ['registry'], ['all', 'true']],
    absent: 'all',
    title: () => t('MCP servers that may run'),
  },
  'chat.mcp.discovery.enabled': opens(() => t('MCP servers of other programs are taken over')),
  'chat.mcp.serverSampling:': {
    kind: 'entry',
    added: 'loosens',
    changed: 'loosens',
    removed: 'tightens',
    title: () => t('Server that may use the language model'),
  },
  // Hooks run code, but some of them are guards.
  'chat.useHooks': {
    kind: 'switch',
    absent: 'true',
    on: 'mixed',
    off: 'mixed',
    meaning: () => t('hooks run, helpers and guards'),
  },
  'chat.useClaudeHooks': {
    kind: 'switch',
    absent: 'false',
    on: 'mixed',
    off: 'mixed',
    meaning: () => t('hooks of Claude Code run too, helpers and guards'),
  },
  'chat.useCustomAgentHooks': opens(() => t('hooks written in agent files run')),
  'chat.hookFilesLocations:': folders(() => t('Hooks are read from')),
  'chat.agentFilesLocations:': folders(() => t('Agents are read from')),
  'chat.agentSkillsLocations:': folders(() => t('Skills are read from')),
  'chat.instructionsFilesLocations:': folders(() => t('Instructions are read from')),
  'chat.promptFilesLocations:': folders(() => t('Prompts are read from')),
  'chat.modeFilesLocations:': folders(() => t('Modes are read from')),
  'json.schemaDownload.trustedDomains:': folders(() => t('Schemas are downloaded from')),
  'github.copilot.chat.additionalReadAccessFolders:': folders(() =>
    t('Folder outside the project that agents read without asking'),
  ),
  'github.copilot.chat.claudeAgent.allowDangerouslySkipPermissions': opens(() =>
    t('sessions of Claude may skip every confirmation'),
  ),
  'github.copilot.chat.otel.captureContent': opens(() =>
    t('prompts and answers go into the telemetry'),
  ),
  'github.copilot.chat.otel.otlpEndpoint': {
    kind: 'entry',
    added: 'loosens',
    changed: 'loosens',
    removed: 'tightens',
    title: () => t('Where telemetry of agents goes'),
  },
  'chat.autoReply': opens(() => t('questions of an agent are answered by a model')),
  'security.workspace.trust.enabled': {
    kind: 'switch',
    absent: 'true',
    on: 'tightens',
    off: 'loosens',
    meaning: () => t('VS Code asks before it trusts a folder'),
  },
};

/** How the values of a setting of VS Code compare; undefined when it does not govern agents. */
export function vscodeSettingOrder(key: string): SettingOrder | undefined {
  if (Object.hasOwn(orders, key)) return orders[key];
  const map = `${key.split(':')[0] ?? ''}:`;
  if (key.includes(':') && Object.hasOwn(orders, map)) return orders[map];
  if (!/^chat\.plugin/.test(key)) return undefined;
  return {
    kind: 'entry',
    added: 'unknown',
    changed: 'unknown',
    removed: 'unknown',
    title: () => t('Agent plugins'),
  };
}

/** The facet of a setting of VS Code; undefined when it does not govern agents. */
export function vscodeFacet(key: string): SettingFact['facet'] | undefined {
  const order = vscodeSettingOrder(vscodeMaps.test(key) ? `${key}:` : key);
  if (order === undefined) return undefined;
  if (key === 'chat.permissions.default') return 'approval.mode';
  if (/^chat\.agent\.(?:sandbox|networkFilter)/.test(key)) return 'sandbox';
  if (/^chat\.plugin/.test(key)) return 'plugin';
  return 'approval.switch';
}

/** Why a setting has no effect when a repository brings it. */
export function ignoredInRepository(key: string): string | undefined {
  if (!ignored.test(key)) return undefined;
  return key === 'chat.tools.autoApprove'
    ? t('current versions ignore it in a repository, versions before August 2025 obeyed it')
    : t('VS Code ignores it in a repository (tried in {0})', triedIn);
}

/** What a value does, as the end of a sentence; for values whose name does not say it. */
export function vscodeValueMeaning(key: string, value: string): string | undefined {
  if (key !== 'chat.permissions.default') return undefined;
  switch (value) {
    case 'default':
      return t('the agent asks before it acts');
    case 'assisted':
      return t('a model decides what needs a question');
    case 'autoApprove':
      return t('new chats start with every confirmation skipped');
    case 'autopilot':
      return t('new chats skip every confirmation and go on by themselves');
    default:
      return t('its meaning is not known');
  }
}
