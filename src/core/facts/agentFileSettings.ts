import { t } from '@vscode/l10n';
import { allows, denies, matters, modelAt, modes, opens } from './governedSetting';
import type { ClientSettings, GovernedSetting } from './governedSetting';

/** What agents of Amazon Q and of Kiro, its successor, have in common. */
const shared: readonly GovernedSetting[] = [
  {
    at: '/tools',
    facet: 'approval.switch',
    weight: 'low',
    order: allows(() => t('tools the agent has')),
  },
  {
    at: '/allowedTools',
    facet: 'approval.switch',
    order: allows(() => t('tools that run without asking')),
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
    at: '/toolsSettings/*/allowedCommands',
    facet: 'approval.switch',
    order: allows(() => t('commands that run without asking')),
  },
  {
    at: '/toolsSettings/*/deniedCommands',
    facet: 'approval.switch',
    weight: 'high',
    order: denies(() => t('commands that are refused')),
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
  {
    at: '/toolsSettings/*/allowedPaths',
    facet: 'approval.switch',
    order: allows(() => t('paths that are used without asking')),
  },
  {
    at: '/toolsSettings/*/deniedPaths',
    facet: 'approval.switch',
    weight: 'high',
    order: denies(() => t('paths that are refused')),
  },
  {
    at: '/toolsSettings/*/allowedServices',
    facet: 'approval.switch',
    order: allows(() => t('cloud services that are used without asking')),
  },
  {
    at: '/toolsSettings/*/deniedServices',
    facet: 'approval.switch',
    weight: 'high',
    order: denies(() => t('cloud services that are refused')),
  },
  modelAt('/model'),
];

/** Agents of Amazon Q (reference landscape 5.10 and its entry on cli-agents). */
export const amazonQAgentSettings: ClientSettings = {
  checked: 'November 2026',
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

/** What a rule of Kiro says, the capability it is about and what limits it. */
const kiroRules = (list: string, inert?: () => string): readonly GovernedSetting[] => [
  {
    at: `${list}/[capability]/effect`,
    facet: 'approval.mode',
    ...(inert === undefined ? {} : { inert }),
    order: modes(
      () => t('What happens when the agent does this'),
      [
        ['deny', () => t('it is refused')],
        ['ask', () => t('a person is asked')],
        ['allow', () => t('it happens without asking')],
      ],
      { absent: 'ask', asking: 'ask' },
    ),
  },
  {
    at: `${list}/[capability]/match`,
    facet: 'approval.switch',
    ...(inert === undefined ? {} : { inert }),
    order: matters(() => t('What the rule is about')),
  },
  {
    at: `${list}/[capability]/exclude`,
    facet: 'approval.switch',
    ...(inert === undefined ? {} : { inert }),
    order: matters(() => t('What the rule leaves out')),
  },
];

/** Agents of Kiro (reference landscape, its entry on .kiro/agents). */
export const kiroAgentSettings: ClientSettings = {
  checked: 'November 2026',
  settings: [
    ...shared,
    {
      at: '/includeMcpJson',
      facet: 'approval.switch',
      order: opens(() => t('the agent also has every MCP server that is configured')),
    },
    ...kiroRules('/permissions/rules'),
  ],
  governs: ['/toolsSettings', '/toolsSettings/*', '/permissions'],
  prose: ['/prompt'],
  hooks: true,
};

/** Kiro's own permissions, where Kiro reads them: outside of repositories. */
export const kiroPermissionSettings: ClientSettings = {
  checked: 'November 2026',
  settings: kiroRules('/rules'),
};

/** The same file in a repository, where Kiro does not look: a repository cannot grant itself rights. */
export const kiroInertSettings: ClientSettings = {
  checked: 'November 2026',
  settings: kiroRules('/rules', () => t('Kiro does not read permissions from a repository')),
};
