import { t } from '@vscode/l10n';
import type { FileFacts, SettingFact } from '../facts/fact';
import { approvalModeMeaning, inertApprovalMode, settingOrder } from '../facts/settingOrder';
import { vscodeValueMeaning } from '../facts/vscodeSettingOrder';
import type { Change, Direction } from './change';
import { compareHooks } from './compareHooks';
import { locateRemoval, type RemovalPlaces } from './locateRemoval';
import { shorten } from './permissionAction';
import { judgeSetting } from './settingDirection';

/**
 * Changes of settings and hooks between two sides. Settings pair by their key, hooks by event,
 * matcher and command; order and layout are no changes.
 *
 * @param places where to show removals; without a tree they stand at the start of the file
 */
export function compareSettings(
  baseline: FileFacts,
  current: FileFacts,
  places: RemovalPlaces = { root: undefined },
): Change[] {
  const before = new Map(baseline.settings.map((setting) => [setting.key, setting]));
  const changes: Change[] = [];
  for (const setting of current.settings) {
    const old = before.get(setting.key);
    before.delete(setting.key);
    if (old?.value === setting.value) continue;
    changes.push({
      ...changeOf(setting, old, setting, baseline, current),
      op: old === undefined ? 'add' : 'replace',
      pointer: setting.pointer,
      range: setting.range,
    });
  }
  for (const old of before.values()) {
    changes.push({
      ...changeOf(old, old, undefined, baseline, current),
      op: 'remove',
      pointer: old.pointer,
      range: locateRemoval(places, old.pointer),
    });
  }
  const off = [baseline, current].every(({ settings }) =>
    settings.some(({ key, value }) => key === 'disableAllHooks' && value === 'true'),
  );
  changes.push(...compareHooks(baseline.hooks, current.hooks, places, off));
  return changes;
}

function changeOf(
  setting: SettingFact,
  old: SettingFact | undefined,
  now: SettingFact | undefined,
  baseline: FileFacts,
  current: FileFacts,
): Omit<Change, 'op' | 'pointer' | 'range'> {
  // What the client ignores where it stands moves nothing, whatever it says.
  const { direction, lastStep } =
    setting.inert === undefined
      ? judgeSetting(old, now, baseline, current)
      : { direction: 'neutral' as const, lastStep: false };
  const inert =
    setting.inert ??
    (setting.facet === 'approval.mode' ? inertApprovalMode(now?.value ?? 'default') : undefined);
  return {
    facet: setting.facet,
    subject: setting.subject,
    direction,
    words:
      setting.inert === undefined
        ? describe(setting.key, old, now, direction, inert)
        : describeInert(setting, old, now),
    before: old?.value,
    after: now?.value,
    baselineRange: old?.range,
    detail: { kind: 'setting', setting: now, baseline: old, lastStep, inert },
  };
}

function describeInert(
  { key, inert }: SettingFact,
  old: SettingFact | undefined,
  now: SettingFact | undefined,
): string {
  return now === undefined
    ? t(
        'The setting `{0}` is gone; it was `{1}`: {2}.',
        key,
        shorten(old?.value ?? ''),
        inert ?? '',
      )
    : t('The setting `{0}` is now `{1}`: {2}.', key, shorten(now.value), inert ?? '');
}

/** A value written out, left out, or named differently, all meaning the same. */
function sameStep(
  title: string,
  key: string,
  old: SettingFact | undefined,
  now: SettingFact | undefined,
): string {
  if (old === undefined) {
    return t(
      '{0} (`{1}`) is written out as `{2}`, which held before.',
      title,
      key,
      now?.value ?? '',
    );
  }
  if (now === undefined) {
    return t('{0} (`{1}`) is no longer written out; `{2}` still holds.', title, key, old.value);
  }
  return t(
    '{0} (`{1}`) is now called `{3}` instead of `{2}` and means the same.',
    title,
    key,
    old.value,
    now.value,
  );
}

function describe(
  key: string,
  old: SettingFact | undefined,
  now: SettingFact | undefined,
  direction: Direction,
  inert: string | undefined,
): string {
  const before = shorten(old?.value ?? '');
  const after = shorten(now?.value ?? '');
  const order = settingOrder(key);
  if (order === undefined) {
    if (now === undefined) return t('The setting `{0}` is gone; it was `{1}`.', key, before);
    return t('The setting `{0}` is now `{1}`. What it governs is not known.', key, after);
  }
  switch (order.kind) {
    case 'switch': {
      const on = (now?.value ?? order.absent) !== 'false';
      if (direction === 'neutral') {
        return t('`{0}` is written differently and means the same as before.', key);
      }
      return on
        ? t('Switched on (`{0}`): {1}.', key, order.meaning())
        : t('Switched off (`{0}`): it is no longer so that {1}.', key, order.meaning());
    }
    case 'lock':
      return now?.value === order.safe
        ? t('Locked (`{0}`): {1}.', key, order.meaning())
        : t('Lock removed (`{0}`): it is no longer so that {1}.', key, order.meaning());
    case 'items': {
      const item = key.slice(key.indexOf(':') + 1);
      return now === undefined
        ? t('Taken out of the {0}: `{1}`.', order.title(), shorten(item))
        : t('Added to the {0}: `{1}`.', order.title(), shorten(item));
    }
    case 'steps': {
      const from = old?.value ?? order.absent;
      const to = now?.value ?? order.absent;
      if (direction === 'neutral') return sameStep(order.title(), key, old, now);
      const meaning =
        key === 'permissions.defaultMode' ? approvalModeMeaning(to) : vscodeValueMeaning(key, to);
      if (meaning === undefined) {
        const item = key.slice(key.indexOf(':') + 1);
        return item === key || old !== undefined || now === undefined
          ? t('{0} (`{1}`) changed from `{2}` to `{3}`.', order.title(), key, from, to)
          : t('{0}: `{1}` (`{2}`).', order.title(), shorten(item), to);
      }
      return inert === undefined
        ? t('Approval mode changed from `{0}` to `{1}`: {2}.', from, to, meaning)
        : t('Approval mode changed from `{0}` to `{1}`: {2}; {3}.', from, to, meaning, inert);
    }
    case 'entry':
      if (old === undefined && key.includes(':')) {
        return t('{0}: `{1}`.', order.title(), shorten(key.slice(key.indexOf(':') + 1)));
      }
      if (old === undefined) return t('{0} (`{1}`) is new: `{2}`.', order.title(), key, after);
      if (now === undefined) return t('{0} (`{1}`) is gone: `{2}`.', order.title(), key, before);
      return t('{0} (`{1}`) changed from `{2}` to `{3}`.', order.title(), key, before, after);
  }
}
