import assert from 'node:assert/strict';
import fc from 'fast-check';
import { renderRollbackPlan } from '../../src/core/record/renderRollbackPlan';
import { edit, rollBack } from './rollbackSupport';

function planFor(name: string): ReturnType<typeof rollBack> {
  return rollBack(
    edit(
      '.vscode/mcp.json',
      '{ "servers": {} }',
      JSON.stringify({ servers: { [name]: { command: 'npx', args: ['-y', name] } } }),
    ),
  );
}

describe('renderRollbackPlan', () => {
  it('reads like a checklist', () => {
    const text = renderRollbackPlan(planFor('docs-mcp'), 'markdown');
    assert.match(text, /^## Rollback plan\n\nRehearsed: restores main\./);
    assert.match(text, /^1\. \[ \] \*\*contain\*\* Stop the server `docs-mcp`/m);
    assert.match(text, /^ {3}- Run: `npm cache npx rm [0-9a-f]{16}`$/m);
    assert.match(text, /### What this cannot undo/);
  });

  it('keeps workspace text inside code, whatever it is called', () => {
    const names = [
      '`code` <img src=x onerror=alert(1)>',
      '[link](https://evil.example)',
      '“quoted” @acme/owners',
      '```\n# heading',
      '![x](https://evil.example/x.png)',
      '<!-- hidden -->',
    ];
    for (const name of names) {
      const text = renderRollbackPlan(planFor(name), 'markdown');
      // What is left when code spans are taken out the way CommonMark reads them.
      const outside = text.replace(/(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '');
      assert.doesNotMatch(outside, /evil|acme|onerror|hidden|`|[<>]/, name);
      assert.doesNotMatch(outside, /^# /m, name);
    }
  });

  it('stays one line per item for any name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }), (name) => {
        const text = renderRollbackPlan(planFor(`x${name}`), 'markdown');
        for (const line of text.trimEnd().split('\n')) {
          assert.match(line, /^(?:$|#{2,3} |Rehearsed: |Not rehearsed: |\*\*|- |\d+\. | {3}- )/);
        }
      }),
    );
  });

  it('is YAML that a machine can read, with the same steps', () => {
    const plan = planFor('docs-mcp');
    const text = renderRollbackPlan(plan, 'yaml');
    assert.match(text, /^rollback:\n {2}summary: restores main\n {2}rehearsed: passed\n/);
    assert.equal(text.match(/^ {4}- number: /gm)?.length, plan.steps.length);
  });
});
