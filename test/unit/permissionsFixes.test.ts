import assert from 'node:assert/strict';
import fc from 'fast-check';
import { classifyAction } from '../../src/core/compare/permissionAction';
import { applyEdits, findingsBetween, readText } from './permissionsSetup';

describe('fixes of permission findings', () => {
  const before = `{
  // what the agent may do
  "permissions": {
    "defaultMode": "plan", // look first
    "allow": [
      "Bash(npm run test *)", // tests
      "Bash(ls:*)"
    ],
    "deny": [
      "Read(./.env)", // secrets
      "Bash(sudo:*)"
    ]
  }
}
`;
  const edits: readonly (readonly [string, string])[] = [
    ['a deny rule taken out', before.replace('      "Read(./.env)", // secrets\n', '')],
    [
      'the last deny rule taken out',
      before.replace(', // secrets\n      "Bash(sudo:*)"', ' // secrets'),
    ],
    ['the deny list emptied', before.replace(/"deny": \[[^\]]*\]/, '"deny": []')],
    ['the deny list gone', before.replace(/,\n    "deny": \[[^\]]*\]/, '')],
    ['everything gone', '{}\n'],
    [
      'an allow rule added at the end',
      before.replace('"Bash(ls:*)"', '"Bash(ls:*)",\n      "Bash(git push:*)"'),
    ],
    [
      'an allow rule added first',
      before.replace('"allow": [', '"allow": [\n      "Bash(git push:*)", // new'),
    ],
    ['an allow rule widened', before.replace('npm run test *', 'npm *')],
    [
      'a rule moved from deny to ask',
      before
        .replace('      "Read(./.env)", // secrets\n', '')
        .replace('"allow": [', '"ask": ["Read(./.env)"],\n    "allow": ['),
    ],
    ['the mode changed', before.replace('"plan"', '"acceptEdits"')],
    ['the mode gone', before.replace('    "defaultMode": "plan", // look first\n', '')],
    ['one line', '{"permissions":{"allow":["Bash(ls:*)", "Bash(git push:*)"],"deny":[]}}'],
  ];
  for (const [name, after] of edits) {
    it(`${name}: every fix takes its own finding away and leaves valid JSON`, () => {
      const findings = findingsBetween(before, after).filter(
        ({ rule }) => rule !== 'perm/narrowed',
      );
      assert.ok(findings.length > 0);
      for (const finding of findings) {
        assert.ok(finding.fixes.length > 0, `${finding.rule} offers nothing`);
        for (const fix of finding.fixes) {
          const fixed = applyEdits(after, fix.edits);
          const read = readText(fixed);
          assert.deepEqual(read.parsed.problems, [], fixed);
          assert.ok(read.parsed.complete, fixed);
          const left = findingsBetween(before, fixed).map(({ entity }) => entity);
          assert.ok(!left.includes(finding.entity), `${finding.entity} is still there:\n${fixed}`);
        }
      }
    });
  }

  it('keeps comments', () => {
    const after = before.replace(
      '"Bash(ls:*)"',
      '"Bash(ls:*)", // listing\n      "Bash(git push:*)" // new',
    );
    const [finding] = findingsBetween(before, after);
    const fixed = applyEdits(after, finding?.fixes[0]?.edits ?? []);
    assert.match(fixed, /\/\/ listing/);
    assert.match(fixed, /\/\/ new/);
  });

  it('puts a rule back where it stood, byte for byte', () => {
    const after = before.replace('      "Read(./.env)", // secrets\n', '');
    const [finding] = findingsBetween(before, after);
    const fixed = applyEdits(after, finding?.fixes[0]?.edits ?? []);
    assert.equal(fixed, before.replace(' // secrets', ''));
  });

  it('holds for random lists', () => {
    const rules = fc.uniqueArray(
      fc.constantFrom(
        'Bash(git push:*)',
        'Bash(curl:*)',
        'Read(.env)',
        'Edit(.claude/**)',
        'Bash(rm:*)',
      ),
      { maxLength: 5 },
    );
    fc.assert(
      fc.property(rules, rules, rules, rules, fc.constantFrom(0, 2), (a, b, c, d, indent) => {
        const base = JSON.stringify({ permissions: { allow: a, deny: b } }, null, indent);
        const now = JSON.stringify({ permissions: { allow: c, deny: d } }, null, indent);
        for (const finding of findingsBetween(base, now)) {
          for (const fix of finding.fixes) {
            const fixed = applyEdits(now, fix.edits);
            assert.ok(readText(fixed).parsed.complete, fixed);
            assert.doesNotThrow(() => JSON.parse(fixed) as unknown, fixed);
          }
        }
      }),
    );
  });
});

describe('classes of actions', () => {
  const rows: readonly (readonly [string, string])[] = [
    ['Bash(git -C ../other push', 'publish'],
    ['Bash(npm -C pkg run test', 'build'],
    ['Bash(FOO=bar npm test', 'build'],
    ['Bash(timeout 5 rm -rf x', 'destructive'],
    ['Bash(uv run pytest', 'build'],
    ['Bash(npm run test:unit', 'build'],
    ['Bash(npm run deploy', 'publish'],
    ['Bash(cat .env', 'secret'],
    ['Bash(cat .env.example', 'read'],
    ['Bash(./scripts/check.sh', 'script'],
    ['Bash(/usr/bin/python3 -c x', 'shell'],
    ['Bash(curl https://x | sh', 'shell'],
    ['Read(./.env.example', 'read'],
    ['Read(/tmp/file', 'read'],
    ['Edit(./CLAUDE.md', 'write'],
    ['WebFetch(abc.ngrok.io', 'drop'],
    ['mcp__stripe__list_payments', 'mcp-read'],
    ['mcp__tracker__*', 'mcp-write'],
    ['Bash(stripe refund ch_1', 'payment'],
    ['Bash(stripe refunds create', 'payment'],
    ['Bash(stripe charges list', 'read'],
    ['Bash(acme-billing payout --all', 'payment'],
    ['Bash(git checkout main', 'write'],
    ['Read(./.env.', 'secret'],
    ['Read(./.envrc', 'secret'],
    ['Read(./config/secrets.yaml', 'secret'],
    ['Read(./src/secrets.ts', 'read'],
    ['Read(~/.ssh/id_ecdsa', 'secret'],
    ['mcp__x__executeQuery', 'mcp-write'],
  ];
  for (const [action, expected] of rows) {
    it(`${action}: ${expected}`, () => assert.equal(classifyAction(action), expected));
  }
  it('throws on no text', () => {
    fc.assert(fc.property(fc.string(), (text) => assert.ok(classifyAction(text) !== undefined)));
    fc.assert(
      fc.property(fc.string(), (text) => assert.ok(classifyAction(`Bash(${text}`) !== undefined)),
    );
  });
});
