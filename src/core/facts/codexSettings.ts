import { t } from '@vscode/l10n';
import {
  allows,
  denies,
  guards,
  matters,
  modelAt,
  modes,
  onlyThese,
  opens,
  protects,
  sendsTo,
  starts,
  tells,
  type ClientSettings,
  type GovernedSetting,
} from './governedSetting';
import type { SettingOrder } from './settingOrder';

/** @param above where the setting is looked for when it is missing: a profile inherits */
function approvalPolicy(above?: string): SettingOrder {
  return modes(
    () => t('Approval mode'),
    [
      ['untrusted', () => t('the agent asks before anything but plain reading')],
      ['on-request', () => t('the agent asks when it wants to leave the sandbox')],
      ['on-failure', () => t('the agent asks only after a command failed in the sandbox')],
      ['never', () => t('the agent never asks')],
    ],
    {
      absent: 'on-request',
      asking: 'on-failure',
      unasked: ['never'],
      ...(above === undefined ? {} : { inherits: above }),
    },
  );
}

const sandboxMeanings: readonly (() => string)[] = [
  () => t('commands read, and write nothing'),
  () => t('commands write in the project'),
  () => t('commands do whatever the user may'),
];

/**
 * The older setting and the profiles that take its place name the same three sandboxes; a profile of
 * one's own is neither (developers.openai.com/codex/permissions, November 2026).
 *
 * @param other where it says so when this one is missing: a profile inherits, or the other spelling
 */
function sandboxMode(title: () => string, other: string): SettingOrder {
  const steps = [
    ['read-only', ':read-only'],
    ['workspace-write', ':workspace'],
    ['danger-full-access', ':danger-full-access'],
  ];
  return {
    kind: 'steps',
    steps,
    title,
    meaning: (value) => sandboxMeanings[steps.findIndex((names) => names.includes(value))]?.(),
    absent: 'read-only',
    unasked: ['danger-full-access', ':danger-full-access'],
    inherits: other,
  };
}

const commandSandbox = (): string => t('Sandbox of commands');

/** Between what is refused and what is let through stands what nothing is said about. */
function access(title: () => string, allowed: readonly string[]): SettingOrder {
  return {
    kind: 'steps',
    steps: [['deny'], ['unset'], ...allowed.map((each) => [each])],
    absent: 'unset',
    title,
  };
}

const toolApproval = modes(
  () => t('Approval of the tools of a server'),
  [
    ['prompt', () => t('each use is asked for')],
    ['writes', () => t('what changes something is asked for')],
    ['auto', () => t('Codex decides what is asked for')],
    ['approve', () => t('nothing is asked for')],
  ],
  { absent: 'auto', asking: 'writes', unasked: ['approve'] },
);

function each(
  names: readonly string[],
  make: (name: string) => GovernedSetting,
): GovernedSetting[] {
  return names.map(make);
}

/**
 * Codex: config.toml and requirements.toml (reference landscape 5.5 and its entries). A project's file
 * counts in trusted projects only; which those are, it does not say.
 */
