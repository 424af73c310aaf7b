import { readFileSync } from 'node:fs';
import { analyzeFile } from './src/core/analyze'; import { rollBack } from './test/unit/rollbackSupport';
const base='/work/shared/corpus/edits/381/';
const meta = JSON.parse(readFileSync(base + 'meta.json', 'utf8'));
const a = analyzeFile({path: meta.path, text: readFileSync(base+'after','utf8'), baseline:{text: readFileSync(base+'before','utf8')}})!;
for (const c of a.changes.filter(c=>c.facet==='credential').slice(0,5)) console.log(c.op, c.pointer, c.range, c.baselineRange);
const q = rollBack(a, {selected:[a.changes[1]!], includeTightening:true}).files[0]!;
console.log(a.changes[1]!.pointer, q.restoredText, q.reverted.map(c=>c.pointer), q.checks);
