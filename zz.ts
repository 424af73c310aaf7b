import { parseRecord } from './src/core/record/parseRecord';
import { renderRollbackPlan } from './src/core/record/renderRollbackPlan';
import { serialiseRecord } from './src/core/record/serialiseRecord';
import { sampleRecord } from './test/unit/recordSupport';
import { edit, rollBack } from './test/unit/rollbackSupport';
const good = serialiseRecord(sampleRecord());
for (const t of ['['.repeat(20000), '[['.repeat(2000), '- '.repeat(5000), '- '.repeat(500),'{'.repeat(3000), good.slice(0, 300), good.slice(0,3000), good, '['.repeat(200), '{a: '.repeat(5000)]) { const a = performance.now(); const r = parseRecord(t); console.log(JSON.stringify(t.slice(0,10)), t.length, (performance.now() - a)|0, r.problems.length); }
const name = '`code` <img src=x onerror=alert(1)>';
console.log(renderRollbackPlan(rollBack(edit('.vscode/mcp.json', '{ "servers": {} }', JSON.stringify({ servers: { [name]: { command: 'npx', args: ['-y', name] } } }))), 'markdown'));
const text = renderRollbackPlan(rollBack(edit('.vscode/mcp.json', '{ "servers": {} }', JSON.stringify({ servers: { [name]: { command: 'npx', args: ['-y', name] } } }))), 'markdown');
console.log('OUT', text.replace(/(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, ''));
