import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { analyzeFile, type FileAnalysis } from '../../src/core/analyze';
import type { Figure } from './figure';
import { calmestOf, milliseconds, timesOf } from './measure';
import { realSizeFiles, serverFile, type Workload } from './workloads';

const analyses = 10_000;

/** What happens to cost and memory as there is more of something. */
export function measureGrowth(): readonly Figure[] {
  return [...measureMemory(), measureServers()];
}

/** The heap after thousands of analyses beside the heap after the first hundreds. */
function measureMemory(): readonly Figure[] {
  const collect = garbageCollector();
  const files = realSizeFiles();
  const latest = new Map<string, FileAnalysis>();
  const heapAfter = (count: number, from: number): number => {
    for (let round = from; round < from + count; round += 1) type(files, latest, round);
    collect();
    return process.memoryUsage().heapUsed / 1_000_000;
  };
  const before = heapAfter(500, 0);
  const after = heapAfter(analyses, 500);
  return [
    {
      group: 'Growth',
      what: `Heap after ${analyses.toLocaleString('en')} more analyses, beside before`,
      value: after / before,
      unit: '×',
      beside: `${before.toFixed(1)} MB before, ${after.toFixed(1)} MB after`,
      budget: 1.1,
    },
  ];
}

function type(files: readonly Workload[], latest: Map<string, FileAnalysis>, round: number): void {
  for (const file of files.slice(round % files.length, (round % files.length) + 1)) {
    const analysis = analyzeFile(
      { path: file.path, text: file.edited(round), baseline: { text: file.baseline } },
      latest.get(file.path),
    );
    if (analysis !== undefined) latest.set(file.path, analysis);
  }
}

/** Ten times the servers must not cost much more than ten times the time. */
function measureServers(): Figure {
  const [few, many] = [100, 1_000].map((count) => {
    const file = serverFile('', count);
    const baseline = { text: file.baseline };
    let edit = 0;
    let previous: FileAnalysis | undefined;
    const run = (): void => {
      previous = analyzeFile({ path: file.path, text: file.edited(edit), baseline }, previous);
      edit += 1;
    };
    timesOf(10, run);
    return calmestOf(5, () => timesOf(12, run)).median;
  }) as [number, number];
  return {
    group: 'Growth',
    what: 'Time for one server of 1,000, beside one of 100',
    value: many / 10 / few,
    unit: '×',
    beside: `${milliseconds(few)} for 100, ${milliseconds(many)} for 1,000`,
    budget: 1.5,
  };
}

/** Node hides its collector behind a flag that may also be given later. */
function garbageCollector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}
