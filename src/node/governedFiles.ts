import {
  closeSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { isAbsolute, join, relative } from 'node:path';
import { policyFile } from '../core/policy/changePolicy';
import { governedPaths, surfaceByPolicy, type GovernedPaths } from '../core/policy/governedPaths';
import type { UnreadFile } from '../core/report/report';
import { findSurface } from '../core/surfaces/findSurface';
import type { Surface } from '../core/surfaces/surface';
import { decodeText, largestFile, tooLarge, type DecodedText } from './decodeText';

const skippedFolders = new Set(['node_modules', '.git', '.hg', '.svn']);

/** A file as it is on disk, or why it could not be read, or not all of it. */
export type FileReading = DecodedText | { readonly missing: true };

/** What a walk over the folders met; paths are relative to its root and `/` separated. */
export interface FoundPaths {
  readonly paths: readonly string[];
  /** Folders that could not be looked into: what is in them is not known to be harmless. */
  readonly unread: readonly UnreadFile[];
}

/** With what the policies met on the way govern besides. */
export interface GovernedFound extends FoundPaths {
  readonly governed: readonly GovernedPaths[];
}

/**
 * Governed paths below a folder, in order. Folders that are links are not entered: they may lead
 * outside or in a circle.
 *
 * @param below only this folder, `/` at its end; paths are relative to the root all the same
 */
export function listGovernedPaths(root: string, below = ''): GovernedFound {
  const found: string[] = [];
  const unread: UnreadFile[] = [];
  const governed = [...policiesAbove(root, below)];
  // Paths with `/` at the end. Put together by hand: for every file of a repository, `join` and
  // `relative` would cost as much as reading the folders.
  const open = [below];
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    let entries;
    try {
      entries = readdirSync(folder === '' ? root : join(root, folder), { withFileTypes: true });
    } catch (error) {
      const reason = `${readingProblem(codeOf(error))} Nothing below it was looked at.`;
      unread.push({ path: folder === '' ? '.' : folder, client: '', surface: '', reason });
      continue;
    }
    // Before the files it may govern: they stand beside it or below.
    if (entries.some(({ name }) => name === policyFolderName)) {
      governed.push(...governedIn(root, folder));
    }
    for (const entry of entries) {
      const path = folder + entry.name;
      if (!entry.isDirectory()) {
        const known = findSurface(path) !== undefined;
        if (known || surfaceByPolicy(path, governed) !== undefined) found.push(path);
      } else if (!skippedFolders.has(entry.name)) open.push(`${path}/`);
    }
  }
  return { paths: found.sort(), unread, governed };
}

/** What a policy on disk makes of one path; asked where there is a path and no list of files. */
export function namedByPolicy(root: string, path: string): Surface | undefined {
  return surfaceByPolicy(path, policiesAbove(root, path));
}

/** Of the policies in the root and in every folder on the way, without that of the last folder. */
export function policiesAbove(root: string, path: string): readonly GovernedPaths[] {
  const folders = path.split('/').slice(0, -1);
  // Of a folder to look below, its own policy is met there.
  const own = path === '' || path.endsWith('/') ? folders.slice(0, -1) : folders;
  const starts = path === '' ? [] : [[], ...own.map((_, index) => own.slice(0, index + 1))];
  return starts.flatMap((names) => governedIn(root, names.map((name) => `${name}/`).join('')));
}

function governedIn(root: string, folder: string): readonly GovernedPaths[] {
  const path = `${folder}${policyFile}`;
  const reading = readGovernedFile(root, path);
  return 'text' in reading ? governedPaths([{ path, text: reading.text }]) : [];
}

const policyFolderName = policyFile.slice(0, policyFile.indexOf('/'));

/**
 * Reads one file below a root. A link is followed only when its target lies below the root too: a
 * repository must not make the report show what lies elsewhere on the machine.
 */
export function readGovernedFile(root: string, path: string): FileReading {
  const full = join(root, path);
  try {
    // Any folder on the way may be a link, not only the file itself.
    const inside = relative(realpathSync.native(root), realpathSync.native(full));
    if (inside.startsWith('..') || isAbsolute(inside) || inside === '') {
      return { problem: 'It is a link to a place outside this folder; the target is not read.' };
    }
    const found = statSync(full);
    if (found.isDirectory()) return { problem: readingProblem('EISDIR') };
    if (!found.isFile())
      return { problem: 'It is no ordinary file; a pipe or device is not read.' };
    if (found.size > largestFile) return { problem: tooLarge(found.size) };
    return decodeText(readFileSync(full));
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' && !isLink(full)) return { missing: true };
    return { problem: readingProblem(code) };
  }
}

/**
 * Reads a file that the user named, wherever it lies. A pipe is read too (`--before <(git show …)`),
 * but never more than a configuration can have.
 */
export function readLooseFile(full: string): FileReading {
  try {
    const { size } = statSync(full);
    if (size > largestFile) return { problem: tooLarge(size) };
    return decodeText(readAtMost(full, largestFile + 1));
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' && !isLink(full)) return { missing: true };
    return { problem: readingProblem(code) };
  }
}

function readAtMost(full: string, most: number): Buffer {
  const file = openSync(full, 'r');
  try {
    const parts: Buffer[] = [];
    let total = 0;
    while (total < most) {
      const part = Buffer.allocUnsafe(Math.min(65_536, most - total));
      const count = readSync(file, part);
      if (count === 0) break;
      parts.push(part.subarray(0, count));
      total += count;
    }
    return Buffer.concat(parts);
  } finally {
    closeSync(file);
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

function readingProblem(code: unknown): string {
  switch (code) {
    case 'ENOENT':
      return 'It is a link whose target does not exist. Mend the link or delete it.';
    case 'ELOOP':
      return 'It is a link that leads back to itself. Mend the link or delete it.';
    case 'EACCES':
    case 'EPERM':
      return 'It may not be read: permission denied. Allow yourself to read it.';
    case 'EISDIR':
      return 'It is a folder with the name of a file. Rename it.';
    default:
      return `It could not be read (${String(code)}). Look at it by hand.`;
  }
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    return false;
  }
}
