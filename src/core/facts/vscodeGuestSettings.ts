import { t } from '@vscode/l10n';
import {
  allows,
  bounds,
  denies,
  guards,
  modes,
  opens,
  starts,
  tells,
  trades,
} from './governedSetting';
import type { ClientSettings, GovernedSetting } from './governedSetting';
import { memberOf } from '../parse/navigate';
import type { DataNode } from '../parse/tree';
import { readAmpPermissions } from './ampPermissions';
import { ampSettings } from './ampSettings';
import { readCommandLists, type CommandList } from './commandPrefixes';
import type { PermissionRuleFact } from './fact';
import { approvalModeMeaning } from './settingOrder';

function ofRoo(extension: string): readonly GovernedSetting[] {
  return [
    {
      at: `/${extension}.autoImportSettingsPath`,
      facet: 'execution',
      order: starts(() =>
        t('File whose settings, approvals included, are taken over at every start'),
      ),
    },
    {
      at: `/${extension}.useAgentRules`,
      facet: 'permission.other',
      weight: 'low',
      order: tells(() => t('Whether AGENTS.md is read')),
    },
    {
      at: `/${extension}.commandExecutionTimeout`,
      facet: 'approval.switch',
      weight: 'low',
      order: bounds(() => t('Seconds a command may run'), '0', ['0']),
    },
  ];
}

/** Settings of VS Code itself that are plain switches, lists and limits (reference landscape, its entry). */
const own: readonly GovernedSetting[] = [
  {
    at: '/chat.agent.maxRequests',
    facet: 'approval.switch',
    weight: 'low',
    order: bounds(() => t('Requests before the agent asks whether to go on'), '25'),
  },
  {
    at: '/chat.agent.allowedNetworkDomains',
    facet: 'sandbox',
    order: allows(() => t('hosts that agents reach')),
  },
  {
    at: '/chat.agent.deniedNetworkDomains',
    facet: 'sandbox',
    order: denies(() => t('hosts that agents may not reach')),
  },
  ...['linux', 'mac'].flatMap((system) =>
    (['allowRead', 'allowWrite', 'denyRead', 'denyWrite'] as const).map((list): GovernedSetting => {
      const title = (): string => t('paths of the sandbox ({0})', list);
      return {
        at: `/chat.agent.sandbox.FileSystem.${system}/${list}`,
        facet: 'sandbox',
        order: list.startsWith('allow') ? allows(title) : denies(title),
      };
    }),
  ),
  switchedOn('chat.agent.enabled', () => t('agents may be used'), 'true'),
  switchedOn(
    'chat.autopilot.enabled',
    () => t('the level that approves everything is offered'),
    'true',
  ),
  switchedOn('chat.mcp.apps.enabled', () => t('servers may show pages of their own'), 'true'),
  switchedOn('chat.useNestedAgentsMdFiles', () => t('AGENTS.md of every folder is read')),
  switchedOn('chat.includeReferencedInstructions', () =>
    t('files that instructions link to are read as instructions'),
  ),
  switchedOn('chat.useCustomizationsInParentRepositories', () =>
    t('instructions and agents of the repository above are read'),
  ),
  {
    at: '/chat.tools.riskAssessment.enabled',
    facet: 'approval.switch',
    weight: 'low',
    order: guards(() => t('a question says how risky the action is'), 'true'),
  },
  // Instructions may grant as well as protect.
  ...[
    'chat.useAgentsMdFile',
    'chat.useClaudeMdFile',
    'chat.includeApplyingInstructions',
    'github.copilot.chat.codeGeneration.useInstructionFiles',
  ].map((key): GovernedSetting => ({
    at: `/${key}`,
    facet: 'approval.switch',
    weight: 'low',
    order: trades(() => t('the project’s instructions are read'), 'true'),
  })),
  {
    at: '/chat.editing.autoAcceptDelay',
    facet: 'approval.switch',
    order: starts(() => t('Seconds after which edits of agents are kept by themselves')),
  },
  ...['linux', 'osx', 'windows'].map((system): GovernedSetting => ({
    at: `/chat.tools.terminal.terminalProfile.${system}`,
    facet: 'execution',
    order: starts(() => t('Shell in which agents run commands')),
  })),
];

