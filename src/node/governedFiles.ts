import { lstatSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, join, relative } from 'node:path';
import { findSurface } from '../core/surfaces/findSurface';

/** No configuration is as large; reading such a file would only cost time and memory. */
const largestFile = 5_000_000;

const skippedFolders = new Set(['node_modules', '.git', '.hg', '.svn']);

/** A file as it is on disk, or why it could not be read. */
export type FileReading =
  { readonly text: string } | { readonly missing: true } | { readonly problem: string };

/**
 * Governed paths below a folder, relative to it and `/` separated. Folders that are links are not
 * entered: they may lead outside or in a circle.
 */
export function listGovernedPaths(root: string): readonly string[] {
  const found: string[] = [];
  // Paths with `/` at the end. Put together by hand: for every file of a repository, `join` and
  // `relative` would cost as much as reading the folders.
  const open = [''];
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    let entries;
    try {
      entries = readdirSync(folder === '' ? root : join(root, folder), { withFileTypes: true });
    } catch {
      continue;
    }
    for (const entry of entries) {
      const path = folder + entry.name;
      if (!entry.isDirectory()) {
        if (findSurface(path) !== undefined) found.push(path);
      } else if (!skippedFolders.has(entry.name)) open.push(`${path}/`);
    }
  }
  return found.sort();
}

/**
 * Reads one file below a root. A link is followed only when its target lies below the root too: a
 * repository must not make the report show what lies elsewhere on the machine.
 */
export function readGovernedFile(root: string, path: string): FileReading {
  const full = join(root, path);
  try {
    // Any folder on the way may be a link, not only the file itself.
    const inside = relative(realpathSync(root), realpathSync(full));
    if (inside.startsWith('..') || isAbsolute(inside) || inside === '') {
      return { problem: 'It is a link to a place outside this folder; the target is not read.' };
    }
    const found = statSync(full);
    if (found.isDirectory()) return { problem: readingProblem('EISDIR') };
    if (!found.isFile())
      return { problem: 'It is no ordinary file; a pipe or device is not read.' };
    const { size } = found;
    if (size > largestFile) {
      return {
        problem: `It has ${size} bytes, more than the ${largestFile} that are read. Is it a configuration?`,
      };
    }
    return { text: readFileSync(full, 'utf8') };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' && !isLink(full)) return { missing: true };
    return { problem: readingProblem(code) };
  }
}

function readingProblem(code: unknown): string {
  switch (code) {
    case 'ENOENT':
      return 'It is a link whose target does not exist.';
    case 'ELOOP':
      return 'It is a link that leads back to itself.';
    case 'EACCES':
    case 'EPERM':
      return 'It may not be read: permission denied.';
    case 'EISDIR':
      return 'It is a folder with the name of a governed file.';
    default:
      return `It could not be read (${String(code)}).`;
  }
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    return false;
  }
}
