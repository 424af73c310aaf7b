import type { FileFacts, SettingFact } from '../facts/fact';
import { settingOrder } from '../facts/settingOrder';
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
  const order = setting === undefined ? undefined : settingOrder(setting.key);
  if (setting === undefined) return { direction: 'neutral', lastStep: false };
  if (setting.facet === 'permission.directory') {
    return { direction: judgeDirectory(old, now, baseline, current), lastStep: false };
  }
  if (order === undefined || !setting.known) return { direction: 'unknown', lastStep: false };
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
      const before = rank(old?.value ?? order.absent);
      const after = rank(now?.value ?? order.absent);
      if (before < 0 || after < 0) return { direction: 'unknown', lastStep: false };
      return {
        direction: after > before ? 'loosens' : after < before ? 'tightens' : 'neutral',
        lastStep: after > before && after === order.steps.length - 1,
      };
    }
    case 'items':
      return { direction: now === undefined ? order.removed : order.added, lastStep: false };
    case 'entry':
      if (old === undefined) return { direction: order.added, lastStep: false };
      return { direction: now === undefined ? order.removed : order.changed, lastStep: false };
  }
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
