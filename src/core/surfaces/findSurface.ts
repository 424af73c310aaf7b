import { Minimatch } from 'minimatch';
import { catalogue } from './catalogue';
import type { Surface } from './surface';

interface CompiledSurface {
  readonly surface: Surface;
  readonly patterns: readonly Minimatch[];
}

/** Patterns are compiled once: a fresh one per path costs as much as reading the file. */
const compiled: readonly CompiledSurface[] = catalogue.map((surface) => ({
  surface,
  patterns: surface.patterns.map((pattern) => new Minimatch(`**/${pattern}`, { dot: true })),
}));

/** Endings of all patterns; a cheap test that spares most paths the regular expressions. */
const endings = ['mcp.json', 'settings.json', 'settings.local.json', '.md'] as const;

/** Parts of a path whose files are meant to be copied, not read by a client. */
const examplePart =
  /(?:^|[/._-])(?:examples?|samples?|templates?|fixtures?|testdata|__tests__|tests?)(?:[/._-]|$)/i;

/**
 * Which kind of governed file a path may be. The path nominates; for ambiguous names the content
 * decides (`contentTest`, applied by the reader).
 *
 * @param path relative to a workspace folder, `/` separated
 */
export function findSurface(path: string): Surface | undefined {
  if (!endings.some((ending) => path.endsWith(ending))) return undefined;
  return compiled.find(({ patterns }) => patterns.some((pattern) => pattern.match(path)))?.surface;
}

/** The path speaks of a template, an example or a test fixture. */
export function isExamplePath(path: string): boolean {
  return examplePart.test(path);
}
