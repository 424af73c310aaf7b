import assert from 'node:assert/strict';
import fc from 'fast-check';
import { markRolledBack } from '../../src/core/record/markRolledBack';
import { parseRecord } from '../../src/core/record/parseRecord';
import { serialiseRecord } from '../../src/core/record/serialiseRecord';
import { textDigest } from '../../src/core/record/textDigest';
import { alignedWith, asCheckedOut, sameLines } from '../../src/core/rollback/lineEndings';
import { sampleRecord } from './recordSupport';
import { edit, onlyFile, rollBack } from './rollbackSupport';

function crlf(text: string): string {
  return text.replaceAll('\n', '\r\n');
}

const sentences = [
  'Never push to main.',
  'Ask before you delete anything.',
  'Be kind.',
  'You may run the tests.',
  'Use tabs.',
  'Do not read `.env`.',
];
const prose = fc
  .array(
    fc.tuple(fc.constantFrom(...sentences), fc.constantFrom(' ', '\n', '\n\n', '\n\n## Part\n\n')),
    {
      minLength: 1,
      maxLength: 8,
    },
  )
  .map((parts) => `# Rules\n\n${parts.flat().join('').trimEnd()}\n`);
const rules = fc.uniqueArray(
  fc.constantFrom(
    'Bash(curl:*)',
    'Bash(npm test)',
    'Read(./.env)',
    'Bash(rm:*)',
    'Edit(./docs/**)',
  ),
  { maxLength: 4 },
);
const settings = fc
  .record({ allow: rules, deny: rules })
  .map((permissions) => `${JSON.stringify({ permissions }, null, 2)}\n`);

describe('A rollback in a checkout with CRLF', () => {
  for (const [path, text] of [
    ['AGENTS.md', prose],
    ['.claude/settings.json', settings],
  ] as const) {
    it(`does what it does with LF (${path})`, () => {
      fc.assert(
        fc.property(text, text, fc.option(text, { nil: undefined }), (before, after, recorded) => {
          const plain = onlyFile(rollBack(edit(path, before, after), { recordedText: recorded }));
          // The blob and the recorded text have LF, the file in the work tree has CRLF.
          const paired = onlyFile(
            rollBack(edit(path, before, crlf(after)), { recordedText: recorded }),
          );
          assert.equal(paired.passed, plain.passed);
          assert.equal(paired.conflict, plain.conflict);
          assert.equal(paired.mode, plain.mode);
          assert.equal(paired.restoredText, crlf(plain.restoredText ?? ''));
          assert.deepEqual(
            paired.reverted.map(({ words }) => words),
            plain.reverted.map(({ words }) => words),
          );
        }),
        { numRuns: 150 },
      );
    });
  }

  it('names the changes of the analysis it was given', () => {
    const analysis = edit(
      '.claude/settings.json',
      '{\n "permissions": { "allow": [], "deny": [] }\n}\n',
      '{\r\n "permissions": { "allow": ["Bash(curl:*)"], "deny": ["Bash(rm:*)"] }\r\n}\r\n',
    );
    const file = onlyFile(rollBack(analysis));
    for (const change of [...file.reverted, ...file.kept]) {
      assert.ok(analysis.changes.includes(change));
    }
  });

  it('takes only line endings that git may have made for git’s', () => {
    assert.equal(asCheckedOut('a\nb\n', 'x\r\ny\r\n'), 'a\r\nb\r\n');
    assert.equal(asCheckedOut('a\r\nb\r\n', 'x\ny\n'), 'a\r\nb\r\n');
    assert.equal(asCheckedOut('a\r\nb\n', 'x\r\ny\r\n'), 'a\r\nb\n');
    assert.equal(asCheckedOut('a\nb\n', undefined), 'a\nb\n');
    assert.equal(alignedWith('a\r\nb\r\n', 'x\ny\n'), 'a\nb\n');
    assert.equal(alignedWith('a\r\nb\n', 'x\ny\n'), 'a\r\nb\n');
    assert.ok(sameLines('a\r\nb', 'a\nb'));
    assert.ok(!sameLines('a\nb', 'a b'));
    assert.ok(!sameLines(undefined, ''));
  });

  it('keeps the byte order mark and the final line break of the baseline', () => {
    const before = '\ufeff{ "servers": { "a": { "command": "npx", "args": ["a@1.0.0"] } } }';
    const after = `${before.slice(1).replace('@1.0.0', '@latest')}\n`;
    assert.equal(onlyFile(rollBack(edit('.vscode/mcp.json', before, after))).restoredText, before);
  });
});

describe('Records in a checkout with CRLF', () => {
  it('have the same digest for the same text', () => {
    assert.equal(textDigest('\ufeffa\r\nb\r\n'), textDigest('a\nb\n'));
    assert.notEqual(textDigest('a\nb'), textDigest('a\nb\n'));
  });

  it('are read, and closed without another line ending', () => {
    const text = crlf(serialiseRecord(sampleRecord()));
    assert.deepEqual(parseRecord(text).problems, []);
    assert.deepEqual(parseRecord(text).record, sampleRecord());
    const marked = markRolledBack(text, {
      at: '2026-11-22T10:00:00Z',
      actor: 'github:alice',
      note: 'restores main',
    });
    assert.equal(marked?.match(/[^\r]\n/g), null);
    assert.deepEqual(parseRecord(marked).problems, []);
  });

  it('name no file outside of their folder', () => {
    for (const path of [
      '../.mcp.json',
      'a/../../.mcp.json',
      '/tmp/.mcp.json',
      'a\\..\\.mcp.json',
      'C:/.mcp.json',
    ]) {
      const record = sampleRecord();
      const text = serialiseRecord({
        ...record,
        subject: {
          ...record.subject,
          files: record.subject.files.map((file) => ({ ...file, path })),
        },
      });
      assert.match(parseRecord(text).problems[0]?.message ?? '', /leads out of the folder/, path);
    }
  });
});
