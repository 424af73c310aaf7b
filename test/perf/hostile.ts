import { hostileShapes } from '../support/hostile/hostileShapes';
import type { Figure } from './figure';
import { shippedCore } from './shippedCore';

const characters = 1_000_000;
const budget = 200;
const rounds = 3;

/**
 * The slowest of many files of a megabyte that are made to take long: as they stand, as a new file, and
 * as an edit in their middle. Processor time, or passed time where that is less: the machine is shared.
 */
export function measureHostile(): readonly Figure[] {
  const { analyzeFile } = shippedCore();
  let worst = { time: 0, what: '' };
  let over = 0;
  let files = 0;
  for (const { path, name, text } of hostileShapes(characters)) {
    for (const baseline of [undefined, { text: '' }, { text: editedInTheMiddle(text) }]) {
      files += 1;
      let least = Number.POSITIVE_INFINITY;
      for (let round = 0; round < rounds && least > budget / 2; round += 1) {
        least = Math.min(
          least,
          timeOf(() => analyzeFile({ path, text, baseline })),
        );
      }
      if (least > budget) over += 1;
      if (process.env['MCP_CHANGE_PERF_VERBOSE'] !== undefined && least > budget / 2) {
        const side = baseline === undefined ? 'state' : baseline.text === '' ? 'new' : 'edit';
        console.log(`${least.toFixed(0)} ms ${side} ${path} ${name}`);
      }
      if (least > worst.time) worst = { time: least, what: `${path}, ${name}` };
    }
  }
  return [
    {
      group: 'Hostile text',
      what: 'Slowest of many files of 1 MB that are made to take long, lesser of passed and processor time',
      value: worst.time,
      unit: 'ms',
      budget,
      beside: `${worst.what}; ${over} of ${files} analyses over the budget, best of ${rounds}`,
    },
  ];
}

function editedInTheMiddle(text: string): string {
  const middle = text.length >> 1;
  const found = text.indexOf('a', middle);
  const at = found < 0 ? middle : found;
  return `${text.slice(0, at)}zq${text.slice(at + 1)}`;
}

function timeOf(work: () => void): number {
  const before = process.cpuUsage();
  const began = performance.now();
  work();
  const passed = performance.now() - began;
  const { user, system } = process.cpuUsage(before);
  return Math.min(passed, (user + system) / 1_000);
}
