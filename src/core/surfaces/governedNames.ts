import { catalogue } from './catalogue';
import { elsewherePatterns } from './deployedPath';
import { expandBraces } from './globPattern';

/**
 * One glob for file watchers and searches that covers every path that `findSurface` may take, and
 * some that it does not: what it finds has to be asked there.
 */
export function governedGlob(): string {
  const patterns = catalogue.flatMap((surface) => surface.patterns).flatMap(expandBraces);
  return `**/{${[...new Set([...patterns, ...elsewherePatterns])].join(',')}}`;
}
