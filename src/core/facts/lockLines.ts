/** A new entry starts; the name may come later. */
export interface LockStart {
  readonly part: 'start';
  readonly text: string;
}

/** What a manifest asks for; without a name it is about the entry that is open. */
export interface LockAsked {
  readonly part: 'asked';
  readonly name?: string | undefined;
  readonly text: string;
}

/** What one line of a lockfile says. `at`: where the text starts within the line. */
export type LockLine =
  | LockStart
  | LockAsked
  | { readonly part: 'name'; readonly text: string }
  | {
      readonly part: 'version' | 'source' | 'integrity';
      readonly text: string;
      readonly at: number;
    };

export type LockFormat = 'npm' | 'pnpm' | 'yarn' | 'toml' | 'go';

type LineReader = (line: string) => readonly LockLine[];

/** Formats as of npm 11, pnpm 10, Yarn 1 and 4, uv 0.8, Poetry 2, Cargo 1.90, Go 1.25 (2026-11). */
export const lineReaders: Readonly<Record<LockFormat, LineReader>> = {
  npm: readNpm,
  pnpm: readPnpm,
  yarn: readYarn,
  toml: readToml,
  go: readGo,
};

function readNpm(line: string): readonly LockLine[] {
  const open = /^ {2,40}"([^"]{0,300})": \{/.exec(line);
  if (open !== null)
    return [{ part: 'start', text: (open[1] ?? '').split('node_modules/').pop() ?? '' }];
  const pair = /^( {4,42}"([\w@/.-]{1,214})": ")([^"]{1,1500})"/.exec(line);
  if (pair === null) return [];
  const [, before = '', key = '', value = ''] = pair;
  switch (key) {
    case 'version':
      return [{ part: 'version', text: value, at: before.length }];
    case 'resolved':
      return [{ part: 'source', text: value, at: before.length }];
    case 'integrity':
      return [{ part: 'integrity', text: value, at: before.length }];
    case 'name':
      return [{ part: 'name', text: value }];
    default:
      return [{ part: 'asked', name: key, text: value }];
  }
}

function readPnpm(line: string): readonly LockLine[] {
  const key = /^ {2}'?\/?((?:@[\w.-]{1,100}\/)?[\w.-]{1,214})@([\w.+-]{1,80})/.exec(line);
  if (key !== null) {
    const [whole, name = '', version = ''] = key;
    return [
      { part: 'start', text: name },
      { part: 'version', text: version, at: whole.length - version.length },
    ];
  }
  const importer = /^ {6}'?((?:@[\w.-]{1,100}\/)?[\w.-]{1,214})'?:$/.exec(line);
  if (importer !== null) return [{ part: 'start', text: importer[1] ?? '' }];
  const asked = /^ {8}specifier: '?([^']{1,200})'?$/.exec(line);
  if (asked !== null) return [{ part: 'asked', text: asked[1] ?? '' }];
  if (!/^ {4}resolution: /.test(line)) return [];
  return [
    ...placed('integrity', line, /\bintegrity: ([\w+/=-]{8,200})/),
    ...placed('source', line, /\btarball: ([^\s,}]{1,1500})/),
  ];
}

function readYarn(line: string): readonly LockLine[] {
  const header = /^"?((?:@[\w.-]{1,100}\/)?[\w.-]{1,214})@[^\n]{0,1500}:$/.exec(line);
  if (header !== null) {
    const name = header[1] ?? '';
    const asked = line.split(/[",:\s]{1,4}(?=@?[\w.-]{1,100}[@/])/).flatMap((one): LockLine[] => {
      const at = one.lastIndexOf('@');
      const text = one.slice(at + 1).replace(/^npm:|[":]{1,2}$/g, '');
      return at < 1 || text === '' ? [] : [{ part: 'asked', name, text }];
    });
    return [{ part: 'start', text: name }, ...asked];
  }
  return [
    ...placed('version', line, /^ {2}version:? "?([\w.+-]{1,80})/),
    ...placed('source', line, /^ {2}resolved "([^"]{1,1500})"/),
    ...placed('integrity', line, /^ {2}(?:integrity|checksum:) ([\w+/=-]{8,200})/),
  ];
}

function readToml(line: string): readonly LockLine[] {
  if (line.startsWith('[[package]]')) return [{ part: 'start', text: '' }];
  const name = /^name = "([^"]{1,214})"/.exec(line)?.[1];
  if (name !== undefined) return [{ part: 'name', text: name }];
  return [
    ...placed('version', line, /^version = "([^"]{1,80})"/),
    ...placed(
      'source',
      line,
      /^source = (?:"registry\+|\{ (?:registry|url|git) = ")([^"]{1,1500})"/,
    ),
    ...placed('integrity', line, /\b(?:hash|checksum) = "([\w:+/=-]{8,200})"/),
  ];
}

function readGo(line: string): readonly LockLine[] {
  const [name, version, integrity] = line.trim().split(' ');
  if (name === undefined || version === undefined || integrity === undefined) return [];
  return [
    { part: 'start', text: name },
    { part: 'version', text: version, at: line.indexOf(version) },
    { part: 'integrity', text: integrity, at: line.lastIndexOf(integrity) },
  ];
}

function placed(
  part: 'version' | 'source' | 'integrity',
  line: string,
  pattern: RegExp,
): readonly LockLine[] {
  const match = pattern.exec(line);
  const text = match?.[1];
  if (match === null || text === undefined) return [];
  return [{ part, text, at: match.index + match[0].lastIndexOf(text) }];
}
