import { mkdtemp, realpath, rm } from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { createSampleWorkspace } from '../host/sampleWorkspace';
import { launchWorkbench, type Theme } from './launchWorkbench';
import type { Act, ActWorkspace, Scene } from './scene';

export interface PlayOptions {
  readonly version: '1.100' | 'newest';
  readonly theme: Theme;
  /** Added to the name of each picture. */
  readonly themeName: string;
  readonly screenshotDirectory: string;
  readonly acts: readonly Act[];
  /** A package to install; without one the build is taken as it lies in `dist`. */
  readonly vsix?: string;
  /** Only these pictures; undefined: all. */
  readonly pictures?: readonly string[];
}

interface Count {
  readonly passed: number;
  readonly failed: number;
}

/**
 * Plays acts one after the other, each in a workspace and a window of its own. A scene that does not
 * hold leaves a picture; the rest of its act builds on it and counts as failed, the next act does not.
 */
export async function playScenes(options: PlayOptions): Promise<Count> {
  let passed = 0;
  let failed = 0;
  for (const act of options.acts) {
    const count = await playAct(act, options);
    passed += count.passed;
    failed += count.failed;
  }
  return { passed, failed };
}

async function playAct(act: Act, options: PlayOptions): Promise<Count> {
  const { name, scenes } = act;
  const temporary = await realpath(await mkdtemp(path.join(os.tmpdir(), 'mcp-change-control-')));
  let passed = 0;
  let current: Scene | undefined;
  try {
    const opened = await (act.workspace ?? sample)(temporary);
    const { folder: workspace, machineSettings, userSettings = {} } = opened;
    const { workbench, close } = await launchWorkbench({
      version: options.version,
      workspace,
      theme: options.theme,
      machineSettings,
      userSettings,
      ...(options.vsix === undefined
        ? { extension: path.resolve(__dirname, '..', '..') }
        : { vsix: options.vsix }),
      screenshotDirectory: options.screenshotDirectory,
    });
    try {
      for (current of scenes) {
        const started = performance.now();
        await current.play({
          workbench,
          workspace,
          picture: async (picture, of = workbench) => {
            if (options.pictures?.includes(picture) === false) return;
            await of.screenshot(`${picture}-${options.themeName}`);
          },
        });
        passed += 1;
        console.log(`  ✔ ${current.name} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
      }
    } catch (error) {
      const place = scenes.indexOf(current as Scene) + 1;
      const picture = `failed-${options.themeName}-${name}-${place}`;
      await workbench.screenshot(picture).catch(() => undefined);
      throw error;
    } finally {
      await close();
    }
  } catch (error) {
    console.log(`  ✘ ${current?.name ?? 'the window opens'}`);
    console.error(error);
  } finally {
    await rm(temporary, { recursive: true, force: true, maxRetries: 3 });
  }
  return { passed, failed: scenes.length - passed };
}

async function sample(directory: string): Promise<ActWorkspace> {
  const folder = path.join(directory, 'parcel-desk');
  await createSampleWorkspace(folder);
  return { folder, machineSettings: {} };
}
