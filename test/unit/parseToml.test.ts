import assert from 'node:assert/strict';
import fc from 'fast-check';
import { getStaticTOMLValue, parseTOML } from 'toml-eslint-parser';
import { canonicalValue, memberOf } from '../../src/core/parse/navigate';
import { parseToml } from '../../src/core/parse/parseToml';
import type { DataNode } from '../../src/core/parse/tree';

function value(text: string): unknown {
  const { root, complete, problems } = parseToml(text);
  assert.equal(complete, true, JSON.stringify(problems));
  return canonicalValue(root as DataNode);
}

/** What the library that ESLint uses makes of it; dates by their text. */
function oracle(text: string): unknown {
  const plain = getStaticTOMLValue(parseTOML(text));
  return JSON.parse(
    JSON.stringify(plain, (_key, item: unknown) =>
      typeof item === 'bigint' ? Number(item) : item,
    ),
  );
}

const samples: Readonly<Record<string, string>> = {
  'a Codex configuration': `model = "gpt-5"
approval_policy = "on-request" # asks

[mcp_servers.files]
command = "npx"
args = ["-y", "@acme/files@1.2.3"]
env = { TOKEN = "\${TOKEN}", "odd key" = 'x' }

[mcp_servers.files.tools.read]
approval_mode = "approve"

[mcp_servers."with space"]
url = "https://mcp.example.com/mcp"
http_headers = { X = "1" }

[projects."/home/me/a.b"]
trust_level = "trusted"
`,
  'lists of tables with tables inside': `[[rule]]
toolName = "run"
commandRegex = 'git (status|diff)\\s*'
priority = 100
[[rule.when]]
mode = "plan"
[rule.more]
a.b.c = 1
[[rule]]
toolName = "write"
`,
  'every kind of value': `s1 = "a\\tb\\u00e9\\U0001F600\\""
s2 = 'C:\\dir'
s3 = """
one \\
   two
three"""
s4 = '''
raw \\n
'' end'''
i = 1_000
h = 0xdead_beef
o = 0o17
b = 0b1010
f = -1.5e3
t = true
n = false
list = [1, [2, 3], # comment
  { x = 1, y = [] },
]
empty = {}
`,
  'dotted keys': `a.b.c = 1
a.b.d = 2
a."e.f" = 3
[x.y]
z.w = 1
`,
  'windows line ends': 'a = 1\r\n[t]\r\nb = """x\r\ny"""\r\n',
  'a part before its table': `[a.b]
x = 1
[a]
y = 2
`,
};

