import {
  closeSync,
  fchmodSync,
  fsyncSync,
  linkSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * Writes a file so that whoever reads it, even after a crash in the middle, finds the old text or the
 * new one and nothing in between: beside it first, flushed, then renamed over it. Keeps the file's
 * mode; what a link points to is written, the link stays.
 *
 * @param path absolute; its folder exists
 * @param options `isNew`: fails with EEXIST where there is a file already
 */
export function writeAtomically(
  path: string,
  text: string,
  { isNew = false }: { readonly isNew?: boolean } = {},
): void {
  const target = placeOf(path);
  const part = partOf(target);
  // Left by a crash, or put there by somebody: never written through.
  rmSync(part, { force: true });
  const mode = modeOf(target);
  const file = openSync(part, 'wx', mode ?? 0o666);
  try {
    writeFileSync(file, text);
    if (mode !== undefined) fchmodSync(file, mode);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  if (isNew) {
    try {
      linkSync(part, target);
    } finally {
      rmSync(part, { force: true });
    }
  } else {
    renameSync(part, target);
  }
  flushFolder(dirname(target));
}

/** Takes away what an interrupted `writeAtomically` left beside a file. */
export function removePart(path: string): void {
  rmSync(partOf(placeOf(path)), { force: true });
}

function partOf(target: string): string {
  return join(dirname(target), `.${basename(target)}.mcp-change-part`);
}

function placeOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function modeOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.mode;
}

/** The new name is on the disk only when its folder is. Windows cannot open a folder, and needs not. */
function flushFolder(folder: string): void {
  try {
    const handle = openSync(folder, 'r');
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch {
    return;
  }
}
