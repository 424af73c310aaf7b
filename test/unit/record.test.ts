import assert from 'node:assert/strict';
import fc from 'fast-check';
import { canonicalJson } from '../../src/core/record/canonicalJson';
import { hasInvisible } from '../../src/core/facts/invisibleText';
import { cleanText } from '../../src/core/record/cleanText';
import { contentDigest, intentDigest, semanticDigest } from '../../src/core/record/digests';
import { parseRecord } from '../../src/core/record/parseRecord';
import { recordFileName, recordId } from '../../src/core/record/recordFileName';
import { serialiseRecord } from '../../src/core/record/serialiseRecord';
import { sha256 } from '../../src/core/record/sha256';
import { edit } from './rollbackSupport';
import { recordOf, sampleRecord } from './recordSupport';

describe('buildRecord', () => {
  it('fills in everything but the reason', () => {
    const record = sampleRecord();
    assert.equal(record.status, 'draft');
    assert.equal(record.subject.files[0]?.op, 'modify');
    assert.deepEqual(
      record.what_changes.map((line) => line.split(' ')[0]),
      ['loosens', 'loosens', 'tightens'],
    );
    assert.deepEqual(record.rollback.restore[0]?.keeps, [3]);
    assert.deepEqual(record.rollback.restore[0]?.reverts, [1, 2]);
    assert.equal(record.still_missing, undefined);
    assert.match(record.take_back, /^Rehearsed: takes back what loosened; 1 tightening stays\./);
    assert.equal(record.deployment.takes_effect, 'on-save');
  });

  it('says what is missing, and takes the title from the riskiest change then', () => {
    const record = sampleRecord({ why: '' });
    assert.equal(record.still_missing?.length, 1);
    assert.match(record.title, /\.env/);
    assert.deepEqual(parseRecord(serialiseRecord(record)).problems, []);
  });

  it('lets a person choose the type, and keeps the worked out ones beside it', () => {
    const record = sampleRecord({ type: 'infrastructure' });
    assert.equal(record.type, 'infrastructure');
    assert.ok(record.types.includes('configuration'));
  });

  it('never holds a secret, in whatever place a person or a file puts it', () => {
    // Built at run time, so that no scanner takes this file for a leak.
    const pieces = [
      ['ghp', 'Ab3dEf6hIj9kLm2nOp5qRs8tUv1wXy4zAb7c'].join('_'),
      ['AKIA', 'QYLPMN5HFIQR7XYZ'].join(''),
      ['sk', 'live', '4eC39HqLyjWDarjtT1zdp7dc'].join('_'),
      ['xoxb', '123456789012', 'abcdefGHIJKL'].join('-'),
    ];
    fc.assert(
      fc.property(fc.constantFrom(...pieces), fc.integer({ min: 0, max: 5 }), (secret, place) => {
        const server = {
          command: place === 0 ? secret : 'npx',
          args: ['-y', 'docs-mcp@1.0.0', ...(place === 1 ? [`--token=${secret}`] : [])],
          env: place === 2 ? { API_TOKEN: secret } : {},
          ...(place === 3 ? { url: `https://example.com/?key=${secret}` } : {}),
        };
        const analysis = edit(
          '.vscode/mcp.json',
          JSON.stringify({ servers: { docs: { command: 'npx', args: ['docs-mcp@1.0.0'] } } }),
          JSON.stringify({ servers: { [place === 4 ? secret : 'docs']: server } }),
        );
        const record = recordOf(analysis, place === 5 ? { why: `Rotate ${secret} now` } : {});
        const text = serialiseRecord(record);
        assert.ok(!text.includes(secret), text);
        assert.ok(!text.includes(secret.slice(8)), text);
        assert.deepEqual(parseRecord(text).problems, []);
      }),
      { numRuns: 40 },
    );
  });
});

describe('serialiseRecord', () => {
  it('puts the part for people first and folds the rest', () => {
    const text = serialiseRecord(sampleRecord());
    const [top = '', rest = ''] = text.split('\n#region ');
    assert.match(top, /^title: Let the docs agent fetch pages\nwhy: /);
    assert.ok(!top.includes('#'));
    assert.match(rest, /^For the tool.*\napiVersion: mcp-change\/v1\nkind: ChangeRecord\nid: CHG-/);
    assert.ok(text.endsWith('\n#endregion\n'));
    assert.match(text, /created_at: "2026-11-22T09:14:00Z"/);
  });

  it('has no anchors, no tags, no folded lines, and the same text for the same record', () => {
    const long = { id: 'github:alice', name: 'word '.repeat(60).trim() };
    const record = sampleRecord({ requester: long });
    const text = serialiseRecord(record);
    assert.doesNotMatch(text, /: [&*!][\w]/);
    assert.ok(text.includes(`name: ${long.name}\n`));
    const shuffled = Object.fromEntries(Object.entries(record).reverse());
    assert.equal(serialiseRecord(shuffled as unknown as typeof record), text);
  });

  it('is read back as the same record, whatever a person writes', () => {
    const anyText = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 80 }),
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom('no', '1e3', '2026-11-22', '- a', 'a: b', '#x', "it's", '"', '|', '> b', '~'),
      fc.array(fc.string({ maxLength: 20 })).map((lines) => lines.join('\n')),
    );
    fc.assert(
      fc.property(anyText, anyText, anyText, (why, name, title) => {
        const record = sampleRecord({ why, title, requester: { id: 'github:alice', name } });
        const text = serialiseRecord(record);
        const parsed = parseRecord(text);
        assert.deepEqual(parsed.problems, [], text);
        assert.deepEqual(parsed.record, record);
        assert.equal(serialiseRecord(record), text);
      }),
      { numRuns: 200 },
    );
  });
});

