import { t } from '@vscode/l10n';
import type { FileFacts, SettingFact } from '../facts/fact';
import { approvalModeMeaning, orderOf, type SettingOrder } from '../facts/settingOrder';
import { vscodeValueMeaning } from '../facts/vscodeSettingOrder';
import type { Direction } from './change';
import { shorten } from './permissionAction';
import { absentValue, namesIn } from './settingDirection';

/** A setting on both sides of a comparison, and what was found about the pair. */
export interface SettingPair {
  readonly old: SettingFact | undefined;
  readonly now: SettingFact | undefined;
  readonly baseline: FileFacts;
  readonly current: FileFacts;
  readonly direction: Direction;
  /** Why it has no effect where it stands, if so. */
  readonly inert: string | undefined;
}

/** What changed about a setting that the client does not obey where it stands. */
export function describeInert(
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

/** One sentence about a changed setting, for somebody who does not know the client's syntax. */
export function describeSetting(pair: SettingPair): string {
  const { old, now, direction, inert } = pair;
  const setting = now ?? old;
  if (setting === undefined) return '';
  const { key } = setting;
  const before = shorten(old?.value ?? '');
  const after = shorten(now?.value ?? '');
  const order = orderOf(setting);
  if (order === undefined) {
    if (now === undefined && direction === 'tightens')
      return t('`{0}` no longer says that nobody is asked; it was `{1}`.', key, before);
    if (now === undefined) return t('The setting `{0}` is gone; it was `{1}`.', key, before);
    return t('The setting `{0}` is now `{1}`. What it governs is not known.', key, after);
  }
  const item = shorten(key.slice(key.indexOf(':') + 1));
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
    case 'items':
      return now === undefined
        ? t('Taken out of the {0}: `{1}`.', order.title(), item)
        : t('Added to the {0}: `{1}`.', order.title(), item);
    case 'version':
      return describeVersion(order.title(), item, old, now);
    case 'condition':
      return describeCondition(order.title(), key, pair);
    case 'steps':
      return describeStep(order, pair, key);
    case 'filter':
      return describeFilter(order.title(), key, old, now);
    case 'grant':
      return describeGrant(t('{0} (`{1}`)', order.title(), setting.subject), item, old, now);
    case 'limit':
      return describeLimit(order, key, old, now);
    case 'endpoint':
    case 'entry':
      if (old === undefined && inert === undefined && key.includes(':')) {
        return t('{0}: `{1}`.', order.title(), item);
      }
      if (old === undefined) return t('{0} (`{1}`) is new: `{2}`.', order.title(), key, after);
      if (now === undefined) return t('{0} (`{1}`) is gone: `{2}`.', order.title(), key, before);
      return t('{0} (`{1}`) changed from `{2}` to `{3}`.', order.title(), key, before, after);
  }
}

function describeStep(
  order: Extract<SettingOrder, { kind: 'steps' }>,
  { old, now, baseline, current, direction, inert }: SettingPair,
  key: string,
): string {
  const from = old?.value ?? absentValue(order, baseline);
  const to = now?.value ?? absentValue(order, current);
  if (direction === 'neutral') return sameStep(order.title(), key, old, now);
  if (order.meaning !== undefined) {
    const meaning = order.meaning(to) ?? t('its meaning is not known');
    return t(
      '{0} (`{1}`) changed from `{2}` to `{3}`: {4}.',
      order.title(),
      key,
      from,
      to,
      meaning,
    );
  }
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

function describeVersion(
  title: string,
  name: string,
  old: SettingFact | undefined,
  now: SettingFact | undefined,
): string {
  const at = ({ value }: SettingFact): string => (value === '' ? name : `${name}@${value}`);
  if (now === undefined) {
    return t('Taken out of the {0}: `{1}`.', title, old === undefined ? name : at(old));
  }
  if (old === undefined) return t('Added to the {0}: `{1}`.', title, at(now));
  return t('`{0}` changed from `{1}` to `{2}`.', name, old.value, now.value);
}

function describeCondition(
  title: string,
  key: string,
  { old, now, direction }: SettingPair,
): string {
  const none = t('always');
  const [before, after] = [shorten(old?.value || none), shorten(now?.value || none)];
  if (old === undefined) return t('{0} (`{1}`) is new: `{2}`.', title, key, after);
  if (now === undefined) return t('{0} (`{1}`) is gone: `{2}`.', title, key, before);
  if (direction === 'loosens') {
    return t(
      'The agent starts where it did not before (`{0}`): `{1}` → `{2}`.',
      key,
      before,
      after,
    );
  }
  if (direction === 'tightens') {
    return t('The agent starts in fewer cases (`{0}`): `{1}` → `{2}`.', key, before, after);
  }
  return t('{0} (`{1}`) changed from `{2}` to `{3}`.', title, key, before, after);
}

function describeFilter(
  title: string,
  key: string,
  old: SettingFact | undefined,
  now: SettingFact | undefined,
): string {
  const before = namesIn(old?.value ?? '');
  const after = namesIn(now?.value ?? '');
  if (now === undefined) return t('{0} (`{1}`) is gone: nothing is left out any more.', title, key);
  if (old === undefined) {
    return t('{0} (`{1}`) is new: only what it names is let through.', title, key);
  }
  if (before === undefined || after === undefined) {
    return t('{0} (`{1}`) changed.', title, key);
  }
  const more = after.filter((name) => !before.includes(name));
  const less = before.filter((name) => !after.includes(name));
  const added = more.length === 0 ? '' : ` ${t('Added: {0}.', quoted(more))}`;
  const removed = less.length === 0 ? '' : ` ${t('Left out: {0}.', quoted(less))}`;
  return `${t('{0} (`{1}`) changed.', title, key)}${added}${removed}`;
}

function quoted(names: readonly string[]): string {
  return shorten(names.map((name) => `\`${name}\``).join(', '), 120);
}

function describeGrant(
  title: string,
  item: string,
  old: SettingFact | undefined,
  now: SettingFact | undefined,
): string {
  const limit = shorten(now?.value ?? '');
  if (now === undefined) return t('{0}: `{1}` is no longer granted.', title, item);
  if (old === undefined) {
    return limit === ''
      ? t('{0}: `{1}` is granted, without a limit.', title, item)
      : t('{0}: `{1}` is granted, limited to `{2}`.', title, item, limit);
  }
  if (limit === '') {
    return t('{0}: `{1}` is no longer limited to `{2}`.', title, item, shorten(old.value));
  }
  return old.value === ''
    ? t('{0}: `{1}` is now limited to `{2}`.', title, item, limit)
    : t('{0}: `{1}` is limited to `{3}` instead of `{2}`.', title, item, shorten(old.value), limit);
}

function describeLimit(
  order: Extract<SettingOrder, { kind: 'limit' }>,
  key: string,
  old: SettingFact | undefined,
  now: SettingFact | undefined,
): string {
  const shown = (value: string): string => (order.none.includes(value) ? t('no limit') : value);
  const from = shown(old?.value ?? order.absent);
  const to = shown(now?.value ?? order.absent);
  return t('{0} (`{1}`) changed from {2} to {3}.', order.title(), key, from, to);
}
