import { saysNobodyIsAsked } from '../facts/approvalByName';
import type { FileFacts, SettingFact } from '../facts/fact';
import { isLoopback } from '../facts/endpoint';
import { compareConditions } from '../facts/workflowCondition';
import { orderOf, type SettingOrder } from '../facts/settingOrder';
import type { Direction } from './change';

export interface SettingJudgement {
  readonly direction: Direction;
  /** It reached the loosest value there is. */
  readonly lastStep: boolean;
}

/**
 * Whether a setting became looser or stricter. An absent side has the documented default.
 *
 * @param old, now the paired facts; at least one is there
 */
export function judgeSetting(
  old: SettingFact | undefined,
  now: SettingFact | undefined,
  baseline: FileFacts,
  current: FileFacts,
): SettingJudgement {
  const setting = now ?? old;
  const order = setting === undefined ? undefined : orderOf(setting);
  if (setting === undefined) return { direction: 'neutral', lastStep: false };
  if (setting.facet === 'permission.directory') {
    return { direction: judgeDirectory(old, now, baseline, current), lastStep: false };
  }
  if (order === undefined || !setting.known) {
    // The one thing such a key may have done is to keep people from being asked.
    const grants = now === undefined && old !== undefined && saysSo(old);
    return { direction: grants ? 'tightens' : 'unknown', lastStep: false };
  }
  switch (order.kind) {
    case 'switch': {
      // A plugin may be on with a value of its own; whatever is not `false` is on.
      const before = (old?.value ?? order.absent) !== 'false';
      const after = (now?.value ?? order.absent) !== 'false';
      const direction = before === after ? 'neutral' : after ? order.on : order.off;
      return { direction, lastStep: false };
    }
    case 'lock': {
      const before = old?.value === order.safe;
      const after = now?.value === order.safe;
      const direction = before === after ? 'neutral' : after ? 'tightens' : 'loosens';
      return { direction, lastStep: before && !after };
    }
    case 'steps': {
      const rank = (value: string): number =>
        order.steps.findIndex((values) => values.includes(value));
      const before = rank(old?.value ?? absentValue(order, baseline));
      const after = rank(now?.value ?? absentValue(order, current));
      if (before < 0 || after < 0) return { direction: 'unknown', lastStep: false };
      return {
        direction: after > before ? 'loosens' : after < before ? 'tightens' : 'neutral',
        lastStep: after > before && after === order.steps.length - 1,
      };
    }
    case 'items': {
      const direction = now === undefined ? order.removed : order.added;
      // What everything is allowed besides was not taken away.
      const stays = direction === 'tightens' && now === undefined && holdsAll(current, setting);
      return { direction: stays ? 'neutral' : direction, lastStep: false };
    }
    case 'filter':
      return { direction: judgeFilter(old?.value, now?.value), lastStep: false };
    case 'version': {
      const direction = now === undefined ? order.removed : judgeVersion(old?.value, now.value);
      return { direction, lastStep: false };
    }
    case 'condition':
      return { direction: judgeCondition(old?.value, now?.value), lastStep: false };
    case 'grant':
      return { direction: judgeGrant(old?.value, now?.value), lastStep: false };
    case 'limit':
      return judgeLimit(order, old?.value, now?.value);
    case 'endpoint':
      return { direction: judgeAddress(old?.value, now?.value), lastStep: false };
    case 'entry':
      if (old === undefined) return { direction: order.added, lastStep: false };
      return { direction: now === undefined ? order.removed : order.changed, lastStep: false };
  }
}

/** By its own name it lets everything through. */
function saysSo({ pointer, value }: SettingFact): boolean {
  return saysNobodyIsAsked(pointer.slice(pointer.lastIndexOf('/') + 1), value);
}

/** The list of an item lets everything through. */
function holdsAll({ settings }: FileFacts, { subject }: SettingFact): boolean {
  return settings.some((other) => other.subject === subject && other.value === '*');
}

/** What holds where a setting with steps is missing: its default, or the setting it inherits from. */
export function absentValue(
  order: Extract<SettingOrder, { kind: 'steps' }>,
  facts: FileFacts,
): string {
  const { inherits, absent } = order;
  if (inherits === undefined) return absent;
  return facts.settings.find(({ key }) => key === inherits)?.value ?? absent;
}

/** A name more lets more through; no list lets everything through. */
function judgeFilter(old: string | undefined, now: string | undefined): Direction {
  if (old === undefined || now === undefined) return now === undefined ? 'loosens' : 'tightens';
  const before = namesIn(old);
  const after = namesIn(now);
  if (before === undefined || after === undefined) return 'unknown';
  const more = after.some((name) => !before.includes(name));
  const less = before.some((name) => !after.includes(name));
  if (more && less) return 'mixed';
  return more ? 'loosens' : less ? 'tightens' : 'neutral';
}

/** The names of a filter's value; undefined when it is no list. */
export function namesIn(value: string): readonly string[] | undefined {
  try {
    const list: unknown = JSON.parse(value);
    return Array.isArray(list) ? list.map(String) : undefined;
  } catch {
    return undefined;
  }
}

