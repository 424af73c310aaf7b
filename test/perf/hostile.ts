import type { FileAnalysis, FileInput } from '../../src/core/analyze';
import { hostileShapes } from '../support/hostile/hostileShapes';
import type { Figure } from './figure';
import { shippedCore } from './shippedCore';

const characters = 1_000_000;
const budget = 200;
const rounds = 3;

/** How a text is met. The last reads two of a megabyte, which in the editor happens once, at its start. */
const ways = ['as it stands', 'as a new file', 'as an edit', 'with its baseline'] as const;
type Way = (typeof ways)[number];

interface Slowest {
  readonly time: number;
  readonly what: string;
  readonly over: number;
  readonly of: number;
}

/**
 * The slowest of many files of a megabyte that are made to take long: as they stand, as a new file,
 * as an edit in their middle, and the edit where the text before it is not known yet either. Processor
 * time, or passed time where that is less: the machine is shared.
 */
export function measureHostile(): readonly Figure[] {
  const { analyzeFile } = shippedCore();
  const slowest = new Map<Way, Slowest>();
  for (const { path, name, text } of hostileShapes(characters)) {
    const edited = { path, text: editedInTheMiddle(text), baseline: { text } };
    const known = analyzeFile({ path, text, baseline: { text } });
    const analyses: Readonly<Record<Way, readonly [FileInput, FileAnalysis?]>> = {
      'as it stands': [{ path, text, baseline: undefined }],
      'as a new file': [{ path, text, baseline: { text: '' } }],
      'as an edit': known === undefined ? [edited] : [edited, known],
      'with its baseline': [edited],
    };
    for (const way of ways) {
      const [input, previous] = analyses[way];
      let least = Number.POSITIVE_INFINITY;
      for (let round = 0; round < rounds && least > budget / 2; round += 1) {
        least = Math.min(
          least,
          timeOf(() => analyzeFile(input, previous)),
        );
      }
      if (process.env['MCP_CHANGE_PERF_VERBOSE'] !== undefined && least > budget / 2) {
        console.log(`${least.toFixed(0)} ms ${way}: ${path} ${name}`);
      }
      const before = slowest.get(way) ?? { time: 0, what: '', over: 0, of: 0 };
      slowest.set(way, {
        ...(least > before.time ? { time: least, what: `${path}, ${name}` } : before),
        over: before.over + (least > budget ? 1 : 0),
        of: before.of + 1,
      });
    }
  }
  return [...slowest].map(([way, { time, what, over, of }]) => ({
    group: 'Hostile text',
    what:
      way === 'with its baseline'
        ? 'The same edit, its baseline of 1 MB read as well'
        : `1 MB made to take long, ${way}, the slowest`,
    value: time,
    unit: 'ms',
    beside: `${what}; ${over} of ${of} take over ${budget} ms; best of ${rounds}, lesser of passed and processor time`,
    ...(way === 'with its baseline' ? {} : { budget }),
  }));
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
