/** A finding of any scanner, as far as they can be compared. */
export interface PeerFinding {
  /** As the scanner wrote it: relative or absolute. */
  readonly file: string;
  /** Tells the same finding before and after. */
  readonly name: string;
  readonly severity: string;
}

/** A scanner that npm has, in its strongest mode that needs no network and no key. */
export interface Peer {
  readonly package: string;
  readonly version: string;
  /** Arguments behind the program, started inside of the folder. */
  readonly program: string;
  readonly parameters: readonly string[];
  readonly more?: readonly string[];
}

/**
 * reference `peers.md` names thirteen. Left out: those that upload reports, ask for a key, start the
 * servers they find, or fetch a binary while they are installed.
 */
export const peers: readonly Peer[] = [
  {
    package: 'ecc-agentshield',
    version: '1.6.0',
    program: 'agentshield',
    parameters: ['scan', '--path', '.', '--format', 'json'],
  },
  {
    package: 'ferret-scan',
    version: '2.10.0',
    program: 'ferret',
    parameters: ['scan', '.', '--thorough', '--mcp-validation', '--format', 'json'],
  },
  {
    package: 'ship-safe',
    version: '9.5.2',
    program: 'ship-safe',
    parameters: ['audit', '.', '--json'],
  },
  {
    package: 'secretlint',
    version: '13.0.6',
    program: 'secretlint',
    parameters: ['--format', 'json', '**/*', '**/.*/**/*', '**/.*'],
    more: ['@secretlint/secretlint-rule-preset-recommend@13.0.6'],
  },
];

/** Every object of a report that names a file and a severity; formats differ in everything else. */
export function findingsIn(report: unknown, file = ''): readonly PeerFinding[] {
  if (Array.isArray(report)) return report.flatMap((item) => findingsIn(item, file));
  if (typeof report !== 'object' || report === null) return [];
  const value = report as Readonly<Record<string, unknown>>;
  const text = (...keys: readonly string[]): string => {
    for (const key of keys) if (typeof value[key] === 'string') return value[key];
    return '';
  };
  const own = text('relativePath', 'file', 'filePath', 'path') || file;
  const severity = text('severity').toLowerCase();
  if (severity !== '' && own !== '') {
    return [{ file: own, name: text('ruleId', 'rule', 'id', 'title'), severity }];
  }
  return Object.values(value).flatMap((item) => findingsIn(item, own));
}

/** High, medium and whatever a scanner calls so. */
export function isAlarm({ severity }: PeerFinding): boolean {
  return /^(?:critical|high|medium|moderate|error|warning)$/.test(severity);
}
