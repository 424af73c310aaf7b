import { t } from '@vscode/l10n';
import { memberOf } from '../parse/navigate';
import type { DataNode } from '../parse/tree';
import { confinedCommands } from './devContainer';
import type { PermissionRuleFact } from './fact';
import {
  allows,
  denies,
  guards,
  matters,
  modes,
  opens,
  starts,
  type ClientSettings,
  type GovernedSetting,
  type GrantedItem,
} from './governedSetting';
import { ruleItems } from './ruleItems';

/** What Claude Code remembers in `~/.claude.json` (reference landscape, its entry on that file). */
export const claudeUserSettings: ClientSettings = {
  checked: 'October 2026',
  rules: readAllowedTools,
  settings: [
    {
      at: '/projects/*/hasTrustDialogAccepted',
      facet: 'approval.switch',
      weight: 'high',
      order: opens(() => t('the folder is trusted, its settings, hooks and servers count')),
    },
    {
      at: '/projects/*/enabledMcpjsonServers',
      facet: 'approval.switch',
      order: allows(() => t('approved MCP servers')),
    },
    {
      at: '/projects/*/disabledMcpjsonServers',
      facet: 'approval.switch',
      order: denies(() => t('rejected MCP servers')),
    },
  ],
};

/** Approvals of one folder, as versions before `settings.local.json` kept them. */
function readAllowedTools(root: DataNode): readonly PermissionRuleFact[] {
  const projects = memberOf(root, 'projects')?.value;
  if (projects?.kind !== 'object') return [];
  return projects.members.flatMap(({ key }) =>
    ruleItems(root, ['projects', key, 'allowedTools'], 'allow', 'claude-code').map((fact) => ({
      ...fact,
      set: t('In `{0}`', key),
    })),
  );
}

/** Tool sets of VS Code: what gains a tool gives it to every prompt that names the set. */
export const toolsetSettings: ClientSettings = {
  checked: 'October 2026',
  settings: [
    {
      at: '/*/tools',
      facet: 'approval.switch',
      order: allows(() => t('tools of the set')),
    },
  ],
};

/** Commands of a dev container; the first runs on the machine itself, before there is a container. */
export const devcontainerSettings: ClientSettings = {
  checked: 'October 2026',
  settings: [
    {
      at: '/initializeCommand',
      facet: 'execution',
      weight: 'high',
      order: starts(() => t('Command that runs on your machine when the container is built')),
    },
    ...confinedCommands.map((name): GovernedSetting => ({
      at: `/${name}`,
      facet: 'execution',
      // Inside its walls; what opens those is judged where it stands.
      weight: 'low',
      order: starts(() => t('Command that runs in the container by itself')),
    })),
  ],
};

/** Reviews by Gemini Code Assist (reference landscape, its entry on .gemini/config.yaml). */
export const geminiReviewSettings: ClientSettings = {
  checked: 'October 2026',
  settings: [
    {
      at: '/code_review/disable',
      facet: 'approval.switch',
      order: opens(() => t('changes are not reviewed')),
    },
    {
      at: '/code_review/comment_severity_threshold',
      facet: 'approval.switch',
      order: modes(
        () => t('From which severity on the review speaks'),
        [
          ['LOW', () => t('of everything')],
          ['MEDIUM', () => t('of what is medium and worse')],
          ['HIGH', () => t('of what is high and worse')],
          ['CRITICAL', () => t('of the worst only')],
        ],
        { absent: 'MEDIUM' },
      ),
    },
    {
      at: '/code_review/max_review_comments',
      facet: 'approval.switch',
      weight: 'low',
      order: matters(() => t('How many remarks a review makes')),
    },
    {
      at: '/ignore_patterns',
      facet: 'approval.switch',
      order: allows(() => t('files that are not reviewed')),
    },
  ],
};

/** Reviews by CodeRabbit (reference landscape, its entry on .coderabbit.yaml). */
export const coderabbitSettings: ClientSettings = {
  checked: 'October 2026',
  settings: [
    {
      at: '/reviews/auto_review/enabled',
      facet: 'approval.switch',
      order: guards(() => t('changes are reviewed'), 'true'),
    },
    {
      at: '/reviews/request_changes_workflow',
      facet: 'approval.switch',
      order: guards(() => t('a review can hold a change back')),
    },
    {
      at: '/reviews/path_filters',
      facet: 'approval.switch',
      order: allows(() => t('files that are not reviewed')),
      item: leftOut,
    },
    {
      at: '/reviews/path_filters',
      facet: 'approval.switch',
      order: denies(() => t('files that are reviewed')),
      item: reviewed,
    },
  ],
  prose: ['/reviews/path_instructions/[path]/instructions', '/tone_instructions'],
};

function leftOut(node: DataNode): GrantedItem | undefined {
  const out = node.kind === 'string' && node.value.startsWith('!');
  return out ? { name: node.value, limit: '' } : undefined;
}

function reviewed(node: DataNode): GrantedItem | undefined {
  const held = node.kind === 'string' && !node.value.startsWith('!');
  return held ? { name: node.value, limit: '' } : undefined;
}

/** Tests of prompts (reference landscape, its entry on promptfooconfig.yaml). */
export const promptfooSettings: ClientSettings = {
  checked: 'October 2026',
  settings: [
    {
      at: '/providers',
      facet: 'execution',
      order: allows(() => t('programs that run as a model')),
      item: runnable,
    },
  ],
  prose: ['/prompts/*'],
};

function runnable(node: DataNode): GrantedItem | undefined {
  const id = node.kind === 'object' ? memberOf(node, 'id')?.value : node;
  const runs = id?.kind === 'string' && /^(?:exec|file|python|golang):/.test(id.value);
  return runs ? { name: id.value, limit: '' } : undefined;
}

/** Packages that OpenCode installs and loads with its plugins. */
export const opencodePackageSettings: ClientSettings = {
  checked: 'October 2026',
  settings: ['dependencies', 'devDependencies'].map((key) => ({
    at: `/${key}/*`,
    facet: 'plugin',
    order: starts(() => t('Package that plugins bring as code')),
  })),
};

/** Where instructions stand in a prompt file, whose keys nobody has agreed on. */
export const promptFileSettings: ClientSettings = {
  checked: 'November 2026',
  settings: [],
  prose: [
    'prompt',
    'system',
    'system_prompt',
    'template',
    'instructions',
    'content',
    'messages/*/content',
  ].map((key) => `/${key}`),
};
