import { t } from '@vscode/l10n';
import type { Change, ChangeDetail } from '../compare/change';
import { isTunnelHost } from '../facts/endpoint';
import type { Detection, Factors, Rule, RuleContext, Severity } from './rule';
import {
  addressKey,
  addressLevel,
  exposureOfSetting,
  ownLevel,
  sandboxLevel,
  settingFixes,
  type SwitchLevel,
} from './settingSwitchRules';
import { detectTrait, looserTraits } from './traitChanges';

/** Rules about how far an agent reaches: its sandbox, the network, folders, and code that joins it. */
export const settingWidenedRules: readonly Rule[] = [
  {
    id: 'perm/sandbox-loosened',
    title: t('Sandbox holds less'),
    kind: 'delta',
    severity: 'high',
    type: 'configuration',
    category: 'agent-permission',
    confidence: 'deterministic',
    supersedes: [],
    check: (context) =>
      wider(context, ({ facet }, key) => facet === 'sandbox' && !isNetwork(key), sandboxOf),
  },
  {
    id: 'perm/network-widened',
    title: t('More of the network in reach'),
    kind: 'delta',
    severity: 'medium',
    type: 'configuration',
    category: 'agent-permission',
    confidence: 'deterministic',
    supersedes: [],
    check: (context) => [
      ...wider(
        context,
        ({ facet }, key) =>
          (facet === 'sandbox' && isNetwork(key)) ||
          (facet === 'approval.switch' && key.startsWith(addressKey)),
        networkOf,
      ),
      ...looserTraits(context, ['infra.exposure'])
        .filter(({ trait }) => trait.unit === 'firewall')
        .map((found) =>
          detectTrait(context, found, {
            severity: 'medium',
            because: t('nothing holds back what is sent'),
            advice: t('What an agent reads there can go anywhere. Restore it.'),
            factors: {},
          }),
        ),
    ],
  },
  {
    id: 'perm/directories-widened',
    title: t('More folders in reach'),
    kind: 'delta',
    severity: 'medium',
    type: 'configuration',
    category: 'agent-permission',
    confidence: 'deterministic',
    supersedes: [],
    check: (context) => wider(context, ({ facet }) => facet === 'permission.directory', folderOf),
  },
  {
    id: 'perm/plugin-source-added',
    title: t('A plugin or its source came'),
    kind: 'delta',
    severity: 'medium',
    type: 'configuration',
    category: 'server-dependency',
    confidence: 'deterministic',
    supersedes: [],
    check: (context) => [
      ...wider(context, ({ facet }) => facet === 'plugin', pluginOf),
      ...looserTraits(context, ['plugin']).map((found) =>
        detectTrait(context, found, {
          severity: 'low',
          because: t('brings tools and hooks along'),
          advice: t('Look at what it brings before it is used.'),
          factors: {},
        }),
      ),
    ],
  },
];

type SettingDetail = Extract<ChangeDetail, { kind: 'setting' }>;

function wider(
  context: RuleContext,
  concerns: (change: Change, key: string) => boolean,
  levelOf: (change: Change, detail: SettingDetail, key: string) => SwitchLevel,
): readonly Detection[] {
  return context.changes.flatMap((change): readonly Detection[] => {
    const { detail, direction } = change;
    if (detail.kind !== 'setting' || detail.inert !== undefined) return [];
    if (direction === 'tightens' || direction === 'neutral') return [];
    const key = (detail.setting ?? detail.baseline)?.key ?? '';
    if (!concerns(change, key)) return [];
    const level = levelOf(change, detail, key);
    return [
      {
        severity: level.severity,
        subject: change.subject,
        pointer: change.pointer,
        range: change.range,
        message: `${change.words} ${level.advice}`,
        because: level.because,
        entity: `reach ${key} ${change.after ?? 'gone'}`,
        change,
        factors: { ...exposureOfSetting(context), ...level.factors },
        fixes: settingFixes(context, change, key),
      },
    ];
  });
}

function isNetwork(key: string): boolean {
  return /network|domain|proxy|https?|fetch|\burls?\b|hosts?(?:$|[.:])|localbinding|socket/i.test(
    key,
  );
}

function itemOf(key: string): string {
  return key.slice(key.indexOf(':') + 1);
}

function sandboxOf(change: Change, { setting, baseline }: SettingDetail, key: string): SwitchLevel {
  const fact = setting ?? baseline;
  if (change.direction === 'loosens' && isOff(key, setting?.value)) {
    return {
      severity: 'high',
      because: t('sandbox off'),
      advice: t(
        'Commands reach everything that you reach. Restore it, or choose that for one session.',
      ),
      factors: { privilege: { points: 4, because: t('reaches the whole machine') } },
    };
  }
  if (fact?.order !== undefined) return ownLevel(fact, change);
  return (
    sandboxLevel(key) ?? {
      severity: change.direction === 'loosens' ? 'medium' : 'low',
      because: change.direction === 'loosens' ? t('{0} loosened', key) : t('{0} changed', key),
      advice:
        change.direction === 'loosens'
          ? t('Restore it unless this is meant.')
          : t('Check that it is meant.'),
    }
  );
}

/** The switch itself, or the word that means no sandbox. */
function isOff(key: string, value: string | undefined): boolean {
  if (/(?:^|\.)sandbox\.enabled$/.test(key)) return value !== 'true';
  return /^(?:danger-full-access|insecure_none|none|off|disabled)$/.test(value ?? '');
}

