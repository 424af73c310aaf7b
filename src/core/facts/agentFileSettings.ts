import { t } from '@vscode/l10n';
import { allows, matters, modelAt, opens } from './governedSetting';
import { readAgentPermissions } from './agentFilePermissions';
import type { ClientSettings, GovernedSetting } from './governedSetting';
import { readKiroPermissions } from './kiroPermissions';

/** What agents of Amazon Q and of Kiro, its successor, have in common. */
const shared: readonly GovernedSetting[] = [
  {
    at: '/tools',
    facet: 'approval.switch',
    weight: 'low',
    order: allows(() => t('tools the agent has')),
  },
  {
    at: '/toolAliases',
    facet: 'approval.switch',
    order: matters(() => t('Other names of tools, which can hide where a tool is from')),
  },
  {
    at: '/resources',
    facet: 'permission.other',
    weight: 'low',
    order: allows(() => t('files the agent always reads')),
  },
  {
    at: '/toolsSettings/*/autoAllowReadonly',
    facet: 'approval.switch',
    order: opens(() => t('commands that are said to only read run without asking')),
  },
  {
    at: '/toolsSettings/*/denyByDefault',
    facet: 'approval.switch',
    order: {
      kind: 'switch',
      absent: 'false',
      on: 'tightens',
      off: 'loosens',
      meaning: () => t('what is not allowed is refused instead of asked about'),
    },
  },
  modelAt('/model'),
];

const ruledLists = ['Commands', 'Paths', 'Services'].flatMap((what) => [
  `/toolsSettings/*/allowed${what}`,
  `/toolsSettings/*/denied${what}`,
]);

/** Agents of Amazon Q (reference landscape 5.10 and its entry on cli-agents). */
export const amazonQAgentSettings: ClientSettings = {
  checked: 'November 2026',
  rules: readAgentPermissions,
  ruled: ruledLists,
  settings: [
    ...shared,
    {
      at: '/useLegacyMcpJson',
      facet: 'approval.switch',
      order: opens(() => t('the agent also has the MCP servers of mcp.json')),
    },
  ],
  governs: ['/toolsSettings', '/toolsSettings/*'],
  prose: ['/prompt'],
  hooks: true,
};

/** Agents of Kiro (reference landscape, its entry on .kiro/agents). */
export const kiroAgentSettings: ClientSettings = {
  checked: 'November 2026',
  rules: (root) => [
    ...readAgentPermissions(root),
    ...readKiroPermissions(root, ['permissions', 'rules'], 'kiro'),
  ],
  ruled: [...ruledLists, '/permissions/rules'],
  settings: [
    ...shared,
    {
      at: '/includeMcpJson',
      facet: 'approval.switch',
      order: opens(() => t('the agent also has every MCP server that is configured')),
    },
  ],
  governs: ['/toolsSettings', '/toolsSettings/*', '/permissions'],
  prose: ['/prompt'],
  hooks: true,
};

/** Kiro's own permissions, where Kiro reads them: outside of repositories. */
export const kiroPermissionSettings: ClientSettings = {
  checked: 'November 2026',
  rules: (root) => readKiroPermissions(root, ['rules'], 'kiro'),
  settings: [],
};

/** The same file in a repository, where Kiro does not look: a repository cannot grant itself rights. */
export const kiroInertSettings: ClientSettings = {
  checked: 'November 2026',
  rules: (root) => readKiroPermissions(root, ['rules'], 'kiro-unheard'),
  settings: [],
};
