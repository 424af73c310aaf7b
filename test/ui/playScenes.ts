import { mkdtemp, realpath, rm } from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { createSampleWorkspace } from '../host/sampleWorkspace';
import { launchWorkbench, type Theme } from './launchWorkbench';
import { scenes } from './scenes';

export interface PlayOptions {
  readonly version: '1.100' | 'newest';
  readonly theme: Theme;
  /** Added to the name of each picture. */
  readonly themeName: string;
  readonly screenshotDirectory: string;
  /** Only these pictures; undefined: all. */
  readonly pictures?: readonly string[];
}

/**
 * Plays every scene in a window of its own, in order.
 *
 * @returns how many held; after one that does not, the rest count as failed
 */
export async function playScenes(
  options: PlayOptions,
): Promise<{ readonly passed: number; readonly failed: number }> {
  const temporary = await realpath(await mkdtemp(path.join(os.tmpdir(), 'mcp-change-control-')));
  const workspace = path.join(temporary, 'parcel-desk');
  await createSampleWorkspace(workspace);
  const { workbench, close } = await launchWorkbench({
    version: options.version,
    workspace,
    theme: options.theme,
    extension: path.resolve(__dirname, '..', '..'),
    screenshotDirectory: options.screenshotDirectory,
  });
  let passed = 0;
  try {
    for (const { name, play } of scenes) {
      await play({
        workbench,
        workspace,
        picture: async (picture) => {
          if (options.pictures?.includes(picture) === false) return;
          await workbench.screenshot(`${picture}-${options.themeName}`);
        },
      });
      passed += 1;
      console.log(`  ✔ ${name}`);
    }
  } catch (error) {
    console.log(`  ✘ ${scenes[passed]?.name ?? ''}`);
    console.error(error);
    await workbench.screenshot(`failed-${options.themeName}`).catch(() => undefined);
  } finally {
    await close();
    await rm(temporary, { recursive: true, force: true, maxRetries: 3 });
  }
  return { passed, failed: scenes.length - passed };
}
