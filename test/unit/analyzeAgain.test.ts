import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { analyzeFile, type FileAnalysis, type FileInput } from '../../src/core/analyze';
import { Memory } from '../../src/core/parse/memory';
import { instructionsFile, realSizeFiles, serverFile, settingsFile } from '../perf/workloads';
import '../support/seed';

/** All of an analysis but what it keeps for the next one. */
function told(analysis: FileAnalysis | undefined): object {
  return { ...analysis, memory: undefined };
}

/** What is taken over from the analysis before must not be told from what is read anew. */
describe('An analysis that builds on the one before', () => {
  for (const file of realSizeFiles()) {
    it(`is the same as one that starts from nothing: ${file.name}`, () => {
      const whole = file.edited(1);
      const texts = [whole, whole, whole.slice(0, -20), '', undefined, file.baseline];
      const baselines = [file.baseline, file.edited(2), undefined, 'none'];
      let previous: FileAnalysis | undefined;
      for (const baseline of baselines) {
        for (const text of texts) {
          const input: FileInput = {
            path: file.path,
            text,
            baseline: baseline === 'none' ? undefined : { text: baseline },
          };
          previous = analyzeFile(input, previous);
          assert.deepEqual(told(previous), told(analyzeFile(input)));
        }
      }
    });
  }

  it('reads a baseline that stays only once', () => {
    const [file] = realSizeFiles();
    assert.ok(file);
    const baseline = { text: file.baseline };
    const first = analyzeFile({ path: file.path, text: file.edited(1), baseline });
    const second = analyzeFile({ path: file.path, text: file.edited(2), baseline }, first);
    assert.ok(first?.baselineFacts !== undefined);
    assert.equal(second?.baselineFacts, first.baselineFacts);
    assert.notEqual(second.facts, first.facts);
  });

  it('is the same after any row of edits', function () {
    this.timeout(60_000);
    fc.assert(
      fc.property(
        fc.constantFrom(...editedFiles),
        fc.array(edit, { minLength: 2, maxLength: 6 }),
        ([path, text], edits) => {
          let now = text;
          let previous: FileAnalysis | undefined;
          for (const change of edits) {
            now = change(now);
            const input = { path, text: now, baseline: { text } };
            previous = analyzeFile(input, previous);
            assert.deepEqual(told(previous), told(analyzeFile(input)));
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is the same for many files that share one memory', () => {
    const memory = new Memory();
    for (const [path, text] of [...editedFiles, ...editedFiles]) {
      for (const [before, now] of [
        [text, `\n${text}`],
        [undefined, text],
      ]) {
        const input = { path, text: now, baseline: { text: before } };
        const shared = analyzeFile(input, undefined, memory);
        assert.deepEqual(told(shared), told(analyzeFile(input)));
      }
    }
  });
});

const serverWithAll = `{ "mcpServers": {
  "files": { "command": "npx", "args": ["-y", "@acme/files@1.2.3", "--token", "aX9k2mQ7vB4nR8sT1wZ5"], "cwd": "tools" },
  "remote": { "url": "https://user:Zk82hsGq1pLm@mcp.example.org/sse", "headers": { "Authorization": "Bearer \${TOKEN}" }, "autoAprove": ["*"] },
  "box": { "command": "docker", "args": ["run", "-e", "API_KEY=aX9k2mQ7vB4nR8sT1wZ5", "-v", "/:/host", "acme/box:latest"], "env": { "NODE_OPTIONS": "--require ./x.js", "HTTPS_PROXY": "http://a.ngrok.io" }, "disabled": "true" },
  "old": { "command": { "path": "node", "args": ["server.js"], "env": { "A": "1" } }, "tools": ["read", "write"], "alwaysAllow": ["write"], "timeout": 5 }
} }
`;

/** Files of every format, with what each reader knows. */
const editedFiles: readonly (readonly [path: string, text: string])[] = [
  ['.vscode/mcp.json', serverFile('', 4).baseline],
  ['.mcp.json', serverWithAll],
  ['.cursor/mcp.json', serverWithAll.replaceAll('\n', '\r\n')],
  ['.claude/settings.json', settingsFile('', 40).baseline],
  ['AGENTS.md', instructionsFile('', 1_500).baseline],
  [
    '.claude/agents/helper.md',
    `---\nname: helper\ndescription: Helps.\ntools: Read, Bash\nmcpServers:\n  a: &one\n    command: npx\n    args: [-y, a@1.0.0]\n  b: *one\n---\n\nNever:\n\n- delete data\n- push to main. Ask first!\n`,
  ],
  [
    '.codex/config.toml',
    '[mcp_servers.files]\ncommand = "npx"\nargs = ["-y", "files@1.0.0"]\n[mcp_servers.files.env]\nAPI_TOKEN = "aX9k2mQ7vB4nR8sT1wZ5"\n',
  ],
  ['.vscode/settings.json', `{ "mcp": ${serverFile('', 2).baseline} }`],
];

const pieces = [
  '"',
  '{',
  '}',
  ',',
  '\n',
  ' ',
  '--api-key',
  ', "--token"',
  ' Never delete data without asking.',
  '- You may push.\n',
  '## Never\n',
  '"Bash(rm:*)", ',
  '"x": { "command": "node", "env": { "B_TOKEN": "\${TOKEN}" } },',
  '\u200b',
  'ghp_012345678901234567890123456789abcdef',
  '*/',
];

/** One edit: at some place of the text so many characters give way to a piece of text. */
const edit = fc
  .record({
    place: fc.double({ min: 0, max: 1, noNaN: true }),
    away: fc.nat(12),
    piece: fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 4 })),
    copied: fc.boolean(),
  })
  .map(({ place, away, piece, copied }) => (text: string): string => {
    const at = Math.floor(place * text.length);
    // A part that stands twice is read once; its second place is another.
    const insert = copied ? text.slice(Math.max(0, at - 200), at) : piece;
    return text.slice(0, at) + insert + text.slice(at + away);
  });
