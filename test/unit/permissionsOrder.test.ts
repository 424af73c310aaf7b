import assert from 'node:assert/strict';
import fc from 'fast-check';
import { showAction } from '../../src/core/compare/permissionAction';
import {
  acceptsAction,
  examplesOf,
  findAction,
  isContained,
} from '../../src/core/compare/permissionOrder';
import { parseClaudePermissionRule } from '../../src/core/facts/claudePermissionRule';
import { languageKey, type PermissionRule } from '../../src/core/facts/permissionRule';

const allow = (text: string): PermissionRule => parseClaudePermissionRule(text, 'allow');
const deny = (text: string): PermissionRule => parseClaudePermissionRule(text, 'deny');

/** What the new rules accept and the old ones do not, for people. */
function gained(now: readonly string[], before: readonly string[]): string | undefined {
  const answer = findAction({ inside: [now.map(allow)], outside: before.map(allow) });
  assert.notEqual(answer.kind, 'undecided');
  return answer.kind === 'found' ? showAction(answer.action) : undefined;
}

describe('a permission rule accepts', () => {
  const accepted: readonly (readonly [string, string])[] = [
    ['Bash', 'Bash(rm -rf /'],
    ['Bash(*)', 'Bash(rm -rf /'],
    ['Bash(:*)', 'Bash(rm -rf /'],
    ['Bash(npm run test)', 'Bash(npm run test'],
    ['Bash(npm run test:*)', 'Bash(npm run test'],
    ['Bash(npm run test:*)', 'Bash(npm run test --watch'],
    ['Bash(npm run test *)', 'Bash(npm run test'],
    ['Bash(ls*)', 'Bash(lsof'],
    ['Bash(git * main)', 'Bash(git push origin main'],
    ['Read(./.env)', 'Read(./.env'],
    ['Read(.env)', 'Read(./packages/a/.env'],
    ['Read(**/.env)', 'Grep(./packages/a/.env'],
    ['Read(src)', 'Read(./src/deep/file.ts'],
    ['Read(src/**)', 'Read(./src/deep/file.ts'],
    ['Read(//tmp/**)', 'Read(/tmp/file'],
    ['Read(//**)', 'Read(~/.ssh/id_rsa'],
    ['Read(~/.ssh/**)', 'Read(~/.ssh/id_rsa'],
    ['Read(../**)', 'Read(./src/file.ts'],
    ['Edit', 'Write(./src/file.ts'],
    ['Edit(src/*.ts)', 'NotebookEdit(./src/a.ts'],
    ['Read(file[0-9].txt)', 'Read(./file3.txt'],
    ['WebFetch(domain:*.example.com)', 'WebFetch(docs.example.com'],
    ['mcp__github', 'mcp__github__get_me('],
    ['mcp__github__*', 'mcp__github__get_me('],
    ['mcp__github__get_*', 'mcp__github__get_me('],
    ['Task(Explore)', 'Agent(Explore'],
  ];
  for (const [rule, action] of accepted) {
    it(`${rule}: ${action}`, () => assert.ok(acceptsAction(allow(rule), action)));
  }
});

describe('a permission rule leaves alone', () => {
  const refused: readonly (readonly [string, string])[] = [
    ['Bash(npm run test)', 'Bash(npm run test --watch'],
    ['Bash(npm run test:*)', 'Bash(npm run test:unit'],
    ['Bash(ls *)', 'Bash(lsof'],
    ['Bash(git * main)', 'Bash(git push origin dev'],
    ['Read(/.env)', 'Read(./packages/a/.env'],
    ['Read(src/*.ts)', 'Read(./src/deep/file.ts'],
    ['Read(~/.ssh/**)', 'Read(/etc/passwd'],
    ['Read(./src/**)', 'Edit(./src/file.ts'],
    ['Write', 'Edit(./src/file.ts'],
    ['WebFetch(domain:example.com)', 'WebFetch(evil-example.com'],
    ['mcp__github', 'mcp__github2__get_me('],
    // Parsed, and ignored by current versions.
    ['Write(./.env)', 'Write(./.env'],
    ['mcp__*', 'mcp__github__get_me('],
    ['mcp__github__get_me(x)', 'mcp__github__get_me(x'],
    ['*', 'Bash(ls'],
    // Not a rule at all.
    ['npm run test', 'Bash(npm run test'],
    ['Bash(npm run test', 'Bash(npm run test'],
  ];
  for (const [rule, action] of refused) {
    it(`${rule}: ${action}`, () => assert.ok(!acceptsAction(allow(rule), action)));
  }

  it('a wildcard in tool position works in deny rules', () => {
    assert.ok(acceptsAction(deny('*'), 'Bash(ls'));
    assert.ok(acceptsAction(deny('mcp__*'), 'mcp__github__get_me('));
  });
});

