import { catalogue } from './catalogue';
import { elsewherePatterns } from './deployedPath';
import { anyCase, expandBraces } from './globPattern';

/**
 * One glob for file watchers and searches that covers every path that `findSurface` may take, and
 * some that it does not: what it finds has to be asked there.
 */
export function governedGlob(): string {
  const patterns = catalogue.flatMap((surface) => surface.patterns).flatMap(expandBraces);
  const undotted = patterns.filter((pattern) => !pattern.startsWith('.'));
  return `**/{${[...new Set([...undotted, ...elsewherePatterns, ...inAnyCase(patterns)])].join(',')}}`;
}

/** Dotted files and everything in dotted folders, in any case: see `findSurface`. */
export function inAnyCase(patterns: readonly string[]): readonly string[] {
  return patterns.flatMap((pattern) => {
    const [first = '', ...rest] = pattern.split('/');
    if (!first.startsWith('.')) return [];
    return [anyCase(rest.length === 0 ? first : `${first}/**`)];
  });
}
