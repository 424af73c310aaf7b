import assert from 'node:assert/strict';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { canonicalText } from '../../src/core/parse/navigate';
import { parseText, type TextFormat } from '../../src/core/parse/parseText';
import { parseJson } from '../../src/core/parse/parseJson';
import { invertLines, type Attempt } from '../../src/core/rollback/invertLines';
import { changesAbout, edit, onlyFile, rollBack } from './rollbackSupport';

/** Takes everything back that differs between the recorded text and the baseline. */
function invertAll(
  present: string,
  recorded: string,
  baseline: string,
  format: TextFormat,
): Attempt {
  return invertLines(
    { present, recorded, baseline },
    { changes: [], reverting: new Set(), kept: new Set(), everything: true, serverEntries: false },
    format,
  );
}

function canonical(text: string, format: TextFormat): string {
  const { root, frontMatter } = parseText(text, format);
  const data = format === 'markdown' ? frontMatter : root;
  return data === undefined ? '' : canonicalText(data);
}

const key = fc.constantFrom('alpha', 'beta', 'gamma', 'delta');
const scalar = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'b', ' ', ':', '#', '-'), maxLength: 5 }),
  fc.integer({ min: 0, max: 9 }),
  fc.boolean(),
);
const list = fc.array(scalar, { maxLength: 4 });
const table = fc.dictionary(key, fc.oneof(scalar, list), { maxKeys: 4, noNullPrototype: true });
const data = fc.dictionary(key, fc.oneof(scalar, list, table), {
  maxKeys: 4,
  noNullPrototype: true,
});

type Data = Readonly<Record<string, unknown>>;

function writeToml(root: Data): string {
  const isTable = (value: unknown): value is Data =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  const pairs = (table: Data): string =>
    Object.entries(table)
      .filter(([, value]) => !isTable(value))
      .map(([name, value]) => `${name} = ${JSON.stringify(value)}\n`)
      .join('');
  const tables = Object.entries(root).filter((entry): entry is [string, Data] => isTable(entry[1]));
  return pairs(root) + tables.map(([name, table]) => `\n[${name}]\n${pairs(table)}`).join('');
}

const written: readonly (readonly [TextFormat, (root: Data) => string])[] = [
  ['yaml', (root) => stringify(root)],
  ['toml', writeToml],
  ['markdown', (root) => `---\n${stringify(root)}---\n\n# Agent\n\nIt helps.\n`],
];

