/** Something that follows from a text alone. */
export type TextWork<T> = (text: string, memory: Memory) => T;

/** Whatever is not undefined, which stands for "not known". */
type Known = object | string | number | boolean;

interface Placed {
  readonly start: number;
  readonly value: unknown;
  /** Its strings are its own. */
  readonly settled: boolean;
}

/**
 * What has been worked out from pieces of text, for whoever analyses nearly the same text again: a
 * sentence, a rule, an entry of a list that stayed need not be read a second time.
 *
 * It belongs to whoever asks, never to the core, and changes no result, only how soon it is there. It
 * holds what one analysis used; the next one takes over what it uses itself, and the rest is forgotten.
 * So it is never larger than the files it was made from.
 */
export class Memory {
  private readonly shelves = new Map<unknown, Map<string, unknown>>();

  /** @param before what an earlier analysis used; let go by `close` */
  constructor(private before?: Memory) {}

  /**
   * What a piece of work makes of a text.
   *
   * @param work depends on nothing but the text; the same function each time, so no closure
   */
  recall<T extends Known>(work: TextWork<T>, text: string): T {
    return this.recallAs(work, text, () => work(apart(text), this));
  }

  /**
   * The same for what is at hand in another form than text.
   *
   * @param kind what is worked out
   * @param key all that it depends on
   * @param make its result stays longer than the file, so it holds no part of the file's text
   */
  recallAs<T extends Known>(kind: unknown, key: string, make: () => T): T {
    const shelf = this.shelf(kind);
    let known = shelf.get(key) as T | undefined;
    if (known === undefined) {
      known = (this.before?.find(kind, key) as T | undefined) ?? make();
      shelf.set(key, known);
    }
    return known;
  }

  /**
   * What was read from an entry of a file. It moves along when only what stands before it changed.
   *
   * @param key all that it depends on but its place
   * @param start where the entry starts; its ranges shift with it
   * @param read plain data
   */
  recallAt<T extends object>(kind: unknown, key: string, start: number, read: () => T): T {
    const shelf = this.shelf(kind);
    const own = shelf.get(key) as Placed | undefined;
    if (own?.start === start) return own.value as T;
    const known = own ?? (this.before?.find(kind, key) as Placed | undefined);
    const placed =
      known === undefined ? { start, value: read(), settled: false } : placeAt(known, start);
    shelf.set(key, placed);
    return placed.value as T;
  }

  /** Afterwards nothing older is held but what was used. */
  close(): this {
    this.before = undefined;
    return this;
  }

  private shelf(kind: unknown): Map<string, unknown> {
    let shelf = this.shelves.get(kind);
    if (shelf === undefined) {
      shelf = new Map();
      this.shelves.set(kind, shelf);
    }
    return shelf;
  }

  private find(kind: unknown, key: string): unknown {
    return this.shelves.get(kind)?.get(key);
  }
}

/**
 * A copy. Engines keep a part of a text as a view into the whole; a result that stays would keep the
 * whole file as it was when the part was first seen.
 */
export function apart(text: string): string {
  return ` ${text}`.slice(1);
}

function placeAt(known: Placed, start: number): Placed {
  if (known.settled && known.start === start) return known;
  const value = moved(known.value, start - known.start, known.settled);
  return { start, value, settled: true };
}

/** Plain data with every range in it shifted. */
function moved(value: unknown, by: number, settled: boolean): unknown {
  if (typeof value === 'string') return settled ? value : apart(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => moved(item, by, settled));
  if (isRange(value)) return { start: value.start + by, end: value.end + by };
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    copy[key] = moved((value as Record<string, unknown>)[key], by, settled);
  }
  return copy;
}

function isRange(value: object): value is { start: number; end: number } {
  return 'start' in value && 'end' in value;
}
