import { t } from '@vscode/l10n';
import { denies, matters, onlyThese, opens, sendsTo, starts } from './governedSetting';
import { readAmpPermissions } from './ampPermissions';
import type { ClientSettings } from './governedSetting';

/** Amp (reference landscape 5.10 and its entries). Every key is one literal name with a dot in it. */
export const ampSettings: ClientSettings = {
  checked: 'November 2026',
  rules: (root) => readAmpPermissions(root),
  settings: [
    {
      at: '/amp.dangerouslyAllowAll',
      facet: 'approval.switch',
      weight: 'high',
      order: opens(() => t('every tool runs without asking'), { unasked: true }),
    },
    {
      at: '/amp.permissions/[tool]/to',
      facet: 'execution',
      order: starts(() => t('Program that decides instead of a person')),
    },
    {
      at: '/amp.mcpPermissions',
      facet: 'approval.switch',
      order: matters(() => t('Rules that decide which MCP servers may run')),
    },
    {
      at: '/amp.tools.disable',
      facet: 'approval.switch',
      order: denies(() => t('tools that are switched off')),
    },
    {
      at: '/amp.tools.enable',
      facet: 'approval.switch',
      order: onlyThese(() => t('List of the tools that are switched on')),
    },
    {
      at: '/amp.toolboxes',
      facet: 'execution',
      order: starts(() => t('Folder whose programs become tools')),
    },
    {
      at: '/amp.url',
      facet: 'model',
      order: sendsTo(() => t('Address that prompts are sent to')),
    },
  ],
};