function switchedOn(
  key: string,
  meaning: () => string,
  absent: 'true' | 'false' = 'false',
): GovernedSetting {
  return {
    at: `/${key}`,
    facet: 'approval.switch',
    weight: 'low',
    order: opens(meaning, { absent }),
  };
}

/** The modes of Claude Code, from the one that acts least to the one that never asks. */
const claudeModes = ['plan', 'dontAsk', 'default', 'acceptEdits', 'delegate', 'auto'] as const;

/** Claude Code's extension: its page on VS Code, section on settings, November 2026. */
const claudeCode: readonly GovernedSetting[] = [
  {
    at: '/claudeCode.initialPermissionMode',
    facet: 'approval.mode',
    order: modes(
      () => t('Approval mode'),
      [...claudeModes, 'bypassPermissions'].map((mode) => [mode, () => approvalModeMeaning(mode)]),
      { absent: 'default', asking: 'default', unasked: ['bypassPermissions'] },
    ),
  },
  {
    at: '/claudeCode.allowDangerouslySkipPermissions',
    facet: 'approval.switch',
    weight: 'high',
    order: opens(() => t('sessions that skip every confirmation may be started')),
  },
  {
    at: '/claudeCode.claudeProcessWrapper',
    facet: 'execution',
    order: starts(() => t('Program that starts Claude Code')),
  },
];

const guests: readonly GovernedSetting[] = [
  ...own,
  ...claudeCode,
  ...ofRoo('roo-cline'),
  ...ofRoo('kilo-code'),
  {
    at: '/kiroAgent.agentAutonomy',
    facet: 'approval.mode',
    order: modes(
      () => t('Approval mode'),
      [
        ['Supervised', () => t('a person looks at every change')],
        ['Autopilot', () => t('the agent goes on by itself')],
      ],
      { absent: 'Autopilot', asking: 'Supervised' },
    ),
  },
  ...ampSettings.settings,
];

const beginnings = (['roo-cline', 'kilo-code'] as const).flatMap((extension): CommandList[] => {
  const set = extension === 'roo-cline' ? 'Roo Code' : 'Kilo Code';
  const grammar = 'command-beginnings';
  return [
    { path: [`${extension}.allowedCommands`], list: 'allow', grammar, set },
    { path: [`${extension}.deniedCommands`], list: 'deny', grammar, set },
  ];
});

const commandLists: readonly CommandList[] = [
  ...beginnings,
  { path: ['kiroAgent.trustedCommands'], list: 'allow', grammar: 'command-words', set: 'Kiro' },
  {
    path: ['windsurf.cascadeCommandsAllowList'],
    list: 'allow',
    grammar: 'command-words',
    set: 'Windsurf',
  },
  {
    path: ['windsurf.cascadeCommandsDenyList'],
    list: 'ask',
    grammar: 'command-words',
    set: 'Windsurf',
  },
];

/** A workspace file keeps its settings one step deeper. */
function readGuestPermissions(root: DataNode): readonly PermissionRuleFact[] {
  const inner = memberOf(root, 'settings')?.value;
  const own = rulesIn(root);
  if (inner?.kind !== 'object') return own;
  const deeper = (pointer: string): string => `/settings${pointer}`;
  return [
    ...own,
    ...rulesIn(inner).map(({ entry, ...fact }) => ({
      ...fact,
      pointer: deeper(fact.pointer),
      ...(entry === undefined ? {} : { entry: { ...entry, pointer: deeper(entry.pointer) } }),
    })),
  ];
}

function rulesIn(node: DataNode): readonly PermissionRuleFact[] {
  return [...readCommandLists(node, commandLists), ...readAmpPermissions(node, 'Amp')];
}

/** Settings that other agents keep in VS Code's settings.json (reference landscape, their entries on it). */
export const vscodeGuestSettings: ClientSettings = {
  checked: 'November 2026',
  rules: readGuestPermissions,
  // A workspace file keeps its settings one step deeper, a dev container three.
  settings: ['', '/settings', '/customizations/vscode/settings'].flatMap((above) =>
    guests.map((row) => ({ ...row, at: `${above}${row.at}` })),
  ),
};
