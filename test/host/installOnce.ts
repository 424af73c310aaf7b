import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { cacheDirectory } from './cacheDirectory';
import { withLock } from './withLock';

const MARKER = 'complete.json';
const ABANDONED_AFTER_MILLISECONDS = 60 * 60 * 1000;

/**
 * The directory of an install in the cache, made by `install` on the first call. `recipe` describes
 * everything the result depends on; a directory made by another recipe is made anew.
 *
 * The work happens in a directory of its own that is renamed at the end, so an interrupted or
 * doubled install is never taken for a complete one.
 */
export async function installOnce(
  name: string,
  recipe: Readonly<Record<string, unknown>>,
  install: (directory: string) => Promise<void>,
): Promise<string> {
  const directory = path.join(cacheDirectory(), name);
  const marker = JSON.stringify(recipe, undefined, 2);
  if (await isComplete(directory, marker)) return directory;
  await mkdir(path.dirname(directory), { recursive: true });
  return withLock(directory, async () => {
    if (await isComplete(directory, marker)) return directory;
    await removeAbandoned(directory);
    const unfinished = await mkdtemp(`${directory}.unfinished-`);
    try {
      await install(unfinished);
      await writeFile(path.join(unfinished, MARKER), marker);
      await rm(directory, { recursive: true, force: true });
      await rename(unfinished, directory);
    } catch (error) {
      await rm(unfinished, { recursive: true, force: true });
      // Somebody else's complete install is as good as ours.
      if (!(await isComplete(directory, marker))) throw error;
    }
    return directory;
  });
}

async function isComplete(directory: string, marker: string): Promise<boolean> {
  const file = path.join(directory, MARKER);
  return existsSync(file) && (await readFile(file, 'utf8')) === marker;
}

/** A killed install leaves some hundred megabytes behind. One that is still going on is younger. */
async function removeAbandoned(directory: string): Promise<void> {
  const parent = path.dirname(directory);
  for (const entry of await readdir(parent)) {
    if (!entry.startsWith(`${path.basename(directory)}.unfinished-`)) continue;
    const leftover = path.join(parent, entry);
    const age = Date.now() - (await stat(leftover)).mtimeMs;
    if (age > ABANDONED_AFTER_MILLISECONDS) await rm(leftover, { recursive: true, force: true });
  }
}
