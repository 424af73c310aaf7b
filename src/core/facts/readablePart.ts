import type { Surface } from '../surfaces/surface';

/**
 * Characters that are read of one text. The longest instructions of the reference corpus have 88,000,
 * settings far fewer. JSON is bounded while it is parsed (`parseText`), YAML by its marks (`parseYaml`).
 */
const mostCharacters: Readonly<Partial<Record<Surface['format'], number>>> = {
  markdown: 150_000,
  toml: 150_000,
  text: 150_000,
};

/** Written by programs, and bundled: long without anybody meaning harm, and read in one pass. */
const longByNature: ReadonlySet<Surface['reader']> = new Set<Surface['reader']>([
  'lockfile',
  'source',
]);

/** A text up to the end of the last line that is read; most are shorter, and stay whole. */
export function readablePart(text: string, { format, reader }: Surface): string {
  const most = longByNature.has(reader) ? undefined : mostCharacters[format];
  if (most === undefined || text.length <= most) return text;
  const lineEnd = text.lastIndexOf('\n', most - 1) + 1;
  return text.slice(0, lineEnd === 0 ? most : lineEnd);
}
