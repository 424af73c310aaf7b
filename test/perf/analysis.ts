import type { FileAnalysis } from '../../src/core/analyze';
import type { Figure } from './figure';
import { calmestOf, milliseconds, timesOf, type Times } from './measure';
import { shippedCore } from './shippedCore';
import { largeFiles, realSizeFiles, type Workload } from './workloads';

const rounds = 7;

/** Edits after which the code has been compiled, as in an editor that has run for some minutes. */
const warmUps = 500;

type Core = ReturnType<typeof shippedCore>;

/** One keystroke after the other, the baseline known, as the editor asks. */
export function measureAnalysis(): readonly Figure[] {
  const core = shippedCore();
  const large = largeFiles();
  return [
    ...realSizeFiles().map((file) => figureOf(file, keystrokes(core, file, 200), 'p95', 2)),
    figureOf(large.servers, keystrokes(core, large.servers, 15), 'median', 50),
    figureOf(large.rules, keystrokes(core, large.rules, 40), 'median'),
    figureOf(large.instructions, keystrokes(core, large.instructions, 40), 'median'),
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

function keystrokes({ analyzeFile }: Core, file: Workload, edits: number): Times {
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
  for (let warmUp = 0; warmUp < (edits < 100 ? edits : warmUps); warmUp += 1) type();
  return calmestOf(rounds, () => timesOf(edits, type));
}
