import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parse } from 'jsonc-parser';
import { parseJson } from '../../src/core/parse/parseJson';
import type { DataNode } from '../../src/core/parse/tree';
import { chooseDifferences, type Choice } from '../../src/core/rollback/chooseDifferences';
import { invertStructure, type Inverse } from '../../src/core/rollback/invertStructure';
import { structuralDifferences } from '../../src/core/rollback/structuralDifferences';

/** Takes everything back that differs between the recorded text and the baseline. */
function invertAll(present: string, recorded: string, baseline: string): Inverse {
  const choice = chooseAll(recorded, baseline);
  return choice === undefined
    ? { text: present }
    : invertStructure(choice, { present, recorded, baseline });
}

function chooseAll(recorded: string, baseline: string): Choice | undefined {
  const root = structuralDifferences(rootOf(recorded), rootOf(baseline));
  return root === undefined
    ? undefined
    : chooseDifferences(root, {
        changes: [],
        reverting: new Set(),
        kept: new Set(),
        everything: true,
        serverEntries: false,
      }).choice;
}

function rootOf(text: string): DataNode {
  const { root } = parseJson(text);
  assert.ok(root);
  return root;
}

const scalar = fc.oneof(
  fc.string({ maxLength: 4 }),
  fc.integer({ min: 0, max: 3 }),
  fc.boolean(),
  fc.constant(null),
);
const value = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    scalar,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), tie('value'), {
      maxKeys: 4,
      noNullPrototype: true,
    }),
  ),
})).value;
const object = fc.dictionary(fc.constantFrom('p', 'q', 'r', 's'), value, {
  maxKeys: 4,
  noNullPrototype: true,
});
const layout = fc.constantFrom(undefined, 2, 4, '\t');

/** Writes comments between the parts of a text that breaks lines. */
function withComments(text: string): string {
  const inside = text.replace(/([{[,])(\n\s*)/g, (all, mark: string, gap: string, at: number) =>
    at % 3 === 0 ? `${mark} // note ${at}${gap}` : all,
  );
  return `// head\n${inside}\n// tail`;
}

describe('invertStructure', () => {
  it('gives the baseline bytes back when nobody touched the text since', () => {
    fc.assert(
      fc.property(object, object, layout, (before, after, indent) => {
        const baseline = withComments(JSON.stringify(before, null, indent));
        const recorded = JSON.stringify(after, null, indent);
        const choice = chooseAll(recorded, baseline);
        if (choice === undefined) return;
        const { text } = invertStructure(choice, { present: recorded, recorded, baseline });
        assert.equal(`// head\n${text ?? ''}\n// tail`, baseline);
      }),
    );
  });

  it('gives the baseline meaning back and keeps comments and later edits', () => {
    const later = fc.dictionary(fc.constantFrom('x', 'y', 'z'), scalar, { noNullPrototype: true });
    fc.assert(
      fc.property(
        object,
        object,
        later,
        layout,
        fc.boolean(),
        (before, after, edits, indent, front) => {
          const stays = { keep: [1] };
          const baseline = JSON.stringify({ ...before, ...stays }, null, indent);
          const recorded = JSON.stringify({ ...after, ...stays }, null, indent);
          const now = front ? { ...edits, ...after, ...stays } : { ...after, ...stays, ...edits };
          const present = withComments(JSON.stringify(now, null, indent));
          const inverse = invertAll(present, recorded, baseline);
          assert.equal(inverse.conflict, undefined);
          const text = inverse.text ?? '';
          assert.ok(parseJson(text).complete, text);
          assert.deepEqual(
            JSON.parse(JSON.stringify(parse(text))),
            JSON.parse(JSON.stringify({ ...edits, ...before, ...stays })),
          );
          assert.ok(text.startsWith('// head\n') && text.endsWith('\n// tail'));
        },
      ),
    );
  });

  it('puts single values back byte by byte where their surroundings changed', () => {
    const sorted = (input: unknown): unknown =>
      Array.isArray(input)
        ? input.map(sorted)
        : input !== null && typeof input === 'object'
          ? Object.fromEntries(
              Object.entries(input)
                .sort(([left], [right]) => (left < right ? -1 : 1))
                .map(([key, member]) => [key, sorted(member)]),
            )
          : input;
    fc.assert(
      fc.property(object, object, layout, (before, after, indent) => {
        const write = (input: object): string =>
          JSON.stringify({ ...(sorted(input) as object), zz: 1 }, null, indent);
        const baseline = write(before);
        const recorded = write(after);
        const respaced = (text: string): string => text.replace('"zz":', '"zz" :');
        assert.equal(invertAll(respaced(recorded), recorded, baseline).text, respaced(baseline));
      }),
    );
  });

  const baseline = '{\n  "a": [1, 2, 3], // three\n  "b": { "c": true }\n}';

  it('leaves a comment that was there before and takes one that came along', () => {
    const recorded = baseline.replace('"b"', '// new\n  "n": 1, // why\n  "b"');
    const present = recorded.replace('true', 'true, "d": 1');
    assert.equal(
      invertAll(present, recorded, baseline).text,
      baseline.replace('true', 'true, "d": 1'),
    );
  });

  it('keeps CRLF and a trailing comma', () => {
    const before = '{\r\n  "a": 1,\r\n  "b": 2,\r\n  "z": 0,\r\n}';
    const after = '{\r\n  "b": 2,\r\n  "z": 0,\r\n}';
    const present = after.replace('"z": 0', '"z": 9');
    assert.equal(invertAll(present, after, before).text, before.replace('"z": 0', '"z": 9'));
  });

  it('refuses a value that somebody changed since, and accepts one already put back', () => {
    const recorded = baseline.replace('true', 'false');
    const conflicting = invertAll(recorded.replace('false', '"no"'), recorded, baseline);
    assert.match(conflicting.conflict ?? '', /“b › c” is no longer/);
    assert.equal(invertAll(`${baseline} `, recorded, baseline).text, `${baseline} `);
  });

  it('refuses to guess between two equal names', () => {
    const recorded = baseline.replace('true', 'false');
    const twice = recorded.replace('"c": false', '"c": false, "c": false');
    assert.match(invertAll(twice, recorded, baseline).conflict ?? '', /stands twice/);
  });

  it('refuses to put something back into a place that is gone', () => {
    const recorded = baseline.replace('"c": true', '');
    const gone = recorded.replace(/"b": \{ *\}/, '"x": 0');
    assert.match(invertAll(gone, recorded, baseline).conflict ?? '', /is gone/);
  });
});
