import fc from 'fast-check'; import assert from 'node:assert/strict';
import { sampleRecord } from './test/unit/recordSupport'; import { parseRecord } from './src/core/record/parseRecord'; import { serialiseRecord } from './src/core/record/serialiseRecord';
const frag = fc.constantFrom('\n', ' ', '  ', '\t', '-', ':', '#', '"', "'", '|', '>', '[', ']', '{', '}', '&', '*', '!', '%', '@', '`', 'a', 'true', 'null', '0x1', '---', '...', '\r', '\u0085', '\u2028', '，', '🙈', '\\', '\\n', '?', ',', '~', '=', '<<', '2001-01-01', '12:30', '1_000', 'no');
const any = fc.oneof(fc.array(frag, { maxLength: 30 }).map(a => a.join('')), fc.string({ unit: 'binary', maxLength: 60 }));
fc.assert(fc.property(any, any, any, any, (why, name, title, note) => {
  const r = sampleRecord({ why, title, requester: { id: 'github:alice', name }, links: [{ rel: 'issue', href: 'x' + note }], tests: { plan: [{ id: 'T' + name, what: 'w' + note, expect: 'e' + why }] } });
  const t = serialiseRecord(r); const p = parseRecord(t);
  assert.deepEqual(p.problems, [], t); assert.deepEqual(p.record, r); assert.equal(serialiseRecord(p.record!), t);
}), { numRuns: 3000 });
console.log('ok');
