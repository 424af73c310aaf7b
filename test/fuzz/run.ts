/**
 * Feeds generated and mutated texts to every parser and reader: `npm run fuzz -- count=1000000 seed=1`.
 * Stops at `count` inputs or after `seconds`. `only=N` examines one input and prints it.
 */
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { examine } from './examine';
import { inputMaker } from './generate';

/** Longer than this for one input is a hang; the worker is ended and the input named. */
const hang = 30_000;

export interface Progress {
  readonly inputs: number;
  readonly governed: number;
  readonly seconds: number;
  readonly worst: number;
  readonly worstIndex: number;
  readonly failures: readonly { readonly index: number; readonly failure: string }[];
}

function parameter(name: string, otherwise: number): number {
  const given = process.argv.find((argument) => argument.startsWith(`${name}=`));
  const value = given === undefined ? otherwise : Number(given.slice(name.length + 1));
  if (!Number.isInteger(value) || value < 0) throw new Error(`${name} has to be a whole number`);
  return value;
}

const seed = parameter('seed', 20_261_122);
const count = parameter('count', 1_000_000);
const seconds = parameter('seconds', 86_400);
const only = parameter('only', 0);

function showOne(index: number): void {
  const input = inputMaker(seed)(index);
  console.log(JSON.stringify(input, undefined, 2));
  console.log(examine(input, index));
}

async function fuzz(): Promise<void> {
  const current = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(join(__dirname, 'worker.ts'), {
    execArgv: ['--require', 'tsx/cjs'],
    workerData: { current, seed, count, seconds },
  });
  let before = -1;
  const watch = setInterval(() => {
    const now = Atomics.load(current, 0);
    if (now === before) {
      console.log(`input ${now} of seed ${seed} hangs`);
      process.exit(1);
    }
    before = now;
  }, hang);
  const result = await new Promise<Progress>((resolve, reject) => {
    worker.on('message', resolve).on('error', reject);
  });
  clearInterval(watch);
  report(result);
}

function report(result: Progress): void {
  const { inputs, governed, failures, worst, worstIndex } = result;
  const whole = (value: number): string => Math.round(value).toLocaleString('en');
  console.log(
    `${whole(inputs)} inputs, ${whole(governed)} of them governed, in ${whole(result.seconds)} s: ` +
      `${whole(inputs / result.seconds)} a second; worst ${worst.toFixed(1)} ms (input ${worstIndex}); seed ${seed}`,
  );
  console.log(
    `${cpus()[0]?.model.trim() ?? ''}, ${cpus().length} cores, ${Math.round(totalmem() / 1024 ** 3)} GB, Node ${process.version}`,
  );
  console.log(failures.length === 0 ? '1 passed, 0 failed' : `0 passed, ${failures.length} failed`);
  if (failures.length > 0) process.exitCode = 1;
}

if (process.argv.some((argument) => argument.startsWith('only='))) showOne(only);
else void fuzz();
