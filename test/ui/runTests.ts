import * as path from 'node:path';
import { playScenes } from './playScenes';

/** Drives the window of the newest VS Code in a light, a dark and a high-contrast theme. */
async function runTests(): Promise<void> {
  const screenshotDirectory = path.resolve(__dirname, '..', '..', 'dist', 'screenshots');
  let passed = 0;
  let failed = 0;
  for (const [themeName, theme] of [
    ['light', 'Default Light Modern'],
    ['dark', 'Default Dark Modern'],
    ['contrast', 'Default High Contrast'],
  ] as const) {
    console.log(`Window, ${themeName}`);
    const result = await playScenes({ version: 'newest', theme, themeName, screenshotDirectory });
    passed += result.passed;
    failed += result.failed;
  }
  console.log(`Pictures: ${screenshotDirectory}`);
  console.log(`${passed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}

runTests().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
