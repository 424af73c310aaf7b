import assert from 'node:assert/strict';
import fc from 'fast-check';
import { classifyValue } from '../../src/core/facts/classifyValue';
import { maskSecrets, maskValue } from '../../src/core/facts/maskSecrets';
import { secret } from './support/secrets';

describe('Secrets', () => {
  const values: readonly (readonly [name: string, value: string, kind: string])[] = [
    ['TOKEN', secret('github'), 'literal-secret'],
    ['Authorization', `Bearer ${secret('random')}`, 'literal-secret'],
    ['ACME_API_KEY', secret('random'), 'literal-secret'],
    // A maker's mark and few digits: too little disorder to show by itself.
    ['ACME_API_KEY', 'acme-' + '4d5fe16e15' + '225dd12d17', 'literal-secret'],
    ['DATABASE_URL', 'postgres://app:s3cr3tPa55@db.acme.com/app', 'literal-secret'],
    ['TOKEN', '${input:token}', 'reference'],
    ['TOKEN', '${env:TOKEN}', 'reference'],
    ['TOKEN', '$TOKEN', 'reference'],
    ['Authorization', 'Bearer ${TOKEN}', 'reference'],
    ['TOKEN', 'op://vault/item/field', 'reference'],
    ['API_KEY', 'YOUR_API_KEY_HERE', 'placeholder'],
    ['API_KEY', 'xxxxxxxxxxxxxxxxxxxx', 'placeholder'],
    ['API_KEY', '<your key>', 'placeholder'],
    ['LOG_LEVEL', 'debug', 'plain'],
    ['MAX_TOKENS', '9876543210987654', 'plain'],
    ['TOKEN_URL', 'https://auth.acme.com/oauth/token', 'plain'],
    ['KEY_FILE', '/home/me/.ssh/id_ed25519', 'plain'],
    ['GIT_SHA', '0a1b2c3d4e5f60718293a4b5c6d7e8f901234567', 'plain'],
    ['TOKEN', '', 'empty'],
  ];
  for (const [name, value, kind] of values) {
    it(`${name} = ${maskValue(value)} is ${kind}`, () => {
      assert.equal(classifyValue(name, value), kind);
    });
  }

  it('masks provider formats, URLs, headers and assignments wherever they stand', () => {
    for (const name of ['github', 'anthropic', 'stripeTest']) {
      const value = secret(name);
      for (const text of [value, `curl -H "X: ${value}"`, `{"a":"${value}"}`, `x\n${value}.`]) {
        assert.ok(!maskSecrets(text).includes(value), name);
      }
    }
    for (const text of [
      `Authorization: Bearer ${secret('random')}`,
      `--api-key ${secret('random')}`,
      `TOKEN=${secret('random')}`,
      `https://me:${secret('random')}@acme.com`,
    ]) {
      assert.ok(!maskSecrets(text).includes(secret('random')), maskSecrets(text));
    }
  });

  it('leaves ordinary text as it is', () => {
    const text = 'npx -y @acme/files-mcp@2.4.1 ${workspaceFolder}/docs --read-only';
    assert.equal(maskSecrets(text), text);
  });

  it('never shows more than a quarter of a value', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        assert.ok(maskValue(value).length - 1 <= Math.min(4, value.length / 4));
      }),
    );
  });
});
