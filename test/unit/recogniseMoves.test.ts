import * as assert from 'node:assert/strict';
import { analyzeFile, assessChangeSet, type FileAnalysis } from '../../src/core/analyze';
import { recogniseMoves } from '../../src/core/recogniseMoves';

const server = { command: 'npx', args: ['-y', '@acme/files-mcp@latest', './docs'] };

describe('recogniseMoves', () => {
  it('calls a server that changes its file as it was a move', () => {
    const [left, arrived] = moved(server, server);
    assert.deepEqual(
      [left, arrived].map(({ changes }) => changes.map(({ direction }) => direction)),
      [['neutral'], ['neutral']],
    );
    assert.match(left.changes[0]?.words ?? '', /“files” moved to \.mcp\.json, as it was/);
    assert.match(arrived.changes[0]?.words ?? '', /moved here from \.vscode\/mcp\.json/);
    assert.equal(assessChangeSet([left, arrived]).tier, 'low');
  });

  it('keeps what was wrong with the server as inherited', () => {
    const [, arrived] = moved(server, server);
    const unpinned = arrived.findings.find(({ rule }) => rule === 'mcp/unpinned-package');
    assert.equal(unpinned?.origin, 'inherited');
  });

  it('takes each client’s own way to refer to a secret for the same', () => {
    const before = { ...server, env: { TOKEN: '${input:token}' } };
    const [left] = moved(before, { ...server, env: { TOKEN: '${TOKEN}' } });
    assert.equal(left.changes[0]?.direction, 'neutral');
  });

  for (const [what, after] of Object.entries({
    'another package': { ...server, args: ['-y', '@acme/files@latest', './docs'] },
    'a wider folder': { ...server, args: ['-y', '@acme/files-mcp@latest', '/'] },
    'another variable': { ...server, env: { NODE_OPTIONS: '--require ./x.js' } },
    'a literal secret': { ...server, env: { TOKEN: 'ghp_' + '0aB1'.repeat(9) } },
  })) {
    it(`is not misled by a server that comes along with ${what}`, () => {
      const [left, arrived] = moved(server, after);
      assert.equal(left.changes[0]?.direction, 'tightens');
      assert.equal(arrived.changes[0]?.direction, 'loosens');
    });
  }

  it('leaves other files as they are, the same objects', () => {
    const other = analysis('.cursor/mcp.json', {}, { other: server });
    const [, , unmoved] = recogniseMoves([...pair(server, server), other]);
    assert.equal(unmoved, other);
  });
});

function moved(before: object, after: object): readonly [FileAnalysis, FileAnalysis] {
  const [left, arrived] = recogniseMoves(pair(before, after));
  assert.ok(left !== undefined && arrived !== undefined);
  return [left, arrived];
}

function pair(before: object, after: object): FileAnalysis[] {
  return [
    analysis('.vscode/mcp.json', { files: before }, {}),
    analysis('.mcp.json', {}, { files: after }),
  ];
}

function analysis(path: string, before: object, after: object): FileAnalysis {
  const key = path === '.vscode/mcp.json' ? 'servers' : 'mcpServers';
  const text = (servers: object): string => JSON.stringify({ [key]: servers });
  const found = analyzeFile({ path, text: text(after), baseline: { text: text(before) } });
  assert.ok(found);
  return found;
}
