import { t } from '@vscode/l10n';
import { readCursorAllowlists, readCursorTokens } from './cursorPermissions';
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
} from './governedSetting';

/** Cursor: permissions.json (reference landscape 5.4 and its entries). */
export const cursorPermissionSettings: ClientSettings = {
  checked: 'October 2026',
  rules: readCursorAllowlists,
  settings: ['autoRun', 'autoReview'].flatMap((place) =>
    ['allow_instructions', 'block_instructions'].map((name): GovernedSetting => ({
      at: `/${place}/${name}`,
      facet: 'approval.switch',
      weight: 'low',
      order: matters(() => t('Words that a model decides by, without obliging it')),
    })),
  ),
  governs: ['/autoRun', '/autoReview'],
};

/** Cursor: environment.json, by which the machine of a cloud agent is set up. */
export const cursorEnvironmentSettings: ClientSettings = {
  checked: 'October 2026',
  settings: [
    ...['/install', '/start', '/terminals/[name]/command'].map((at): GovernedSetting => ({
      at,
      facet: 'execution',
      order: starts(() => t('Command that runs on the machine of the agent')),
    })),
    ...['/build/dockerfile', '/snapshot'].map((at): GovernedSetting => ({
      at,
      facet: 'execution',
      order: matters(() => t('Image of the machine of the agent')),
    })),
  ],
};

/** Cursor: sandbox.json, which outranks the user's own. */
export const cursorSandboxSettings: ClientSettings = {
  checked: 'October 2026',
  settings: [
    {
      at: '/type',
      facet: 'approval.mode',
      order: modes(
        () => t('Sandbox of commands'),
        [
          ['workspace_readonly', () => t('commands read, and write nothing')],
          ['workspace_readwrite', () => t('commands write in the project')],
          ['insecure_none', () => t('commands do whatever the user may')],
        ],
        { absent: 'workspace_readwrite', unasked: ['insecure_none'] },
      ),
    },
    {
      at: '/additionalReadwritePaths',
      facet: 'permission.directory',
      order: allows(() => t('folders outside the project that commands may write')),
    },
    {
      at: '/additionalReadonlyPaths',
      facet: 'sandbox',
      order: denies(() => t('paths that commands may not write')),
    },
    {
      at: '/additionalReadPaths',
      facet: 'permission.directory',
      order: allows(() => t('folders outside the project that commands may read')),
    },
    {
      at: '/readBoundary',
      facet: 'sandbox',
      order: {
        kind: 'steps',
        steps: [['workspace'], ['system']],
        absent: 'system',
        title: () => t('What commands in the sandbox read'),
      },
    },
    {
      at: '/disableTmpWrite',
      facet: 'sandbox',
      weight: 'low',
      order: guards(() => t('the folder for temporary files is not writable')),
    },
    {
      at: '/enableSharedBuildCache',
      facet: 'sandbox',
      weight: 'low',
      order: opens(() => t('commands in the sandbox share the caches of builds')),
    },
    {
      at: '/networkPolicy/default',
      facet: 'sandbox',
      weight: 'high',
      order: {
        kind: 'steps',
        steps: [['deny'], ['allow']],
        absent: 'deny',
        title: () => t('Hosts that no list names'),
      },
    },
    {
      at: '/networkPolicy/allow',
      facet: 'sandbox',
      order: allows(() => t('hosts reachable from the sandbox')),
    },
    {
      at: '/networkPolicy/deny',
      facet: 'sandbox',
      order: denies(() => t('hosts the sandbox refuses')),
    },
  ],
  governs: ['', '/networkPolicy'],
};

const approvalMode: GovernedSetting = {
  at: '/approvalMode',
  facet: 'approval.mode',
  order: modes(
    () => t('Approval mode'),
    [
      ['manual', () => t('every command is asked for')],
      ['allowlist', () => t('what the lists do not allow is asked for')],
      ['unrestricted', () => t('every confirmation is skipped')],
    ],
    { absent: 'allowlist', asking: 'allowlist', unasked: ['unrestricted'] },
  ),
};

/** Cursor's command line, the user's own file. */
export const cursorCliUserSettings: ClientSettings = {
  checked: 'October 2026',
  rules: readCursorTokens,
  settings: [approvalMode],
};

/** The file of a project, of which only the permissions are heard. */
export const cursorCliSettings: ClientSettings = {
  checked: 'October 2026',
  rules: readCursorTokens,
  settings: [{ ...approvalMode, inert: () => t('Cursor ignores it in a project (October 2026)') }],
};
