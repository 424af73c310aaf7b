/** What the extension remembers of one governed file. Texts are named by their digest. */
export interface AcceptedEntry {
  /** The text the user accepted last; null: the file did not exist. */
  readonly accepted: string | null;
  /**
   * What changes are measured against where git does not know the file. A save does not move it, or
   * every squiggle would end with Ctrl+S. Undefined: git knows the file.
   */
  readonly reviewed?: string | null | undefined;
  /** Accepted by a decision of the user, not only because it was there at the first sight. */
  readonly decided: boolean;
  /** Earlier review texts that records may have to go back to, newest first. */
  readonly earlier: readonly string[];
  /** Digests of texts that were accepted once. */
  readonly before: readonly string[];
  /** Keys of changes and digests of texts that nobody has to be told of again. */
  readonly told: readonly string[];
}

/** An edit from outside that was put back; its text is kept until newer ones take its place. */
export interface Draft {
  readonly uri: string;
  readonly digest: string;
  /** ISO 8601. */
  readonly at: string;
}

/** Everything but the texts. The least recently accepted file stands first. */
export interface AcceptedIndex {
  /** UTF-16 units of the texts by their digest: what the bound counts. */
  readonly sizes: ReadonlyMap<string, number>;
  readonly files: ReadonlyMap<string, AcceptedEntry>;
  /** Workspace folders that were read completely: a file found there later is a new one. */
  readonly seen: ReadonlySet<string>;
  /** Newest first. */
  readonly drafts: readonly Draft[];
}

const version = 1;

export function serialiseIndex({ sizes, files, seen, drafts }: AcceptedIndex): string {
  return JSON.stringify({
    version,
    sizes: [...sizes],
    files: [...files],
    seen: [...seen],
    drafts,
  });
}

/** Reads the index back. What cannot be read is forgotten: those files are met anew. */
export function parseIndex(text: string): AcceptedIndex | undefined {
  const value = parseJson(text);
  if (!isObject(value) || value['version'] !== version) return undefined;
  const { sizes, files, seen, drafts } = value;
  if (!Array.isArray(sizes) || !Array.isArray(files)) return undefined;
  if (!Array.isArray(seen) || !Array.isArray(drafts)) return undefined;
  return {
    sizes: new Map(sizes.filter(isSize)),
    files: new Map(files.filter(isFile)),
    seen: new Set(seen.filter((folder) => typeof folder === 'string')),
    drafts: drafts.filter(isDraft),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isSize(value: unknown): value is [string, number] {
  return Array.isArray(value) && typeof value[0] === 'string' && typeof value[1] === 'number';
}

function isFile(value: unknown): value is [string, AcceptedEntry] {
  if (!Array.isArray(value) || typeof value[0] !== 'string') return false;
  const entry: unknown = value[1];
  return (
    isObject(entry) &&
    isDigest(entry['accepted']) &&
    (entry['reviewed'] === undefined || isDigest(entry['reviewed'])) &&
    typeof entry['decided'] === 'boolean' &&
    isTexts(entry['earlier']) &&
    isTexts(entry['before']) &&
    isTexts(entry['told'])
  );
}

function isDraft(value: unknown): value is Draft {
  return (
    isObject(value) &&
    typeof value['uri'] === 'string' &&
    typeof value['digest'] === 'string' &&
    typeof value['at'] === 'string'
  );
}

function isDigest(value: unknown): value is string | null {
  return value === null || typeof value === 'string';
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