describe('Digests of a record', () => {
  const file = {
    path: 'a',
    from: { blob: '1'.repeat(40), mode: '100644' },
    to: { blob: '2'.repeat(40), mode: '100644' },
  };

  it('bind to the content: another byte counts, the order of files does not', () => {
    const other = { ...file, path: 'b' };
    assert.equal(contentDigest([file, other]), contentDigest([other, file]));
    assert.notEqual(
      contentDigest([file]),
      contentDigest([{ ...file, to: { blob: '3'.repeat(40), mode: '100644' } }]),
    );
    assert.notEqual(contentDigest([file]), contentDigest([{ ...file, to: null }]));
  });

  it('bind to the meaning: layout does not count', () => {
    const before = '{ "permissions": { "allow": [] } }';
    const after = '{ "permissions": { "allow": ["Bash(ls:*)"] } }';
    const compact = recordOf(edit('.claude/settings.json', before, after));
    const spaced = recordOf(edit('.claude/settings.json', before, after.replaceAll(' ', '  ')));
    assert.equal(compact.subject.semantic_digest, spaced.subject.semantic_digest);
    assert.notEqual(compact.subject.content_digest, spaced.subject.content_digest);
    assert.equal(semanticDigest(compact.changes), compact.subject.semantic_digest);
  });

  it('bind to the plan, but not to what is only seen later', () => {
    const record = sampleRecord();
    assert.equal(intentDigest(record), record.intent_digest);
    const { rehearsal } = record.rollback;
    const rehearsed = { ...record.rollback, rehearsal: { ...rehearsal, milliseconds: 12 } };
    assert.equal(intentDigest({ ...record, rollback: rehearsed }), record.intent_digest);
    const fewer = { ...record.rollback, steps: record.rollback.steps.slice(1) };
    assert.notEqual(intentDigest({ ...record, rollback: fewer }), record.intent_digest);
    assert.notEqual(intentDigest({ ...record, why: 'Something else' }), record.intent_digest);
  });

  it('use the canonical JSON of RFC 8785', () => {
    // The example of RFC 8785, section 3.2.2 and 3.2.3.
    const input: unknown = JSON.parse(
      '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}',
    );
    assert.equal(
      canonicalJson(input as Parameters<typeof canonicalJson>[0]),
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
    assert.throws(() => canonicalJson(Number.NaN), TypeError);
    assert.equal(
      sha256('abc'),
      'sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });
});

describe('recordFileName', () => {
  it('has the day, six letters and the words of the title', () => {
    const id = recordId(new Date('2026-11-22T23:59:59Z'), new Uint8Array([255, 255, 255, 255]));
    assert.equal(id, 'CHG-20261122-zzzzzz');
    assert.equal(recordFileName(id, 'Füge die API hinzu!'), `${id}-fuge-die-api-hinzu.yaml`);
    assert.equal(recordFileName(id, '🙈'), `${id}-change.yaml`);
    assert.throws(() => recordId(new Date(0), new Uint8Array(3)), RangeError);
  });

  it('is always a plain file name that the schema accepts', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 4 }),
        fc.string({ unit: 'binary' }),
        (bytes, title) => {
          const id = recordId(new Date('2026-01-02T00:00:00Z'), bytes);
          assert.match(id, /^CHG-20260102-[0-9a-hjkmnp-tv-z]{6}$/);
          assert.match(recordFileName(id, title), /^CHG-[\w-]+\.yaml$/);
        },
      ),
    );
  });
});

describe('cleanText', () => {
  it('takes out what nobody can see and leaves what people write', () => {
    const hidden = String.fromCodePoint(0xe0041, 0x200b, 0x202e);
    assert.ok(hasInvisible(`a${hidden}b`));
    assert.equal(cleanText(`a${hidden}b`), 'ab');
    for (const text of ['Grüße, 日本語, عربى', 'two\nlines\tand a tab', '→ “quoted” …', '👩 ok']) {
      assert.equal(cleanText(text), text);
    }
  });

  it('is done after one go', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        assert.equal(cleanText(cleanText(text)), cleanText(text));
        assert.ok(!hasInvisible(cleanText(text)));
      }),
    );
  });
});
