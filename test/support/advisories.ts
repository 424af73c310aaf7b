import type { Ecosystem } from '../../src/core/facts/fact';
import type { KnownPackage, MaliciousPackage } from '../../src/core/rules/knownPackages';

/** A report in the OSV format (ossf.github.io/osv-schema, 1.7), as far as it is used. */
export interface Advisory {
  readonly id: string;
  readonly aliases?: readonly string[];
  readonly withdrawn?: string;
  readonly affected?: readonly {
    readonly package?: { readonly ecosystem?: string; readonly name?: string };
    readonly ranges?: readonly {
      readonly type?: string;
      readonly events?: readonly { readonly introduced?: string; readonly fixed?: string }[];
    }[];
    readonly versions?: readonly string[];
  }[];
}

export interface KnownLists {
  readonly vulnerable: readonly KnownPackage[];
  readonly malicious: readonly MaliciousPackage[];
}

const ecosystems: Readonly<Record<string, Ecosystem>> = { npm: 'npm', PyPI: 'pypi' };

/** Packages of this field; whatever the lists hold already is followed too. */
const concerned = /(?:^|[^a-z])mcp(?:[^a-z]|$)|modelcontextprotocol|^cline$/i;

/**
 * The lists with what an export of advisories adds. Nothing is taken out: a release that was bad stays
 * bad. A report without a fixed version is left out, because the rule says which one to take.
 */
export function mergeAdvisories(known: KnownLists, advisories: readonly Advisory[]): KnownLists {
  const vulnerable = new Map(known.vulnerable.map((entry) => [keyOf(entry), entry]));
  const malicious = new Map(
    known.malicious.map((entry) => [`${entry.ecosystem} ${entry.name}`, entry]),
  );
  for (const advisory of advisories) {
    if (advisory.withdrawn !== undefined) continue;
    for (const { package: of, ranges, versions = [] } of advisory.affected ?? []) {
      const ecosystem = Object.hasOwn(ecosystems, of?.ecosystem ?? '')
        ? ecosystems[of?.ecosystem ?? '']
        : undefined;
      const name = of?.name ?? '';
      if (ecosystem === undefined || name === '') continue;
      const followed =
        concerned.test(name) ||
        [...known.vulnerable, ...known.malicious].some((entry) => entry.name === name);
      if (!followed) continue;
      const events = (ranges ?? [])
        .filter(({ type }) => type !== 'GIT')
        .flatMap((range) => range.events ?? []);
      if (advisory.id.startsWith('MAL-')) {
        const place = `${ecosystem} ${name}`;
        const old = malicious.get(place);
        const whole = versions.length === 0 || events.some(({ introduced }) => introduced === '0');
        malicious.set(place, {
          ecosystem,
          name,
          versions: [...new Set([...(old?.versions ?? []), ...versions])],
          whole: old?.whole ?? whole,
        });
        continue;
      }
      const fixed = events.find((event) => event.fixed !== undefined)?.fixed;
      if (fixed === undefined) continue;
      const introduced = events.find((event) => event.introduced !== undefined)?.introduced;
      const id = advisory.aliases?.find((alias) => alias.startsWith('CVE-')) ?? advisory.id;
      const entry: KnownPackage = {
        ecosystem,
        name,
        ...(introduced === undefined || introduced === '0' ? {} : { from: introduced }),
        fixed,
        id,
      };
      if (!vulnerable.has(keyOf(entry))) vulnerable.set(keyOf(entry), entry);
    }
  }
  return {
    vulnerable: [...vulnerable.values()],
    malicious: [...malicious.values()].filter(
      ({ versions, whole }) => whole || versions.length > 0,
    ),
  };
}

function keyOf({ ecosystem, name, id }: KnownPackage): string {
  return `${ecosystem} ${name} ${id}`;
}

/** An export as it is downloaded: a list, one report, or a report on each line. */
export function parseAdvisories(text: string): readonly Advisory[] {
  const start = text.trimStart();
  const lines = start.startsWith('[') ? [] : start.split('\n').filter((line) => line.trim() !== '');
  if (
    lines.length > 1 &&
    lines.every((line) => line.startsWith('{') && line.trimEnd().endsWith('}'))
  ) {
    return lines.map((line) => JSON.parse(line) as Advisory);
  }
  const parsed = JSON.parse(text) as Advisory | readonly Advisory[];
  return 'id' in parsed ? [parsed] : parsed;
}
