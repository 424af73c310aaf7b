import { catalogue } from './catalogue';
import { elsewherePatterns } from './deployedPath';
import { findSurface } from './findSurface';
import { expandBraces } from './globPattern';
import type { Surface } from './surface';

/**
 * One glob for file watchers and searches that covers every path that `findSurface` may take, and
 * some that it does not: what it finds has to be asked there.
 */
export function governedGlob(): string {
  return globOf(catalogue, elsewherePatterns);
}

/**
 * The same for those that only wait for work: without names that any repository has (`package.json`)
 * and without templates. The rest is looked at once the core is awake.
 */
export function wakingGlob(): string {
  return globOf(
    catalogue.filter((surface) => surface.everyday !== true),
    [],
  );
}

/**
 * Whether a path is worth waking the core for.
 *
 * @param path any path with `/` as separator
 */
export function mayBeGoverned(path: string): boolean {
  const surface = findSurface(path);
  return surface !== undefined && surface.everyday !== true;
}

function globOf(surfaces: readonly Surface[], more: readonly string[]): string {
  const patterns = surfaces.flatMap((surface) => surface.patterns).flatMap(expandBraces);
  return `**/{${[...new Set([...patterns, ...more])].join(',')}}`;
}
