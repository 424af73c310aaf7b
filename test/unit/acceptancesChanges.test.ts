import assert from 'node:assert/strict';
import { type FileAnalysis } from '../../src/core/analyze';
import { policyTouch } from '../../src/core/policy/policyTouch';
import { file, server, analyze, accept, unpinned } from './acceptancesSupport';

describe('A change of what is accepted', () => {
  const text = accept(analyze(server('@acme/files-mcp')), unpinned);
  const empty = text.slice(0, text.indexOf('acceptances:')) + 'acceptances: []\n';

  const change = (after: string, before: string): FileAnalysis => analyze(after, before, file);

  it('loosens when one is added, in words, and needs a look at the policy’s own people', () => {
    const added = change(text, empty);
    assert.equal(added.assessment.direction, 'loosens');
    assert.equal(
      added.changes[0]?.words,
      'mcp/unpinned-package about server:files in .vscode/mcp.json is accepted until 2027-01-31 by email:bo@example.org because “Served from our own mirror.” (medium at most): it raises no alarm for that time.',
    );
    assert.deepEqual(
      added.findings.map(({ rule, severity }) => `${rule} ${severity}`),
      ['change/policy-loosened medium'],
    );
    assert.deepEqual(added.assessment.categories, ['change-policy']);
    assert.equal(policyTouch([added]), 'touches');
  });

  it('weighs as much as what it accepts', () => {
    for (const [severity, weight] of [
      ['low', 'medium'],
      ['high', 'high'],
      ['critical', 'critical'],
      ['whatever', 'critical'],
    ] as const) {
      const added = change(text.replace(/severity: \w+/, `severity: ${severity}`), empty);
      assert.equal(added.findings[0]?.severity, weight, severity);
    }
  });

  it('tightens when one is taken away or ends earlier', () => {
    const gone = change(empty, text);
    assert.equal(gone.assessment.direction, 'tightens');
    assert.match(gone.changes[0]?.words ?? '', /is no longer accepted; it was, until 2027-01-31/);
    assert.equal(
      change(text.replace('2027-01-31', '2026-12-31'), text).assessment.direction,
      'tightens',
    );
    assert.equal(
      change(text.replace('2027-01-31', '2027-12-31'), text).assessment.direction,
      'loosens',
    );
  });

  it('loosens when what is accepted is another thing, even with an earlier end', () => {
    const other = text
      .replace('2027-01-31', '2026-12-31')
      .replace(/sha256:\w+/, `sha256:${'0'.repeat(64)}`);
    assert.equal(change(other, text).assessment.direction, 'loosens');
    const unknown = text.replace('kind:', 'everything: true\nkind:');
    assert.equal(change(unknown, text).assessment.direction, 'loosens');
  });

  it('is none when only layout and comments differ', () => {
    const commented = text.replace('acceptances:', '# these\nacceptances: # here');
    assert.deepEqual(change(commented, text).changes, []);
  });
});
