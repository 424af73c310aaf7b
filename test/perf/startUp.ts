import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Figure } from './figure';
import { milliseconds, summarize, type Times } from './measure';

const dist = resolve(__dirname, '../../dist');
const runs = 15;

/** Stands for VS Code while a bundle is loaded. */
const emptyVscode = resolve(__dirname, 'emptyVscode.cjs');

/**
 * Size and load time of the bundles, in plain Node, in a fresh process each time. Loading runs every
 * module to its end: tables are built, classes made of those of VS Code.
 */
export function measureStartUp(): readonly Figure[] {
  return [
    size('extension.js', 'listener, desktop'),
    size('application.js', 'the rest, desktop'),
    { ...size('extension.web.js', 'all in one, web'), budget: 300_000 },
    { ...load('extension.js'), budget: 5 },
    { ...load('application.js'), budget: 30 },
  ];
}

function size(file: string, what: string): Figure {
  return {
    group: 'Start of the extension',
    what: `\`dist/${file}\` (${what})`,
    value: statSync(resolve(dist, file)).size,
    unit: 'bytes',
    beside: 'minified, not packed',
  };
}

function load(file: string): Figure {
  const times = loadTimes(resolve(dist, file));
  return {
    group: 'Start of the extension',
    what: `Loading \`dist/${file}\`, median`,
    value: times.median,
    unit: 'ms',
    beside: `least ${milliseconds(times.least)}, ${times.runs} fresh processes`,
  };
}

function loadTimes(file: string): Times {
  const script = `
    const before = process.cpuUsage();
    require(${JSON.stringify(file)});
    const { user, system } = process.cpuUsage(before);
    console.log((user + system) / 1_000);`;
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const { stdout, status, stderr } = spawnSync(
      process.execPath,
      ['--require', emptyVscode, '-e', script],
      { encoding: 'utf8' },
    );
    if (status !== 0) throw new Error(stderr);
    times.push(Number(stdout));
  }
  return summarize(times);
}
