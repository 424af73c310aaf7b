import { catalogue } from './catalogue';
import { expandBraces, patternExpression } from './globPattern';

/**
 * What the extension waits for before the core is loaded: every path of the catalogue, without names
 * that any repository has (`package.json`) and without templates. The rest is looked at once the core
 * is awake.
 *
 * Constants, because the build works them out for the listener, which then needs no catalogue.
 */
const patterns: readonly string[] = [
  ...new Set(
    catalogue
      .filter((surface) => surface.everyday !== true)
      .flatMap((surface) => surface.patterns)
      .flatMap(expandBraces),
  ),
];

/** For file watchers and searches. */
export const wakingGlob = `**/{${patterns.join(',')}}`;

/** The same for a path with `/` as separator. */
export const wakingPath = new RegExp(
  `(?:^|/)(?:${patterns.map((pattern) => patternExpression(pattern).source.slice(1, -1)).join('|')})$`,
);
