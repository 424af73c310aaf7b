import assert from 'node:assert/strict';
import { analyzeFile } from '../../src/core/analyze';
import { namedSecrets, plantedSecrets } from './support/plantedSecrets';
import { places } from './support/secretPlaces';

/** What a rule of secretlint is given and gives back, as far as it concerns a text. */
interface SecretlintRule {
  readonly meta: { readonly id: string };
  readonly create: (
    context: {
      readonly report: (found: { readonly range: readonly [number, number] }) => void;
      readonly ignore: () => void;
      readonly createTranslator: () => () => object;
    },
    options: object,
  ) => { readonly file: (source: object) => void | Promise<void> };
}

interface Found {
  readonly rule: string;
  readonly range: readonly [number, number];
}

const packageName = 'secretlint-preset';

describe('Beside secretlint’s preset', function () {
  this.timeout(120_000);
  let rules: readonly SecretlintRule[] = [];

  before(async function () {
    try {
      const preset = (await import(packageName)) as { readonly rules: readonly SecretlintRule[] };
      rules = preset.rules.filter(({ meta }) => !meta.id.includes('filter-comments'));
    } catch (error) {
      // A checkout whose packages are from before it was added; CI installs them all.
      if (process.env['CI'] !== undefined) throw error;
      this.skip();
    }
  });

  async function secretlint(path: string, text: string): Promise<readonly Found[]> {
    const found: Found[] = [];
    for (const rule of rules) {
      const context = {
        report: ({ range }: { readonly range: readonly [number, number] }) =>
          found.push({ rule: rule.meta.id, range }),
        ignore: () => undefined,
        createTranslator: () => () => ({}),
      };
      const source = { content: text, filePath: path, ext: /\.\w+$/.exec(path)?.[0] ?? '' };
      await rule.create(context, {}).file(source);
    }
    return found;
  }

  function missed(path: string, text: string, theirs: readonly Found[]): readonly string[] {
    const findings =
      analyzeFile({ path, text, baseline: { text: '' } })?.findings.filter(({ rule }) =>
        /^secret\/|became-literal/.test(rule),
      ) ?? [];
    return theirs
      .filter(
        ({ range: [start, end] }) =>
          !findings.some(({ range }) => range.start < end && start < range.end),
      )
      .map(({ rule, range }) => `${path} ${rule}: ${text.slice(...range)}`);
  }

  it('finds what every rule of it finds, in every place', async () => {
    const spoke = new Set<string>();
    const lost: string[] = [];
    for (const place of places) {
      for (const { value } of [...plantedSecrets(), ...namedSecrets()]) {
        const text = place.after(value);
        const theirs = await secretlint(place.path, text);
        for (const { rule } of theirs) spoke.add(rule);
        lost.push(...missed(place.path, text, theirs));
      }
    }
    assert.deepEqual(lost, []);
    // A key of a service account is a file of its own, which no governed file is.
    assert.deepEqual(
      rules.map(({ meta }) => meta.id).filter((id) => !spoke.has(id) && !id.endsWith('-gcp')),
      [],
    );
  });
});
