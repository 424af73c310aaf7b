import * as path from 'node:path';
import { keyboardOnly } from './keyboard';
import type { Theme } from './launchWorkbench';
import { playScenes } from './playScenes';
import type { Act } from './scene';
import { approving, asking, emergencies, inPart } from './requestScenes';
import { recalling } from './recallScenes';
import { goingBack } from './rollbackScenes';
import { changing, reading } from './scenes';

/** What differs by theme is played in all four; the main job in one light and one dark. */
const windows: readonly (readonly [name: string, theme: Theme, acts: readonly Act[]])[] = [
  [
    'light',
    'Default Light Modern',
    [reading, changing, goingBack, recalling, keyboardOnly, asking, approving, emergencies, inPart],
  ],
  ['dark', 'Default Dark Modern', [reading, asking]],
  ['contrast', 'Default High Contrast', [reading, changing]],
  ['contrast-light', 'Default High Contrast Light', [reading]],
];

/**
 * Drives the window of the newest VS Code: `tsx test/ui/runTests.ts [theme or act …]`, all by default.
 */
async function runTests(wanted: readonly string[]): Promise<void> {
  const screenshotDirectory = path.resolve(__dirname, '..', '..', 'dist', 'screenshots');
  let passed = 0;
  let failed = 0;
  const themes = windows.filter(([name]) => wanted.includes(name));
  const named = windows.flatMap(([, , acts]) => acts).filter(({ name }) => wanted.includes(name));
  for (const [themeName, theme, all] of themes.length === 0 ? windows : themes) {
    const acts = named.length === 0 ? all : all.filter((act) => named.includes(act));
    console.log(`Window, ${themeName}`);
    const options = { version: 'newest', theme, themeName, screenshotDirectory, acts } as const;
    const result = await playScenes(options);
    passed += result.passed;
    failed += result.failed;
  }
  console.log(`Pictures: ${screenshotDirectory}`);
  console.log(`${passed} passed, ${failed} failed`);
  if (failed > 0 || passed === 0) process.exitCode = 1;
}

runTests(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