describe('Rollback of text that is made of lines', () => {
  for (const [format, write] of written) {
    it(`gives the meaning back and keeps a later edit, or refuses (${format})`, () => {
      let refused = 0;
      let all = 0;
      fc.assert(
        fc.property(data, data, scalar, fc.boolean(), (before, after, value, front) => {
          const stays = { zeta: 1 };
          const later = (root: Data): string =>
            write(
              front ? { later: value, ...root, ...stays } : { ...root, ...stays, later: value },
            );
          const recorded = write({ ...after, ...stays });
          const baseline = write({ ...before, ...stays });
          const { text, conflict } = invertAll(later(after), recorded, baseline, format);
          all += 1;
          if (text === undefined) {
            refused += 1;
            assert.ok((conflict ?? '') !== '');
            return;
          }
          assert.equal(canonical(text, format), canonical(later(before), format), text);
        }),
        { numRuns: 300 },
      );
      // What is written anew from top to bottom may be refused, ordinary edits may not.
      assert.ok(refused <= all * 0.15, `${refused} of ${all} refused`);
    });
  }

  it('never ends in other data than the values say, whatever the texts are', () => {
    const line = fc.constantFrom('a: 1', 'b:', '  - x', '  - y: 2', '  c: [1, 2]', '# note', '');
    const text = fc.array(line, { maxLength: 6 }).map((lines) => `${lines.join('\n')}\n`);
    fc.assert(
      fc.property(text, text, text, (present, recorded, baseline) => {
        const { text: restored } = invertAll(present, recorded, baseline, 'yaml');
        const readable = [present, recorded, baseline].every((one) => {
          const { root, complete, problems } = parseText(one, 'yaml');
          return root !== undefined && complete && problems.length === 0;
        });
        if (restored === undefined || !readable) return;
        if (canonical(recorded, 'yaml') === canonical(baseline, 'yaml')) return;
        assert.ok(parseText(restored, 'yaml').complete, restored);
        if (present === recorded) {
          assert.equal(canonical(restored, 'yaml'), canonical(baseline, 'yaml'));
        }
      }),
    );
  });

  const codex = `# Codex of the team.
model = "gpt-5"

[mcp_servers.files]
command = "npx"
args = ["-y", "@acme/files-mcp@2.4.1"] # pinned on purpose
`;

  it('puts one argument of a line back to which another was added since', () => {
    const after = codex.replace('2.4.1', 'latest');
    const present = after.replace('latest"]', 'latest", "--quiet"]');
    const file = onlyFile(
      rollBack(edit('.codex/config.toml', codex, present), { recordedText: after }),
    );
    assert.ok(file.passed, file.conflict);
    assert.equal(file.mode, 'semantic');
    assert.equal(file.restoredText, codex.replace('2.4.1"]', '2.4.1", "--quiet"]'));
  });

  it('keeps a table that was written directly below', () => {
    const after = `${codex}\n[mcp_servers.mail]\ncommand = "mail"\n`;
    const later = '\n[mcp_servers.later]\ncommand = "later"\n';
    const file = onlyFile(
      rollBack(edit('.codex/config.toml', codex, after + later), { recordedText: after }),
    );
    assert.ok(file.passed, file.conflict);
    assert.equal(file.restoredText, codex + later);
  });

  it('brings a table back with the comment above it', () => {
    const extra =
      '\n# Only reads.\n[mcp_servers.notes]\ncommand = "notes"\nargs = ["--read-only"]\n';
    const after = codex;
    const present = `model = "gpt-5"\n\n[mcp_servers]\nfiles = { command = "npx", args = ["-y", "@acme/files-mcp@2.4.1"] }\n`;
    const { text } = invertAll(present, after, codex + extra, 'toml');
    assert.equal(text, present + extra);
  });

  it('takes the pin’s neighbour back and leaves the pin, in one line', () => {
    const before = codex.replace('@2.4.1', '').replace('"]', '", "--root", "docs"]');
    const after = codex.replace('"]', '", "--root", "/"]');
    const analysis = edit('.codex/config.toml', before, after);
    const file = onlyFile(rollBack(analysis));
    assert.ok(file.passed, file.conflict);
    assert.equal(file.restoredText, codex.replace('"]', '", "--root", "docs"]'));
    assert.equal(file.kept.length, 1);
  });

  const goose = `extensions:
  files:
    type: stdio
    cmd: npx
    args:
      - -y
      - "@acme/files-mcp@2.4.1"
    enabled: true
`;

  it('puts a value back in YAML that somebody indented anew since', () => {
    const after = goose.replace('2.4.1', 'latest');
    const present = after.replaceAll('  ', '    ').replace('enabled: true', 'enabled: true # yes');
    const { text, mode } = invertAll(present, after, goose, 'yaml');
    assert.equal(mode, 'semantic');
    assert.equal(text, present.replace('latest', '2.4.1'));
  });

  it('refuses a value that is no longer the one of the change', () => {
    const after = goose.replace('2.4.1', 'latest');
    const present = after.replace('latest', '3.0.0').replaceAll('  ', '    ');
    const { text, conflict } = invertAll(present, after, goose, 'yaml');
    assert.equal(text, undefined);
    assert.match(conflict ?? '', /no longer/);
  });

  const agent = `---
name: docs
tools: [Read, Grep]
model: sonnet
---

# Docs

Write docs.
`;

  it('restores front matter beside which somebody wrote since', () => {
    const after = agent.replace('[Read, Grep]', '[Read, Grep, Bash]');
    const present = after
      .replace('Bash]', 'Bash, Glob]')
      .replace('Write docs.', 'Write docs.\n\nBe brief.');
    const file = onlyFile(
      rollBack(edit('.claude/agents/docs.md', agent, present), { recordedText: after }),
    );
    assert.ok(file.passed, file.conflict);
    assert.equal(
      file.restoredText,
      agent.replace('Grep]', 'Grep, Glob]').replace('Write docs.', 'Write docs.\n\nBe brief.'),
    );
  });

  it('keeps a paragraph behind a restored one, and refuses one that runs into it', () => {
    const after = agent.replace('Write docs.', 'Write docs and code.');
    const parted = `${after}\nNever push.\n`;
    assert.equal(invertAll(parted, after, agent, 'markdown').text, `${agent}\nNever push.\n`);
    const joined = `${after}It is yours alone.\n`;
    assert.match(invertAll(joined, after, agent, 'markdown').conflict ?? '', /^Line 10 /);
  });

  it('takes JSON for JSON, whatever the client calls it', () => {
    const before = '{"customModes": [{"slug": "docs", "groups": ["read"]}]}\n';
    const after = before.replace('["read"]', '["read", "command"]');
    const present = `${JSON.stringify(JSON.parse(after) as unknown, null, 2)}\n`;
    const analysis = edit('.roomodes', before, present);
    assert.ok(changesAbout(analysis, 'command').length > 0);
    const file = onlyFile(rollBack(analysis, { recordedText: after }));
    assert.ok(file.passed, file.conflict);
    assert.deepEqual(JSON.parse(file.restoredText ?? ''), JSON.parse(before));
    assert.ok(parseJson(file.restoredText ?? '').complete);
  });
});
