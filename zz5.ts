import { analyzeFile } from './src/core/analyze';
for (const n of [300,1000,4000]) { try { const a = analyzeFile({ path: 'x.prompt.md', text: '---\na: ' + '['.repeat(n) + '\n---\nhello', baseline: { text: '' } }); console.log(n, a?.status); } catch (e) { console.log(n, 'throws', String(e).slice(0,80)); } }
