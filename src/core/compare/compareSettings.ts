import type { FileFacts, SettingFact } from '../facts/fact';
import type { Change } from './change';
import { compareHooks } from './compareHooks';
import { locateRemoval, type RemovalPlaces } from './locateRemoval';
import { judgeSetting } from './settingDirection';
import { describeInert, describeSetting } from './settingWords';

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
    if (old?.value === setting.value && old.raw === setting.raw) continue;
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
      ? old !== undefined && old.value === now?.value
        ? // Both values are masked: what became of them cannot be told.
          { direction: 'unknown' as const, lastStep: false }
        : judgeSetting(old, now, baseline, current)
      : { direction: 'neutral' as const, lastStep: false };
  const inert = setting.inert ?? now?.doubt;
  return {
    facet: setting.facet,
    subject: setting.subject,
    direction,
    words:
      setting.inert === undefined
        ? describeSetting({ old, now, baseline, current, direction, inert })
        : describeInert(setting, old, now),
    before: old?.value,
    after: now?.value,
    baselineRange: old?.range,
    detail: { kind: 'setting', setting: now, baseline: old, lastStep, inert },
  };
}
