import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** One part of the test run, started as a process of its own. */
interface Lane {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  /** Ends with `N passed, N failed`; the others pass or fail as a whole. */
  readonly counts: boolean;
}

const tsx = ['npx', 'tsx'] as const;
const lanes: readonly Lane[] = [
  { name: 'types', command: ['npx', 'tsc', '-p', '.'], counts: false },
  { name: 'lint', command: ['npx', 'eslint', '.'], counts: false },
  {
    name: 'format',
    command: ['npx', 'prettier', '--check', '--log-level', 'warn', '.'],
    counts: false,
  },
  { name: 'build', command: ['node', 'build.mjs'], counts: false },
  { name: 'unit', command: ['npx', 'mocha'], counts: true },
  { name: 'fuzz', command: [...tsx, 'test/fuzz/run.ts', 'seconds=15'], counts: true },
  {
    name: 'package',
    command: ['npx', 'mocha', '--config', 'test/package/.mocharc.json'],
    counts: true,
  },
  { name: 'bundle', command: [...tsx, 'test/vscode/bundle.ts'], counts: false },
  { name: 'vscode', command: [...tsx, 'test/vscode/runTests.ts'], counts: true },
  { name: 'ui', command: [...tsx, 'test/ui/runTests.ts'], counts: true },
  { name: 'packaged', command: [...tsx, 'test/ui/packaged.ts'], counts: true },
];

/**
 * Runs every lane in order, or those named on the command line, and adds up what they say. The last
 * line is `N passed, N failed`; a lane that ends badly without counting is one failure.
 */
async function runAll(wanted: readonly string[]): Promise<void> {
  let passed = 0;
  let failed = 0;
  const times: string[] = [];
  for (const lane of lanes) {
    if (wanted.length > 0 && !wanted.includes(lane.name)) continue;
    process.stdout.write(`\n── ${lane.name}\n`);
    const started = Date.now();
    const result = await runLane(lane);
    passed += result.passed;
    failed += result.failed;
    times.push(`${lane.name} ${Math.round((Date.now() - started) / 1000)} s`);
  }
  process.stdout.write(`\n${times.join(' · ')}\n${passed} passed, ${failed} failed\n`);
  process.exitCode = failed === 0 ? 0 : 1;
}

function runLane(lane: Lane): Promise<{ readonly passed: number; readonly failed: number }> {
  const [program, ...parameters] = lane.command;
  return new Promise((resolve) => {
    const child = spawn(program, parameters, {
      stdio: ['ignore', 'pipe', 'inherit'],
      shell: process.platform === 'win32',
    });
    let passed = 0;
    let failed = 0;
    let counted = false;
    createInterface({ input: child.stdout }).on('line', (line) => {
      const match = /^(?:VS Code .*: )?(\d+) passed, (\d+) failed(?: in [\d.]+ s)?$/.exec(
        line.trim(),
      );
      if (match === null) {
        process.stdout.write(`${line}\n`);
        return;
      }
      counted = true;
      passed += Number(match[1]);
      failed += Number(match[2]);
      process.stdout.write(`${line.trim()}\n`);
    });
    child.on('close', (code) => {
      if (lane.counts && counted) {
        resolve({ passed, failed: code !== 0 && failed === 0 ? 1 : failed });
      } else {
        process.stdout.write(`${lane.name}: ${code === 0 ? 'passed' : 'failed'}\n`);
        resolve({
          passed: code === 0 && !lane.counts ? 1 : 0,
          failed: code === 0 && !lane.counts ? 0 : 1,
        });
      }
    });
  });
}

void runAll(process.argv.slice(2));
