import { t } from '@vscode/l10n';
import {
  allows,
  denies,
  guards,
  matters,
  modelAt,
  modes,
  opens,
  protects,
  sendsTo,
  starts,
} from './governedSetting';
import { readAugmentPermissions } from './augmentPermissions';
import { readCommandLists } from './commandPrefixes';
import type { ClientSettings, GovernedSetting } from './governedSetting';
import { ruleItems } from './ruleItems';
import type { SettingOrder } from './settingOrder';
import { readCrushPermissions } from './toolNamePermissions';

const sendsPrompts = (): string => t('Address that prompts are sent to');

function aiderSwitch(name: string, order: SettingOrder, weight?: 'low' | 'high'): GovernedSetting {
  return {
    at: `/${name}`,
    facet: 'approval.switch',
    order,
    ...(weight === undefined ? {} : { weight }),
  };
}

/** Aider (reference landscape 5.10 and its entry on .aider.conf.yml). */
export const aiderSettings: ClientSettings = {
  checked: 'November 2026',
  settings: [
    aiderSwitch(
      'yes-always',
      opens(() => t('every question is answered with yes'), { unasked: true }),
      'high',
    ),
    aiderSwitch(
      'auto-lint',
      opens(() => t('the command that checks the style runs after every change'), {
        absent: 'true',
      }),
      'low',
    ),
    aiderSwitch(
      'auto-test',
      opens(() => t('the command that tests runs after every change')),
    ),
    aiderSwitch(
      'auto-commits',
      opens(() => t('changes are committed without asking'), { absent: 'true' }),
      'low',
    ),
    aiderSwitch(
      'suggest-shell-commands',
      opens(() => t('the model may propose commands'), { absent: 'true' }),
      'low',
    ),
    aiderSwitch(
      'detect-urls',
      opens(() => t('addresses in a chat are offered to be fetched'), { absent: 'true' }),
      'low',
    ),
    aiderSwitch(
      'auto-accept-architect',
      opens(() => t('plans are carried out without asking'), { absent: 'true' }),
      'low',
    ),
    aiderSwitch(
      'git-commit-verify',
      guards(() => t('the checks of git run before a commit')),
    ),
    aiderSwitch(
      'verify-ssl',
      guards(() => t('certificates are checked'), 'true'),
      'high',
    ),
    ...['lint-cmd', 'test-cmd', 'notifications-command', 'load'].map((name): GovernedSetting => ({
      at: `/${name}`,
      facet: 'execution',
      order: starts(() => t('Command that Aider starts by itself')),
    })),
    ...['openai-api-base', 'set-env', 'env-file'].map((name): GovernedSetting =>
      name === 'openai-api-base'
        ? { at: `/${name}`, facet: 'model', order: sendsTo(sendsPrompts) }
        : {
            at: `/${name}`,
            facet: 'environment',
            order: matters(() => t('Variables of the session')),
          },
    ),
    {
      at: '/read',
      facet: 'permission.other',
      weight: 'low',
      order: allows(() => t('files the agent always reads')),
    },
    {
      at: '/file',
      facet: 'permission.other',
      weight: 'low',
      order: allows(() => t('files the agent may change from the start')),
    },
    modelAt('/model'),
    modelAt('/weak-model'),
    modelAt('/editor-model'),
  ],
};

/** OpenHands (reference landscape, its entry on config.toml). */
export const openhandsSettings: ClientSettings = {
  checked: 'November 2026',
  settings: [
    aiderSwitch(
      'security/confirmation_mode',
      guards(() => t('a person is asked before an action')),
      'high',
    ),
    {
      at: '/security/security_analyzer',
      facet: 'approval.switch',
      order: protects(() => t('What looks at actions before they run')),
    },
    {
      at: '/sandbox/volumes',
      facet: 'sandbox',
      weight: 'high',
      separator: ',',
      order: allows(() => t('folders of the machine that the sandbox reaches')),
    },
    {
      at: '/sandbox/runtime_extra_deps',
      facet: 'execution',
      order: starts(() => t('Command that runs when the sandbox is built')),
    },
    {
      at: '/sandbox/base_container_image',
      facet: 'execution',
      order: starts(() => t('Image the sandbox is built from')),
    },
    { at: '/llm/base_url', facet: 'model', order: sendsTo(sendsPrompts) },
    { at: '/llm/*/base_url', facet: 'model', order: sendsTo(sendsPrompts) },
    modelAt('/llm/model'),
  ],
  governs: ['/security'],
};

