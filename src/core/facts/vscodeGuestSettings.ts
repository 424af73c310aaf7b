import { t } from '@vscode/l10n';
import { allows, bounds, denies, modes, starts, tells } from './governedSetting';
import type { ClientSettings, GovernedSetting } from './governedSetting';
import { ampSettings } from './ampSettings';

function prefixes(extension: string): readonly GovernedSetting[] {
  return [
    {
      at: `/${extension}.allowedCommands`,
      facet: 'approval.switch',
      order: allows(() => t('commands that run without asking')),
    },
    {
      at: `/${extension}.deniedCommands`,
      facet: 'approval.switch',
      weight: 'high',
      order: denies(() => t('commands that are refused')),
    },
    {
      at: `/${extension}.autoImportSettingsPath`,
      facet: 'execution',
      order: starts(() =>
        t('File whose settings, approvals included, are taken over at every start'),
      ),
    },
    {
      at: `/${extension}.useAgentRules`,
      facet: 'permission.other',
      weight: 'low',
      order: tells(() => t('Whether AGENTS.md is read')),
    },
    {
      at: `/${extension}.commandExecutionTimeout`,
      facet: 'approval.switch',
      weight: 'low',
      order: bounds(() => t('Seconds a command may run'), '0', ['0']),
    },
  ];
}

const guests: readonly GovernedSetting[] = [
  ...prefixes('roo-cline'),
  ...prefixes('kilo-code'),
  {
    at: '/kiroAgent.trustedCommands',
    facet: 'approval.switch',
    order: allows(() => t('commands that run without asking')),
  },
  {
    at: '/kiroAgent.agentAutonomy',
    facet: 'approval.mode',
    order: modes(
      () => t('Approval mode'),
      [
        ['Supervised', () => t('a person looks at every change')],
        ['Autopilot', () => t('the agent goes on by itself')],
      ],
      { absent: 'Autopilot', asking: 'Supervised' },
    ),
  },
  {
    at: '/windsurf.cascadeCommandsAllowList',
    facet: 'approval.switch',
    order: allows(() => t('commands that run without asking')),
  },
  {
    at: '/windsurf.cascadeCommandsDenyList',
    facet: 'approval.switch',
    weight: 'high',
    order: denies(() => t('commands that are always asked about')),
  },
  ...ampSettings.settings,
];

/** Settings that other agents keep in VS Code's settings.json (reference landscape, their entries on it). */
export const vscodeGuestSettings: ClientSettings = {
  checked: 'November 2026',
  // A workspace file keeps its settings one step deeper.
  settings: [...guests, ...guests.map((row) => ({ ...row, at: `/settings${row.at}` }))],
};
