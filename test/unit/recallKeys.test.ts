import assert from 'node:assert/strict';
import { markRolledBack } from '../../src/core/record/markRolledBack';
import { parseRecord } from '../../src/core/record/parseRecord';
import { recalledEntries, recallKeys, wholeAnalysis } from '../../src/core/record/recallKeys';
import { serialiseRecord } from '../../src/core/record/serialiseRecord';
import type { FileAnalysis } from '../../src/core/analyze';
import { recordOf, sampleRecord } from './recordSupport';
import { edit } from './rollbackSupport';

const back = { at: '2026-11-22T10:00:00Z', actor: 'github:bob', note: 'restores main' };

function digestsOf(record = sampleRecord()): ReadonlySet<string> {
  const marked = markRolledBack(serialiseRecord(record), back);
  const { record: closed } = parseRecord(marked ?? '');
  assert.ok(closed);
  return new Set(recallKeys(closed).map(({ digest }) => digest));
}

function whole(path: string, value: unknown): FileAnalysis {
  const analysis = wholeAnalysis(path, `${JSON.stringify(value)}\n`);
  assert.ok(analysis);
  return analysis;
}

describe('What was rolled back', () => {
  it('is found again in another file that says the same, and nowhere else', () => {
    const same = whole('sub/.claude/settings.json', {
      permissions: { allow: ['Bash(ls:*)', 'Bash(curl:*)'] },
    });
    const found = recalledEntries(same, digestsOf());
    assert.deepEqual(
      found.map(({ change }) => change.after),
      ['Bash(curl:*)'],
    );
    const other = whole('.claude/settings.json', { permissions: { allow: ['Bash(ls:*)'] } });
    assert.deepEqual(recalledEntries(other, digestsOf()), []);
  });

  it('is found in the file of another client, by the package that its server runs', () => {
    const server = (spec: string): unknown => ({ command: 'npx', args: ['-y', spec] });
    const map = (spec: string): string => JSON.stringify({ servers: { files: server(spec) } });
    const record = recordOf(
      edit('.vscode/mcp.json', map('@acme/files-mcp@2.4.1'), map('@acme/files-mcp@latest')),
    );
    const copy = whole('.cursor/mcp.json', {
      mcpServers: { other: server('b-mcp@1.0.0'), files: server('@acme/files-mcp@latest') },
    });
    const found = recalledEntries(copy, digestsOf(record));
    assert.deepEqual(
      found.map(({ change }) => change.subject),
      ['server:files'],
    );
    const pinned = whole('.cursor/mcp.json', {
      mcpServers: { files: server('@acme/files-mcp@2.4.1') },
    });
    assert.deepEqual(recalledEntries(pinned, digestsOf(record)), []);
  });

  it('says nothing while it is in force, or of what only tightened', () => {
    assert.deepEqual(recallKeys(sampleRecord()), []);
    const denies = whole('.claude/settings.json', { permissions: { deny: ['Bash(rm:*)'] } });
    assert.deepEqual(recalledEntries(denies, digestsOf()), []);
  });
});
