import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Figure } from './figure';
import { milliseconds, summarize, type Times } from './measure';
import { writeTree } from './tree';

const program = resolve(__dirname, '../../dist/cli.js');
const runs = 15;
/** Makes a process say at its end, where nothing else is written, what it took. */
const tellTime = resolve(__dirname, 'tellTime.cjs');

/** Whole processes, in turn with an empty Node process, so that both meet the same machine. */
export function measureCommandLine(): readonly Figure[] {
  const directory = mkdtempSync(join(tmpdir(), 'mcp-change-perf-'));
  try {
    const small = join(directory, 'small');
    const large = join(directory, 'large');
    const governed = { small: writeTree(small, 2_000), large: writeTree(large, 8_000) };
    const [version, besideVersion] = inTurn(['--version'], directory);
    const [scan, besideScan] = inTurn(['scan'], small);
    const [wide] = inTurn(['scan'], large);
    return [
      figureOf('`mcp-change --version`, beside an empty Node process', version, besideVersion),
      {
        ...figureOf(
          `\`mcp-change scan\`, 2,000 files of which ${governed.small} are governed, beside an empty Node process`,
          scan,
          besideScan,
        ),
        aim: 2,
      },
      {
        group: 'Command line',
        what: `Time of \`scan\` for one file of 8,000, beside one of 2,000`,
        value: (wide.median - besideScan.median) / 4 / (scan.median - besideScan.median),
        unit: '×',
        beside: `${milliseconds(wide.median)} for 8,000 files of which ${governed.large} are governed`,
        budget: 1.2,
      },
    ];
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function figureOf(what: string, times: Times, floor: Times): Figure {
  return {
    group: 'Command line',
    what,
    value: times.median / floor.median,
    unit: '×',
    beside: `${milliseconds(times.median)} beside ${milliseconds(floor.median)}; least ${milliseconds(times.least)} beside ${milliseconds(floor.least)}; ${runs} runs of each in turn`,
  };
}

function inTurn(parameters: readonly string[], directory: string): readonly [Times, Times] {
  const ours: number[] = [];
  const empty: number[] = [];
  // The first run of each fills caches and is not counted.
  for (let run = 0; run <= runs; run += 1) {
    const times = [
      processorTime([program, ...parameters], directory),
      processorTime(['-e', '0'], directory),
    ] as const;
    if (run === 0) continue;
    ours.push(times[0]);
    empty.push(times[1]);
  }
  return [summarize(ours), summarize(empty)];
}

/** Of the whole process, from its first instruction to its last, in all its threads. */
function processorTime(parameters: readonly string[], directory: string): number {
  const { status, error, output } = spawnSync(
    process.execPath,
    ['--require', tellTime, ...parameters],
    { cwd: directory, stdio: ['ignore', 'pipe', 'pipe', 'pipe'], maxBuffer: 64_000_000 },
  );
  if (error !== undefined) throw error;
  if (status !== 0 && status !== 1) throw new Error(`${parameters.join(' ')} ended with ${status}`);
  return Number(output[3]);
}
