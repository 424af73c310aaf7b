import { t } from '@vscode/l10n';
import type { FileFacts, SettingFact } from '../facts/fact';
import type { Change } from './change';
import { compareHooks } from './compareHooks';
import { hooksAreOff } from './hookSwitch';
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
  neutraliseMoves(changes, current);
  const off = [baseline, current].every(({ settings }) =>
    settings.some(({ key, value }) => key === 'disableAllHooks' && value === 'true'),
  );
  changes.push(...compareHooks(baseline.hooks, current.hooks, places, off));
  return changes;
}

/** A host that one list lost for good and another place of the file now lets through: it only moved. */
function neutraliseMoves(changes: Change[], current: FileFacts): void {
  const gains = new Map(
    changes.flatMap((change, index) => {
      const host =
        change.op === 'add' && change.direction === 'loosens' ? hostOf(change) : undefined;
      return host === undefined ? [] : [[host, index] as const];
    }),
  );
  if (gains.size === 0) return;
  const left = new Set(current.settings.map(({ subject }) => subject));
  changes.forEach((from, index) => {
    // While a part of the list stays, it may hold for somebody else.
    if (from.op !== 'remove' || from.direction !== 'tightens' || left.has(from.subject)) return;
    const host = hostOf(from);
    const at = host === undefined ? undefined : gains.get(host);
    const to = at === undefined ? undefined : changes[at];
    if (host === undefined || at === undefined || to === undefined) return;
    const words = t('`{0}` only moved: from {1} to {2}.', host, placeOf(from), placeOf(to));
    changes[index] = { ...from, direction: 'neutral', words };
    changes[at] = { ...to, direction: 'neutral', words };
  });
}

/** The host that an entry of a list of the network lets through. */
function hostOf({ facet, detail, pointer }: Change): string | undefined {
  if ((facet !== 'sandbox' && facet !== 'permission.other') || detail.kind !== 'setting') {
    return undefined;
  }
  const setting = detail.setting ?? detail.baseline;
  if (setting?.order === undefined || !/network/i.test(setting.key)) return undefined;
  const name =
    setting.order.kind === 'items' ? setting.value : pointer.slice(pointer.lastIndexOf('/') + 1);
  return /^[\w*-]+(?:\.[\w*-]+)+$/.test(name) ? name : undefined;
}

function placeOf({ detail }: Change): string {
  const setting = detail.kind === 'setting' ? (detail.setting ?? detail.baseline) : undefined;
  return `\`${setting?.subject ?? ''}\``;
}

/** Helpers that no longer run are a gain; guards that no longer refuse weigh more. */
function takesGuards(
  old: SettingFact | undefined,
  now: SettingFact | undefined,
  { hooks }: FileFacts,
): boolean {
  return (
    hooksAreOff(now) &&
    !hooksAreOff(old) &&
    hooks.some(({ phase, background }) => phase === 'guard' && !background)
  );
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
    direction: takesGuards(old, now, baseline) ? 'loosens' : direction,
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
