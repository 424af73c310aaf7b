import assert from 'node:assert/strict';
import { applyPolicy } from '../../src/core/policy/applyPolicy';
import { builtInPolicy } from '../../src/core/policy/builtInPolicy';
import { parsePolicy } from '../../src/core/policy/parsePolicy';
import { policySuggestions } from '../../src/core/policy/policyAssist';
import { policySchema } from '../../src/core/policy/policySchema';
import { schemaMeaningAt, schemaPlaceAt } from '../../src/core/policy/schemaAssist';
import { startingPolicy } from '../../src/core/policy/startingPolicy';

/** What is offered where the text has its `|`. */
function offered(text: string): readonly string[] {
  const { lines, line, character } = cursor(text);
  return policySuggestions(schemaPlaceAt(lines, line, character), ['legal']).map(
    ({ label }) => label,
  );
}

function meaning(text: string): string {
  const { lines, line, character } = cursor(text);
  return schemaMeaningAt(policySchema, lines, line, character) ?? '';
}

function cursor(text: string): {
  readonly lines: readonly string[];
  readonly line: number;
  readonly character: number;
} {
  const above = text.slice(0, text.indexOf('|')).split('\n');
  return {
    lines: text.replace('|', '').split('\n'),
    line: above.length - 1,
    character: above.at(-1)?.length ?? 0,
  };
}

const tierNames = ['none', 'low', 'medium', 'high', 'critical'];

describe('Writing a policy', () => {
  it('offers the keys of a place', () => {
    assert.ok(offered('|').includes('enforcement'));
    assert.deepEqual(offered('tiers:\n  |'), tierNames);
    assert.ok(offered('tiers:\n  high:\n    te|').includes('tests'));
    assert.ok(offered('tiers:\n  high:\n    tests: true\n  low:\n    |').includes('signed'));
    assert.ok(offered('categories:\n  |').includes('agent-financial'));
    assert.deepEqual(offered('freeze:\n  - |'), [
      'name',
      'from',
      'to',
      'directions',
      'categories',
      'paths',
    ]);
    assert.deepEqual(offered('freeze:\n  - name: x\n    |'), offered('freeze:\n  - |'));
  });

  it('offers the words a key can have', () => {
    assert.deepEqual(offered('enforcement:\n  gate: |'), ['advise', 'require']);
    assert.deepEqual(offered('solo:\n  allowed: |'), ['true', 'false']);
    assert.deepEqual(offered('categories:\n  agent-prompt:\n    at_least: |'), tierNames);
    assert.ok(offered('standard:\n  - |').includes('patch-bump'));
    assert.ok(offered('standard:\n- |').includes('patch-bump'));
    assert.deepEqual(offered('kind: |'), ['ChangePolicy']);
  });

  it('offers roles, the own ones among them, where roles belong', () => {
    const asked = offered('tiers:\n  high:\n    approvals:\n      |');
    for (const role of ['owner', 'security', 'legal', 'category-owner'])
      assert.ok(asked.includes(role));
    assert.ok(!offered('emergency:\n  approvals:\n    |').includes('category-owner'));
    assert.ok(offered('categories:\n  agent-prompt:\n    owner: |').includes('agent-owner'));
    assert.ok(offered('roles:\n  |').includes('security'));
    assert.deepEqual(offered('roles:\n  security:\n    |'), [
      'anyone',
      'codeowners',
      'people',
      'teams',
    ]);
  });

  it('offers nothing where it knows nothing', () => {
    assert.deepEqual(offered('unknown:\n  |'), []);
    assert.deepEqual(offered('version: |'), []);
    assert.deepEqual(offered('constructor:\n  |'), []);
  });

  it('says what a key means and what holds without it', () => {
    assert.match(
      meaning('tiers:\n  high:\n    che|cklist: true'),
      /question of the review checklist/,
    );
    assert.match(meaning('app|roval_days: 3'), /Days after which.* Built in: 7\./);
    assert.match(meaning('standard:\n  - low-|risk'), /low-risk: the risk is low/);
    assert.match(meaning('freeze:\n  - name: x\n    fr|om: y'), /When it starts/);
    assert.equal(meaning('nothing|: 1'), '');
  });

  it('starts with a policy that reads and changes nothing', () => {
    const { policy, problems } = parsePolicy(startingPolicy);
    assert.deepEqual(problems, []);
    assert.ok(policy !== undefined);
    assert.deepEqual(applyPolicy(builtInPolicy, policy), { ...builtInPolicy, version: 1 });
  });
});
