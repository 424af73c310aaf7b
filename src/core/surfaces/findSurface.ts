import { catalogue } from './catalogue';
import { bareFolders, deployedPath, dottedPath } from './deployedPath';
import { expandBraces, PathPattern } from './globPattern';
import type { ContentTest, Surface } from './surface';
import { findUserSurface } from './userSurfaces';

interface Candidate {
  readonly surface: Surface;
  /** Place in the catalogue: of several that match, the first wins. */
  readonly order: number;
  /** For the path from the anchor on. */
  readonly pattern: PathPattern;
}

/**
 * The patterns by what is cheap to look up in a path, as a repository asks for every file it has:
 * name, ending of the name, start of the name, or the folder a pattern starts with.
 */
interface PatternIndex {
  readonly names: Map<string, Candidate[]>;
  readonly endings: Map<string, Candidate[]>;
  readonly starts: Map<string, Candidate[]>;
  readonly folders: Map<string, Candidate[]>;
}

/** How many characters of a name `starts` is looked up by. */
const startLength = 4;

const index = buildIndex(catalogue);

/**
 * The patterns that start with a dot, for file systems that do not tell `.VSCODE` from `.vscode`: what
 * is committed on one system acts on another. Names without a dot are words of everyday life, and
 * `docs/agents.md` is about agents more often than for them.
 */
const anyCaseIndex = buildIndex(catalogue, (pattern) =>
  pattern.startsWith('.') ? pattern.toLowerCase() : undefined,
);

/** Parts of a path whose files are meant to be copied, not read by a client. */
const examplePart =
  /(?:^|[/._-])(?:examples?|samples?|templates?|tmpl|tpl|fixtures?|testdata|__tests__|tests?|backups?|bak|orig|archived?)(?:[/._-]|$)/i;

/**
 * Which kind of governed file a path may be. The path nominates; for ambiguous names the content
 * decides (`contentTest`). Templates, copies and files of dotfile repositories count as what they
 * stand for; where only the name of a folder suggests it, the content has to be sure.
 *
 * @param path relative to a workspace folder, `/` separated; of the user's own files `~/…`
 */
export function findSurface(path: string): Surface | undefined {
  const own = path.startsWith('~/') ? findUserSurface(path) : undefined;
  if (own !== undefined) return own;
  const found = findExactly(path);
  if (!isInOtherCase(path)) return found;
  const inAnyCase = findInAnyCase(path);
  // `.VSCODE/mcp.json` is more than some `mcp.json`.
  return orderOf(inAnyCase) < orderOf(found) ? inAnyCase : found;
}

function orderOf(surface: Surface | undefined): number {
  return surface === undefined ? Infinity : catalogue.indexOf(surface);
}

function isInOtherCase(path: string): boolean {
  return (path.startsWith('.') || path.includes('/.')) && path !== path.toLowerCase();
}

function findInAnyCase(path: string): Surface | undefined {
  return match(path.toLowerCase(), anyCaseIndex);
}

function findExactly(path: string): Surface | undefined {
  const deployed = deployedPath(path);
  const found = (deployed === undefined ? undefined : match(deployed)) ?? match(path);
  // `claude/commands/x.md` says more than `commands/x.md`, which any plugin may have.
  const vague = found?.reader === 'instructions' && found.contentTest !== undefined;
  if ((found !== undefined && !vague) || !bareFolderIn(path)) return found;
  const dotted = dottedPath(deployed ?? path);
  const supposed = dotted === undefined ? undefined : match(dotted);
  return supposed === undefined ? found : withSureContent(supposed);
}

/**
 * Whether a file that cannot be read is worth a word. Where only its content could tell that it is
 * governed, that would be noise, except where a client may start what stands in it.
 */
export function isWorthReporting({ contentTest, kind, everyday }: Surface): boolean {
  if (contentTest === undefined) return true;
  return everyday !== true && (kind === 'mcp-config' || kind === 'permission');
}

/** The path speaks of a template, an example, a copy or a test fixture. */
export function isExamplePath(path: string): boolean {
  return examplePart.test(path);
}

