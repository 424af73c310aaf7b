import { t } from '@vscode/l10n';
import type { Change } from '../compare/change';
import { shorten } from '../compare/permissionAction';
import { saysNobodyIsAsked } from '../facts/approvalByName';
import type { SettingFact } from '../facts/fact';
import { isTunnelHost } from '../facts/endpoint';
import { removeItemsFix, removeMemberFix, restoreMemberFix } from './jsonFixes';
import type { Detection, Factors, Rule, RuleContext, Severity } from './rule';

/** Rules about settings that stand above single permissions: nobody is asked at all, a lock is gone. */
export const settingSwitchRules: readonly Rule[] = [
  {
    id: 'perm/global-auto-approve',
    title: t('Nobody is asked at all'),
    kind: 'state',
    severity: 'critical',
    type: 'configuration',
    category: 'agent-permission',
    confidence: 'deterministic',
    supersedes: ['perm/safety-switch-flipped'],
    check: (context) =>
      context.facts.settings.flatMap((setting) => globalApproval(context, setting)),
  },
  {
    id: 'perm/safety-switch-flipped',
    title: t('Safeguard loosened'),
    kind: 'delta',
    severity: 'high',
    type: 'configuration',
    category: 'agent-permission',
    confidence: 'deterministic',
    supersedes: [],
    check: switchFlipped,
  },
];

/** Addresses that are no longer asked about are a matter of the network. */
function isAddressRule(detail: Extract<Change['detail'], { kind: 'setting' }>): boolean {
  return (detail.setting ?? detail.baseline)?.key.startsWith(addressKey) === true;
}

/** The key of such settings; what follows is the address. */
export const addressKey = 'chat.tools.urls.autoApprove:';

interface GlobalLevel {
  readonly state: Severity;
  readonly introduced: Severity;
  readonly message: string;
}

function globalApproval(context: RuleContext, setting: SettingFact): readonly Detection[] {
  const level = globalLevel(setting);
  if (level === undefined) return [];
  return [
    {
      severity: level.state,
      introducedSeverity: level.introduced,
      subject: setting.subject,
      pointer: setting.pointer,
      range: setting.range,
      message: level.message,
      because: t('no confirmation at all'),
      entity: `global-approval ${setting.key} ${setting.value}`,
      factors: exposureOfSetting(context),
      fixes: removeMemberFix(context, setting.pointer, t('Remove `{0}`', setting.key)),
    },
  ];
}

/** The client's order of values says which of them asks nobody. */
function unaskedLevel({ key, value, order }: SettingFact): GlobalLevel | undefined {
  if (order?.kind !== 'switch' && order?.kind !== 'steps') return undefined;
  const switched = order.kind === 'switch' && order.unasked === true && value === 'true';
  const stepped = order.kind === 'steps' && order.unasked?.includes(value) === true;
  if (!switched && !stepped) return undefined;
  const meaning = order.kind === 'switch' ? order.meaning() : (order.meaning?.(value) ?? '');
  return {
    state: 'medium',
    introduced: 'high',
    message: t(
      '`{0}` is `{1}`: {2}. What an agent reads may tell it what to do, and nobody sees it coming. Choose that for the session that needs it.',
      key,
      value,
      meaning,
    ),
  };
}

function lastStep(pointer: string): string {
  return pointer.slice(pointer.lastIndexOf('/') + 1);
}

