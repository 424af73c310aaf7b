import type { ClientPowers, ComparedClient, ComparedPower, Power } from './power';
import { powerKinds } from './power';

/**
 * What agents could do and can do now, line by line.
 *
 * @param baseline undefined: there is nothing to compare with, so nothing is new
 * @returns clients by name and folder; of each its powers by kind, what is gone before what is new
 */
export function comparePowers(
  baseline: readonly ClientPowers[] | undefined,
  current: readonly ClientPowers[],
): readonly ComparedClient[] {
  const before = new Map(baseline?.map((client) => [keyOf(client), client]));
  const now = new Map(current.map((client) => [keyOf(client), client]));
  return [...new Set([...before.keys(), ...now.keys()])].sort().flatMap((key) => {
    const old = before.get(key);
    const present = now.get(key);
    const { client, folder } = present ?? old ?? {};
    if (client === undefined || folder === undefined) return [];
    const powers =
      baseline === undefined
        ? (present?.powers ?? []).map((power): ComparedPower => ({ ...power, state: 'same' }))
        : compared(old?.powers ?? [], present?.powers ?? []);
    return powers.length === 0 ? [] : [{ client, folder, powers: inOrder(powers) }];
  });
}

function compared(old: readonly Power[], now: readonly Power[]): readonly ComparedPower[] {
  const before = new Set(old.map(meaning));
  const after = new Set(now.map(meaning));
  return [
    ...old
      .filter((power) => !after.has(meaning(power)))
      .map((power): ComparedPower => ({ ...power, state: 'gone' })),
    ...now.map((power): ComparedPower => ({
      ...power,
      state: before.has(meaning(power)) ? 'same' : 'new',
    })),
  ];
}

function inOrder(powers: readonly ComparedPower[]): readonly ComparedPower[] {
  return powerKinds.flatMap((kind) => powers.filter((power) => power.kind === kind));
}

/** A power that another file grants now is the same power. */
function meaning({ kind, text }: Power): string {
  return `${kind} ${text}`;
}

function keyOf({ client, folder }: ClientPowers): string {
  return `${client}\n${folder}`;
}