describe('two ways to write a rule mean the same', () => {
  const same: readonly (readonly [string, string])[] = [
    ['Bash(npm run test:*)', 'Bash(npm run test *)'],
    ['Bash', 'Bash(*)'],
    ['Read(./.env)', 'Read(.env)'],
    ['Read(**/.env)', 'Read(.env)'],
    ['mcp__github', 'mcp__github__*'],
    ['Agent(Explore)', 'Task(Explore)'],
  ];
  for (const [left, right] of same) {
    it(`${left} = ${right}`, () =>
      assert.equal(languageKey(allow(left)), languageKey(allow(right))));
  }
  it('but not with a word boundary and without', () => {
    assert.notEqual(languageKey(allow('Bash(ls *)')), languageKey(allow('Bash(ls*)')));
  });
});

describe('what new rules accept that old ones did not', () => {
  const pairs: readonly (readonly [readonly string[], readonly string[], string | undefined])[] = [
    [['Bash(npm *)'], ['Bash(npm run test *)'], 'npm publish'],
    [['Bash(npm run test *)'], ['Bash(npm *)'], undefined],
    [['Bash(npm run *)'], ['Bash(npm run test)'], 'npm run some-script'],
    [['Bash(git:*)'], ['Bash(git status)', 'Bash(git diff:*)'], 'git push --force'],
    [['Bash(git diff:*)'], ['Bash(git:*)'], undefined],
    [['Bash(ls*)'], ['Bash(ls *)'], 'lsx'],
    [['Bash(ls *)'], ['Bash(ls*)'], undefined],
    [['Bash(git push origin main)'], ['Bash(git * main)'], undefined],
    // A union covers what none of its rules covers by itself.
    [['Read(src/*)'], ['Read(src/a*)', 'Read(src/[!a]*)', 'Read(src/)'], undefined],
    [['Read(./.env*)'], ['Read(./.env)'], 'Read ./.env.production'],
    [['Read(./.env)'], ['Read(./.env*)'], undefined],
    [['Read'], ['Read(./**)'], 'Read ~/.ssh/id_ed25519'],
    [['Read(~/**)'], ['Read(~/projects/**)'], 'Read ~/.ssh/id_ed25519'],
    [['Read(//Users/ann/**)'], [], 'Read /Users/ann/.ssh/id_ed25519'],
    [['Edit'], ['Edit(./src/**)'], 'Edit ./.claude/settings.json'],
    [['Write'], ['Edit'], undefined],
    [['WebFetch'], ['WebFetch(domain:example.com)'], 'webhook.site'],
    [['WebFetch(domain:*.example.com)'], ['WebFetch(domain:example.com)'], 'www.example.com'],
    [['mcp__github'], ['mcp__github__get_me'], 'mcp__github__*'],
    [['mcp__github__get_me'], ['mcp__github'], undefined],
  ];
  for (const [now, before, witness] of pairs) {
    it(`${now.join(', ')} after ${before.join(', ') || 'nothing'}: ${witness ?? 'nothing'}`, () => {
      assert.equal(gained(now, before), witness);
    });
  }
});

