import type { FileFacts } from '../facts/fact';
import type { TraitFact } from '../facts/traitFact';
import type { Change, Direction } from './change';
import { locateRemoval, type RemovalPlaces } from './locateRemoval';
import { traitSentence } from './traitSentence';

/**
 * Changes of traits between two sides. They pair by their key, then by what they are called without
 * unit and time, so that a daily limit made hourly is one change. A list that opens for everybody
 * speaks for its items.
 *
 * @param places where to show removals; without a tree they stand at the start of the file
 * @param fresh the file did not exist before: what it limits is a power nobody had
 * @param gone the file does not exist any more
 */
export function compareTraits(
  baseline: FileFacts,
  current: FileFacts,
  places: RemovalPlaces,
  fresh: boolean,
  gone = false,
): Change[] {
  const before = new Map(baseline.traits.map((trait) => [trait.key, trait]));
  const added: TraitFact[] = [];
  const changes: Change[] = [];
  const lists = new Set<string>();
  const add = (old: TraitFact | undefined, now: TraitFact | undefined): void => {
    if (old?.value === now?.value && old?.rank === now?.rank && old?.unit === now?.unit) return;
    if (saysNothingNew(old, now)) return;
    const change = changeOf(old, now, places, fresh);
    if (change === undefined) return;
    changes.push(change);
    lists.add((now ?? old)?.key ?? '');
  };
  const paired = new Map<TraitFact, TraitFact>();
  for (const trait of current.traits) {
    const old = before.get(trait.key);
    before.delete(trait.key);
    if (old === undefined) added.push(trait);
    else paired.set(trait, old);
  }
  const alike = new Map<string, TraitFact>();
  for (const old of before.values()) if (old.alike !== undefined) alike.set(old.alike, old);
  for (const trait of added) {
    const old = trait.alike === undefined ? undefined : alike.get(trait.alike);
    if (old === undefined) continue;
    paired.set(trait, old);
    before.delete(old.key);
    alike.delete(trait.alike ?? '');
  }
  // Lists before their items: the file has them in this order.
  for (const trait of current.traits) {
    if (trait.list !== undefined && lists.has(trait.list)) continue;
    if (fresh && isBackground(trait)) continue;
    add(paired.get(trait), trait);
  }
  for (const old of before.values()) {
    if (old.list !== undefined && lists.has(old.list)) continue;
    if (gone && isBackground(old)) continue;
    add(old, undefined);
  }
  return changes;
}

function changeOf(
  old: TraitFact | undefined,
  now: TraitFact | undefined,
  places: RemovalPlaces,
  fresh: boolean,
): Change | undefined {
  const trait = now ?? old;
  if (trait === undefined) return undefined;
  const direction = judgeTrait(old, now, fresh);
  return {
    facet: trait.facet,
    op: old === undefined ? 'add' : now === undefined ? 'remove' : 'replace',
    subject: trait.subject,
    pointer: trait.pointer,
    direction,
    words: traitSentence(old, now, direction, fresh),
    ...(old === undefined ? {} : { before: old.value, baselineRange: old.range }),
    ...(now === undefined ? {} : { after: now.value }),
    range: now?.range ?? locateRemoval(places, trait.pointer),
    detail: { kind: 'trait', trait: now, baseline: old },
  };
}

/** Whether a trait became looser or stricter; a missing side has the rank of its absence. */
function judgeTrait(
  old: TraitFact | undefined,
  now: TraitFact | undefined,
  fresh: boolean,
): Direction {
  if (old !== undefined && now !== undefined) {
    if (old.rank === undefined || now.rank === undefined || !sameUnit(old, now)) return now.moved;
    // Some programs read nothing as “no limit”.
    if (now.facet === 'spend.limit' && now.rank === 0 && old.rank > 0) return 'unknown';
    return now.rank === old.rank ? sameRank(old, now) : order(old.rank, now.rank);
  }
  const trait = now ?? old;
  if (trait === undefined) return 'neutral';
  if (fresh && now?.facet === 'spend.limit') return 'loosens';
  if (trait.rank === undefined && trait.moved === 'unknown' && trait.absent === 0) return 'unknown';
  const rank = trait.rank ?? (trait.absent === Number.POSITIVE_INFINITY ? 0 : 1);
  return now === undefined ? order(rank, trait.absent) : order(trait.absent, rank);
}

/** Written out or not, what holds is the same. */
function saysNothingNew(old: TraitFact | undefined, now: TraitFact | undefined): boolean {
  const unsaid = (now ?? old)?.unsaid;
  return unsaid !== undefined && (old?.value ?? unsaid) === (now?.value ?? unsaid);
}

/** Worth a word when it changes, not when the whole file is new or gone. */
function isBackground({ facet, rank, moved, key }: TraitFact): boolean {
  if (facet === 'spend.other') return true;
  return rank === 0 && moved === 'neutral' && key !== 'manifest name';
}

/** Written another way, an amount is the same amount. */
function sameRank(old: TraitFact, now: TraitFact): Direction {
  if (now.facet === 'infra.image') return 'neutral';
  if (now.unit?.includes('|') === true || now.unit === 'time') return 'neutral';
  return old.value === now.value ? 'neutral' : now.moved;
}

function order(before: number, after: number): Direction {
  return after > before ? 'loosens' : after < before ? 'tightens' : 'neutral';
}

/** A currency that is not named may be any. */
function sameUnit(old: TraitFact, now: TraitFact): boolean {
  if (old.unit === now.unit) return true;
  if (old.rank === Number.POSITIVE_INFINITY || now.rank === Number.POSITIVE_INFINITY) return true;
  const [currency = '', span] = (old.unit ?? '').split('|');
  const [other = '', otherSpan] = (now.unit ?? '').split('|');
  return span === otherSpan && span !== undefined && (currency === '' || other === '');
}
