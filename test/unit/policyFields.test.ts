import assert from 'node:assert/strict';
import { parsePolicy } from '../../src/core/policy/parsePolicy';
import { policySuggestions } from '../../src/core/policy/policyAssist';
import { policySchema } from '../../src/core/policy/policySchema';
import { schemaMeaningAt, schemaPlaceAt } from '../../src/core/policy/schemaAssist';
import { resolveSchema, type SchemaNode } from '../../src/core/parse/schemaNode';

interface Field {
  /** `-` is an item of a list. */
  readonly path: readonly string[];
  readonly node: SchemaNode;
}

/** Names of people's choice, one for each place that takes any. */
const anyName: Readonly<Record<string, string>> = {
  people: '"github:alice"',
  teams: '"github:example/team"',
  roles: 'security',
};

const fields: readonly Field[] = fieldsBelow(policySchema, []);
const head = ['apiVersion: mcp-change/v1', 'kind: ChangePolicy', 'version: 1'];

describe('Every field of a policy', () => {
  it('is tried', () => {
    const names = fields.map(({ path }) => path.join('.'));
    for (const wanted of [
      'enforcement.gate',
      'tiers.critical.wait_hours',
      'types.infrastructure.distinct_people',
      'categories.change-policy.at_least',
      'freeze.-.paths',
      'roles.security.codeowners',
    ]) {
      assert.ok(names.includes(wanted), wanted);
    }
  });

  for (const { path, node } of fields) {
    const own = path.at(-1) ?? '';
    it(`${path.join(' → ')} is offered, explained, and refused when it is wrong`, () => {
      const above = textOf(path.slice(0, -1));
      const indent = indentOf(path);
      if (!own.startsWith('"')) {
        const lines = [...above, indent];
        const offered = policySuggestions(
          schemaPlaceAt(lines, lines.length - 1, indent.length),
          [],
        ).map(({ label }) => label);
        assert.ok(offered.includes(own), offered.join(', '));
        const full = [...above, `${indent}${own}: x`];
        const meaning = schemaMeaningAt(policySchema, full, full.length - 1, indent.length + 1);
        assert.ok((meaning?.length ?? 0) >= 10, `nothing is said about it: ${meaning ?? ''}`);
      }
      const wrong = wrongValue(node);
      const lines = head.some((line) => line.startsWith(`${own}:`) && path.length === 1)
        ? head.map((line) => (line.startsWith(`${own}:`) ? `${own}: ${wrong}` : line))
        : [...head, ...above, `${indent}${own}: ${wrong}`];
      const text = `${lines.join('\n')}\n`;
      const [problem, ...others] = parsePolicy(text).problems.filter(
        // What an item lacks besides, and the key that only leads into it, are not what is tried.
        ({ message }) => !message.includes('is missing') && !message.includes('zz'),
      );
      assert.ok(problem, 'nothing was said');
      assert.deepEqual(others, []);
      assert.equal(text.slice(problem.range.start, problem.range.end), wrong);
      assert.match(problem.message, /^“.*has to |^This |form|one of|number|text|list|true/);
    });
  }
});

function fieldsBelow(node: SchemaNode, path: readonly string[]): readonly Field[] {
  const resolved = resolveSchema(policySchema, node) ?? node;
  const named = Object.entries(resolved.properties ?? {}).flatMap(([name, child]): Field[] => [
    { path: [...path, name], node: resolveSchema(policySchema, child) ?? child },
    ...fieldsBelow(child, [...path, name]),
  ]);
  const name = anyName[path.at(-1) ?? ''];
  const any =
    name !== undefined && path.length === 1 && typeof resolved.additionalProperties === 'object'
      ? [
          {
            path: [...path, name],
            node: resolveSchema(policySchema, resolved.additionalProperties) ?? {},
          },
          ...fieldsBelow(resolved.additionalProperties, [...path, name]),
        ]
      : [];
  const items =
    resolved.items === undefined ||
    resolveSchema(policySchema, resolved.items)?.properties === undefined
      ? []
      : fieldsBelow(resolved.items, [...path, '-']);
  return [...named, ...any, ...items];
}

function indentOf(path: readonly string[]): string {
  return '  '.repeat(path.length - 1);
}

/** The lines that lead to a place; an item of a list starts with a name. */
function textOf(path: readonly string[]): readonly string[] {
  return path.map((name, index) => {
    const indent = '  '.repeat(index);
    // Its dash stands one level up, so that its keys are where those of a map would be.
    return name === '-' ? `${indent}- zz: x` : `${indent}${name}:`;
  });
}

function wrongValue({ type, enum: words, const: only }: SchemaNode): string {
  if (words !== undefined || only !== undefined || type === 'string') return '12.5';
  return type === 'integer' ? 'soon' : '12.5';
}
