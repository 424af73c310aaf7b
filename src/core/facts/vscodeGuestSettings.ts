import { t } from '@vscode/l10n';
import { bounds, modes, starts, tells } from './governedSetting';
import type { ClientSettings, GovernedSetting } from './governedSetting';
import { memberOf } from '../parse/navigate';
import type { DataNode } from '../parse/tree';
import { readAmpPermissions } from './ampPermissions';
import { ampSettings } from './ampSettings';
import { readCommandLists, type CommandList } from './commandPrefixes';
import type { PermissionRuleFact } from './fact';

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

const guests: readonly GovernedSetting[] = [
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
  // A workspace file keeps its settings one step deeper.
  settings: [...guests, ...guests.map((row) => ({ ...row, at: `/settings${row.at}` }))],
};
