import { lstatSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { UsageError } from './usageError';

/**
 * A repository must not make us read or write elsewhere on the machine: every link on the way to a
 * path has to stay in the repository, and out of git's own folder.
 *
 * @param path relative to the root; it need not exist yet
 * @throws UsageError when the path leads out
 */
export function assertInside(root: string, path: string): void {
  const inside = relative(realpathSync(root), realPlace(join(root, path)));
  const [first] = inside.split(sep);
  if (first === '..' || first === '.git' || isAbsolute(inside)) {
    throw new UsageError(
      `${path} is reached through a link to a place outside this repository. Nothing was read or written there; replace the link by a file or folder.`,
    );
  }
}

/** Where a path really lies: links resolved as far as it exists. */
function realPlace(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    if (isLink(path)) throw new UsageError(`${path} is a link that leads nowhere. Remove it.`);
    const parent = dirname(path);
    return parent === path ? path : join(realPlace(parent), path.slice(parent.length));
  }
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}