/** Crush (reference landscape 5.10 and its entry on crush.json). */
export const crushSettings: ClientSettings = {
  checked: 'November 2026',
  rules: readCrushPermissions,
  ruled: ['/permissions/allowed_tools'],
  settings: [
    {
      at: '/options/disabled_tools',
      facet: 'approval.switch',
      order: denies(() => t('tools that are switched off')),
    },
    ...['context_paths', 'skills_paths'].map((name): GovernedSetting => ({
      at: `/options/${name}`,
      facet: 'permission.other',
      weight: 'low',
      order: allows(() => t('places from which instructions are read')),
    })),
    {
      at: '/lsp/*',
      facet: 'execution',
      order: starts(() => t('Program that Crush starts beside the agent')),
    },
    { at: '/providers/*/base_url', facet: 'model', order: sendsTo(sendsPrompts) },
  ],
  governs: ['/permissions'],
  hooks: true,
  substitutes: true,
};

const qwenMode = modes(
  () => t('Approval mode'),
  [
    ['plan', () => t('the agent may look and plan, not act')],
    ['default', () => t('the agent asks before it acts')],
    ['auto-edit', () => t('files are changed without asking')],
    ['auto', () => t('a model decides what needs a question')],
    ['yolo', () => t('every tool runs without asking')],
  ],
  { absent: 'default', asking: 'default', unasked: ['yolo'] },
);

/** Qwen Code, grown out of Gemini CLI (reference landscape 5.10 and its entry on .qwen/settings.json). */
export const qwenSettings: ClientSettings = {
  checked: 'November 2026',
  // The lists and their grammar are those of Claude Code (QwenLM/qwen-code, packages/core/src/permissions).
  rules: (root) =>
    (['allow', 'ask', 'deny'] as const).flatMap((list) =>
      ruleItems(root, ['permissions', list], list, 'qwen'),
    ),
  ruled: ['allow', 'ask', 'deny'].map((list) => `/permissions/${list}`),
  settings: [
    { at: '/approvalMode', facet: 'approval.mode', order: qwenMode },
    { at: '/tools/approvalMode', facet: 'approval.mode', order: qwenMode },
    modelAt('/model/name'),
  ],
  governs: ['/permissions'],
  hooks: true,
};

/**
 * Factory's Droid (reference landscape 5.10 and its entry on .factory/settings.json; modes of new
 * sessions and `baseUrl` by docs.factory.ai, cli/configuration/settings and cli/byok, November 2026).
 */
export const factorySettings: ClientSettings = {
  checked: 'November 2026',
  rules: (root) =>
    readCommandLists(root, [
      { path: ['commandAllowlist'], list: 'allow', grammar: 'command-words' },
      { path: ['commandDenylist'], list: 'ask', grammar: 'command-words' },
      { path: ['commandBlocklist'], list: 'deny', grammar: 'command-words' },
    ]),
  settings: [
    {
      at: '/autonomyLevel',
      facet: 'approval.mode',
      order: modes(
        () => t('Approval mode'),
        [
          ['off', () => t('the agent asks before it acts')],
          ['low', () => t('files are changed and commands that only read run without asking')],
          ['medium', () => t('commands that can be undone run without asking')],
          ['high', () => t('everything but what is blocked runs without asking')],
          ['skip-permissions-unsafe', () => t('every confirmation is skipped')],
        ],
        { absent: 'off', asking: 'off', unasked: ['skip-permissions-unsafe'] },
      ),
    },
    {
      at: '/sessionDefaultSettings/autonomyMode',
      facet: 'approval.mode',
      order: modes(
        () => t('Approval mode of new sessions'),
        [
          ['spec', () => t('the agent plans first')],
          ['normal', () => t('the agent asks before it acts')],
          ['auto-low', () => t('files are changed and commands that only read run without asking')],
          ['auto-medium', () => t('commands that can be undone run without asking')],
          ['auto-high', () => t('everything but what is blocked runs without asking')],
        ],
        { absent: 'normal', asking: 'normal' },
      ),
    },
    { at: '/customModels/[model]/base_url', facet: 'model', order: sendsTo(sendsPrompts) },
    { at: '/customModels/[model]/baseUrl', facet: 'model', order: sendsTo(sendsPrompts) },
    {
      at: '/statusLine/command',
      facet: 'execution',
      order: starts(() => t('Command that Factory starts by itself')),
    },
  ],
  hooks: true,
};

/** Augment (reference landscape 5.10 and its entry on .augment/settings.json). */
export const augmentSettings: ClientSettings = {
  checked: 'November 2026',
  rules: readAugmentPermissions,
  settings: [
    {
      at: '/toolPermissions/[toolName]/permission/script',
      facet: 'execution',
      order: starts(() => t('Script that decides instead of a person')),
    },
    {
      at: '/toolPermissions/[toolName]/permission/webhookUrl',
      facet: 'environment',
      order: sendsTo(() => t('Address that decides instead of a person')),
    },
  ],
  hooks: true,
};