function globalLevel(setting: SettingFact): GlobalLevel | undefined {
  const { key, value, inert, order } = setting;
  if (order !== undefined) return inert === undefined ? unaskedLevel(setting) : undefined;
  if (!setting.known && saysNobodyIsAsked(lastStep(setting.pointer), value)) {
    return {
      state: 'low',
      introduced: 'medium',
      message: t(
        '`{0}` says that nobody is asked. The client has no such setting that is known here, so it may do nothing; an agent that reads the file may take it as leave. Remove it, or use a setting of the client.',
        key,
      ),
    };
  }
  switch (key) {
    case 'chat.permissions.default':
      if (value !== 'autoApprove' && value !== 'autopilot') return undefined;
      return {
        state: 'high',
        introduced: 'high',
        message: t(
          'New chats in this folder start with every confirmation skipped (`{0}`). What an agent reads may tell it what to do, and nobody sees it coming. Let people choose that for themselves.',
          value,
        ),
      };
    case 'chat.tools.autoApprove':
    case 'chat.tools.global.autoApprove': {
      if (value !== 'true') return undefined;
      // Only the older name was obeyed in a repository once.
      const obeyed = key === 'chat.tools.autoApprove';
      const weight: Severity = inert === undefined ? 'critical' : obeyed ? 'medium' : 'info';
      return {
        state: inert === undefined ? 'high' : weight,
        introduced: weight,
        message:
          inert === undefined
            ? t('Every tool runs without asking, in every folder. Set it back to `false`.')
            : t('It switches every confirmation off; {0}. Remove it all the same.', inert),
      };
    }
    case 'permissions.defaultMode':
      if (value !== 'bypassPermissions') return undefined;
      return {
        state: 'medium',
        introduced: 'high',
        message: t(
          'Every confirmation is skipped for everybody who opens the project; current versions ignore that here (October 2026), older ones obey it. Remove it.',
        ),
      };
    case 'enableAllProjectMcpServers':
      if (value !== 'true') return undefined;
      return {
        state: 'low',
        introduced: 'medium',
        message: t(
          'Every MCP server of the project starts without a question, also those that a later edit brings. Name the servers you mean (`enabledMcpjsonServers`).',
        ),
      };
    case 'skipDangerousModePermissionPrompt':
      if (value !== 'true') return undefined;
      return {
        state: 'medium',
        introduced: 'high',
        message: t(
          'The warning before a session that skips every confirmation no longer appears. Remove it, so that nobody starts one by mistake.',
        ),
      };
    default:
      return undefined;
  }
}

function switchFlipped(context: RuleContext): readonly Detection[] {
  return context.changes.flatMap((change) => {
    const { detail } = change;
    if (detail.kind !== 'setting' || detail.inert !== undefined) {
      if (detail.kind !== 'setting') return [];
      // What an approval mode does where it is ignored is said by the rule about modes.
      const own = (detail.setting ?? detail.baseline)?.order !== undefined;
      return own || change.facet !== 'approval.mode' ? inertSetting(change, detail) : [];
    }
    // Sandboxes and networks have rules of their own.
    if (change.facet !== 'approval.switch' || isAddressRule(detail)) return [];
    if (change.direction === 'tightens' || change.direction === 'neutral') return [];
    const key = (detail.setting ?? detail.baseline)?.key ?? '';
    const setting = detail.setting ?? detail.baseline;
    const level = setting?.order === undefined ? switchLevel(key) : ownLevel(setting, change);
    if (level === undefined) return [];
    return [
      {
        severity: level.severity,
        subject: change.subject,
        pointer: change.pointer,
        range: change.range,
        message: `${change.words} ${level.advice}`,
        because: level.because,
        entity: `switch ${key} ${change.after ?? 'gone'}`,
        change,
        factors: { ...exposureOfSetting(context), ...level.factors },
        ...(level.lock === true ? { floor: 'high' as const } : {}),
        fixes: settingFixes(context, change, key),
      },
    ];
  });
}

/** What the client's own table says about it. */
export function ownLevel(setting: SettingFact, change: Change): SwitchLevel {
  const { order, weight = 'medium', key } = setting;
  const advice =
    change.direction === 'loosens'
      ? t('Restore it unless this is meant.')
      : t('Check that it is meant.');
  const because = shorten(
    order?.kind === 'items' || order?.kind === 'grant'
      ? key.slice(key.indexOf(':') + 1)
      : t('{0} loosened', key),
    60,
  );
  return { severity: change.direction === 'loosens' ? weight : 'low', because, advice };
}

/** How much the change of a switch weighs, and why. */
export interface SwitchLevel {
  readonly severity: Severity;
  readonly because: string;
  readonly advice: string;
  readonly factors?: Factors | undefined;
  /** It kept everybody from loosening something else. */
  readonly lock?: boolean | undefined;
}

function switchLevel(key: string): SwitchLevel | undefined {
  const item = key.slice(key.indexOf(':') + 1);
  const restore = t('Restore it unless this is meant.');
  if (/disableBypassPermissionsMode$|disableAutoMode$|^allowManaged/.test(key)) {
    return { severity: 'high', because: t('lock gone'), advice: restore, lock: true };
  }
  if (key === 'skipDangerousModePermissionPrompt' || key === 'skipAutoPermissionPrompt') {
    return { severity: 'high', because: t('warning switched off'), advice: restore };
  }
  if (key === 'chat.tools.terminal.ignoreDefaultAutoApproveRules') {
    return {
      severity: 'high',
      because: t('built-in rules switched off'),
      advice: t('`rm`, `curl` and the like are then asked about only where a rule here says so.'),
    };
  }
  if (key.startsWith('chat.tools.terminal.autoApprove:')) {
    return {
      severity: 'high',
      because: t('built-in rule taken away: {0}', item),
      advice: t('VS Code asked about it, or refused it; leave its rule in place.'),
    };
  }
  if (key.endsWith('.allowDangerouslySkipPermissions')) {
    return { severity: 'high', because: t('confirmations may be skipped'), advice: restore };
  }
  if (/^json\.schemaDownload/.test(key)) {
    return {
      severity: item === '*' ? 'medium' : 'low',
      because: t('downloads from {0}', item),
      advice: t('Check that you know who runs it.'),
    };
  }
  if (/FilesLocations:|agentSkillsLocations:/i.test(key)) return folderLevel(key, item);
  if (/^chat\.|^github\.copilot/.test(key)) {
    return { severity: 'medium', because: t('{0} loosened', key), advice: restore };
  }
  return claudeLevel(key);
}

