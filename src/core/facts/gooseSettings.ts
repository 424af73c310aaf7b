import { t } from '@vscode/l10n';
import { allows, bounds, guards, modes, protects, sendsTo, starts, tells } from './governedSetting';
import type { ClientSettings } from './governedSetting';
import { readGoosePermissions } from './toolNamePermissions';

/** Goose: config.yaml and permission.yaml (reference landscape 5.9 and its entries). */
export const gooseSettings: ClientSettings = {
  checked: 'November 2026',
  rules: readGoosePermissions,
  ruled: ['always_allow', 'ask_before', 'never_allow'].map((list) => `/*/${list}`),
  settings: [
    {
      at: '/GOOSE_MODE',
      facet: 'approval.mode',
      order: modes(
        () => t('Approval mode'),
        [
          ['chat', () => t('the agent talks and uses no tools')],
          ['approve', () => t('the agent asks before it acts')],
          ['smart_approve', () => t('a model decides what needs a question')],
          ['auto', () => t('every tool runs without asking')],
        ],
        { absent: 'auto', asking: 'approve', unasked: ['auto'] },
      ),
    },
    {
      at: '/GOOSE_MAX_TURNS',
      facet: 'approval.switch',
      weight: 'low',
      order: bounds(() => t('Steps before the agent asks whether to go on'), '1000'),
    },
    {
      at: '/SECURITY_PROMPT_ENABLED',
      facet: 'approval.switch',
      order: guards(() => t('text is searched for hidden instructions')),
    },
    {
      at: '/GOOSE_ALLOWLIST',
      facet: 'approval.switch',
      weight: 'high',
      order: protects(() => t('Address of the list of programs that may be extensions')),
    },
    {
      at: '/GOOSE_SEARCH_PATHS',
      facet: 'execution',
      order: allows(() => t('folders in which programs of extensions are looked for first')),
    },
    {
      at: '/slash_commands/[command]/recipe_path',
      facet: 'execution',
      order: starts(() => t('Recipe that a command runs')),
    },
    {
      at: '/OPENAI_HOST',
      facet: 'model',
      order: sendsTo(() => t('Address that prompts are sent to')),
    },
    ...['GOOSE_PROVIDER', 'GOOSE_MODEL'].map((name) => ({
      at: `/${name}`,
      facet: 'model' as const,
      order: tells(() => t('Model')),
    })),
  ],
  governs: ['/user', '/smart_approve'],
};
