import { readdirSync, type Dirent } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { parseRecord, type ParsedRecord } from '../core/record/parseRecord';
import { textOf } from './analyzeReading';
import { assertInside } from './assertInside';
import { readGovernedFile } from './governedFiles';

/** A file in one of the folders for records. */
export interface RecordFile extends ParsedRecord {
  /** Relative to the root, `/` separated. */
  readonly path: string;
  readonly name: string;
  readonly text: string;
}

/**
 * Every record below a root, also those that cannot be read as one.
 *
 * @param wanted says by a file's name whether it is read at all
 * @param folders those whose records are read; all, where they are not known
 */
export function readRecords(
  root: string,
  wanted: (name: string) => boolean = () => true,
  folders: readonly string[] = changeFolders(root),
): readonly RecordFile[] {
  return folders.flatMap((folder) => {
    const records = [folder, '.mcp-change/records'].filter((part) => part !== '').join('/');
    return namesIn(join(root, records))
      .filter((name) => /\.ya?ml$/.test(name) && wanted(name))
      .sort()
      .map((name) => {
        const path = `${records}/${name}`;
        assertInside(root, path);
        const reading = readGovernedFile(root, path);
        const text = textOf(reading) ?? '';
        if (!('problem' in reading)) return { path, name, text, ...parseRecord(text) };
        const problem = { message: reading.problem, pointer: '', range: { start: 0, end: 0 } };
        return { path, name, text, record: undefined, problems: [problem] };
      });
  });
}

/** The records that may speak of some files: those in the folders above them. Walks no tree. */
export function recordsAbove(root: string, paths: readonly string[]): readonly RecordFile[] {
  const folders = new Set(['']);
  for (const path of paths) {
    const steps = path.split('/').slice(0, -1);
    steps.forEach((_, index) => folders.add(steps.slice(0, index + 1).join('/')));
  }
  return readRecords(root, undefined, [...folders]);
}

/** Nothing for a folder that is not there, is a file, or may not be read. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/**
 * Folders relative to the root that hold a `.mcp-change` folder. One that may not be read is passed
 * over: at worst a change is recorded twice.
 */
export function changeFolders(root: string): readonly string[] {
  const found: string[] = [];
  const open = [root];
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    for (const entry of entriesOf(folder)) {
      if (!entry.isDirectory() || entry.name === 'node_modules' || entry.name === '.git') continue;
      if (entry.name === '.mcp-change') found.push(relative(root, folder).split(sep).join('/'));
      else open.push(join(folder, entry.name));
    }
  }
  return found;
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
