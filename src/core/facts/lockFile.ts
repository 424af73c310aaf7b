import type { TextRange } from '../parse/tree';
import {
  lineReaders,
  type LockAsked,
  type LockFormat,
  type LockLine,
  type LockStart,
} from './lockLines';

/** One package of a lockfile: what exactly was installed, and how that is checked. */
export interface LockEntry {
  readonly name: string;
  readonly version: string;
  /** Where it was fetched from; undefined where the format does not say. */
  readonly source?: string | undefined;
  /** Checksums as written, in order. */
  readonly integrity?: string | undefined;
  /** The checksum, else the address. */
  readonly range: TextRange;
  readonly sourceRange?: TextRange | undefined;
}

/** What a lockfile says. */
export interface LockFact {
  readonly entries: readonly LockEntry[];
  /**
   * What manifests asked for when the lock was made, by name. Empty where the format does not say; of
   * Yarn also what other packages ask for.
   */
  readonly asked: ReadonlyMap<string, readonly string[]>;
}

/** Beyond this nobody's lockfile goes; what follows is not read. */
const mostEntries = 50_000;
const longestLine = 2_000;

/** Which format a surface of lockfiles has. */
export function lockFormat(surfaceId: string): LockFormat {
  switch (surfaceId) {
    case 'npm-lock':
      return 'npm';
    case 'pnpm-lock':
      return 'pnpm';
    case 'yarn-lock':
      return 'yarn';
    case 'go-lock':
      return 'go';
    default:
      return 'toml';
  }
}

/**
 * Reads a lockfile line by line: those of npm, pnpm, Yarn, uv, Poetry, Cargo and Go are written by
 * programs, one statement a line, and too long to be parsed while somebody types.
 */
export function readLockFile(text: string, format: LockFormat): LockFact {
  const read = lineReaders[format];
  const entries: LockEntry[] = [];
  const asked = new Map<string, string[]>();
  let open: Draft = {};
  const take = (said: LockLine, lineStart: number): void => {
    if (said.part === 'start') {
      const entry = entryOf(open);
      if (entry !== undefined) entries.push(entry);
      open = said.text === '' ? {} : { name: said.text };
    } else if (said.part === 'asked') {
      // npm lists what each package asks for; those of the project come first.
      if (format === 'npm' && (entries.length > 0 || entryOf(open) !== undefined)) return;
      const name = said.name ?? open.name;
      if (name !== undefined) asked.set(name, [...(asked.get(name) ?? []).slice(-20), said.text]);
    } else open = withPart(open, said, lineStart);
  };
  let start = 0;
  while (start < text.length && entries.length < mostEntries) {
    const lineBreak = text.indexOf('\n', start);
    const end = lineBreak < 0 ? text.length : lineBreak;
    if (end - start <= longestLine) {
      for (const said of read(text.slice(start, end).trimEnd())) take(said, start);
    }
    start = end + 1;
  }
  const last = entryOf(open);
  return { entries: last === undefined ? entries : [...entries, last], asked };
}

interface Placed {
  readonly text: string;
  readonly range: TextRange;
}

interface Draft {
  readonly name?: string;
  readonly version?: Placed;
  readonly source?: Placed;
  readonly integrity?: Placed;
}

/** A package of the project itself has neither address nor checksum. */
function entryOf({ name, version, source, integrity }: Draft): LockEntry | undefined {
  const place = integrity ?? source;
  if (name === undefined || version === undefined || place === undefined) return undefined;
  return {
    name,
    version: version.text,
    source: source?.text,
    integrity: integrity?.text,
    range: place.range,
    sourceRange: source?.range,
  };
}

function withPart(
  draft: Draft,
  said: Exclude<LockLine, LockStart | LockAsked>,
  lineStart: number,
): Draft {
  if (said.part === 'name') return { ...draft, name: said.text };
  const start = lineStart + said.at;
  const placed: Placed = { text: said.text, range: { start, end: start + said.text.length } };
  const known = draft[said.part];
  // Several files of one release: all their checksums count, as far as somebody may want to see them.
  if (said.part === 'integrity' && known !== undefined && known.text.length < 20_000) {
    return { ...draft, integrity: { ...known, text: `${known.text} ${said.text}` } };
  }
  return known === undefined ? { ...draft, [said.part]: placed } : draft;
}
