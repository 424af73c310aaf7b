import assert from 'node:assert/strict';
import { analyzeFile } from '../../src/core/analyze';

const path = '.codex/config.toml';

function told(before: string | undefined, after: string | undefined, at = path): readonly string[] {
  const analysis = analyzeFile({ path: at, text: after, baseline: { text: before } });
  return (analysis?.changes ?? []).map(({ direction, words }) => `${direction} ${words}`);
}

describe('What changes beside everything that is read', () => {
  const file = 'approval_policy = "never"\nmodel_auto_compact_token_limit = 200000\n';

  it('is named in one neutral line, and weighs next to nothing', () => {
    const after = file.replace('200000', '400000');
    assert.deepEqual(told(file, after), [
      'neutral `model_auto_compact_token_limit` changed, which is not known to give or take power.',
    ]);
    const analysis = analyzeFile({ path, text: after, baseline: { text: file } });
    assert.deepEqual(
      [analysis?.assessment.tier, analysis?.assessment.score, analysis?.assessment.categories],
      ['low', 1, []],
    );
  });

  it('is left out where something that is read changed too', () => {
    const after = file.replace('200000', '400000').replace('never', 'on-request');
    assert.ok(told(file, after).every((line) => !line.includes('token_limit')));
  });

  it('is nothing when layout, comments or the order of keys changed', () => {
    const [first = '', second = ''] = file.split('\n');
    assert.deepEqual(told(file, `# Agreed.\n${second}\n\n${first}\n`), []);
  });

  it('counts keys beyond the third', () => {
    const many = ['one', 'two', 'three', 'four', 'five'].map((key) => `${key} = 1`).join('\n');
    assert.match(told(file, `${many}\n${file}`)[0] ?? '', /`one`, `two`, `three` and 2 more/);
  });

  it('is nothing in a file that is empty, and in one that holds the state of a client', () => {
    assert.deepEqual(told(undefined, '{ "mcpServers": {} }', '.kilocode/mcp.json'), []);
    assert.deepEqual(told('{"numStartups":1}', '{"numStartups":2}', '~/.claude.json'), []);
  });
});
