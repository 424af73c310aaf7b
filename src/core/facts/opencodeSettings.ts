import { t } from '@vscode/l10n';
import {
  allows,
  matters,
  modelAt,
  opens,
  sendsTo,
  starts,
  type ClientSettings,
  type GovernedSetting,
} from './governedSetting';
import { readOpencodePermissions } from './opencodePermissions';

/** OpenCode: opencode.json (reference landscape 5.7 and its entries). */
export const opencodeSettings: ClientSettings = {
  checked: 'October 2026',
  rules: readOpencodePermissions,
  settings: [
    ...['/tools/*', '/agent/*/tools/*', '/mode/*/tools/*'].map((at): GovernedSetting => ({
      at,
      facet: 'approval.switch',
      order: opens(() => t('the tool can be used'), { absent: 'true' }),
    })),
    {
      at: '/share',
      facet: 'approval.switch',
      order: {
        kind: 'steps',
        steps: [['disabled'], ['manual'], ['auto']],
        absent: 'manual',
        title: () => t('Sessions published on the web'),
      },
    },
    {
      at: '/autoupdate',
      facet: 'approval.switch',
      weight: 'low',
      order: {
        kind: 'steps',
        steps: [['false'], ['notify'], ['true']],
        absent: 'true',
        title: () => t('Updates of the client itself'),
      },
    },
    {
      at: '/plugin',
      facet: 'plugin',
      weight: 'high',
      order: allows(() => t('packages that are loaded as code')),
    },
    {
      at: '/instructions',
      facet: 'permission.other',
      weight: 'low',
      order: allows(() => t('files and addresses that are read as instructions')),
    },
    ...['/formatter/*/command', '/lsp/*/command'].map((at): GovernedSetting => ({
      at,
      facet: 'execution',
      order: starts(() => t('Command that the client starts by itself')),
    })),
    {
      at: '/shell',
      facet: 'execution',
      order: starts(() => t('Shell that runs commands')),
    },
    {
      at: '/experimental/hook',
      facet: 'execution',
      order: starts(() => t('Commands that run on events')),
    },
    {
      at: '/experimental/policies',
      facet: 'approval.switch',
      order: matters(() => t('Policies')),
    },
    {
      at: '/provider/*/options/baseURL',
      facet: 'model',
      order: sendsTo(() => t('Address that prompts are sent to')),
    },
    {
      at: '/server/hostname',
      facet: 'approval.switch',
      order: sendsTo(() => t('Address at which the client can be controlled')),
    },
    modelAt('/model'),
    modelAt('/small_model'),
    modelAt('/agent/*/model'),
  ],
  prose: ['/command/*/template', '/agent/*/prompt'],
  templates: ['/command/*/template'],
};