export const codexSettings: ClientSettings = {
  checked: 'October 2026',
  settings: [
    { at: '/approval_policy', facet: 'approval.mode', order: approvalPolicy() },
    {
      at: '/profiles/*/approval_policy',
      facet: 'approval.mode',
      order: approvalPolicy('approval_policy'),
    },
    {
      at: '/approval_policy/granular/*',
      facet: 'approval.switch',
      weight: 'low',
      order: opens(() =>
        t('questions of this kind are shown; else what they are about is refused'),
      ),
    },
    {
      at: '/approvals_reviewer',
      facet: 'approval.switch',
      weight: 'high',
      order: {
        kind: 'steps',
        steps: [['user'], ['auto_review', 'guardian_subagent']],
        absent: 'user',
        title: () => t('Who answers questions'),
      },
    },
    {
      at: '/sandbox_mode',
      facet: 'approval.mode',
      order: sandboxMode(commandSandbox, 'default_permissions'),
    },
    {
      at: '/profiles/*/sandbox_mode',
      facet: 'approval.mode',
      order: sandboxMode(commandSandbox, 'sandbox_mode'),
    },
    {
      at: '/sandbox_workspace_write/network_access',
      facet: 'sandbox',
      order: opens(() => t('commands in the sandbox reach the network')),
    },
    {
      at: '/sandbox_workspace_write/writable_roots',
      facet: 'permission.directory',
      order: allows(() => t('folders outside the project that commands may write')),
    },
    ...each(['exclude_tmpdir_env_var', 'exclude_slash_tmp'], (name) => ({
      at: `/sandbox_workspace_write/${name}`,
      facet: 'sandbox',
      weight: 'low',
      order: guards(() => t('the folder for temporary files is not writable')),
    })),
    {
      at: '/default_permissions',
      facet: 'approval.mode',
      order: sandboxMode(() => t('Profile of permissions in use'), 'sandbox_mode'),
    },
    {
      at: '/permissions/*/extends',
      facet: 'permission.other',
      order: matters(() => t('Profile of permissions that this one builds on')),
    },
    {
      at: '/permissions/*/filesystem/*',
      facet: 'permission.other',
      order: access(() => t('Access to a path'), ['read', 'write']),
    },
    {
      at: '/permissions/*/workspace_roots',
      facet: 'permission.directory',
      order: allows(() => t('folders that count as the project')),
    },
    {
      at: '/permissions/*/network/enabled',
      facet: 'sandbox',
      order: opens(() => t('commands reach the network')),
    },
    ...each(['/permissions/*/network', '/features/network_proxy'], (place) => ({
      at: `${place}/domains/*`,
      facet: 'sandbox',
      weight: 'low',
      order: access(() => t('Access to a host'), ['allow']),
    })),
    {
      at: '/permissions/*/network/allowed_domains',
      facet: 'sandbox',
      weight: 'low',
      order: allows(() => t('hosts that commands reach')),
    },
    {
      at: '/permissions/*/network/denied_domains',
      facet: 'sandbox',
      order: denies(() => t('hosts that commands do not reach')),
    },
    ...each(['remote_control', 'plugin_hooks', 'skill_mcp_dependency_install'], (name) => ({
      at: `/features/${name}`,
      facet: 'approval.switch',
      order: opens(() => t('others than the user decide what runs: {0}', name)),
    })),
    {
      at: '/shell_environment_policy/inherit',
      facet: 'sandbox',
      order: {
        kind: 'steps',
        steps: [['none'], ['core'], ['all']],
        absent: 'all',
        title: () => t('Variables that commands are given'),
      },
    },
    {
      at: '/shell_environment_policy/ignore_default_excludes',
      facet: 'sandbox',
      order: opens(() => t('commands also get variables whose names speak of keys and tokens')),
    },
    {
      at: '/shell_environment_policy/exclude',
      facet: 'sandbox',
      order: denies(() => t('variables that commands are not given')),
    },
    {
      at: '/shell_environment_policy/include_only',
      facet: 'sandbox',
      order: onlyThese(() => t('Variables that commands are given')),
    },
    {
      at: '/shell_environment_policy/set/*',
      facet: 'environment',
      order: matters(() => t('Variable that every command is given')),
    },
    {
      at: '/projects/*/trust_level',
      facet: 'approval.switch',
      weight: 'high',
      order: {
        kind: 'steps',
        steps: [['untrusted', 'unset'], ['trusted']],
        absent: 'unset',
        title: () => t('Trust in a project, whose settings, hooks and rules then count'),
      },
    },
    ...each(['enabled', 'destructive_enabled', 'open_world_enabled'], (name) => ({
      at: `/apps/*/${name}`,
      facet: 'approval.switch',
      order: opens(() => t('tools of a connected service can be used')),
    })),
    {
      at: '/web_search',
      facet: 'permission.other',
      weight: 'low',
      order: {
        kind: 'steps',
        steps: [['disabled'], ['cached'], ['live']],
        absent: 'cached',
        title: () => t('Search on the web'),
      },
    },
    {
      at: '/hooks/state/*/trusted_hash',
      facet: 'approval.switch',
      weight: 'high',
      order: starts(() => t('Hook taken for reviewed')),
    },
    {
      at: '/mcp_servers/*/default_tools_approval_mode',
      facet: 'approval.switch',
      order: toolApproval,
    },
    {
      at: '/mcp_servers/*/tools/*/approval_mode',
      facet: 'approval.switch',
      order: toolApproval,
    },
    {
      at: '/plugins/*/enabled',
      facet: 'plugin',
      order: opens(() => t('the plugin is on, with its hooks, commands and servers')),
    },
    {
      at: '/marketplaces/*/source',
      facet: 'plugin',
      order: starts(() => t('Source of plugins')),
    },
    {
      at: '/notify',
      facet: 'execution',
      order: starts(() => t('Program that runs after each turn')),
    },
    {
      at: '/model_providers/*/auth/command',
      facet: 'execution',
      order: starts(() => t('Command that fetches a credential')),
    },
    ...each(['/model_providers/*/base_url', '/openai_base_url', '/chatgpt_base_url'], (place) => ({
      at: place,
      facet: 'model',
      order: sendsTo(() => t('Address that prompts are sent to')),
    })),
    {
      at: '/model_instructions_file',
      facet: 'permission.other',
      order: matters(() => t('File that replaces the instructions of Codex itself')),
    },
    {
      at: '/project_doc_fallback_filenames',
      facet: 'permission.other',
      weight: 'low',
      order: allows(() => t('names of files that are read as instructions')),
    },
    ...each(
      [
        'allowed_approval_policies',
        'allowed_approvals_reviewers',
        'allowed_sandbox_modes',
        'allowed_web_search_modes',
        'allowed_permission_profiles',
      ],
      (name) => ({
        at: `/${name}`,
        facet: 'approval.switch',
        weight: 'high',
        order: onlyThese(() => t('Values that people may choose')),
      }),
    ),
    {
      at: '/rules/prefix_rules',
      facet: 'approval.switch',
      weight: 'high',
      order: protects(() => t('Rules for commands that everybody has')),
    },
    {
      at: '/allow_managed_hooks_only',
      facet: 'approval.switch',
      order: guards(() => t('only hooks of the organisation run')),
    },
    {
      at: '/features/*',
      // Some are sections with rows of their own.
      only: 'boolean',
      facet: 'approval.switch',
      weight: 'low',
      order: matters(() => t('A feature that is switched on or off')),
    },
    {
      at: '/history/persistence',
      facet: 'approval.switch',
      weight: 'low',
      order: modes(
        () => t('What is kept of sessions'),
        [
          ['none', () => t('nothing')],
          ['save-all', () => t('everything that was said')],
        ],
        { absent: 'save-all' },
      ),
    },
    {
      at: '/auto_review/policy',
      facet: 'approval.switch',
      order: matters(() => t('What the model that decides instead of a person is told')),
    },
    {
      at: '/otel/exporter',
      facet: 'environment',
      order: starts(() => t('Where data about sessions is sent')),
    },
    { at: '/model_provider', facet: 'model', order: tells(() => t('Model')) },
    modelAt('/model'),
    modelAt('/profiles/*/model'),
  ],
  governs: ['/sandbox_workspace_write', '/shell_environment_policy', '/permissions/*'],
  prose: ['/developer_instructions', '/profiles/*/developer_instructions'],
  hooks: true,
};
