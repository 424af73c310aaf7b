import { catalogue } from './catalogue';

/**
 * One glob for file watchers and searches that covers every pattern of the catalogue. Kept apart
 * from `findSurface` so that listening costs no glob library.
 */
export function governedGlob(): string {
  const patterns = catalogue.flatMap((surface) => surface.patterns);
  return `**/{${[...new Set(patterns)].join(',')}}`;
}

/**
 * A cheap first look at a path: its ending occurs in the catalogue. `findSurface` decides.
 *
 * @param path any path with `/` as separator
 */
export function mayBeGoverned(path: string): boolean {
  return catalogue.some((surface) =>
    surface.patterns.some((pattern) => path.endsWith(pattern.replace(/^\*/, ''))),
  );
}
