import { t } from '@vscode/l10n';
import {
  allows,
  guards,
  matters,
  modelAt,
  modes,
  onlyThese,
  protects,
  sendsTo,
  starts,
} from './governedSetting';
import type { ClientSettings, GovernedSetting } from './governedSetting';

const sendsPrompts = (): string => t('Address that prompts are sent to');

/** LibreChat (reference landscape, its entry on librechat.yaml). */
export const librechatSettings: ClientSettings = {
  checked: 'November 2026',
  settings: [
    {
      at: '/mcpSettings/allowedDomains',
      facet: 'sandbox',
      order: onlyThese(() => t('List of the addresses that MCP servers may have')),
    },
    {
      at: '/actions/allowedDomains',
      facet: 'sandbox',
      order: onlyThese(() => t('List of the addresses that actions may have')),
    },
    { at: '/endpoints/custom/[name]/baseURL', facet: 'model', order: sendsTo(sendsPrompts) },
  ],
};

/** fast-agent and mcp-agent, which write the same file. */
export const agentFrameworkSettings: ClientSettings = {
  checked: 'November 2026',
  settings: [
    { at: '/*/base_url', facet: 'model', order: sendsTo(sendsPrompts) },
    {
      at: '/otel/otlp_endpoint',
      facet: 'environment',
      order: sendsTo(() => t('Where telemetry of agents goes')),
    },
    modelAt('/default_model'),
  ],
};

/** Ruler, which hands one set of rules and servers to many clients. */
export const rulerSettings: ClientSettings = {
  checked: 'November 2026',
  settings: [
    {
      at: '/mcp/merge_strategy',
      facet: 'approval.switch',
      order: modes(
        () => t('What happens to the MCP servers that a client has'),
        [
          ['merge', () => t('they are added to')],
          ['overwrite', () => t('they are replaced')],
        ],
        { absent: 'merge' },
      ),
    },
    {
      at: '/default_agents',
      facet: 'permission.other',
      weight: 'low',
      order: allows(() => t('clients that get the rules and servers')),
    },
  ],
};

/**
 * dotagents, which installs skills and servers for many clients. Its keys below `trust` are not in the
 * reference, so each counts.
 */
export const dotagentsSettings: ClientSettings = {
  checked: 'November 2026',
  settings: [
    {
      at: '/skills/[name]/source',
      facet: 'plugin',
      order: starts(() => t('Where a skill is installed from')),
    },
  ],
  governs: ['/trust'],
};

function dockerServer(above: string): readonly GovernedSetting[] {
  return [
    {
      at: `${above}/image`,
      facet: 'execution',
      order: starts(() => t('Image that is started as a server')),
    },
    {
      at: `${above}/command`,
      facet: 'execution',
      order: matters(() => t('Arguments of the server')),
    },
    {
      at: `${above}/remote/url`,
      facet: 'environment',
      order: sendsTo(() => t('Address of the server')),
    },
    {
      at: `${above}/remote/headers`,
      facet: 'environment',
      order: matters(() => t('What is sent along to the server')),
    },
    {
      at: `${above}/disableNetwork`,
      facet: 'sandbox',
      order: guards(() => t('the server has no network')),
    },
    {
      at: `${above}/allowHosts`,
      facet: 'sandbox',
      order: onlyThese(() => t('List of the hosts the server may reach')),
    },
    {
      at: `${above}/volumes`,
      facet: 'sandbox',
      weight: 'high',
      order: allows(() => t('folders of the machine that the server reaches')),
    },
    {
      at: `${above}/user`,
      facet: 'sandbox',
      order: protects(() => t('User the server runs as')),
    },
    {
      at: `${above}/secrets`,
      facet: 'environment',
      order: allows(() => t('secrets the server gets')),
      item: (node) => {
        const name =
          node.kind === 'object' ? node.members.find(({ key }) => key === 'name') : undefined;
        return name?.value.kind === 'string' ? { name: name.value.value, limit: '' } : undefined;
      },
    },
    {
      at: `${above}/env/[name]/value`,
      facet: 'environment',
      order: matters(() => t('Variable of the server')),
    },
    {
      at: `${above}/extraHosts`,
      facet: 'sandbox',
      order: matters(() => t('Names of hosts that are redirected')),
    },
    {
      at: `${above}/policy`,
      facet: 'sandbox',
      order: matters(() => t('Policy of the server')),
    },
  ];
}

/** Catalogues of Docker's MCP gateway: a map of servers under one of two keys, or one server alone. */
export const dockerCatalogSettings: ClientSettings = {
  checked: 'November 2026',
  settings: ['/registry/*', '/servers/*', ''].flatMap(dockerServer),
};
