import assert from 'node:assert/strict';
import fc from 'fast-check';
import { analyzeFile } from '../../src/core/analyze';
import { governedPaths, surfaceByPolicy } from '../../src/core/policy/governedPaths';
import { parsePolicy } from '../../src/core/policy/parsePolicy';
import { policySuggestions } from '../../src/core/policy/policyAssist';
import { schemaPlaceAt } from '../../src/core/policy/schemaAssist';
import { planRollback } from '../../src/core/rollback/planRollback';
import { edit } from './rollbackSupport';
import { policyHead } from './policySupport';

const root = {
  path: '.mcp-change/policy.yaml',
  text: `${policyHead}govern:\n  prompt: ["support/**/*.txt"]\n  permission: [rules.json]\n`,
};
const nested = {
  path: 'packages/a/.mcp-change/policy.yaml',
  text: `${policyHead}govern:\n  financial: ["limits/*.yaml"]\n`,
};

describe('files that a policy governs', () => {
  const governed = governedPaths([root, nested]);

  it('are what its patterns name, each from the folder of its policy', () => {
    const kind = (path: string): string | undefined => surfaceByPolicy(path, governed)?.kind;
    assert.equal(kind('support/mail/reply.txt'), 'prompt');
    assert.equal(kind('rules.json'), 'permission');
    assert.equal(kind('packages/a/limits/day.yaml'), 'financial');
    assert.equal(kind('limits/day.yaml'), undefined);
    assert.equal(kind('packages/a/rules.json'), undefined);
    assert.equal(kind('src/index.ts'), undefined);
  });

  it('only become more with another policy', () => {
    const path = fc.constantFrom('rules.json', 'support/a.txt', 'packages/a/limits/x.yaml', 'b.md');
    fc.assert(
      fc.property(path, fc.string({ maxLength: 40 }), (name, text) => {
        const more = governedPaths([
          root,
          nested,
          { path: 'packages/a/.mcp-change/policy.yaml', text: `${policyHead}govern: ${text}\n` },
        ]);
        if (surfaceByPolicy(name, governed) !== undefined) {
          assert.notEqual(surfaceByPolicy(name, more), undefined);
        }
      }),
    );
  });

  it('are none of change control itself, of git, or of the user', () => {
    const all = governedPaths([
      { path: '.mcp-change/policy.yaml', text: `${policyHead}govern: { mcp: ["**"] }\n` },
    ]);
    for (const path of [
      '.mcp-change/records/CHG-1.yaml',
      'a/.mcp-change/x',
      '.git/config',
      '~/x',
    ]) {
      assert.equal(surfaceByPolicy(path, all), undefined, path);
    }
    assert.notEqual(surfaceByPolicy('any/file', all), undefined);
  });

  it('are none of a policy that cannot be read', () => {
    assert.deepEqual(governedPaths([{ ...root, text: `${root.text}tierss: {}\n` }]), []);
    assert.deepEqual(governedPaths([{ ...root, text: undefined }]), []);
  });

  it('cannot be named outside of the folder, or for a purpose nobody knows', () => {
    for (const govern of [
      '{ prompt: ["/etc/passwd"] }',
      '{ prompt: ["../x"] }',
      '{ code: ["x"] }',
    ]) {
      const { problems } = parsePolicy(`${policyHead}govern: ${govern}\n`);
      assert.equal(problems.length > 0, true, govern);
    }
  });

  it('have their prose read and everything else marked as not assessed', () => {
    const read = (path: string, before: string, after: string): readonly string[] =>
      analyzeFile({
        path,
        text: after,
        baseline: { text: before },
        byPolicy: surfaceByPolicy(path, governed),
      })?.changes.map(({ direction, facet }) => `${direction} ${facet}`) ?? [];
    assert.deepEqual(
      read('support/a.txt', 'Never send mail without asking.\n', 'Send mail.\n').slice(0, 1),
      ['loosens prompt.guardrail'],
    );
    assert.deepEqual(read('rules.json', '{ "a": 1 }\n', '{ "a": 2 }\n'), ['unknown other']);
    assert.deepEqual(read('rules.json', '{ "a": 1 }\n', '{\n  "a": 1\n}\n'), []);
    assert.deepEqual(read('other.json', '{ "a": 1 }\n', '{ "a": 2 }\n'), []);
  });

  it('go back like the others', () => {
    const analysis = analyzeFile({
      path: 'rules.json',
      text: '{ "a": 2 }\n',
      baseline: { text: '{ "a": 1 }\n' },
      byPolicy: surfaceByPolicy('rules.json', governed),
    });
    assert.ok(analysis);
    const plan = planRollback([{ analysis }], { baselineName: 'main', analyze: analyzeFile });
    assert.equal(plan.passed, true, plan.summary);
    assert.equal(plan.files[0]?.restoredText, '{ "a": 1 }\n');
  });

  it('are a matter of the policy: fewer of them loosens, more tightens', () => {
    const directions = (before: string, after: string): readonly string[] =>
      edit(root.path, policyHead + before, policyHead + after).changes.map(
        ({ direction, words }) => `${direction}: ${words}`,
      );
    const one = 'govern: { prompt: [a.txt] }\n';
    const two = 'govern: { prompt: [a.txt, b.txt] }\n';
    assert.match(directions(two, one).join(), /^loosens: .*b\.txt/);
    assert.match(directions(one, two).join(), /^tightens: .*b\.txt/);
    assert.match(directions(one, '').join(), /^loosens: .*a\.txt/);
  });

  it('are offered while the policy is written', () => {
    const lines = [...policyHead.trimEnd().split('\n'), 'govern:', '  p'];
    const place = schemaPlaceAt(lines, lines.length - 1, 3);
    const labels = policySuggestions(place, []).map(({ label }) => label);
    assert.deepEqual(labels, ['mcp', 'permission', 'prompt', 'financial']);
  });
});
