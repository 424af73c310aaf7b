import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseRecord } from '../../src/core/record/parseRecord';
import { serialiseRecord } from '../../src/core/record/serialiseRecord';
import { sampleRecord } from './recordSupport';

const good = serialiseRecord(sampleRecord());

interface Case {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly says: RegExp;
  /** The text underlined. */
  readonly at: string;
}

const cases: readonly Case[] = [
  {
    name: 'a word that is none of the list',
    from: 'direction: loosens',
    to: 'direction: loose',
    says: /has to be one of: loosens, tightens/,
    at: 'loose',
  },
  {
    name: 'a misspelt key',
    from: '\nlane: ',
    to: '\nlanes: ',
    says: /“lanes” is not part of a record/,
    at: 'lanes',
  },
  {
    name: 'a key that is gone',
    from: 'kind: ChangeRecord\n',
    to: '',
    says: /“kind” is missing/,
    at: 't',
  },
  {
    name: 'a key that stands twice',
    from: 'status: draft',
    to: 'status: draft\nstatus: proposed',
    says: /stands here twice/,
    at: 'status',
  },
  {
    name: 'a time that is none',
    from: '"2026-11-22T09:14:00Z"',
    to: 'yesterday',
    says: /UTC/,
    at: 'yesterday',
  },
  {
    name: 'an anchor',
    from: 'why: ',
    to: 'why: &a ',
    says: /no anchors/,
    at: 'Let the docs agent fetch pages',
  },
  {
    name: 'a tag',
    from: 'title: ',
    to: 'title: !!str ',
    says: /no tags/,
    at: 'Let the docs agent fetch pages',
  },
  {
    name: 'a top that says something else than the changes',
    from: '- "loosens ·',
    to: '- "tightens ·',
    says: /has to say what change 1 below says/,
    at: '"tightens ·',
  },
  {
    name: 'a number that refers to nothing',
    from: 'keeps: [ 3 ]',
    to: 'keeps: [ 4 ]',
    says: /There is no change 4/,
    at: '4',
  },
  {
    name: 'a proposal without a reason',
    from: 'why: Let the docs agent fetch pages',
    to: 'why: because',
    says: /needs at least 10 characters/,
    at: 'because',
  },
];

describe('parseRecord', () => {
  it('reads what serialiseRecord wrote', () => {
    assert.deepEqual(parseRecord(good), { record: sampleRecord(), problems: [] });
  });

  for (const { name, from, to, says, at } of cases) {
    it(`points at ${name} and says how to mend it`, () => {
      const base = name.startsWith('a proposal')
        ? good.replace('status: draft', 'status: proposed')
        : good;
      assert.ok(base.includes(from), from);
      const text = base.replace(from, () => to);
      const { record, problems } = parseRecord(text);
      assert.equal(record, undefined);
      const problem = problems.find(({ message }) => says.test(message));
      assert.ok(problem, problems.map(({ message }) => message).join(' '));
      assert.ok(text.slice(problem.range.start, problem.range.end).startsWith(at));
    });
  }

  it('accepts a record without its comments and with a note of a person', () => {
    const noted = good.replace(/^#.*\n/gm, '').replace('why: ', '# agreed with Bo\nwhy: ');
    assert.deepEqual(parseRecord(noted).problems, []);
  });

  it('finds a credential that a person typed in', () => {
    const token = ['ghp', 'Ab3dEf6hIj9kLm2nOp5qRs8tUv1wXy4zAb7c'].join('_');
    const { problems } = parseRecord(good.replace('why: ', `why: ${token} `));
    assert.match(problems[0]?.message ?? '', /credential/);
    assert.ok(!JSON.stringify(problems).includes(token));
  });

  it('finds characters that nobody can see', () => {
    const { problems } = parseRecord(
      good.replace('why: ', `why: a${String.fromCodePoint(0x202e)} `),
    );
    assert.match(problems[0]?.message ?? '', /nobody can see/);
  });

  it('reads nothing by YAML 1.1, from a second document or from a huge file', () => {
    assert.match(parseRecord(`%YAML 1.1\n---\n${good}`).problems[0]?.message ?? '', /directives/);
    assert.match(parseRecord(`${good}---\na: 1\n`).problems[0]?.message ?? '', /holds one/);
    assert.match(parseRecord('x'.repeat(1024 * 1024 + 1)).problems[0]?.message ?? '', /1 MB/);
    for (const deep of ['['.repeat(1000), '{a: '.repeat(1000), '- '.repeat(1000)]) {
      assert.match(parseRecord(deep).problems[0]?.message ?? '', /nested too deeply/);
    }
  });

  it('says of a foreign file in one sentence that it is no record', () => {
    for (const text of ['', 'hello', '[1, 2]', 'a: 1']) {
      const { problems } = parseRecord(text);
      assert.ok(problems.length >= 1 && problems.length <= 3, text);
    }
  });

  it('never throws, and every problem has a place in the text', () => {
    const lines = good.split('\n');
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '['.repeat(20000),
        '- '.repeat(5000),
        '{a: *b}',
        '<<: {a: 1}',
        '__proto__: 1',
      ),
      fc
        .tuple(fc.nat({ max: lines.length - 1 }), fc.string({ maxLength: 12 }))
        .map(([at, text]) =>
          lines.map((line, index) => (index === at ? line + text : line)).join('\n'),
        ),
      fc.nat({ max: good.length }).map((end) => good.slice(0, end)),
    );
    fc.assert(
      fc.property(anything, (text) => {
        const { record, problems } = parseRecord(text);
        assert.equal(record === undefined, problems.length > 0);
        for (const { range, message } of problems) {
          assert.ok(range.start >= 0 && range.start <= range.end && range.end <= text.length);
          assert.ok(message.length > 0);
        }
      }),
      { numRuns: 200 },
    );
  });
});