const leaves: Factors = { privilege: { points: 4, because: t('leaves the machine') } };

function networkOf(change: Change, { setting, baseline }: SettingDetail, key: string): SwitchLevel {
  const item = itemOf(key);
  if (key.startsWith(addressKey)) return addressLevel(item, change.after ?? '');
  if (/docker\.sock/.test(`${item} ${change.after ?? ''}`)) {
    return {
      severity: 'high',
      because: t('reaches the container engine'),
      advice: t('Whoever reaches it rules the machine. Take it out.'),
    };
  }
  if (change.direction !== 'loosens') return low(key);
  const value = key.includes(':') ? item : (change.after ?? '');
  const host = /^(?:[a-z*]+:\/\/)?([^/:]+)/i.exec(value)?.[1] ?? '';
  const open = /^(?:\*\.?)*$/.test(host) || /^\*\.[a-z]{2,}$/i.test(host);
  if (key.includes(':') && (open || isTunnelHost(host) || sharedHost.test(host))) {
    return {
      severity: 'high',
      because: open ? t('any address') : t('anybody can receive data at {0}', host),
      advice: t('What the agent reads can leave by it. Name the hosts that are needed.'),
      factors: leaves,
    };
  }
  const fact = setting ?? baseline;
  const named = key.includes(':') && /^[\w.-]+$/.test(host) && change.op === 'add';
  const takesAll = named && takesFromAnybody.test(host);
  const severity: Severity = named ? (takesAll ? 'medium' : 'low') : (fact?.weight ?? 'medium');
  return {
    severity,
    because: named ? t('{0} in reach', host) : t('more of the network'),
    advice: named
      ? takesAll
        ? t('Whoever has an account there can take in what is sent. Check that it is needed.')
        : t('Requests can carry data there. Check that it is needed.')
      : t('What the agent reads can leave by it. Restore it unless this is meant.'),
    factors: named ? {} : leaves,
  };
}

/** Hosts where anybody can have a place of their own (rules.json `perm/network-widened`, 2026-11). */
const sharedHost =
  /(?:^|\.)(?:githubusercontent\.com|amazonaws\.com|blob\.core\.windows\.net|workers\.dev|pastebin\.com|webhook\.site|metadata\.google\.internal|169\.254\.169\.254)$/i;

/** What commands reach for their work, and where anybody with an account can also receive. */
const takesFromAnybody =
  /(?:^|\.)(?:github\.com|gitlab\.com|bitbucket\.org|codeberg\.org|dropboxapi\.com|googleapis\.com|slack\.com|discord\.com|telegram\.org)$/i;

function low(key: string): SwitchLevel {
  return { severity: 'low', because: t('{0} loosened', key), advice: t('Check that it is meant.') };
}

function folderOf(change: Change, detail: SettingDetail, key: string): SwitchLevel {
  const folder = (key.includes(':') ? itemOf(key) : (change.after ?? '')).replace(
    /^["']|["']$/g,
    '',
  );
  const wide =
    /^(?:\/|~\/?|\$\{?HOME\}?\/?|\.\.\/?|(?:\.\.\/)+(?:\.\.)?|[a-z]:[\\/]?|\*{1,2}|\/(?:Users|home)(?:\/[^/]+)?\/?)$/i.test(
      folder,
    );
  const outside = /^(?:\/|~|\$|\.\.|[a-z]:|\*)/i.test(folder);
  if (change.direction !== 'loosens') return low(key);
  if (wide) {
    return {
      severity: 'high',
      because: t('reaches {0}', folder),
      advice: t('That is more than any task needs. Name the folder that is needed.'),
    };
  }
  return outside || folder === ''
    ? {
        severity: detail.setting?.weight ?? 'medium',
        because: t('reaches {0}', folder === '' ? key : folder),
        advice: t(
          'It lies outside the project, where no review sees a change. Name the narrowest folder.',
        ),
      }
    : {
        severity: 'low',
        because: t('reaches {0}', folder),
        advice: t('Check that the agent needs it.'),
      };
}

/** The marketplaces of the clients' own makers (rules.json `perm/plugin-source-added`, 2026-11). */
const firstParty =
  /(?:^|[@/:"])(?:anthropics?|claude-plugins-official|claude-code-plugins|github|google-gemini|openai)(?:$|[/"@])/i;

function pluginOf(change: Change, _detail: SettingDetail, key: string): SwitchLevel {
  const text = `${itemOf(key)} ${change.after ?? ''}`;
  const sources = /marketplace/i.test(key);
  // A marketplace on GitHub says so; that makes nobody its owner.
  const owned = sources ? text.replace(/"source":\s?"github"/g, '') : text;
  const known = firstParty.test(owned);
  const source = sources && !/\b[0-9a-f]{40}\b/.test(text) && /[/:]/.test(text);
  return {
    severity: known || change.direction !== 'loosens' ? 'low' : 'medium',
    because: sources ? t('another source of plugins') : t('brings tools and hooks along'),
    advice: source
      ? t(
          'What it offers changes with its repository: name a full commit, and look at who owns it.',
        )
      : t(
          'A plugin brings tools, hooks and instructions. Look at what it brings before it is used.',
        ),
  };
}
