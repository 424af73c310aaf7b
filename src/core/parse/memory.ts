/** Something that follows from a text alone. */
export type TextWork<T> = (text: string, memory: Memory) => T;

/**
 * What has been worked out from pieces of text, for whoever analyses nearly the same text again: a
 * sentence, a rule, an entry of a list that stayed need not be read a second time.
 *
 * It belongs to whoever asks, never to the core, and changes no result, only how soon it is there. It
 * holds what one analysis used; the next one takes over what it uses itself, and the rest is forgotten.
 * So it is never larger than the files it was made from.
 */
export class Memory {
  private readonly shelves = new Map<TextWork<unknown>, Map<string, unknown>>();

  /** @param before what an earlier analysis used; let go by `close` */
  constructor(private before?: Memory) {}

  /**
   * What a piece of work makes of a text.
   *
   * @param work depends on nothing but the text; the same function each time, so no closure
   */
  recall<T extends NonNullable<unknown>>(work: TextWork<T>, text: string): T {
    let shelf = this.shelves.get(work) as Map<string, T> | undefined;
    if (shelf === undefined) {
      shelf = new Map();
      this.shelves.set(work, shelf);
    }
    let known = shelf.get(text);
    if (known === undefined) {
      known = (this.before?.shelves.get(work)?.get(text) as T | undefined) ?? work(apart(text), this);
      shelf.set(text, known);
    }
    return known;
  }

  /** Afterwards nothing older is held but what was used. */
  close(): this {
    this.before = undefined;
    return this;
  }
}

/**
 * A copy. Engines keep a part of a text as a view into the whole; a result that stays would keep the
 * whole file as it was when the part was first seen.
 */
function apart(text: string): string {
  return ` ${text}`.slice(1);
}
