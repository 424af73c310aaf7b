import { t } from '@vscode/l10n';
import { versionOrder } from '../compare/versionOrder';
import { comparableName } from '../facts/confusableName';
import type { PackageSpec, ServerFact } from '../facts/fact';
import { editDistance } from './editDistance';
import {
  knownPackagesDate,
  maliciousPackages,
  popularPackages,
  vulnerablePackages,
} from './knownPackages';
import type { Detection, Fix, Rule, RuleContext } from './rule';
import { serverFactors } from './serverContext';

/** Rules about packages whose name or version is known. */
export const knownPackageRules: readonly Rule[] = [
  {
    id: 'mcp/known-malicious-package',
    title: t('Package known to do harm'),
    kind: 'state',
    severity: 'critical',
    type: 'security-update',
    category: 'server-dependency',
    confidence: 'deterministic',
    supersedes: [
      'mcp/known-vulnerable-version',
      'mcp/unpinned-package',
      'mcp/version-upgraded',
      'mcp/version-downgrade',
      'mcp/version-pin-lost',
    ],
    neverAccepted: t('the package was made to do harm. Take it out.'),
    check: (context) => packagesOf(context).flatMap((found) => malicious(context, found)),
  },
  {
    id: 'mcp/known-vulnerable-version',
    title: t('Version with a known hole'),
    kind: 'state',
    severity: 'high',
    type: 'security-update',
    category: 'server-dependency',
    confidence: 'deterministic',
    supersedes: ['mcp/version-upgraded', 'mcp/version-downgrade'],
    check: (context) => packagesOf(context).flatMap((found) => vulnerable(context, found)),
  },
  {
    id: 'mcp/typosquat-package',
    title: t('Package name that can be taken for another'),
    kind: 'state',
    severity: 'medium',
    type: 'configuration',
    category: 'server-dependency',
    confidence: 'heuristic',
    supersedes: [],
    check: (context) => packagesOf(context).flatMap((found) => lookAlike(context, found)),
  },
];

interface Found {
  readonly server: ServerFact;
  readonly spec: PackageSpec;
}

function packagesOf({ facts }: RuleContext): readonly Found[] {
  return facts.servers.flatMap((server) => {
    const spec = server.launch?.package;
    return spec === undefined ? [] : [{ server, spec }];
  });
}

function malicious(context: RuleContext, { server, spec }: Found): readonly Detection[] {
  const known = maliciousPackages.find(
    ({ ecosystem, name }) => ecosystem === spec.ecosystem && name === spec.name,
  );
  if (known === undefined) return [];
  const exact = known.versions.includes(plainVersion(spec));
  if (!exact && !(known.whole && spec.pin !== 'exact')) return [];
  return [
    {
      severity: 'critical',
      ...placeOf(server, spec),
      range: spec.range,
      message: exact
        ? t(
            '“{0}” runs {1}, a release made to do harm (list of {2}). Remove the server, and replace every credential it could reach.',
            server.name,
            spec.text,
            knownPackagesDate,
          )
        : t(
            '“{0}” runs {1}, and releases of it were made to do harm: {3} (list of {2}). Remove the server, and replace every credential it could reach.',
            server.name,
            spec.text,
            knownPackagesDate,
            known.versions.join(', '),
          ),
      because: t('known to do harm'),
      factors: serverFactors(context, server),
      fixes: [],
    },
  ];
}

function vulnerable(context: RuleContext, { server, spec }: Found): readonly Detection[] {
  if (spec.pin !== 'exact') return [];
  const version = plainVersion(spec);
  const name = spec.name.replace(/\[[^[\]]*\]$/, '');
  const known = vulnerablePackages.find(
    (entry) =>
      entry.ecosystem === spec.ecosystem &&
      entry.name === name &&
      versionOrder(name, version, entry.fixed).kind === 'upgraded' &&
      (entry.from === undefined || versionOrder(name, version, entry.from).kind !== 'upgraded'),
  );
  if (known === undefined) return [];
  return [
    {
      severity: 'medium',
      introducedSeverity: 'high',
      ...placeOf(server, spec),
      range: spec.versionRange,
      message: t(
        '“{0}” runs {1}, which has a published hole ({2}; list of {3}). Use {4} or newer.',
        server.name,
        spec.text,
        known.id,
        knownPackagesDate,
        known.fixed,
      ),
      because: t('known hole'),
      factors: serverFactors(context, server),
      fixes: fixedVersion(context, spec, known.fixed),
    },
  ];
}

