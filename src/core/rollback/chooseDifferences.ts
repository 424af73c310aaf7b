import type { Change } from '../compare/change';
import type { TextRange } from '../parse/tree';
import type { Difference } from './structuralDifferences';

/** Which changes go back and which stay. Every change of the file is in exactly one of the sets. */
export interface Selection {
  readonly changes: readonly Change[];
  readonly reverting: ReadonlySet<Change>;
  /** Tightenings that stay. Changes in neither set were simply not selected. */
  readonly kept: ReadonlySet<Change>;
  /** Differences that no change speaks of go back too: the whole file was asked for. */
  readonly everything: boolean;
  /** The file is a map of servers: the nameless rest of an entry follows the entry. */
  readonly serverEntries: boolean;
}

/** A difference with the decision about it. `mixed`: see the parts. */
export interface Choice {
  readonly difference: Difference;
  readonly verdict: 'all' | 'none' | 'mixed';
  readonly parts: readonly Choice[];
}

export interface Chosen {
  readonly choice: Choice;
  /** Not asked for, but part of something that goes back: they go with it. */
  readonly absorbed: readonly Change[];
  /** A tightening that would be undone along the way, so that the whole is refused. */
  readonly refusedBy?: { readonly kept: Change; readonly reverting: Change } | undefined;
}

/**
 * Decides for every difference between the recorded and the baseline text whether it goes back.
 * A change owns the deepest difference that its range or pointer lies in; a difference without an
 * owner follows the nearest object or list that has one.
 */
export function chooseDifferences(root: Difference, selection: Selection): Chosen {
  const owners = findOwners(root, selection.changes);
  const absorbed = new Set<Change>();
  let refusedBy: Chosen['refusedBy'];
  const entries = selection.serverEntries ? ownersByEntry(owners) : new Map<string, Change[]>();

  function decide(difference: Difference, inherited: readonly Change[], rest: boolean): Choice {
    const own = owners.get(difference) ?? [];
    if (difference.kind === 'container') {
      const below = own.length > 0 ? own : inherited;
      return combine(
        difference,
        difference.parts.flatMap((part) =>
          split(part, owners).map((piece) => decide(piece, below, rest)),
        ),
      );
    }
    if (difference.parts.length > 0 && hasOwners(difference.parts, owners)) {
      if (own.some((change) => selection.reverting.has(change))) {
        for (const change of ownersBelow(difference, owners)) absorb(change);
        return { difference, verdict: decideLeaf(difference, own, rest), parts: [] };
      }
      // The entry stays; what was asked for inside it can still go, the nameless rest stays with it.
      const restStays = own.length > 0 ? false : rest;
      return combine(
        difference,
        difference.parts.map((part) => decide(part, inherited, restStays)),
      );
    }
    const verdict = decideLeaf(difference, own.length > 0 ? own : inherited, rest);
    return { difference, verdict, parts: [] };
  }

  function decideLeaf(
    difference: Difference,
    changes: readonly Change[],
    rest: boolean,
  ): 'all' | 'none' {
    if (changes.length === 0) return rest || entryGoesBack(difference) ? 'all' : 'none';
    const reverting = changes.find((change) => selection.reverting.has(change));
    if (reverting === undefined) return 'none';
    for (const change of changes) {
      if (selection.kept.has(change)) refusedBy ??= { kept: change, reverting };
      absorb(change);
    }
    return 'all';
  }

  function absorb(change: Change): void {
    if (!selection.reverting.has(change)) absorbed.add(change);
  }

  function entryGoesBack(difference: Difference): boolean {
    const entry = entries.get(entryKey(difference.path));
    return entry !== undefined && entry.every((change) => selection.reverting.has(change));
  }

  const choice = decide(root, [], selection.everything);
  return { choice, absorbed: [...absorbed], refusedBy };
}

type Owners = Map<Difference, readonly Change[]>;
type Side = 'recorded' | 'baseline';

function findOwners(root: Difference, changes: readonly Change[]): Owners {
  const owners = new Map<Difference, Change[]>();
  const recorded = new PartFinder('recorded');
  const baseline = new PartFinder('baseline');
  for (const change of changes) {
    const places: Difference[][] = [];
    if (change.op !== 'remove') {
      places.push(
        pathByRange(root, change.range, recorded),
        pathByPointer(root, change.pointer, recorded),
      );
    } else {
      places.push(pathByPointer(root, change.pointer, baseline));
    }
    if (change.baselineRange !== undefined) {
      places.push(pathByRange(root, change.baselineRange, baseline));
    }
    const ends = places.flatMap((place) => place.slice(-1));
    const leaves = ends.filter((end) => end.kind !== 'container');
    const deepest = places.reduce((best, place) => (place.length > best.length ? place : best), []);
    // A change that names a value owns that value; only one that names none owns what surrounds it,
    // and never the whole file.
    const owned = leaves.length > 0 ? leaves : deepest.length > 1 ? deepest.slice(-1) : [];
    for (const difference of new Set(owned)) {
      owners.set(difference, [...(owners.get(difference) ?? []), change]);
    }
  }
  return owners;
}

