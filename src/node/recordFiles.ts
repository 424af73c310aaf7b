import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { parseRecord, type ParsedRecord } from '../core/record/parseRecord';
import { assertInside } from './assertInside';

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
 */
export function readRecords(
  root: string,
  wanted: (name: string) => boolean = () => true,
): readonly RecordFile[] {
  return changeFolders(root).flatMap((folder) => {
    const records = [folder, '.mcp-change/records'].filter((part) => part !== '').join('/');
    if (!existsSync(join(root, records))) return [];
    return readdirSync(join(root, records))
      .filter((name) => /\.ya?ml$/.test(name) && wanted(name))
      .sort()
      .map((name) => {
        const path = `${records}/${name}`;
        assertInside(root, path);
        const text = readFileSync(join(root, path), 'utf8');
        return { path, name, text, ...parseRecord(text) };
      });
  });
}

/** Folders relative to the root that hold a `.mcp-change` folder. */
export function changeFolders(root: string): readonly string[] {
  const found: string[] = [];
  const open = [root];
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (!entry.isDirectory() || entry.name === 'node_modules' || entry.name === '.git') continue;
      if (entry.name === '.mcp-change') found.push(relative(root, folder).split(sep).join('/'));
      else open.push(join(folder, entry.name));
    }
  }
  return found;
}
