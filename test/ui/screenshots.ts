import * as path from 'node:path';
import { playScenes } from './playScenes';
import { approving } from './requestScenes';
import { changing, reading } from './scenes';

/** Those that the README shows; a test holds the two against each other. */
const pictures = [
  'hover',
  'record',
  'panel-proposed',
  'panel-decide',
  'rollback-preview',
  'rollback-done',
];

/** Makes the pictures of the README anew: `npm run screenshots`. */
async function screenshots(): Promise<void> {
  const screenshotDirectory = path.resolve(__dirname, '..', '..', 'docs', 'images');
  for (const [themeName, theme] of [
    ['light', 'Default Light Modern'],
    ['dark', 'Default Dark Modern'],
  ] as const) {
    const { failed } = await playScenes({
      version: 'newest',
      theme,
      themeName,
      screenshotDirectory,
      acts: [reading, changing, approving],
      pictures,
    });
    if (failed > 0) process.exitCode = 1;
  }
}

screenshots().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
