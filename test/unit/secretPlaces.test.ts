import assert from 'node:assert/strict';
import type { FileAnalysis } from '../../src/core/analyze';
import { builtInInForce, requirementsOf } from '../../src/core/policy/requirementsOf';
import { prepareRecord } from '../../src/core/record/prepareRecord';
import { renderRecord } from '../../src/core/record/renderRecord';
import { renderRollbackPlan } from '../../src/core/record/renderRollbackPlan';
import { serialiseRecord } from '../../src/core/record/serialiseRecord';
import { renderSarif } from '../../src/core/report/renderSarif';
import { renderText } from '../../src/core/report/renderText';
import { buildReport } from '../../src/core/report/report';
import { edit, rollBack } from './rollbackSupport';
import { namedSecrets, plantedSecrets, type PlantedSecret } from './support/plantedSecrets';
import { places, type Place } from './support/secretPlaces';

/** Everything that anybody is shown of an edit, or that is kept of it. */
function shown(analysis: FileAnalysis): Readonly<Record<string, string>> {
  const now = new Date('2026-11-22T09:14:00Z');
  const report = buildReport('diff', [analysis], [], {
    base: 'main',
    all: true,
    requirements: requirementsOf([analysis], { policy: builtInInForce, now }),
  });
  const { record, plan } = prepareRecord({
    files: [{ analysis }],
    why: 'Let the docs agent write pages',
    requester: { id: 'github:alice' },
    origin: 'command-line',
    baseline: { label: 'main', commit: '22f3e10a936a4a53b9433d033e7f47712a2d33c3' },
    createdAt: now,
    random: Uint8Array.of(1, 2, 3, 4, 5, 6),
    stopwatch: () => 0,
  });
  return {
    text: renderText(report, { color: false, width: 10_000 }),
    json: JSON.stringify(report),
    sarif: renderSarif(report, '1.0.0'),
    record: serialiseRecord(record),
    rendered: renderRecord(record, { format: 'markdown' }),
    plan: renderRollbackPlan(plan, 'markdown'),
    back: JSON.stringify({ ...rollBack(analysis), files: [] }),
    hover: JSON.stringify([
      analysis.findings.map(({ message, sentence, because, fixes }) => [
        message,
        sentence,
        because,
        fixes.map(({ title }) => title),
      ]),
      analysis.changes.map(({ words, before, after, detail }) => [
        words,
        before,
        after,
        detail.kind === 'permission' ? detail.witness : '',
      ]),
    ]),
  };
}

/** A credential written in a file may be wrapped by its format: what stands before the first escape. */
function firstOf(secret: string): string {
  return secret.slice(0, 16);
}

describe('A credential', function () {
  this.timeout(120_000);
  const planted = plantedSecrets();

  for (const place of places) {
    it(`is found and hidden in: ${place.name}`, () => {
      for (const secret of planted) {
        const text = place.after(secret.value);
        const analysis = edit(place.path, place.before, text);
        const told = `${secret.provider} ${secret.value}`;
        const found = analysis.findings.filter(
          ({ rule, origin, range }) =>
            origin === 'introduced' &&
            rule === 'secret/literal-credential' &&
            text.slice(range.start, range.end).includes(firstOf(secret.secret)),
        );
        assert.equal(found.length, 1, `${told}: ${JSON.stringify(analysis.findings)}`);
        assert.equal(analysis.assessment.tier, 'critical', told);
      }
    });
  }

  it('is hidden in every output, wherever it stood', () => {
    places.forEach((place, row) => {
      [...planted, ...namedSecrets()]
        .filter((_, index) => index % places.length === row)
        .forEach((secret) => {
          hides(edit(place.path, place.before, place.after(secret.value)), secret, place);
          hides(edit(place.path, place.after(secret.value), place.before), secret, place);
        });
    });
  });
});

/** The token on jwt.io: John Doe of 2018. */
const exampleClaims = 'eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ';

/** What stands where a credential would, and is none. */
const harmless: readonly string[] = [
  // Placeholders.
  'YOUR_KEY',
  'YOUR_API_KEY_HERE',
  'your-token-here',
  '<token>',
  '<your GitHub token>',
  'xxxx',
  'sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
  'ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
  `ghp_${'x'.repeat(36)}`,
  `ghp_${'0'.repeat(36)}`,
  'sk-ant-api03-...',
  'sk-ant-api03-<rest of your key>',
  'changeme',
  'change-me-before-use-1',
  'REPLACE_ME',
  '***************',
  // References.
  '${env:API_TOKEN}',
  '${input:token}',
  '${API_TOKEN}',
  '$API_TOKEN',
  '%API_TOKEN%',
  'op://vault/item/field',
  '{{secret}}',
  '{{ secrets.API_TOKEN }}',
  '${{ secrets.API_TOKEN }}',
  '{env:API_TOKEN}',
  '$(cat ~/.token)',
  // Examples in the providers' own pages.
  'AKIAIOSFODNN7EXAMPLE',
  'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  [
    'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9',
    exampleClaims,
    'SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c',
  ].join('.'),
  'https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX',
  '550e8400-e29b-41d4-a716-446655440000',
  // What is long and orderless, and says who it is: no name beside it speaks of a credential.
  'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  '@acme/files-mcp@2.4.1',
  '/usr/local/lib/node_modules/acme/dist/index.js',
  'https://mcp.acme.example/v1/servers/files',
  'MY_VERY_LONG_CONSTANT_NAME_42',
];

/** Not where the name of a flag or a header says that a credential follows. */
const namesNothing = [
  'vcr_recordsTheTrafficOfTests',
  '0a1b2c3d4e5f60718293a4b5c6d7e8f901234567',
  'f47ac10b-58cc-4372-a567-0e02b2c3d479',
  'sha512-9f3Kd82mXq7Lz01TbWc45RvYh36JsPn0eUgQfAb3dEf6hIj9kLm2nOp5qRs8tUv1wXy4zAb7cDe0fGh3==',
];
const named = /flag|scheme|password|user|command line|allow rule|comment/;

/** A word for a password is one, whatever it looks like. */
function harmlessIn({ name }: Place): readonly string[] {
  return /of an address$/.test(name) && !name.startsWith('query')
    ? harmless.filter((value) => !/^(?:sha256|@acme|\/usr|MY_)/.test(value))
    : harmless;
}

describe('What is no credential', () => {
  for (const place of places) {
    it(`is left alone in: ${place.name}`, () => {
      const alarming = [
        ...harmlessIn(place),
        ...(named.test(place.name) ? [] : namesNothing),
      ].filter((value) =>
        edit(place.path, place.before, place.after(value)).findings.some(({ rule }) =>
          /^secret\/|became-literal/.test(rule),
        ),
      );
      assert.deepEqual(alarming, []);
    });
  }
});

function hides(analysis: FileAnalysis, { provider, secret }: PlantedSecret, place: Place): void {
  for (const [output, text] of Object.entries(shown(analysis))) {
    for (const piece of [secret.slice(5, 15), secret.slice(-10)]) {
      const at = text.indexOf(JSON.stringify(piece).slice(1, -1));
      assert.equal(
        at,
        -1,
        `${provider}, ${place.name}, ${output}: ${text.slice(at - 80, at + 80)}`,
      );
    }
  }
}
