import assert from 'node:assert/strict';
import { analyzeFile } from '../../src/core/analyze';
import {
  maliciousPackages,
  popularPackages,
  vulnerablePackages,
} from '../../src/core/rules/knownPackages';
import type { Finding } from '../../src/core/rules/rule';

describe('Known packages', () => {
  for (const { ecosystem, name, from, fixed, id } of vulnerablePackages) {
    it(`${name}: speaks below the fixed version, and its fix ends that`, () => {
      const { text, found } = judge(ecosystem, name, from ?? '0.0.1');
      assert.equal(found.length, 1);
      assert.ok(found[0]?.message.includes(id));
      const edit = found[0]?.fixes[0]?.edits[0];
      assert.ok(edit !== undefined);
      const mended = text.slice(0, edit.range.start) + edit.text + text.slice(edit.range.end);
      assert.equal(mended, judge(ecosystem, name, fixed).text, 'nothing but the number changed');
      assert.deepEqual(judge(ecosystem, name, fixed).found, []);
      assert.deepEqual(judge(ecosystem, name, '9999.0.0').found, []);
    });
  }

  it('names releases made to do harm, and none of the others', () => {
    for (const { ecosystem, name, versions } of maliciousPackages) {
      for (const version of versions) {
        const { found } = judge(ecosystem, name, version);
        assert.deepEqual(
          found.map(({ rule, severity }) => `${rule} ${severity}`),
          ['mcp/known-malicious-package critical'],
        );
      }
      assert.deepEqual(judge(ecosystem, name, '0.0.1').found, []);
    }
  });

  it('takes no well-known name for the disguise of another', () => {
    for (const name of popularPackages) {
      assert.deepEqual(judge('npm', name, '9999.0.0').found, [], name);
    }
  });
});

function judge(
  ecosystem: string,
  name: string,
  version: string,
): { readonly text: string; readonly found: readonly Finding[] } {
  const [command, separator] = ecosystem === 'pypi' ? ['uvx', '=='] : ['npx', '@'];
  const text = JSON.stringify({
    mcpServers: { notes: { command, args: [`${name}${separator}${version}`] } },
  });
  const analysis = analyzeFile({ path: '.mcp.json', text, baseline: { text: '{}' } });
  const found = analysis?.findings.filter(({ rule }) => /known-|typosquat/.test(rule)) ?? [];
  return { text, found };
}