/** Finds the part of a difference that a change speaks of; with thousands of each, by an index. */
class PartFinder {
  /** In order of the text; parts of one difference never overlap on one side. */
  private readonly ordered = new Map<Difference, readonly Placed[]>();
  private readonly named = new Map<Difference, ReadonlyMap<string, Difference>>();

  constructor(private readonly side: Side) {}

  around(difference: Difference, range: TextRange): Difference | undefined {
    const placed = this.orderedParts(difference);
    let low = 0;
    let high = placed.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((placed[middle]?.range.start ?? 0) <= range.start) low = middle;
      else high = middle - 1;
    }
    const found = placed[low];
    if (found === undefined || range.start < found.range.start) return undefined;
    return range.end <= found.range.end ? found.part : undefined;
  }

  called(difference: Difference, step: string): Difference | undefined {
    let names = this.named.get(difference);
    if (names === undefined) {
      const entries = this.orderedParts(difference).map(({ part }) => {
        const name = part.kind === 'element' ? String(part[this.side]?.index) : part.path.at(-1);
        return [name ?? '', part] as const;
      });
      names = new Map(entries);
      this.named.set(difference, names);
    }
    return names.get(step);
  }

  private orderedParts(difference: Difference): readonly Placed[] {
    let placed = this.ordered.get(difference);
    if (placed === undefined) {
      placed = difference.parts
        .flatMap((part) => {
          const range = part[this.side]?.range;
          return range === undefined ? [] : [{ part, range }];
        })
        .sort((left, right) => left.range.start - right.range.start);
      this.ordered.set(difference, placed);
    }
    return placed;
  }
}

interface Placed {
  readonly part: Difference;
  readonly range: TextRange;
}

function pathByRange(root: Difference, range: TextRange, finder: PartFinder): Difference[] {
  const path: Difference[] = [root];
  let current: Difference | undefined = root;
  while (current !== undefined) {
    current = finder.around(current, range);
    if (current !== undefined) path.push(current);
  }
  return path;
}

function pathByPointer(root: Difference, pointer: string, finder: PartFinder): Difference[] {
  const path: Difference[] = [root];
  let current: Difference = root;
  for (const raw of pointer.split('/').slice(1)) {
    const step = raw.replaceAll('~1', '/').replaceAll('~0', '~');
    const next = finder.called(current, step);
    if (next === undefined) break;
    path.push(next);
    current = next;
  }
  return path;
}

/** An item that was replaced by something unrelated is two decisions, not one. */
function split(part: Difference, owners: Owners): readonly Difference[] {
  const { recorded, baseline } = part;
  if (part.kind !== 'element' || recorded === undefined || baseline === undefined) return [part];
  const all = owners.get(part) ?? [];
  const left = all.filter((change) => owns(change, recorded.range, 'recorded'));
  const right = all.filter((change) => owns(change, baseline.range, 'baseline'));
  if (all.length === 0 || left.some((change) => right.includes(change))) return [part];
  const leftHalf: Difference = { kind: 'element', path: part.path, recorded, parts: [] };
  const rightHalf: Difference = { kind: 'element', path: part.path, baseline, parts: [] };
  owners.set(leftHalf, left);
  owners.set(rightHalf, right);
  return [leftHalf, rightHalf];
}

function owns(change: Change, range: TextRange, side: Side): boolean {
  const own = side === 'recorded' ? change.range : change.baselineRange;
  if (own === undefined || (side === 'recorded' && change.op === 'remove')) return false;
  return own.start >= range.start && own.end <= range.end;
}

function combine(difference: Difference, parts: readonly Choice[]): Choice {
  const verdict = parts.every((part) => part.verdict === 'all')
    ? 'all'
    : parts.every((part) => part.verdict === 'none')
      ? 'none'
      : 'mixed';
  return { difference, verdict, parts };
}

function hasOwners(parts: readonly Difference[], owners: Owners): boolean {
  return parts.some((part) => owners.has(part) || hasOwners(part.parts, owners));
}

function ownersBelow(difference: Difference, owners: Owners): readonly Change[] {
  return difference.parts.flatMap((part) => [
    ...(owners.get(part) ?? []),
    ...ownersBelow(part, owners),
  ]);
}

function ownersByEntry(owners: Owners): Map<string, Change[]> {
  const entries = new Map<string, Change[]>();
  for (const [difference, changes] of owners) {
    if (difference.path.length < 2) continue;
    const key = entryKey(difference.path);
    entries.set(key, [...(entries.get(key) ?? []), ...changes]);
  }
  return entries;
}

/** A server entry stands two keys deep: the server map and the name. */
function entryKey(path: readonly string[]): string {
  return JSON.stringify(path.slice(0, 2));
}
