import assert from 'node:assert/strict';
import { findSecretFormats } from '../../src/core/facts/findSecretFormats';
import { maskSecrets } from '../../src/core/facts/maskSecrets';
import { secretFormats } from '../../src/core/facts/secretFormats';
import { plantedSecrets } from './support/plantedSecrets';

const inWords = [
  ['prefix_', ' '],
  ['--', ''],
] as const;

describe('Formats of credentials', () => {
  for (const [index, { provider, value, secret }] of plantedSecrets().entries()) {
    it(`know ${provider} (${index}) wherever it stands, and hide it`, () => {
      for (const [before, after] of [
        // A token of three parts is only known where a word starts: its letters are those of words.
        ...(provider === 'JSON Web Token' ? [] : inWords),
        ['', ''],
        ['"', '"'],
        ['x=', '&y=1'],
        ['(', ').'],
        ['a\\n', '\\nb'],
        ['%3D', '%26'],
      ] as const) {
        const text = `${before}${value}${after}`;
        const found = findSecretFormats(text);
        assert.deepEqual(
          found.map(({ format }) => format.provider),
          [provider],
          JSON.stringify([before, value]),
        );
        const [match] = found;
        assert.ok(match?.value.includes(secret.slice(0, 20)), `${before}: ${match?.value ?? ''}`);
        const masked = maskSecrets(text);
        assert.ok(!masked.includes(secret.slice(5)), masked);
        assert.ok(!masked.includes(secret.slice(-16)), masked);
      }
    });
  }

  it('are all tried', () => {
    const values = plantedSecrets().map(({ value }) => value);
    const untried = secretFormats.filter(({ shape }) => !values.some((value) => shape.test(value)));
    assert.deepEqual(
      untried.map(({ provider, shape }) => `${provider} ${shape.source}`),
      [],
    );
  });

  it('start with two plain characters, by which they are found, and capture at the end only', () => {
    for (const { shape } of secretFormats) {
      assert.match(shape.source, /^(?:[\w-]|\\[/.]){2}(?![?*+{])/);
      assert.match(shape.source, /^(?:[^(]|\\\(|\((?=\?)|\([^()]*\)$)*$/);
    }
  });
});