/** Switches of Claude Code that open something at once, beside the locks above. */
function claudeLevel(key: string): SwitchLevel | undefined {
  if (key === 'skipWebFetchPreflight') {
    return {
      severity: 'medium',
      because: t('addresses are not checked'),
      advice: t('Restore it unless this is meant.'),
    };
  }
  return undefined;
}

/** How much it weighs that an address of VS Code is no longer asked about. */
export function addressLevel(address: string, value: string): SwitchLevel {
  const host = /^(?:[a-z*]+:\/\/)?([^/:]+)/i.exec(address)?.[1] ?? '';
  const everywhere = /^(?:\*\.?)*$/.test(host) || /^\*\.[a-z]{2,}$/i.test(host);
  const reads = value === 'true' || /"approveResponse":true/.test(value);
  const advice = reads
    ? t('What stands there reaches the agent unread.')
    : t('Requests can carry data there.');
  if (everywhere || isTunnelHost(host)) {
    return {
      severity: 'high',
      because: t('any address without asking'),
      advice: `${advice} ${t('Name the hosts you mean.')}`,
      factors: { privilege: { points: 4, because: t('leaves the machine') } },
    };
  }
  return {
    severity: host.includes('*') ? 'medium' : 'low',
    because: t('{0} without asking', host),
    advice,
  };
}

function folderLevel(key: string, folder: string): SwitchLevel {
  const runs = key.startsWith('chat.hookFilesLocations');
  const outside = /^(?:~|\/|[a-z]:|\.\.)/i.test(folder);
  return {
    severity: runs ? (outside ? 'high' : 'medium') : outside ? 'medium' : 'low',
    because: runs ? t('commands from another folder') : t('instructions from another folder'),
    advice: outside
      ? t('It lies outside the project, where no review sees a change.')
      : t('Who changes files there changes what agents do.'),
  };
}

/** What a trade between sandbox and questions of VS Code weighs. */
export function sandboxLevel(key: string): SwitchLevel | undefined {
  // Other clients' sandboxes have rules of their own.
  if (!key.startsWith('chat.')) return undefined;
  return {
    severity: 'medium',
    because: t('sandbox and questions changed'),
    advice: t(
      'In the sandbox nobody is asked; outside of it nothing is confined. Check that the rest holds.',
    ),
    factors: { privilege: { points: -4, because: t('a trade') } },
  };
}

/** Set, and without effect here: worth a word, not an alarm. */
function inertSetting(
  change: Change,
  detail: Extract<Change['detail'], { kind: 'setting' }>,
): readonly Detection[] {
  const key = (detail.setting ?? detail.baseline)?.key ?? '';
  return [
    {
      severity: 'info',
      subject: change.subject,
      pointer: change.pointer,
      range: change.range,
      message: change.words,
      because: t('no effect here'),
      entity: `inert ${key} ${change.after ?? 'gone'}`,
      change,
      factors: {},
      fixes: [],
    },
  ];
}

/** Takes a new setting out, or puts the old value back. */
export function settingFixes(
  context: RuleContext,
  change: Change,
  key: string,
): Detection['fixes'] {
  if (change.op === 'add') {
    const title = t('Remove `{0}`', key.slice(key.indexOf(':') + 1));
    return /\/\d+$/.test(change.pointer)
      ? removeItemsFix(context, [change.pointer], title)
      : removeMemberFix(context, change.pointer, title);
  }
  return restoreMemberFix(
    context,
    change.pointer,
    change.pointer,
    t('Restore `{0}`', change.before ?? key),
  );
}

/** A personal file acts on one person only. */
export function exposureOfSetting({ surface }: RuleContext): Factors {
  return surface.scope === 'local'
    ? { exposure: { points: -4, because: t('your own file only') } }
    : {};
}