function judgeGrant(old: string | undefined, now: string | undefined): Direction {
  if (old === undefined) return 'loosens';
  if (now === undefined || old === '') return 'tightens';
  return now === '' ? 'loosens' : 'unknown';
}

/** A commit stays what it is, a tag may be set anew, a branch moves every day. */
function judgeVersion(old: string | undefined, now: string): Direction {
  if (old === undefined) return 'loosens';
  const rank = (version: string): number =>
    /^(?:[0-9a-f]{40}|sha256:[0-9a-f]{64})$/.test(version)
      ? 0
      : /^(?:v?\d.*)?$/.test(version)
        ? 1
        : 2;
  const [before, after] = [rank(old), rank(now)];
  return after > before ? 'loosens' : after < before ? 'tightens' : 'unknown';
}

/** What starts something, or stops starting it, is told by the thing itself. */
function judgeCondition(old: string | undefined, now: string | undefined): Direction {
  if (old === undefined || now === undefined) return 'neutral';
  const comparison = compareConditions(old, now);
  if (comparison === 'more') return 'loosens';
  if (comparison === 'less') return 'tightens';
  return comparison === 'same' ? 'neutral' : 'unknown';
}

function judgeLimit(
  order: Extract<SettingOrder, { kind: 'limit' }>,
  old: string | undefined,
  now: string | undefined,
): SettingJudgement {
  const size = (value: string): number => (order.none.includes(value) ? Infinity : Number(value));
  const before = size(old ?? order.absent);
  const after = size(now ?? order.absent);
  if (Number.isNaN(before) || Number.isNaN(after)) return { direction: 'unknown', lastStep: false };
  if (before === after) return { direction: 'neutral', lastStep: false };
  const raised = after > before;
  return { direction: raised ? 'loosens' : 'tightens', lastStep: raised && after === Infinity };
}

/** Another host, or encryption lost: what is sent may be read by somebody else. */
function judgeAddress(old: string | undefined, now: string | undefined): Direction {
  if (now === undefined) return 'tightens';
  const before = old === undefined ? undefined : addressOf(old);
  const after = addressOf(now);
  if (before === undefined) return isLoopback(after.host) ? 'mixed' : 'loosens';
  if (before.host !== after.host || (after.host === '' && old !== now)) {
    return isLoopback(after.host) ? 'mixed' : 'loosens';
  }
  if (before.scheme === after.scheme) return 'neutral';
  if (isLoopback(after.host)) return 'neutral';
  return after.scheme === 'https' ? 'tightens' : 'loosens';
}

/** Scheme and host of an address; the host is empty where a variable stands for it. */
export function addressOf(url: string): { readonly scheme: string; readonly host: string } {
  const match = /^([a-z][\w+.-]*):\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]*)/i.exec(
    url.trim().replaceAll('\\', '/'),
  );
  const host = (match?.[2] ?? '').toLowerCase().replace(/\.$|^\[|\]$/g, '');
  return { scheme: match?.[1]?.toLowerCase() ?? '', host: /[${}]/.test(host) ? '' : host };
}

/** A folder inside one that was open already opens nothing; nor does one inside the project. */
function judgeDirectory(
  old: SettingFact | undefined,
  now: SettingFact | undefined,
  baseline: FileFacts,
  current: FileFacts,
): Direction {
  const open = (facts: FileFacts): readonly string[] =>
    facts.settings
      .filter((setting) => setting.facet === 'permission.directory')
      .map((setting) => normalFolder(setting.value));
  const covered = (folder: string, folders: readonly string[]): boolean =>
    folder === '.' ||
    folder.startsWith('./') ||
    folders.some((other) => folder === other || other === '/' || folder.startsWith(`${other}/`));
  if (now !== undefined) {
    return covered(normalFolder(now.value), open(baseline)) ? 'neutral' : 'loosens';
  }
  if (old === undefined) return 'neutral';
  return covered(normalFolder(old.value), open(current)) ? 'neutral' : 'tightens';
}

/**
 * A folder in one spelling (ALG-PATH of the reference risk model): `./a`, `../a`, `~/a` or `/a`,
 * without `.`, `..` in the middle and a slash at the end. Links are not known.
 */
export function normalFolder(folder: string): string {
  const text = folder
    .trim()
    .replaceAll('\\', '/')
    .replace(/^\$\{?HOME\}?(?=\/|$)/, '~')
    .replace(/^\$\{workspaceFolder\}(?=\/|$)/, '.');
  const absolute = text.startsWith('/') || /^[A-Za-z]:/.test(text);
  const parts: string[] = [];
  for (const part of text.split('/')) {
    if (part === '' || part === '.') continue;
    const last = parts.at(-1);
    if (part === '..' && last !== undefined && last !== '..' && last !== '~') parts.pop();
    else parts.push(/^[A-Za-z]:$/.test(part) ? part.toLowerCase() : part);
  }
  if (absolute) return `/${parts.join('/')}`;
  if (parts.length === 0) return '.';
  return parts[0] === '..' || parts[0] === '~' ? parts.join('/') : `./${parts.join('/')}`;
}
