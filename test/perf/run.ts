/**
 * Measures the budgets and writes docs/performance.md: `npm run perf`. With `--without-editor` no VS
 * Code is started, and with names of parts (analysis, hostile, growth, start, command-line, editor) only those
 * are measured; both print and leave the page as it is, because it is written in one run or not at all.
 */
import { writeFileSync } from 'node:fs';
import { cpus, loadavg, platform, release, totalmem } from 'node:os';
import { resolve } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { measureAnalysis } from './analysis';
import { measureCommandLine } from './commandLine';
import { measureEditor } from './editor';
import { verdictOf, type Figure } from './figure';
import { measureGrowth } from './growth';
import { measureHostile } from './hostile';
import { renderLines, renderReport, type Machine } from './report';
import { measureStartUp } from './startUp';

const parts = {
  analysis: measureAnalysis,
  hostile: measureHostile,
  growth: measureGrowth,
  start: measureStartUp,
  'command-line': measureCommandLine,
  editor: measureEditor,
} as const;

async function main(): Promise<void> {
  const page = resolve(__dirname, '../../docs/performance.md');
  const wanted = chosenParts(process.argv.slice(2));
  const loadBefore = loadavg()[0] ?? 0;
  const figures: Figure[] = [];
  for (const name of wanted) {
    const found = await parts[name]();
    console.log(renderLines(found));
    figures.push(...found);
  }
  if (wanted.length === Object.keys(parts).length) {
    const text = renderReport(figures, describeMachine(loadBefore));
    const options = await resolveConfig(page);
    writeFileSync(page, await format(text, { ...options, parser: 'markdown' }));
  }
  if (figures.some((figure) => verdictOf(figure) === 'missed by far')) process.exitCode = 1;
}

function chosenParts(names: readonly string[]): readonly (keyof typeof parts)[] {
  const all = Object.keys(parts) as (keyof typeof parts)[];
  if (names.includes('--without-editor')) return all.filter((name) => name !== 'editor');
  return names.length === 0 ? all : all.filter((name) => names.includes(name));
}

function describeMachine(loadBefore: number): Machine {
  return {
    processor: cpus()[0]?.model.trim() ?? 'unknown processor',
    cores: cpus().length,
    memory: `${Math.round(totalmem() / 1024 ** 3)} GB`,
    system: `${platform()} ${release()}`,
    node: process.version,
    date: new Date().toISOString().slice(0, 10),
    load: `${loadBefore.toFixed(1)} and ${(loadavg()[0] ?? 0).toFixed(1)}`,
  };
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
