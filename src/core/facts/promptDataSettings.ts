import { t } from '@vscode/l10n';
import { allows, bounds, modelAt, modes, opens, starts, tells } from './governedSetting';
import type { ClientSettings } from './governedSetting';

const description = {
  at: '/description',
  facet: 'permission.other',
  order: tells(() => t('What it says it is for')),
} as const;

/** Commands of Gemini CLI and Qwen Code: a prompt in TOML (reference landscape, its entry on .gemini/commands). */
export const promptCommandSettings: ClientSettings = {
  checked: 'October 2026',
  settings: [description],
  prose: ['/prompt'],
};

/** Agents of Codex (reference landscape, its entry on .codex/agents). */
export const codexAgentSettings: ClientSettings = {
  checked: 'October 2026',
  settings: [
    description,
    modelAt('/model'),
    {
      at: '/sandbox_mode',
      facet: 'sandbox',
      order: modes(
        () => t('Sandbox'),
        [
          ['read-only', () => t('the agent only reads')],
          ['workspace-write', () => t('the agent writes in the project')],
          ['danger-full-access', () => t('nothing holds the agent')],
        ],
        { absent: 'workspace-write', unasked: ['danger-full-access'] },
      ),
    },
  ],
  prose: ['/developer_instructions', '/instructions', '/prompt'],
};

/** Prompts of GitHub Models: messages and the model they go to. */
export const promptDataSettings: ClientSettings = {
  checked: 'October 2026',
  settings: [description, modelAt('/model')],
  prose: ['/messages/*/content'],
};

/** Recipes of Goose: a prompt with programs (reference landscape, its entry on recipes). */
export const recipeSettings: ClientSettings = {
  checked: 'October 2026',
  settings: [
    description,
    modelAt('/settings/goose_model'),
    modelAt('/settings/goose_provider'),
    {
      at: '/settings/max_turns',
      facet: 'approval.switch',
      weight: 'low',
      order: bounds(() => t('Steps before the agent stops')),
    },
    {
      at: '/extensions/[name]',
      facet: 'execution',
      order: starts(() => t('Extension that the recipe starts')),
    },
    {
      at: '/sub_recipes/[name]',
      facet: 'execution',
      order: starts(() => t('Recipe that the recipe runs')),
    },
    {
      at: '/retry/checks/*/command',
      facet: 'execution',
      order: starts(() => t('Command that runs after every attempt')),
    },
    {
      at: '/retry/on_failure',
      facet: 'execution',
      order: starts(() => t('Command that runs when an attempt fails')),
    },
  ],
  prose: ['/instructions', '/prompt', '/activities/*'],
};

/** What Codex knows about a skill (reference landscape, its entry on agents/openai.yaml). */
export const skillMetadataSettings: ClientSettings = {
  checked: 'October 2026',
  settings: [
    {
      at: '/policy/allow_implicit_invocation',
      facet: 'approval.switch',
      weight: 'low',
      order: opens(() => t('the model may start the skill by itself'), { absent: 'true' }),
    },
    {
      at: '/dependencies/tools/[value]',
      facet: 'approval.switch',
      order: allows(() => t('tools that the skill needs')),
    },
  ],
  prose: ['/interface/default_prompt'],
};
