import assert from 'node:assert/strict';
import fc from 'fast-check';
import { splitPieces } from '../../src/core/rollback/splitPieces';
import { changesAbout, edit, onlyFile, rollBack } from './rollbackSupport';

const before = `# Agent

You help with docs.

## Safety

- Never push to main.
- Always ask before deleting files. Never print secrets.
- Run the tests.
`;
const after = `# Agent

You help with docs and code.

## Safety

- Always ask before deleting files. Never send mail without approval.
- Run the tests.
- Never spend money.
`;

describe('Rollback of instructions', () => {
  it('brings lost guardrails back and keeps the new ones, even in one line', () => {
    const file = onlyFile(rollBack(edit('AGENTS.md', before, after)));
    assert.equal(
      file.restoredText,
      before
        .replace('print secrets.', 'print secrets. Never send mail without approval.')
        .replace('- Run the tests.\n', '- Run the tests.\n- Never spend money.\n'),
    );
    assert.equal(file.kept.length, 2);
    assert.ok(file.passed, file.conflict);
  });

  it('restores the bytes when only guardrails were lost', () => {
    const weaker = before.replace('- Never push to main.\n', '');
    const file = onlyFile(rollBack(edit('AGENTS.md', before, weaker)));
    assert.equal(file.mode, 'whole-file');
    assert.equal(file.restoredText, before);
  });

  it('takes back one sentence alone', () => {
    const analysis = edit('AGENTS.md', before, after);
    const [change] = changesAbout(analysis, 'Never push');
    assert.ok(change);
    const file = onlyFile(rollBack(analysis, { selected: [change] }));
    assert.equal(
      file.restoredText,
      after.replace('- Always ask', '- Never push to main.\n- Always ask'),
    );
  });

  it('keeps a section that was written since', () => {
    const more = '\n## Style\n\nBe kind.\n';
    const file = onlyFile(
      rollBack(edit('AGENTS.md', before, after + more), { recordedText: after }),
    );
    assert.equal(file.mode, 'three-way');
    assert.ok(file.restoredText?.includes('- Never push to main.'));
    assert.ok(file.restoredText?.endsWith(more));
    assert.ok(file.passed, file.conflict);
  });

  it('names the line when both sides edited the same sentence', () => {
    const present = after.replace('docs and code', 'docs and tests');
    const file = onlyFile(rollBack(edit('AGENTS.md', before, present), { recordedText: after }));
    assert.equal(file.passed, false);
    assert.match(file.conflict ?? '', /^Line 3 /);
  });

  it('cuts into pieces that are the text again', () => {
    assert.deepEqual(splitPieces('Use v1.2.3. Ask first!\n- a\n'), [
      'Use v1.2.3. ',
      'Ask first!\n',
      '- a\n',
    ]);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        assert.equal(splitPieces(text).join(''), text);
      }),
    );
  });
});
