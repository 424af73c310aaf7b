import { mkdir, readFile, rm, symlink } from 'node:fs/promises';
import * as path from 'node:path';

/**
 * Puts an extension into a fresh directory of installed extensions as a link, so that a rebuild
 * shows after reloading the window. The directory is read whole only while VS Code has not yet
 * written its own list (extensions.json) there; later additions would go unseen.
 */
export async function installExtension(
  extensionsDirectory: string,
  extension: string,
): Promise<void> {
  const text = await readFile(path.join(extension, 'package.json'), 'utf8');
  const manifest = JSON.parse(text) as Record<'publisher' | 'name' | 'version', string>;
  const name = `${manifest.publisher}.${manifest.name}-${manifest.version}`;
  await rm(path.join(extensionsDirectory, 'extensions.json'), { force: true });
  await mkdir(extensionsDirectory, { recursive: true });
  const link = path.join(extensionsDirectory, name);
  await rm(link, { force: true });
  await symlink(path.resolve(extension), link, 'junction');
}