describe('the order of permission rules', () => {
  const words = [
    'git',
    'npm',
    'push',
    'run',
    'test',
    '*',
    ':*',
    ' *',
    ' ',
    './',
    '/',
    '**',
    '.env',
    'a',
    'b',
  ];
  const specifier = fc
    .array(fc.constantFrom(...words), { maxLength: 5 })
    .map((parts) => parts.join(''));
  const tool = fc.constantFrom(
    'Bash',
    'Read',
    'Edit',
    'WebFetch',
    'Skill',
    'mcp__srv',
    'mcp__srv__get_*',
  );
  const ruleText = fc.oneof(
    fc.tuple(tool, specifier).map(([name, text]) => `${name}(${text})`),
    tool,
    fc.constantFrom(
      'Bash(npm:*)',
      'Bash(npm run test:*)',
      'Bash(npm*)',
      'Read(./**)',
      'Read(.env*)',
    ),
  );

  it('is reflexive', () => {
    fc.assert(
      fc.property(ruleText, (text) => {
        const rule = allow(text);
        const effective = !rule.unclear && rule.inert === undefined;
        assert.equal(isContained(rule, rule), effective);
      }),
    );
  });

  it('is transitive', () => {
    fc.assert(
      fc.property(ruleText, ruleText, ruleText, (first, second, third) => {
        const [a, b, c] = [allow(first), allow(second), allow(third)];
        if (isContained(a, b) && isContained(b, c)) assert.ok(isContained(a, c));
      }),
      { numRuns: 300 },
    );
  });

  it('finds witnesses that the new rules accept and the old ones do not', () => {
    fc.assert(
      fc.property(
        fc.array(ruleText, { minLength: 1, maxLength: 4 }),
        fc.array(ruleText, { maxLength: 4 }),
        (now, before) => {
          const inside = now.map(allow);
          const outside = before.map(allow);
          const answer = findAction({ inside: [inside], outside });
          if (answer.kind !== 'found') return;
          assert.ok(inside.some((rule) => acceptsAction(rule, answer.action)));
          assert.ok(!outside.some((rule) => acceptsAction(rule, answer.action)));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('finds nothing only where every example is covered', () => {
    fc.assert(
      fc.property(ruleText, fc.array(ruleText, { maxLength: 4 }), (now, before) => {
        const rule = allow(now);
        const outside = before.map(allow);
        if (findAction({ inside: [[rule]], outside }).kind !== 'none') return;
        if (rule.unclear || rule.inert !== undefined) return;
        for (const action of examplesOf(rule)) {
          assert.ok(
            outside.some((other) => acceptsAction(other, action)),
            action,
          );
        }
      }),
      { numRuns: 300 },
    );
  });

  it('throws on no text, and gives up on none that people write', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ maxLength: 60 }), ruleText), (text) => {
        for (const list of ['allow', 'ask', 'deny'] as const) {
          const rule = parseClaudePermissionRule(text, list);
          findAction({ inside: [[rule]], outside: [allow('Bash(npm *)'), allow('Read(./**)')] });
        }
      }),
      { numRuns: 500 },
    );
  });

  it('ends in time on a rule made of wildcards', () => {
    const nasty = allow(`Bash(${'*a'.repeat(100)})`);
    const others = Array.from({ length: 20 }, (_, index) =>
      allow(`Bash(${'*b'.repeat(index + 1)}*)`),
    );
    const answer = findAction({ inside: [[nasty]], outside: others });
    assert.ok(answer.kind === 'found' || answer.kind === 'undecided');
  });

  it('calls a rule unclear that nobody would write, so that a new one counts as loosening', () => {
    assert.ok(allow(`Bash(${'*a'.repeat(200)})`).unclear);
    assert.ok(allow(`Bash(npm * ${'x'.repeat(1_000)} *)`).unclear);
    assert.ok(!allow(`Bash(git commit -m ${'x'.repeat(3_000)})`).unclear, 'it names one command');
    assert.ok(!allow(`Bash(${'*a'.repeat(100)})`).unclear);
  });
});
