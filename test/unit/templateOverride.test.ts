import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseTemplate } from '../../src/core/policy/templates/parseTemplate';

const head = 'apiVersion: mcp-change/v1\nkind: ChangeTemplate\n';
const path = '.mcp-change/templates/agent-permission.yaml';

function problem(text: string, at = path): string {
  const { problems, override } = parseTemplate(at, text);
  assert.equal(override, undefined);
  const [first] = problems;
  assert.ok(first !== undefined);
  assert.ok(first.range.start >= 0 && first.range.end <= Math.max(1, text.length));
  return `${text.slice(first.range.start, first.range.end)}: ${first.message}`;
}

describe('Templates of a team', () => {
  it('add items and words of their own', () => {
    const { override } = parseTemplate(
      path,
      `${head}checklist:\n  - id: data-class\n    ask: Is the class of data known?\nrestore_minutes: 5\n`,
    );
    assert.deepEqual(override?.checklist, [
      { id: 'data-class', ask: 'Is the class of data known?' },
    ]);
    assert.equal(override.restoreMinutes, 5);
    assert.deepEqual(override.tests, []);
  });

  it('say with place and remedy what is wrong', () => {
    assert.match(problem(head, '.mcp-change/templates/agents.yaml'), /no template “agents”/);
    assert.match(problem(`${head}remove: [own-leash]\n`), /^remove: .*not part of a template/);
    assert.match(problem(`${head}restore_minutes: 600\n`), /^600: .*only shorten/);
    assert.match(
      problem(`${head}questions:\n  - id: a\n    ask: Why?\n  - id: a\n    ask: Why not?\n`),
      /^a: “a” stands here twice/,
    );
    assert.match(problem('kind: [\n'), /bracket|YAML|indentation/);
    assert.match(
      problem(
        `${head}tests:\n  - id: a\n    what: Try it.\n    expect: It works.\n    command: "a\\nb"\n`,
      ),
      /not in the right form/,
    );
    const token = ['ghp', 'Ab3dEf6hIj9kLm2nOp5qRs8tUv1wXy4zAb7c'].join('_');
    assert.match(
      problem(`${head}questions:\n  - id: a\n    ask: Who has ${token}?\n`),
      /credential/,
    );
  });

  it('never throw, whatever the text is', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((text) => head + text),
        ),
        (text) => {
          const { problems, override } = parseTemplate(path, text);
          assert.ok(override !== undefined || problems.length > 0);
        },
      ),
    );
  });
});
