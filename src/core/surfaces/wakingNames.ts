import { agentSign } from './agentSign';
import { catalogue } from './catalogue';
import { expandBraces, patternExpression } from './globPattern';
import { inAnyCase } from './governedNames';
import type { Surface } from './surface';

/**
 * What the extension waits for before the core is loaded: every path of the catalogue, without names
 * that any repository has (`package.json`) and without templates. The rest is looked at once the core
 * is awake.
 *
 * Constants, because the build works them out for the listener, which then needs no catalogue.
 */
const patterns = patternsOf(({ everyday }) => everyday !== true);

/** For file searches. */
export const wakingGlob = `**/{${patterns.join(',')}}`;

/** For a path with `/` as separator: names without a dot at the start, then names with one, in any case. */
export const wakingPath = pathExpression(patterns.filter((pattern) => !isDotted(pattern)));
export const wakingDotted = pathExpression(patterns.filter(isDotted), 'i');

/**
 * Everyday files that VS Code itself acts on: settings, tasks, dev containers. They wake when their
 * text shows a sign that they speak of agents.
 */
const asked = catalogue.filter(({ client, everyday }) => client === 'VS Code' && everyday === true);
const askedPatterns = patternsOf((surface) => asked.includes(surface));

export const askedPath = pathExpression(askedPatterns, 'i');

/** Where to look when `wakingGlob` finds nothing; what this finds has to be asked for its path. */
export const doubtfulGlob = `**/{${[
  ...new Set([
    ...inAnyCase([...patterns, ...askedPatterns]),
    ...askedPatterns.filter((pattern) => !isDotted(pattern)),
  ]),
].join(',')}}`;

/**
 * The keys of the surfaces' `concerns`, what names an agent in a dev container, `folderOpen` of a task that starts by itself, and an escape,
 * which may spell any of them.
 */
export const askedSign = new RegExp(
  [
    ...new Set(
      asked.flatMap(({ concerns }) =>
        concerns === undefined ? [] : [concerns.source.replace(/^\^/, '"').replaceAll('$', '"')],
      ),
    ),
    agentSign.source,
    'folderOpen',
    String.raw`\\u`,
  ].join('|'),
  'i',
);

function patternsOf(isMeant: (surface: Surface) => boolean): readonly string[] {
  const found = catalogue.filter(isMeant).flatMap((surface) => surface.patterns);
  return [...new Set(found.flatMap(expandBraces))];
}

function isDotted(pattern: string): boolean {
  return pattern.startsWith('.');
}

function pathExpression(among: readonly string[], flags = ''): RegExp {
  const sources = among.map((pattern) => patternExpression(pattern).source.slice(1, -1));
  return new RegExp(`(?:^|/)(?:${sources.join('|')})$`, flags);
}
