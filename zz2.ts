import fc from 'fast-check';
import assert from 'node:assert/strict';
import { chooseDifferences } from './src/core/rollback/chooseDifferences';
import { invertStructure } from './src/core/rollback/invertStructure';
import { structuralDifferences } from './src/core/rollback/structuralDifferences';
import { parseJson } from './src/core/parse/parseJson';
const scalar = fc.oneof(fc.string({maxLength:4}), fc.integer({min:0,max:3}), fc.boolean(), fc.constant(null));
const value = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 3 }, scalar, fc.array(tie('value'), { maxLength: 4 }), fc.dictionary(fc.constantFrom('a','b','c','d'), tie('value'), { maxKeys: 4, noNullPrototype: true })),
})).value;
const obj = fc.dictionary(fc.constantFrom('p','q','r','s'), value, { maxKeys: 4, noNullPrototype: true });
let same = 0, n = 0; const miss: string[] = [];
const sort = (o: any): any => Array.isArray(o) ? o.map(sort) : o && typeof o === 'object' ? Object.fromEntries(Object.keys(o).sort().map(k => [k, sort(o[k])])) : o;
for (const [b, a, indent] of fc.sample(fc.tuple(obj, obj, fc.constantFrom(undefined, 2)), 3000)) {
  const before = sort(b), after = sort(a);
  const baseline = JSON.stringify({ ...before, zz: 1 }, null, indent), recorded = JSON.stringify({ ...after, zz: 1 }, null, indent);
  // touch innermost: root raw differs so root leaf path
  const present = recorded.replace('"zz":', '"zz" :');
  const root = structuralDifferences(parseJson(recorded).root!, parseJson(baseline).root!);
  if (!root) continue;
  const { choice } = chooseDifferences(root, { changes: [], reverting: new Set(), kept: new Set(), everything: true, serverEntries: false });
  const r = invertStructure(choice, { present, recorded, baseline });
  n++;
  if (r.text === baseline.replace('"zz":', '"zz" :')) same++; else if (miss.length < 6) miss.push(JSON.stringify({ baseline, recorded, got: r.text }));
}
console.log(n, same, miss.join('\n'));
