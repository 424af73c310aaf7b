import { t } from '@vscode/l10n';
import { guards, modes, sendsTo } from './governedSetting';
import { readContinuePermissions } from './continuePermissions';
import type { ClientSettings, GovernedSetting } from './governedSetting';

function modelRows(list: string): readonly GovernedSetting[] {
  return [
    {
      at: `${list}/apiBase`,
      facet: 'model',
      order: sendsTo(() => t('Address that prompts are sent to')),
    },
    {
      at: `${list}/requestOptions/proxy`,
      facet: 'model',
      order: sendsTo(() => t('Proxy that prompts are sent through')),
    },
    {
      at: `${list}/requestOptions/verifySsl`,
      facet: 'approval.switch',
      weight: 'high',
      order: guards(() => t('certificates are checked'), 'true'),
    },
  ];
}

/** Continue and its command line `cn`, whose permissions.yaml has keys of its own (reference landscape 5.10). */
export const continueSettings: ClientSettings = {
  checked: 'November 2026',
  rules: readContinuePermissions,
  settings: [
    ...modelRows('/models/[name]'),
    {
      at: '/data/[name]/destination',
      facet: 'environment',
      order: sendsTo(() => t('Where data about the work is sent')),
    },
    {
      at: '/data/[name]/level',
      facet: 'approval.switch',
      order: modes(
        () => t('How much data about the work is sent'),
        [
          ['noCode', () => t('no code')],
          ['all', () => t('code too')],
        ],
        { absent: 'noCode' },
      ),
    },
  ],
  prose: ['/rules/*', '/rules/[name]/rule', '/prompts/[name]/prompt'],
};

/** Continue's JSON of older versions. */
export const continueOldSettings: ClientSettings = {
  checked: 'November 2026',
  settings: [
    ...modelRows('/models/[title]'),
    ...modelRows('/tabAutocompleteModel'),
    ...modelRows('/embeddingsProvider'),
    {
      at: '/mergeBehavior',
      facet: 'approval.switch',
      order: modes(
        () => t('What happens to the user’s own configuration'),
        [
          ['merge', () => t('it is added to')],
          ['overwrite', () => t('it is replaced')],
        ],
        { absent: 'merge' },
      ),
    },
  ],
};
