import { analyzeFile } from './src/core/analyze';
console.log(typeof analyzeFile);
