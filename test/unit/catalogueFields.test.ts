import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyzeFile } from '../../src/core/analyze';
import type { Change } from '../../src/core/compare/change';
import { catalogue } from '../../src/core/surfaces/catalogue';
import { findSurface } from '../../src/core/surfaces/findSurface';
import { expandBraces } from '../../src/core/surfaces/globPattern';
import type { Surface } from '../../src/core/surfaces/surface';
import { notRead, unreadFields } from './support/unreadFields';
import { secret } from './support/secrets';

interface LandscapeEntry {
  readonly id: string;
  readonly client: string;
  readonly surface: string;
  readonly globs: readonly string[];
  readonly userPaths: Readonly<Record<string, readonly string[]>>;
  readonly permissionFields: Readonly<Record<string, { readonly values: readonly unknown[] }>>;
  readonly execPaths: readonly string[];
  readonly endpointPaths: readonly string[];
  readonly secretPaths: readonly string[];
}

const landscapeFile = join(__dirname, '..', '..', '..', 'shared', 'reference', 'landscape.json');

describe('Readers of the catalogue', () => {
  it('treat no kind of file in general only, but for those listed with their reason', () => {
    const general = catalogue
      .filter(({ reader, serversOnly }) => reader === 'general' || serversOnly === true)
      .map(({ id }) => id);
    assert.deepEqual([...general].sort(), Object.keys(notRead).sort());
  });

  it('exist for every entry of the reference landscape', function () {
    const entries = readLandscape();
    if (entries === undefined) this.skip();
    const missing = entries.flatMap((entry) =>
      pathsOf(entry).flatMap((path) => {
        const surface = findSurface(path);
        const read = surface !== undefined && surface.reader !== 'general';
        return read || notRead[surface?.id ?? ''] !== undefined ? [] : [`${entry.id}: ${path}`];
      }),
    );
    assert.deepEqual(missing, []);
  });
});

describe('Fields of the reference landscape', () => {
  // A field may be of several kinds, and unread as one of them only.
  const read = new Set<string>();
  const needed = new Set<string>();
  const kinds = ['permissionFields', 'execPaths', 'endpointPaths', 'secretPaths'] as const;
  for (const kind of kinds) {
    it(`${kind} that change come out with a direction`, function () {
      this.timeout(30_000);
      const entries = readLandscape();
      if (entries === undefined) this.skip();
      const silent: string[] = [];
      for (const entry of entries) {
        const places = placesOf(entry);
        if (places.length === 0) continue;
        for (const field of fieldsOf(entry, kind)) {
          const name = `${entry.id} ${field}`;
          if (places.some((place) => speaks(place, field, samplesFor(entry, kind, field)))) {
            read.add(name);
          } else if (unreadFields[name] === undefined) silent.push(name);
          else needed.add(name);
        }
      }
      assert.deepEqual(silent, []);
    });
  }

  it('leave the list of the unread when they are read', function () {
    if (readLandscape() === undefined) this.skip();
    assert.deepEqual(
      Object.keys(unreadFields).filter((name) => read.has(name) && !needed.has(name)),
      [],
    );
  });
});

function readLandscape(): readonly LandscapeEntry[] | undefined {
  if (existsSync(landscapeFile)) {
    return JSON.parse(readFileSync(landscapeFile, 'utf8')) as readonly LandscapeEntry[];
  }
  console.log('      ../shared is not here: the reference landscape is not compared');
  return undefined;
}

