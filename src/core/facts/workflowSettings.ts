import { t } from '@vscode/l10n';
import { memberOf } from '../parse/navigate';
import type { DataNode } from '../parse/tree';
import {
  allows,
  matters,
  modes,
  type ClientSettings,
  type GovernedSetting,
  type GrantedItem,
} from './governedSetting';
import { readWorkflowSteps } from './workflowFacts';

/*
 * Workflows of GitHub that run an agent or prepare its machine (reference landscape, its entries on
 * copilot-setup-steps.yml and on agents in workflows, October 2026).
 */

const tokenRights = modes(
  () => t('What the token of the workflow may do'),
  [
    ['none', () => t('nothing')],
    ['read', () => t('it reads')],
    ['write', () => t('it writes')],
  ],
  { absent: 'none' },
);

const allRights = modes(
  () => t('What the token of the workflow may do'),
  [
    ['unset', () => t('what the repository gives it')],
    ['read-all', () => t('it reads everything')],
    ['write-all', () => t('it writes everything')],
  ],
  { absent: 'unset' },
);

/** The command of a step, or the action it uses with its version. */
function stepItem(node: DataNode): GrantedItem | undefined {
  for (const key of ['run', 'uses']) {
    const value = memberOf(node, key)?.value;
    if (value?.kind === 'string') return { name: value.value.trim(), limit: '' };
  }
  return undefined;
}

/** Machines of one's own; those that GitHub lends come and go with every job. */
function ownMachine(node: DataNode): GrantedItem | undefined {
  const own = node.kind === 'string' && /self-hosted/i.test(node.value);
  return own ? { name: node.value, limit: '' } : undefined;
}

function rights(above: string): readonly GovernedSetting[] {
  return [
    { at: `${above}/permissions/*`, facet: 'approval.switch', order: tokenRights },
    {
      at: `${above}/permissions`,
      only: 'string',
      facet: 'approval.switch',
      weight: 'high',
      order: allRights,
    },
  ];
}

const shared: readonly GovernedSetting[] = [
  ...rights(''),
  ...rights('/jobs/*'),
  {
    at: '/jobs/*/runs-on',
    facet: 'sandbox',
    weight: 'high',
    order: allows(() => t('machines of your own that the job runs on')),
    item: ownMachine,
  },
  {
    at: '/jobs/*/environment',
    facet: 'environment',
    order: matters(() => t('Environment whose secrets the job has')),
  },
];

/** Steps before Copilot's agent starts in the cloud. */
export const setupStepsSettings: ClientSettings = {
  checked: 'October 2026',
  settings: [
    ...shared,
    {
      at: '/jobs/*/steps',
      facet: 'execution',
      order: allows(() => t('commands and actions that run before the agent starts')),
      item: stepItem,
    },
  ],
};

/** Steps around Claude, Gemini or Codex in a workflow, and how they are started. */
export const agentWorkflowSettings: ClientSettings = {
  checked: 'October 2026',
  settings: [
    ...shared,
    {
      at: '/jobs/*/steps/[name]/with/safety-strategy',
      facet: 'approval.mode',
      order: modes(
        () => t('With whose rights Codex runs'),
        [
          ['read-only', () => t('it only reads')],
          ['unprivileged-user', () => t('as a user without rights')],
          ['drop-sudo', () => t('without the rights of the administrator')],
          ['unsafe', () => t('with every right of the machine')],
        ],
        { absent: 'drop-sudo', unasked: ['unsafe'] },
      ),
    },
    {
      at: '/jobs/*/steps/[name]/with/mcp_config',
      facet: 'approval.switch',
      weight: 'high',
      order: matters(() => t('How the agent is started')),
    },
    // Inputs of Claude's and of Codex's action, which else listens only to who may write.
    ...(['allowed_non_write_users', 'allowed_bots', 'allow-users', 'allow-bots'] as const).map(
      (input): GovernedSetting => ({
        at: `/jobs/*/steps/[name]/with/${input}`,
        facet: 'approval.switch',
        weight: 'high',
        order: {
          kind: 'entry',
          added: 'loosens',
          changed: 'loosens',
          removed: 'tightens',
          title: () => t('Who may steer the agent without being allowed to write'),
        },
      }),
    ),
    {
      at: '/on',
      facet: 'approval.switch',
      order: allows(() => t('events that start the agent')),
    },
  ],
  more: readWorkflowSteps,
  prose: ['/jobs/*/steps/[name]/with/prompt'],
};
