import assert from 'node:assert/strict';
import fc from 'fast-check';
import { canonicalText, canonicalValue, memberOf } from '../../src/core/parse/navigate';
import { parseJson } from '../../src/core/parse/parseJson';

describe('parseJson', () => {
  it('reads comments, trailing commas, a byte order mark and CRLF as real files have them', () => {
    const text = '\uFEFF{\r\n  // who\r\n  "a": [1, 2,], /* x */\r\n  "b": null,\r\n}\r\n';
    const parsed = parseJson(text);
    assert.deepEqual(parsed.problems, []);
    assert.equal(parsed.complete, true);
    assert.ok(parsed.root);
    assert.deepEqual(canonicalValue(parsed.root), { a: [1, 2], b: null });
  });

  it('keeps exact offsets, byte order mark included', () => {
    const text = '\uFEFF{ "key": "välue" }';
    const parsed = parseJson(text);
    const member = memberOf(parsed.root, 'key');
    assert.ok(member);
    assert.equal(text.slice(member.keyRange.start, member.keyRange.end), '"key"');
    assert.equal(text.slice(member.value.range.start, member.value.range.end), '"välue"');
  });

  it('reads on after a mistake and says where it is', () => {
    const parsed = parseJson('{ "a": 1 "b": 2, "c": , "d": 4 }');
    assert.equal(parsed.complete, false);
    assert.ok(parsed.root);
    assert.deepEqual(canonicalValue(parsed.root), { a: 1, b: 2, d: 4 });
    assert.equal(parsed.problems.length, 2);
  });

  it('gives a half-typed text its meaning so far', () => {
    const parsed = parseJson('{ "servers": { "files": { "command": "npx", "args": ["-y", "@acme/f');
    assert.equal(parsed.complete, false);
    assert.ok(memberOf(memberOf(parsed.root, 'servers')?.value, 'files'));
  });

  it('notices a key that stands twice and lets the last one count', () => {
    const parsed = parseJson('{ "a": 1, "a": 2 }');
    assert.equal(parsed.problems[0]?.kind, 'duplicate-key');
    assert.equal(parsed.complete, true);
    assert.ok(parsed.root);
    assert.deepEqual(canonicalValue(parsed.root), { a: 2 });
  });

  it('stops at a depth no client reads, without recursion', () => {
    const deep = `${'['.repeat(50_000)}1${']'.repeat(50_000)}`;
    const parsed = parseJson(deep);
    assert.equal(parsed.problems[0]?.kind, 'too-deep');
  });

  it('reads up to a place, says so, and takes what is open there for no mistake', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.integer({ min: 1, max: 60 }), (value, most) => {
        const text = JSON.stringify(value, undefined, 2);
        const whole = parseJson(text);
        const part = parseJson(text, most);
        assert.equal(part.complete, true);
        if (part.problems.length === 0) {
          assert.deepEqual(part, whole);
          return;
        }
        const [{ kind, range } = { kind: 'none', range: undefined }, ...others] = part.problems;
        assert.equal(kind, 'too-long');
        assert.deepEqual(others, []);
        assert.ok(range !== undefined && range.start >= most && range.end === text.length);
        assert.ok(part.root !== undefined && part.root.range.end <= range.start);
      }),
    );
  });

  it('agrees with JSON.parse on every JSON value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const parsed = parseJson(JSON.stringify(value, undefined, 2));
        assert.equal(parsed.complete, true);
        assert.ok(parsed.root);
        const expected: unknown = JSON.parse(JSON.stringify(value));
        assert.deepEqual(JSON.parse(canonicalText(parsed.root)), expected);
      }),
    );
  });

  it('never throws, and every range lies in the text', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"',
      '1',
      'true',
      '/*',
      '//',
      '\n',
      '\\',
      'ü',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
        const text = parts.join('');
        for (const problem of parseJson(text).problems) {
          assert.ok(problem.range.start >= 0 && problem.range.end <= text.length);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
