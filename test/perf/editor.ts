import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { embeddedVersions } from '../host/embeddedVersions';
import { bundleVscodeTests } from '../vscode/bundle';
import type { PaceFigures } from '../vscode/pace.test';
import type { Figure } from './figure';
import { milliseconds, summarize } from './measure';

const repository = resolve(__dirname, '../..');

/** Runs the suite that takes the pace of the extension in a real VS Code. */
export async function measureEditor(): Promise<readonly Figure[]> {
  const { vscode } = embeddedVersions['1.100'];
  const result = resolve(repository, 'dist/test', `pace-${vscode}.json`);
  rmSync(result, { force: true });
  await bundleVscodeTests();
  const { status, stdout } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'test/vscode/runTests.ts', '1.100-pace'],
    { cwd: repository, encoding: 'utf8', maxBuffer: 64_000_000 },
  );
  if (status !== 0) throw new Error(`VS Code did not finish:\n${stdout.slice(-4_000)}`);
  return figuresOf(JSON.parse(readFileSync(result, 'utf8')) as PaceFigures);
}

function figuresOf(pace: PaceFigures): readonly Figure[] {
  const few = summarize(pace.keystrokes);
  const many = summarize(pace.keystrokesAmongMany);
  const where = `VS Code ${pace.version}`;
  return [
    {
      group: 'Editor',
      what: '`activate()` without governed files: the listener',
      value: pace.listening,
      unit: 'ms',
      beside: `${where}, one start`,
      budget: 5,
    },
    {
      group: 'Editor',
      what: 'From the first governed file to the running features: loading `application.js` included',
      value: pace.starting,
      unit: 'ms',
      beside: `${where}, one start, while VS Code itself starts`,
      budget: 30,
    },
    {
      group: 'Editor',
      what: 'Last keystroke to squiggle, the way through the window and 150 ms of pause included, median',
      value: few.median,
      unit: 'ms',
      beside: `${where}, least ${milliseconds(few.least)}, ${few.runs} edits`,
      budget: 300,
    },
    {
      group: 'Editor',
      what: `The same among ${pace.filesAmongMany} governed files, beside ${pace.files}`,
      value: many.median / few.median,
      unit: '×',
      beside: `${where}, median ${milliseconds(many.median)}`,
      budget: 1.2,
    },
  ];
}
