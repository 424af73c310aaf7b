import { parentPort, workerData } from 'node:worker_threads';
import { examine } from './examine';
import { inputMaker } from './generate';
import type { Progress } from './run';

const mostShown = 40;

interface Task {
  /** Number of the input at hand, for whoever watches. */
  readonly current: Int32Array;
  readonly seed: number;
  readonly count: number;
  readonly seconds: number;
}

function work({ current, seed, count, seconds }: Task): Progress {
  const make = inputMaker(seed);
  const failures: { index: number; failure: string }[] = [];
  let governed = 0;
  let worst = 0;
  let worstIndex = 0;
  let index = 0;
  const started = performance.now();
  const elapsed = (): number => (performance.now() - started) / 1000;
  for (; index < count && elapsed() < seconds; index += 1) {
    Atomics.store(current, 0, index);
    const result = examine(make(index), index);
    if (result.governed) governed += 1;
    if (result.failure !== undefined) {
      failures.push({ index, failure: result.failure });
      if (failures.length <= mostShown) console.log(`input ${index}: ${result.failure}`);
    }
    if (result.time > worst) {
      worst = result.time;
      worstIndex = index;
    }
  }
  return { inputs: index, governed, seconds: elapsed(), worst, worstIndex, failures };
}

parentPort?.postMessage(work(workerData as Task));
