import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { analyzeFile } from "./src/core/analyze"; import { rollBack } from './test/unit/rollbackSupport';
const base = '/work/shared/corpus/edits/';
const stat: Record<string, number> = {}; const bump = (k: string) => (stat[k] = (stat[k] ?? 0) + 1);
for (const n of readdirSync(base)) {
  const meta = JSON.parse(readFileSync(base + n + '/meta.json', 'utf8'));
  const get = (s: string) => existsSync(base + n + '/' + s) ? readFileSync(base + n + '/' + s, 'utf8') : undefined;
  const before = get('before'), after = get('after');
  let a; try { a = analyzeFile({ path: meta.path, text: after, baseline: { text: before } }); } catch (e) { console.log(n, 'ANALYZE THROWS', (e as Error).message.slice(0,100)); continue; }
  if (!a) { bump('not governed'); continue; }
  if (!a.changes.length) { bump('no change'); continue; }
  const t0 = performance.now();
  const p = rollBack(a); const ms = performance.now() - t0; if (ms > 60) console.log(n, 'slow', ms|0, meta.path, after?.length);
  const f = p.files[0]!; bump('all ' + f.mode + ' ' + f.passed);
  if (!f.passed) console.log(n, meta.path, 'ALL', f.mode, f.conflict?.slice(0, 200));
  const full = rollBack(a, { includeTightening: true }); if (full.files[0]!.restoredText !== before || !full.passed) console.log(n, 'FULL wrong');
  for (const c of a.changes.slice(0, 40)) {
    const q = rollBack(a, { selected: [c], includeTightening: true }).files[0]!;
    bump('one ' + q.mode + ' ' + q.passed);
    if (!q.passed) console.log(n, meta.path, 'ONE', c.op, c.facet, c.detail.kind, c.direction, c.pointer, '|', q.conflict?.slice(0, 160));
  }
}
console.log(stat);