/** @param change the pattern to take instead; undefined leaves it out */
function buildIndex(
  surfaces: readonly Surface[],
  change: (pattern: string) => string | undefined = (pattern) => pattern,
): PatternIndex {
  const built: PatternIndex = {
    names: new Map(),
    endings: new Map(),
    starts: new Map(),
    folders: new Map(),
  };
  surfaces.forEach((surface, order) => {
    for (const written of surface.patterns.flatMap(expandBraces)) {
      const pattern = change(written);
      if (pattern === undefined) continue;
      const candidate = { surface, order, pattern: new PathPattern(pattern) };
      const [map, key] = anchorOf(built, pattern);
      const others = map.get(key);
      if (others === undefined) map.set(key, [candidate]);
      else others.push(candidate);
    }
  });
  return built;
}

function anchorOf(
  built: PatternIndex,
  pattern: string,
): readonly [map: Map<string, Candidate[]>, key: string] {
  const slash = pattern.indexOf('/');
  if (slash > 0) return [built.folders, pattern.slice(0, slash)];
  if (!pattern.includes('*')) return [built.names, pattern];
  const start = pattern.slice(0, pattern.indexOf('*'));
  if (start.length >= startLength) return [built.starts, start.slice(0, startLength)];
  return [built.endings, pattern.slice(pattern.lastIndexOf('.'))];
}

function match(path: string, among: PatternIndex = index): Surface | undefined {
  const nameStart = path.lastIndexOf('/') + 1;
  const name = nameStart === 0 ? path : path.slice(nameStart);
  let best = better(among.names.get(name), name, undefined);
  best = better(among.starts.get(name.slice(0, startLength)), name, best);
  const dot = name.lastIndexOf('.');
  if (dot >= 0) best = better(among.endings.get(name.slice(dot)), name, best);
  for (let start = 0; start < nameStart;) {
    const end = path.indexOf('/', start);
    const candidates = among.folders.get(path.slice(start, end));
    if (candidates !== undefined) best = better(candidates, path.slice(start), best);
    start = end + 1;
  }
  return best?.surface;
}

/** The first of the candidates that matches, unless what was found before comes before it. */
function better(
  candidates: readonly Candidate[] | undefined,
  path: string,
  best: Candidate | undefined,
): Candidate | undefined {
  if (candidates === undefined) return best;
  for (const candidate of candidates) {
    if (best !== undefined && best.order <= candidate.order) return best;
    if (candidate.pattern.matches(path)) return candidate;
  }
  return best;
}

const bareNames: ReadonlySet<string> = new Set(bareFolders);

function bareFolderIn(path: string): boolean {
  for (let start = 0, end = path.indexOf('/'); end >= 0; end = path.indexOf('/', start)) {
    if (bareNames.has(path.slice(start, end))) return true;
    start = end + 1;
  }
  return false;
}

/** Names that nothing else has, wherever they stand. */
const unmistakable = /(?:^|\/)(?:[A-Z]{4,}(?:\.[a-z]+)?\.md|\.\w+rules|copilot-instructions\.md)$/;

const sureTests: Readonly<Record<Surface['reader'], ContentTest>> = {
  'mcp-servers': 'has-any-servers',
  'claude-settings': 'is-claude-settings',
  'vscode-settings': 'has-concerned-part',
  'client-settings': 'has-agent-keys',
  instructions: 'has-prompt-prose',
  hooks: 'has-hook-map',
  script: 'is-text',
  spending: 'has-agent-keys',
  manifest: 'has-agent-keys',
  'command-rules': 'is-text',
  'ignore-list': 'is-text',
  infrastructure: 'is-mcp-infrastructure',
  source: 'is-mcp-source',
  lockfile: 'is-mcp-lockfile',
  policy: 'is-text',
  'policy-signers': 'is-text',
  'policy-acceptances': 'is-text',
  general: 'has-agent-keys',
};

/** The same surface with a test that its content has to pass; made once for each. */
const sureSurfaces: ReadonlyMap<Surface, Surface> = new Map(
  catalogue.map((surface) => {
    const named = surface.patterns.every((pattern) => unmistakable.test(pattern));
    const contentTest = surface.contentTest ?? (named ? undefined : sureTests[surface.reader]);
    return [surface, { ...surface, contentTest }];
  }),
);

function withSureContent(surface: Surface): Surface {
  return sureSurfaces.get(surface) ?? surface;
}
