/** How much a cache may hold; whichever is reached first. */
export interface TextBounds {
  readonly entries: number;
  /** UTF-16 units, about half of the bytes in memory. */
  readonly characters: number;
}

/** Texts by key. What was not asked for the longest time makes room. */
export class BoundedTexts {
  private readonly texts = new Map<string, string | undefined>();
  private characters = 0;

  constructor(private readonly bounds: TextBounds) {}

  has(key: string): boolean {
    return this.texts.has(key);
  }

  get(key: string): string | undefined {
    const text = this.texts.get(key);
    if (!this.texts.delete(key)) return undefined;
    this.texts.set(key, text);
    return text;
  }

  set(key: string, text: string | undefined): void {
    this.delete(key);
    this.texts.set(key, text);
    this.characters += text?.length ?? 0;
    for (const oldest of this.texts.keys()) {
      if (oldest === key || !this.isFull()) break;
      this.delete(oldest);
    }
  }

  delete(key: string): void {
    this.characters -= this.texts.get(key)?.length ?? 0;
    this.texts.delete(key);
  }

  private isFull(): boolean {
    return this.texts.size > this.bounds.entries || this.characters > this.bounds.characters;
  }
}
