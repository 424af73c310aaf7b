import { t } from '@vscode/l10n';
import { readCopilotAddresses, readCopilotApprovals } from './copilotPermissions';
import {
  allows,
  denies,
  guards,
  modelAt,
  opens,
  starts,
  tells,
  trades,
  type ClientSettings,
  type GovernedSetting,
} from './governedSetting';

/** What a repository's file is heard about, beside rules and hooks. */
const heardInRepository: readonly GovernedSetting[] = [
  {
    at: '/enabledPlugins/*',
    facet: 'plugin',
    order: opens(() => t('the plugin is on, with its hooks, commands and servers')),
  },
  {
    at: '/extraKnownMarketplaces/*',
    facet: 'plugin',
    order: starts(() => t('Source of plugins')),
  },
  {
    at: '/disableAllHooks',
    facet: 'approval.switch',
    order: trades(() => t('no hook runs, neither helpers nor guards')),
  },
  {
    at: '/disabledMcpServers',
    facet: 'approval.switch',
    order: denies(() => t('MCP servers that may not run')),
  },
  { at: '/disabledSkills', facet: 'permission.other', order: tells(() => t('Skills left out')) },
  modelAt('/model'),
];

/** What only the user's own file is heard about. */
const heardAtHome: readonly GovernedSetting[] = [
  {
    at: '/askUser',
    facet: 'approval.switch',
    weight: 'low',
    order: guards(() => t('the agent may ask you questions'), 'true'),
  },
  {
    at: '/permissions/disableBypassPermissionsMode',
    facet: 'approval.switch',
    weight: 'high',
    order: {
      kind: 'steps',
      steps: [['disable'], ['allow-auto-only'], ['unset']],
      absent: 'unset',
      title: () => t('Modes that skip every confirmation'),
    },
  },
  {
    at: '/sandbox/enabled',
    facet: 'sandbox',
    order: guards(() => t('commands run in a sandbox')),
  },
  {
    at: '/sandbox/allowBypass',
    facet: 'sandbox',
    order: opens(() => t('the agent may ask to leave the sandbox'), { absent: 'true' }),
  },
  ...['git', 'gh'].map((name): GovernedSetting => ({
    at: `/sandbox/auth/${name}`,
    facet: 'sandbox',
    order: opens(() => t('commands in the sandbox use the credentials of {0}', name), {
      absent: 'true',
    }),
  })),
  {
    at: '/sandbox/userPolicy/network/allowLocalNetwork',
    facet: 'sandbox',
    order: opens(() => t('commands in the sandbox reach the local network')),
  },
  {
    at: '/sandbox/userPolicy/network/allowedHosts',
    facet: 'sandbox',
    order: allows(() => t('hosts reachable from the sandbox')),
  },
  {
    at: '/sandbox/userPolicy/network/blockedHosts',
    facet: 'sandbox',
    order: denies(() => t('hosts the sandbox refuses')),
  },
  {
    at: '/sandbox/userPolicy/filesystem/deniedPaths',
    facet: 'sandbox',
    order: denies(() => t('paths the sandbox may not read')),
  },
  {
    at: '/sandbox/userPolicy/seatbelt/keychainAccess',
    facet: 'sandbox',
    weight: 'high',
    order: opens(() => t('commands in the sandbox reach the keychain')),
  },
  {
    at: '/storeTokenPlaintext',
    facet: 'approval.switch',
    weight: 'high',
    order: opens(() => t('the token is kept on disk as plain text')),
  },
  {
    at: '/remote',
    facet: 'approval.switch',
    order: {
      kind: 'steps',
      steps: [
        ['off', 'false'],
        ['on', 'true'],
      ],
      absent: 'off',
      title: () => t('Control of sessions from elsewhere'),
    },
  },
  {
    at: '/stayInAutopilot',
    facet: 'approval.switch',
    order: opens(() => t('sessions go on by themselves')),
  },
  {
    at: '/statusLine/command',
    facet: 'execution',
    order: starts(() => t('Command that Copilot starts by itself')),
  },
  {
    at: '/bashEnv',
    facet: 'execution',
    order: starts(() => t('File that every shell loads')),
  },
  {
    at: '/skillDirectories',
    facet: 'permission.other',
    weight: 'low',
    order: allows(() => t('folders that skills are read from')),
  },
];

/** GitHub Copilot's command line, the user's own file (reference landscape 5.3 and its entries). */
export const copilotUserSettings: ClientSettings = {
  checked: 'October 2026',
  rules: (root) => readCopilotAddresses(root, true),
  settings: [...heardInRepository, ...heardAtHome],
  hooks: true,
};

/** The file of a repository, of which only a short list of keys is heard. */
export const copilotRepositorySettings: ClientSettings = {
  checked: 'October 2026',
  rules: (root) => readCopilotAddresses(root, false),
  settings: [
    ...heardInRepository,
    ...heardAtHome.map((setting) => ({
      ...setting,
      inert: () => t('Copilot ignores it in a repository (October 2026)'),
    })),
  ],
  hooks: true,
};

/** What was approved for good, folder by folder. */
export const copilotApprovalSettings: ClientSettings = {
  checked: 'October 2026',
  rules: readCopilotApprovals,
  settings: [
    {
      at: '/locations/*/allowed_directories',
      facet: 'permission.directory',
      order: allows(() => t('folders the agent may use')),
    },
  ],
};
