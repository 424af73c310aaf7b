import { t } from '@vscode/l10n';
import { modelAt, modes, opens, sendsTo, starts } from './governedSetting';
import type { ClientSettings } from './governedSetting';
import type { SettingOrder } from './settingOrder';
import { readZedPermissions } from './zedPermissions';

const fallback = 'agent.tool_permissions.default';

function decision(title: () => string, inherits?: string): SettingOrder {
  return modes(
    title,
    [
      ['deny', () => t('it is refused')],
      ['confirm', () => t('a person is asked')],
      ['allow', () => t('it happens without asking')],
    ],
    {
      absent: 'confirm',
      asking: 'confirm',
      ...(inherits === undefined ? { unasked: ['allow'] } : { inherits }),
    },
  );
}

const tool = '/agent/tool_permissions/tools/*';
const offered = opens(() => t('the tool is offered to the model'));
/** Zed (reference landscape 5.8 and its entries on .zed/settings.json). */
export const zedSettings: ClientSettings = {
  checked: 'November 2026',
  rules: readZedPermissions,
  ruled: ['always_allow', 'always_confirm', 'always_deny'].map((list) => `${tool}/${list}`),
  settings: [
    {
      at: '/agent/tool_permissions/default',
      facet: 'approval.mode',
      order: decision(() => t('What happens when no rule speaks of a tool')),
    },
    {
      at: `${tool}/default`,
      facet: 'approval.mode',
      order: decision(() => t('What happens when the agent uses the tool'), fallback),
    },
    {
      at: '/agent/always_allow_tool_actions',
      facet: 'approval.switch',
      weight: 'high',
      order: opens(() => t('every tool runs without asking'), { unasked: true }),
    },
    {
      at: '/agent/profiles/*/enable_all_context_servers',
      facet: 'approval.switch',
      order: opens(() => t('the profile offers every tool of every MCP server')),
    },
    { at: '/agent/profiles/*/tools/*', facet: 'approval.switch', weight: 'low', order: offered },
    {
      at: '/agent/profiles/*/context_servers/*/tools/*',
      facet: 'approval.switch',
      weight: 'low',
      order: offered,
    },
    {
      at: '/agent_servers/*',
      facet: 'execution',
      order: starts(() => t('Agent that Zed starts as a program of its own')),
    },
    {
      at: '/language_models/*/api_url',
      facet: 'model',
      order: sendsTo(() => t('Address that prompts are sent to')),
    },
    modelAt('/agent/default_model'),
  ],
  governs: ['/agent/tool_permissions', tool],
};
