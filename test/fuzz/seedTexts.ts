import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { catalogue } from '../../src/core/surfaces/catalogue';
import { findSurface } from '../../src/core/surfaces/findSurface';
import { expandBraces } from '../../src/core/surfaces/globPattern';

/** A governed path with a text that stands there in a fixture. */
export interface SeedText {
  readonly path: string;
  readonly text: string;
}

/** The texts of all fixture pairs, each with the path it stands for. */
export function seedTexts(): readonly SeedText[] {
  const root = resolve(__dirname, '../fixtures');
  const seeds: SeedText[] = [];
  const walk = (folder: string, path: readonly string[]): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.isDirectory()) walk(join(folder, entry.name), [...path, entry.name]);
      else if (entry.isFile()) {
        // family/rule/case/side/…
        const governed = [...path.slice(4), entry.name].join('/');
        if (findSurface(governed) === undefined) continue;
        seeds.push({ path: governed, text: readFileSync(join(folder, entry.name), 'utf8') });
      }
    }
  };
  walk(root, []);
  return seeds.sort((left, right) => (left.path + left.text < right.path + right.text ? -1 : 1));
}

/** One path for every pattern of the catalogue, so that every reader and format is met. */
export function governedPaths(): readonly string[] {
  const paths = catalogue.flatMap(({ patterns }) => patterns.flatMap(expandBraces)).map(plainPath);
  const governed = [...new Set(paths)].filter((path) => findSurface(path) !== undefined);
  const missed = paths.length - paths.filter((path) => findSurface(path) !== undefined).length;
  if (missed > 0)
    throw new Error(`${missed} patterns of the catalogue do not match their own path`);
  return governed;
}

function plainPath(pattern: string): string {
  return pattern
    .split('/')
    .map((part, index, parts) => {
      if (part !== '**') return part.replaceAll('*', 'sample').replaceAll('?', 'x');
      return index === parts.length - 1 ? 'below/sample' : 'below';
    })
    .join('/');
}
