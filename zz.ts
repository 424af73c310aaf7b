import { edit, rollBack } from './test/unit/rollbackSupport';
import { buildRecord } from './src/core/record/buildRecord';
import { serialiseRecord } from './src/core/record/serialiseRecord';
import { parseRecord } from './src/core/record/parseRecord';
import { recordId, recordFileName } from './src/core/record/recordFileName';
import assert from 'node:assert/strict';
const before = `{ "permissions": { "allow": [], "deny": ["Read(./.env)"] } }\n`;
const after = `{ "permissions": { "allow": ["Bash(curl:*)"], "deny": ["Bash(rm:*)"] } }\n`;
const a = edit('.claude/settings.json', before, after);
const id = recordId(new Date('2026-11-22T09:14:00Z'), new Uint8Array([1,2,3,200,255,66]));
const r = buildRecord({ id, created_at: '2026-11-22T09:14:00Z', requester: { id: 'email:a@example.org', name: 'Alice' }, base_ref: 'main', baseline_commit: 'a'.repeat(40), files: [{ analysis: a, from: { blob: 'b'.repeat(40), mode: '100644' }, to: { blob: 'c'.repeat(40), mode: '100644' } }], assessment: a.assessment, why: 'Let the docs agent fetch pages', plan: rollBack(a), rehearsalMilliseconds: 9 });
const text = serialiseRecord(r);
console.log(recordFileName(id, r.title)); console.log(text);
const p = parseRecord(text); console.log(p.problems.map(x => [x.message, x.pointer, text.slice(x.range.start, x.range.end)]));
assert.deepEqual(p.record, r);
for (const [f, t2] of [['direction: loosens', 'direction: loose'], ['score: ', 'scor: '], ['why: ', 'why: &a '], ['id: CHG', 'id: !!str CHG'], ['status: draft', 'status: proposed\nstatus: draft'], ['number: 1', 'number: 7'], ['created_at: "2026-11-22T09:14:00Z"', 'created_at: 2026-11-22'], ['loosens ·', 'tightens ·']] as const) {
  const bad = text.replace(f, t2); const q = parseRecord(bad);
  console.log(f, '→', q.problems.map(x => [x.message, x.pointer, bad.slice(x.range.start, x.range.end)]));
}
console.time('parse'); for (let i = 0; i < 20; i++) parseRecord(text); console.timeEnd('parse');
for (const junk of ['', 'a', '[', '{a: b', '\u0000', '- '.repeat(5000), '['.repeat(20000), 'a: *x', '<<: {a: 1}', '%YAML 1.1\n---\na', 'x'.repeat(2e6), '__proto__: 1', '? [a]\n: b']) { const q = parseRecord(junk); console.log(JSON.stringify(junk.slice(0, 10)), q.problems.length, q.problems[0]?.message, q.problems[0]?.range); }