describe('TOML', () => {
  for (const [name, text] of Object.entries(samples)) {
    it(`reads ${name} as the reference parser does`, () => {
      assert.deepEqual(value(text), sorted(oracle(text)));
    });
  }

  it('gives ranges of UTF-16 offsets into the original text', () => {
    const text = '\ufeff# 😀\r\n[mcp_servers.files]\r\ncommand = "npx" # why\r\n';
    const { root, complete } = parseToml(text);
    assert.equal(complete, true);
    const servers = memberOf(root, 'mcp_servers');
    const files = memberOf(servers?.value, 'files');
    const command = memberOf(files?.value, 'command');
    const slice = (range: { start: number; end: number }): string =>
      text.slice(range.start, range.end);
    assert.equal(slice(servers!.keyRange), 'mcp_servers');
    assert.equal(slice(files!.keyRange), 'files');
    assert.equal(slice(command!.keyRange), 'command');
    assert.equal(slice(command!.value.range), '"npx"');
    assert.equal(slice(command!.range), 'command = "npx"');
    assert.ok(slice(files!.range).endsWith('command = "npx"'));
    assert.ok(slice(servers!.range).endsWith('command = "npx"'));
  });

  const mistakes: readonly (readonly [name: string, text: string, at: string])[] = [
    ['a backslash that is no escape', 'path = "C:\\dir"\nb = 1\n', '"C:\\dir"'],
    ['a table declared twice', '[t]\nx = 1\n[t]\nb = 1\n', 't'],
    ['a key written twice', 'b = 1\nb = 2\n', 'b'],
    ['a missing value', 'a =\nb = 1\n', '\n'],
    ['text without quotes', 'a = plain text\nb = 1\n', 'plain'],
    ['a line that is no pair', 'what is this\nb = 1\n', 'i'],
    ['a list that is never closed', 'a = [1, 2\nb = 1\n', '['],
    ['a string that is never closed', 'a = "x\nb = 1\n', '"x'],
    ['a header that is never closed', '[a\nb = 1\n', '\n'],
    ['a plain list continued as tables', 'a = []\n[[a]]\n[t]\nb = 1\n', 'a'],
  ];
  for (const [name, text, at] of mistakes) {
    it(`names the place of ${name} and reads on`, () => {
      const { root, complete, problems } = parseToml(text);
      assert.equal(complete, false);
      const [first] = problems;
      assert.equal(text.slice(first!.range.start, first!.range.end), at);
      assert.notEqual(first!.message, '');
      assert.ok(JSON.stringify(canonicalValue(root!)).includes('"b":1'));
    });
  }

  it('stops at nesting made to exhaust the stack', () => {
    for (const text of [
      `a = ${'['.repeat(100_000)}`,
      `a = ${'{a='.repeat(100_000)}`,
      `a${'.a'.repeat(100_000)} = 1`,
      `[${'a.'.repeat(100_000)}a]`,
    ]) {
      const { complete, problems } = parseToml(text);
      assert.equal(complete, false);
      assert.ok(problems.some(({ kind }) => kind === 'too-deep'));
    }
  });

  it('takes no key for a part of the language', () => {
    assert.deepEqual(
      value('__proto__.x = 1\nconstructor = 2\n'),
      sortedKeys('__proto__', 'constructor'),
    );
  });

  it('takes time in proportion to the text', () => {
    const servers = (count: number): string =>
      Array.from(
        { length: count },
        (_, index) => `[mcp_servers.s${index}]\ncommand = "npx"\nargs = ["-y", "a@1.0.${index}"]\n`,
      ).join('\n');
    // Time of the processor: other programs on the machine do not count. Quadratic is 100 times more.
    const cost = (count: number): number => {
      const text = servers(count);
      const runs = [1, 2, 3].map(() => {
        const started = process.cpuUsage();
        assert.equal(parseToml(text).complete, true);
        return process.cpuUsage(started).user;
      });
      return Math.min(...runs);
    };
    cost(4_000);
    const few = Math.max(cost(4_000), 10_000);
    assert.ok(cost(40_000) < 60 * few);
  });

  it('never throws, and keeps every range inside the text', () => {
    const pieces = fc.constantFrom(
      '[',
      ']',
      '[[',
      ']]',
      '{',
      '}',
      '=',
      '.',
      ',',
      '"',
      "'",
      '"""',
      "'''",
      '\n',
      '\r\n',
      '#',
      '\\',
      'a',
      'b',
      '1',
      '-',
      '_',
      ' ',
      'true',
      'inf',
      '1979-05-27',
      '\ufeff',
      '😀',
      '\u0000',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
        const text = parts.join('');
        const { root, problems } = parseToml(text);
        for (const range of [...rangesOf(root!), ...problems.map((problem) => problem.range)]) {
          assert.ok(range.start >= 0 && range.start <= range.end && range.end <= text.length);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('agrees with the reference parser on whatever that accepts', () => {
    const word = fc.constantFrom('a', 'b', 'c', '"x y"', "'q'");
    const key = fc.array(word, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('.'));
    const item = fc.constantFrom(
      '1',
      '"s"',
      "'l'",
      '[1, 2]',
      '{ k = 1 }',
      'true',
      '1.5',
      '"""m"""',
    );
    const line = fc.oneof(
      fc.tuple(key, item).map(([name, text]) => `${name} = ${text}`),
      key.map((name) => `[${name}]`),
      key.map((name) => `[[${name}]]`),
      fc.constant('# note'),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
        const text = lines.join('\n');
        let expected: unknown;
        try {
          expected = oracle(text);
        } catch {
          return;
        }
        assert.deepEqual(value(text), sorted(expected));
      }),
      { numRuns: 2_000 },
    );
  });
});

function sortedKeys(...keys: readonly string[]): unknown {
  return Object.fromEntries(keys.map((key) => [key, key === '__proto__' ? { x: 1 } : 2] as const));
}

function sorted(plain: unknown): unknown {
  if (Array.isArray(plain)) return plain.map(sorted);
  if (typeof plain !== 'object' || plain === null) return plain;
  return Object.fromEntries(
    Object.entries(plain)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}

function* rangesOf(node: DataNode): Generator<{ start: number; end: number }> {
  yield node.range;
  if (node.kind === 'array') for (const item of node.items) yield* rangesOf(item);
  if (node.kind === 'object') {
    for (const member of node.members) {
      yield member.keyRange;
      yield member.range;
      yield* rangesOf(member.value);
    }
  }
}