/** Paths inside a workspace, or those of the user below the home folder. */
function pathsOf({ globs, userPaths }: LandscapeEntry): readonly string[] {
  const patterns =
    globs.length > 0 ? globs : (userPaths['linux'] ?? []).map((path) => path.replace(/^~\//, ''));
  return patterns
    .flatMap(expandBraces)
    .map((glob) =>
      glob
        .replace(/^\*\*\//, '')
        .replaceAll('**', 'some')
        .replaceAll('*', 'x'),
    )
    .filter((path) => findSurface(path) !== undefined);
}

interface FilePlace {
  readonly path: string;
  readonly surface: Surface;
}

/** The data files of an entry that have a reader of their own. */
function placesOf(entry: LandscapeEntry): readonly FilePlace[] {
  return pathsOf(entry).flatMap((path) => {
    const surface = findSurface(path);
    const data = surface !== undefined && /^(?:jsonc?|yaml|toml)$/.test(surface.format);
    return data && notRead[surface.id] === undefined ? [{ path, surface }] : [];
  });
}

function fieldsOf(entry: LandscapeEntry, kind: keyof LandscapeEntry): readonly string[] {
  const value = entry[kind];
  return Array.isArray(value) ? (value as readonly string[]) : Object.keys(value as object);
}

interface Sample {
  readonly strict: unknown;
  readonly loose: unknown;
}

/** Values from strict to loose; without a list of them, shapes that settings have. */
function samplesFor(entry: LandscapeEntry, kind: string, field: string): readonly Sample[] {
  if (kind === 'execPaths') {
    return [
      { strict: './check.sh', loose: './run.sh' },
      { strict: ['./check.sh'], loose: ['./run.sh'] },
      ...added('./run.sh', ['./run.sh'], { x: { command: './run.sh' } }),
    ];
  }
  if (kind === 'endpointPaths') {
    const loose = 'https://models.acme.example/v1';
    return [{ strict: 'https://api.widgets.example/v1', loose }, ...added(loose)];
  }
  if (kind === 'secretPaths') return added(secret('github'), { X: secret('github') });
  const values = entry.permissionFields[field]?.values ?? [];
  const [strict, loose] = [values[0], values.at(-1)];
  return [
    { strict, loose },
    { strict: undefined, loose },
    { strict, loose: undefined },
    ...added(true, 'deploy', ['deploy'], 5, { x: true }, [{ pattern: 'deploy' }], '7'),
  ];
}

/** What is added, and what is taken away. */
function added(...values: readonly unknown[]): readonly Sample[] {
  return values.flatMap((value) => [
    { strict: undefined, loose: value },
    { strict: value, loose: undefined },
  ]);
}

/** Some change of the field has a direction and is understood, not only seen. */
function speaks(place: FilePlace, field: string, samples: readonly Sample[]): boolean {
  const ways = waysTo(field, place.surface);
  return samples.some(({ strict, loose }) =>
    ways.some((way) => changesOf(place, way, strict, loose).some(isUnderstood)),
  );
}

function isUnderstood({ facet, direction }: Change): boolean {
  return facet !== 'other' && direction !== 'neutral';
}

type Way = readonly string[];

/** A field as steps: `<name>` is some key, `[]` some item. Settings of VS Code and Amp are one literal key. */
function waysTo(field: string, { id }: Surface): readonly Way[] {
  const named = field.replaceAll(/<[^>]*>/g, 'x').replaceAll('[]', '.0');
  const steps = named.split('.').filter((step) => step !== '');
  const literal = /^(.*?)((?:\.0)?(?:\.x\b.*)?)$/.exec(named);
  const behind = (literal?.[2] ?? '').split('.').filter((step) => step !== '');
  const amp = /^amp\.(\w+(?:\.(?:allowlist|disable))?)(.*)$/.exec(named);
  return [
    steps,
    [literal?.[1] ?? named, ...behind],
    ...(amp === null
      ? []
      : [[`amp.${amp[1] ?? ''}`, ...(amp[2] ?? '').split('.').filter((step) => step !== '')]]),
    ...(id === 'docker-catalog' ? [['registry', ...steps]] : []),
  ];
}

function changesOf(
  { path, surface }: FilePlace,
  way: Way,
  strict: unknown,
  loose: unknown,
): readonly Change[] {
  const text = (value: unknown): string => serialise(around(surface, way, value), surface.format);
  const analysis = analyzeFile({ path, text: text(loose), baseline: { text: text(strict) } });
  return analysis?.changes ?? [];
}

/** What stands beside the field, so that the file passes for what it is. */
const beside: Readonly<Record<string, () => Record<string, unknown>>> = {
  'openhands-config': () => ({ core: {}, llm: { model: 'm' } }),
  'goose-config': () => ({ extensions: {} }),
  'docker-catalog': () => ({ registry: { other: { image: 'acme/other' } } }),
  devcontainer: () => ({
    customizations: { vscode: { settings: { 'chat.agent.enabled': true } } },
  }),
  'agent-workflow': () => ({
    // The sign of such a file is looked for in its text, and JSON writes no `uses: x`.
    name: 'uses: anthropics/claude-code-action@v1',
    jobs: { other: { steps: [{ uses: 'anthropics/claude-code-action@v1' }] } },
  }),
  'mcp-bundle': () => ({ manifest_version: '0.3', name: 'acme', server: { type: 'node' } }),
  'goose-recipe': () => ({ title: 'Recipe', prompt: 'Do it.' }),
  'vscode-tasks': () => ({
    tasks: [{ command: './other.sh', runOptions: { runOn: 'folderOpen' } }],
  }),
  'registry-server': () => ({
    $schema: 'https://static.modelcontextprotocol.io/schemas/server.schema.json',
    name: 'io.acme/server',
  }),
  'agent-card': () => ({ protocolVersion: '0.3.0', capabilities: {} }),
  'wallet-policy': () => ({ rules: [{ operation: 'sendEvmTransaction' }] }),
  'ap2-mandate': () => ({ natural_language_description: 'shoes', intent_expiry: '2026-12-01' }),
  'agentcore-payments': () => ({ SessionLimits: { max_spend_amount: '5' } }),
  'x402-limits': () => ({ payTo: '0x1', maxAmountRequired: '1' }),
  'spend-permission': () => ({ spender: '0x1', allowance: '1' }),
};

function around({ id }: Surface, way: Way, value: unknown): unknown {
  const base = beside[id]?.() ?? {};
  place(base, way, value);
  return base;
}

function place(into: Record<string, unknown> | unknown[], way: Way, value: unknown): void {
  const [step = '', ...rest] = way;
  const key = Array.isArray(into) ? Number(step) : step;
  const holder = into as Record<string | number, unknown>;
  if (rest.length === 0) {
    if (value !== undefined) holder[key] = value;
    return;
  }
  const inner = (holder[key] ?? (rest[0] === '0' ? [] : {})) as Record<string, unknown>;
  holder[key] = inner;
  place(inner, rest, value);
}

function serialise(value: unknown, format: string): string {
  if (format !== 'toml') return JSON.stringify(value);
  return Object.entries(value as object)
    .map(([key, inner]) => `${JSON.stringify(key)} = ${tomlValue(inner)}\n`)
    .join('');
}

function tomlValue(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(tomlValue).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(
    ([key, inner]) => `${JSON.stringify(key)} = ${tomlValue(inner)}`,
  );
  return `{ ${members.join(', ')} }`;
}
