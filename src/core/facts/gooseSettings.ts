import { t } from '@vscode/l10n';
import {
  allows,
  bounds,
  denies,
  guards,
  modes,
  protects,
  sendsTo,
  starts,
} from './governedSetting';
import { tells } from './governedSetting';
import type { ClientSettings } from './governedSetting';

/** Goose: config.yaml and permission.yaml (reference landscape 5.9 and its entries). */
export const gooseSettings: ClientSettings = {
  checked: 'November 2026',
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
    ...['OPENAI_HOST', 'ANTHROPIC_HOST', 'OLLAMA_HOST', 'OPENROUTER_HOST', 'DATABRICKS_HOST'].map(
      (name) => ({
        at: `/${name}`,
        facet: 'model' as const,
        order: sendsTo(() => t('Address that prompts are sent to')),
      }),
    ),
    ...['GOOSE_PROVIDER', 'GOOSE_MODEL'].map((name) => ({
      at: `/${name}`,
      facet: 'model' as const,
      order: tells(() => t('Model')),
    })),
    {
      at: '/user/always_allow',
      facet: 'approval.switch',
      order: allows(() => t('tools that run without asking')),
    },
    {
      at: '/user/ask_before',
      facet: 'approval.switch',
      order: denies(() => t('tools that are asked about')),
    },
    {
      at: '/user/never_allow',
      facet: 'approval.switch',
      weight: 'high',
      order: denies(() => t('tools that are refused')),
    },
    {
      at: '/smart_approve/always_allow',
      facet: 'approval.switch',
      order: allows(() => t('tools that a model once judged to be harmless')),
    },
    {
      at: '/smart_approve/ask_before',
      facet: 'approval.switch',
      order: denies(() => t('tools that a model once judged to need a question')),
    },
    {
      at: '/smart_approve/never_allow',
      facet: 'approval.switch',
      order: denies(() => t('tools that are refused')),
    },
  ],
  governs: ['/user', '/smart_approve'],
};
