import assert from 'node:assert/strict';
import { mergeAdvisories, parseAdvisories, type Advisory } from '../support/advisories';

const none = { vulnerable: [], malicious: [] };

function report(
  own: Partial<Advisory>,
  name = 'acme-mcp',
  fixed: string | undefined = '1.2.0',
): Advisory {
  const events = [{ introduced: '1.0.0' }, ...(fixed === undefined ? [] : [{ fixed }])];
  return {
    id: 'GHSA-0000',
    affected: [{ package: { ecosystem: 'npm', name }, ranges: [{ type: 'SEMVER', events }] }],
    ...own,
  };
}

describe('Lists of known packages', () => {
  it('take a hole with its number, its first version and the one that mends it', () => {
    const { vulnerable } = mergeAdvisories(none, [report({ aliases: ['CVE-2026-1'] })]);
    assert.deepEqual(vulnerable, [
      { ecosystem: 'npm', name: 'acme-mcp', from: '1.0.0', fixed: '1.2.0', id: 'CVE-2026-1' },
    ]);
  });

  it('leave out what is withdrawn, has no remedy, or is about something else', () => {
    const others = [
      report({ withdrawn: '2026-01-01' }),
      report({}, 'left-pad'),
      report({ affected: [{ package: { ecosystem: 'npm', name: 'a-mcp' }, ranges: [] }] }),
      report({ affected: [{ package: { ecosystem: 'Maven', name: 'a-mcp' } }] }),
    ];
    assert.deepEqual(mergeAdvisories(none, others), none);
  });

  it('take releases made to do harm, and keep what they know', () => {
    const known = {
      ecosystem: 'npm' as const,
      name: 'acme-mcp',
      versions: ['1.0.0'],
      whole: false,
    };
    const harm = report({
      id: 'MAL-2026-1',
      affected: [{ package: { ecosystem: 'npm', name: 'acme-mcp' }, versions: ['1.0.1'] }],
    });
    assert.deepEqual(mergeAdvisories({ vulnerable: [], malicious: [known] }, [harm]).malicious, [
      { ...known, versions: ['1.0.0', '1.0.1'] },
    ]);
  });

  it('read an export as a list, as one report, and a report on each line', () => {
    const one = report({});
    const text = JSON.stringify(one);
    assert.deepEqual(parseAdvisories(text), [one]);
    assert.deepEqual(parseAdvisories(`[${text}, ${text}]`), [one, one]);
    assert.deepEqual(parseAdvisories(`${text}\n${text}\n`), [one, one]);
  });
});
