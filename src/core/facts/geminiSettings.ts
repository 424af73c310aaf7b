import { t } from '@vscode/l10n';
import { readGeminiPolicies, readGeminiTools } from './geminiPolicies';
import {
  allows,
  denies,
  guards,
  protects,
  modes,
  onlyThese,
  opens,
  sendsTo,
  starts,
  trades,
  type ClientSettings,
  type GovernedSetting,
} from './governedSetting';
import type { SettingOrder } from './settingOrder';

function security(
  name: string,
  order: SettingOrder,
  weight?: GovernedSetting['weight'],
): GovernedSetting {
  return {
    at: `/security/${name}`,
    facet: 'approval.switch',
    order,
    ...(weight === undefined ? {} : { weight }),
  };
}

/** Gemini CLI: settings.json (reference landscape 5.6 and its entries). */
export const geminiSettings: ClientSettings = {
  checked: 'October 2026',
  rules: readGeminiTools,
  settings: [
    {
      at: '/experimental/enableAgents',
      facet: 'approval.switch',
      weight: 'low',
      order: opens(() => t('the agent may start others'), { absent: 'true' }),
    },
    {
      at: '/experimental/extensionRegistryURI',
      facet: 'plugin',
      order: sendsTo(() => t('Address that extensions are offered from')),
    },
    {
      at: '/general/defaultApprovalMode',
      facet: 'approval.mode',
      order: modes(
        () => t('Approval mode'),
        [
          ['plan', () => t('the agent may look and plan, not act')],
          ['default', () => t('the agent asks before it acts')],
          ['auto_edit', () => t('files are changed without asking')],
          ['yolo', () => t('every confirmation is skipped')],
        ],
        { absent: 'default', asking: 'default', unasked: ['yolo'] },
      ),
    },
    ...['/tools/core', '/coreTools'].map((at): GovernedSetting => ({
      at,
      facet: 'approval.switch',
      order: onlyThese(() => t('Built-in tools that can be used')),
    })),
    ...['/tools/sandbox', '/sandbox'].map((at): GovernedSetting => ({
      at,
      facet: 'sandbox',
      order: {
        kind: 'steps',
        steps: [
          ['true', 'docker', 'podman', 'sandbox-exec', 'runsc', 'lxc'],
          ['false', 'unset'],
        ],
        absent: 'unset',
        title: () => t('Sandbox of tools'),
      },
    })),
    {
      at: '/tools/sandboxAllowedPaths',
      facet: 'permission.directory',
      order: allows(() => t('folders reachable from the sandbox')),
    },
    {
      at: '/tools/sandboxNetworkAccess',
      facet: 'sandbox',
      order: opens(() => t('tools in the sandbox reach the network')),
    },
    ...['discoveryCommand', 'callCommand'].map((name): GovernedSetting => ({
      at: `/tools/${name}`,
      facet: 'execution',
      order: starts(() => t('Command that brings the tools of the project')),
    })),
    security(
      'disableYoloMode',
      guards(() => t('the mode that skips every confirmation is forbidden')),
      'high',
    ),
    security(
      'disableAlwaysAllow',
      guards(() => t('nobody can allow something for good')),
    ),
    security(
      'enablePermanentToolApproval',
      opens(() => t('people may allow something for good')),
      'low',
    ),
    security(
      'autoAddToPolicyByDefault',
      opens(() => t('allowing something for good is what a question proposes')),
      'low',
    ),
    security(
      'folderTrust/enabled',
      guards(() => t('Gemini asks before it trusts a folder'), 'true'),
      'high',
    ),
    security(
      'blockGitExtensions',
      guards(() => t('extensions from git are refused')),
    ),
    security(
      'allowedExtensions',
      onlyThese(() => t('Sources of extensions that are allowed')),
    ),
    security(
      'environmentVariableRedaction/enabled',
      guards(() => t('variables with secrets are kept from commands')),
    ),
    security(
      'environmentVariableRedaction/allowed',
      allows(() => t('variables that commands get all the same')),
    ),
    security(
      'environmentVariableRedaction/blocked',
      denies(() => t('variables that commands never get')),
    ),
    security(
      'toolSandboxing',
      guards(() => t('each tool runs in a sandbox')),
    ),
    security(
      'enableConseca',
      guards(() => t('a model watches over the rules')),
    ),
    ...['policyPaths', 'adminPolicyPaths'].map((name): GovernedSetting => ({
      at: `/${name}`,
      facet: 'approval.switch',
      order: {
        kind: 'items',
        added: 'unknown',
        removed: 'unknown',
        title: () => t('files with more rules'),
      },
    })),
    {
      at: '/context/includeDirectories',
      facet: 'permission.directory',
      order: allows(() => t('folders the agent may use')),
    },
    {
      at: '/context/loadMemoryFromIncludeDirectories',
      facet: 'permission.other',
      weight: 'low',
      order: opens(() => t('instructions of those folders are read too')),
    },
    {
      at: '/context/fileName',
      facet: 'permission.other',
      weight: 'low',
      order: allows(() => t('names of files that are read as instructions')),
    },
    {
      at: '/agents/browser/sessionMode',
      facet: 'approval.switch',
      order: {
        kind: 'steps',
        steps: [['isolated'], ['persistent'], ['existing']],
        absent: 'persistent',
        title: () => t('Browser that the agent uses'),
      },
    },
    {
      at: '/agents/browser/allowedDomains',
      facet: 'approval.switch',
      order: allows(() => t('hosts that the browser of the agent opens')),
    },
    {
      at: '/agents/browser/confirmSensitiveActions',
      facet: 'approval.switch',
      order: guards(() => t('a person is asked before a grave step in the browser')),
    },
    {
      at: '/agents/browser/blockFileUploads',
      facet: 'approval.switch',
      order: guards(() => t('the browser uploads no files')),
    },
    {
      at: '/hooksConfig/enabled',
      facet: 'approval.switch',
      order: trades(() => t('hooks run, helpers and guards'), 'true'),
    },
    {
      at: '/admin/secureModeEnabled',
      facet: 'approval.switch',
      weight: 'high',
      order: guards(() => t('settings of the organisation cannot be got around')),
    },
    {
      at: '/mcp/allowed',
      facet: 'approval.switch',
      order: onlyThese(() => t('MCP servers that may run')),
    },
    {
      at: '/mcp/excluded',
      facet: 'approval.switch',
      order: denies(() => t('MCP servers that may not run')),
    },
    {
      at: '/mcp/serverCommand',
      facet: 'execution',
      order: starts(() => t('Command that starts a server of tools')),
    },
    {
      at: '/telemetry/otlpEndpoint',
      facet: 'model',
      order: sendsTo(() => t('Where telemetry of agents goes')),
    },
    {
      at: '/telemetry/logPrompts',
      facet: 'permission.other',
      weight: 'low',
      order: opens(() => t('prompts go into the telemetry'), { absent: 'true' }),
    },
  ],
  hooks: true,
};

/** Gemini CLI: policies. The rules are all there is. */
export const geminiPolicySettings: ClientSettings = {
  checked: 'October 2026',
  rules: readGeminiPolicies,
  settings: [
    {
      at: '/rule/[toolName=*]/allowRedirection',
      facet: 'approval.switch',
      order: opens(() => t('output may be redirected into files without asking')),
    },
    {
      at: '/safety_checker/*',
      facet: 'approval.switch',
      order: protects(() => t('Checks that look at actions before they run')),
    },
  ],
};

/** Gemini CLI: trustedFolders.json. */
export const geminiTrustSettings: ClientSettings = {
  checked: 'October 2026',
  settings: [
    {
      at: '/*',
      facet: 'approval.switch',
      weight: 'high',
      order: {
        kind: 'steps',
        steps: [['DO_NOT_TRUST'], ['unset'], ['TRUST_FOLDER'], ['TRUST_PARENT']],
        absent: 'unset',
        title: () => t('Trust in a folder, whose settings, servers and commands then count'),
      },
    },
  ],
};
