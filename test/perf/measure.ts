/** Milliseconds of many runs of one thing. */
export interface Times {
  readonly least: number;
  readonly median: number;
  /** 95 of 100 runs took no longer. */
  readonly p95: number;
  readonly runs: number;
}

export function summarize(times: readonly number[]): Times {
  const sorted = [...times].sort((left, right) => left - right);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
  return { least: at(0), median: at(0.5), p95: at(0.95), runs: sorted.length };
}

/**
 * Time of each run by itself, collecting garbage and compiling included: what passed, or the processor
 * time where that is less. Both are at least what the run would take on a machine of its own: what
 * passes holds waiting for other programs, processor time what Node does beside on other threads.
 */
export function timesOf(runs: number, run: (round: number) => unknown): Times {
  const times: number[] = [];
  for (let round = 0; round < runs; round += 1) {
    const started = performance.now();
    const before = process.cpuUsage();
    run(round);
    const { user, system } = process.cpuUsage(before);
    times.push(Math.min(performance.now() - started, (user + system) / 1_000));
  }
  return summarize(times);
}

/**
 * The calmest of several rounds, by its p95: what else the machine does comes in bursts, and a round
 * without one shows the program.
 */
export function calmestOf(rounds: number, measure: (round: number) => Times): Times {
  const all = Array.from({ length: rounds }, (_, round) => measure(round));
  return all.reduce((best, times) => (times.p95 < best.p95 ? times : best));
}

export function milliseconds(value: number): string {
  return `${value < 10 ? value.toFixed(2) : value.toFixed(1)} ms`;
}
