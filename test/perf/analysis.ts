import { analyzeFile, type FileAnalysis } from '../../src/core/analyze';
import type { Figure } from './figure';
import { calmestOf, milliseconds, timesOf, type Times } from './measure';
import { largeFiles, realSizeFiles, type Workload } from './workloads';

const rounds = 7;

/** One keystroke after the other, the baseline known, as the editor asks. */
export function measureAnalysis(): readonly Figure[] {
  const large = largeFiles();
  return [
    ...realSizeFiles().map((file) => figureOf(file, keystrokes(file, 200), 'p95', 2)),
    figureOf(large.servers, keystrokes(large.servers, 15), 'median', 50),
    figureOf(large.rules, keystrokes(large.rules, 40), 'median'),
    figureOf(large.instructions, keystrokes(large.instructions, 40), 'median'),
  ];
}

function figureOf(file: Workload, times: Times, judged: 'p95' | 'median', budget?: number): Figure {
  const kilobytes = (Buffer.byteLength(file.baseline) / 1_000).toFixed(1);
  return {
    group: 'Analysis',
    what: `${file.name} (${kilobytes} kB), ${judged}`,
    value: times[judged],
    unit: 'ms',
    beside: `least ${milliseconds(times.least)}, median ${milliseconds(times.median)}, calmest of ${rounds} × ${times.runs} edits`,
    ...(budget === undefined ? {} : { budget }),
  };
}

function keystrokes(file: Workload, edits: number): Times {
  let edit = 0;
  let previous: FileAnalysis | undefined;
  const type = (): void => {
    previous = analyzeFile(
      { path: file.path, text: file.edited(edit), baseline: { text: file.baseline } },
      previous,
    );
    edit += 1;
    if (previous === undefined) throw new Error(`${file.path} is not governed.`);
  };
  for (let warmUp = 0; warmUp < Math.min(edits, 50); warmUp += 1) type();
  return calmestOf(rounds, () => timesOf(edits, type));
}