/** Only the number: how it is attached to the name stays as it is. */
function fixedVersion({ text }: RuleContext, spec: PackageSpec, fixed: string): readonly Fix[] {
  const { start, end } = spec.versionRange;
  const present = text.slice(start, end);
  const at = present.search(/\d/);
  if (at < 0 || spec.version === undefined || !present.endsWith(spec.version)) return [];
  return [
    {
      id: 'pin',
      title: t('Use {0}', fixed),
      edits: [{ range: { start: start + at, end }, text: fixed }],
      preferred: false,
    },
  ];
}

/** Shorter names are close to many others. */
const shortest = 8;

function lookAlike(context: RuleContext, { server, spec }: Found): readonly Detection[] {
  if (spec.ecosystem !== 'npm' && spec.ecosystem !== 'pypi') return [];
  const known = resembled(spec.name.toLowerCase().replace(/\[[^[\]]*\]$/, ''));
  if (known === undefined) return [];
  const { provenance: _, ...factors } = serverFactors(context, server);
  return [
    {
      severity: 'medium',
      introducedSeverity: 'high',
      ...placeOf(server, spec),
      range: {
        start: spec.range.start,
        end: Math.max(spec.versionRange.start, spec.range.start + 1),
      },
      message: t(
        '“{0}” runs `{1}`, which reads almost like the well-known `{2}`. Such names were used to slip in other code. Check which one is meant.',
        server.name,
        spec.name,
        known,
      ),
      because: t('name like a well-known one'),
      factors,
      fixes: replaceName(context, spec, known),
    },
  ];
}

/** A guess, so it asks; the version stays for whoever knows what the other package has. */
function replaceName({ text }: RuleContext, spec: PackageSpec, known: string): readonly Fix[] {
  const { start } = spec.range;
  const range = { start, end: start + spec.name.length };
  if (text.slice(range.start, range.end) !== spec.name) return [];
  const title = t('If you mean `{0}`: write it', known);
  return [{ id: 'replace', title, edits: [{ range, text: known }], preferred: false }];
}

const popularOnes = popularPackages.map((known) => ({
  known,
  comparable: comparableName(known),
  scope: scopeOf(known),
}));

/** Within one scope only its owner publishes, so a name there is no disguise. */
function resembled(name: string): string | undefined {
  if (popularPackages.includes(name)) return undefined;
  const scope = scopeOf(name);
  const plain = comparableName(name);
  return popularOnes.find(({ known, comparable, scope: other }) => {
    if (scope !== '' && scope === other) return false;
    if (plain === comparable) return !isSeparators(name, known);
    return name.length >= shortest && known.length >= shortest && oneSlip(name, known);
  })?.known;
}

/** To PyPI `-`, `_` and `.` are the same. */
function isSeparators(left: string, right: string): boolean {
  return left.replace(/[_.]/g, '-') === right.replace(/[_.]/g, '-');
}

/** One letter more, less or other, or two neighbours that changed places. */
function oneSlip(left: string, right: string): boolean {
  if (Math.abs(left.length - right.length) > 1) return false;
  const distance = editDistance(left, right, 2);
  if (distance === 1) return true;
  if (distance !== 2 || left.length !== right.length) return false;
  return [...left].sort().join('') === [...right].sort().join('');
}

function scopeOf(name: string): string {
  return name.startsWith('@') ? (name.split('/')[0] ?? '') : '';
}

function plainVersion({ version }: PackageSpec): string {
  return (version ?? '').replace(/^v/, '');
}

function placeOf(
  server: ServerFact,
  spec: PackageSpec,
): Pick<Detection, 'subject' | 'pointer' | 'entity'> {
  return {
    subject: server.subject,
    pointer: spec.pointer,
    entity: `${spec.ecosystem} ${spec.name} ${spec.version ?? ''}`,
  };
}
