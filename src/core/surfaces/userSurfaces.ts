import { catalogue } from './catalogue';
import { expandBraces, PathPattern } from './globPattern';
import type { Surface } from './surface';

export type Platform = 'linux' | 'macos' | 'windows';

/** A place outside of workspaces where a client reads its own or the user's files. */
export interface UserSurface {
  readonly surface: Surface;
  /** An absolute path or glob, `/` separated. */
  readonly pattern: string;
}

/** What the marks of `userPaths` stand for; both below the home folder unless the user moved them. */
const folders: Readonly<Record<Platform, { readonly config: string; readonly local: string }>> = {
  linux: { config: '.config', local: '.local/share' },
  macos: { config: 'Library/Application Support', local: 'Library/Application Support' },
  windows: { config: 'AppData/Roaming', local: 'AppData/Local' },
};

/**
 * Where the files of the catalogue stand on one machine. They are looked at only when the user opts
 * in.
 *
 * In the data, `~/` is the home folder, `{config}/` the platform's folder for settings (`%APPDATA%`
 * on Windows), `{local}/` that for data of this machine alone (`%LOCALAPPDATA%`). `linux:`, `macos:`,
 * `windows:` and `unix:` (the first two) stand before paths of one platform. Variables that move
 * these folders (`CLAUDE_CONFIG_DIR`, `XDG_CONFIG_HOME`) are the caller's to know.
 *
 * @param home absolute, `/` separated, without a slash at its end
 */
export function userSurfaces(home: string, platform: Platform): readonly UserSurface[] {
  const { config, local } = folders[platform];
  return catalogue.flatMap((surface) =>
    (surface.userPaths ?? []).flatMap((marked) => {
      const [, only, path = ''] = /^(?:(linux|macos|windows|unix):)?(.*)$/.exec(marked) ?? [];
      const here = only === undefined || only === platform;
      if (!here && !(only === 'unix' && platform !== 'windows')) return [];
      const full = path
        .replace(/^~\//, `${home}/`)
        .replace(/^\{config\}\//, `${home}/${config}/`)
        .replace(/^\{local\}\//, `${home}/${local}/`);
      return expandBraces(full).map((pattern) => ({ surface, pattern }));
    }),
  );
}

const platforms: readonly Platform[] = ['linux', 'macos', 'windows'];

const userPatterns = new Map(
  platforms.flatMap((platform) =>
    userSurfaces('~', platform).map(
      ({ surface, pattern }) =>
        [pattern, { surface: ownSurface(surface), pattern: new PathPattern(pattern) }] as const,
    ),
  ),
);

function ownSurface(surface: Surface): Surface {
  return { ...surface, scope: 'local', user: true };
}

/**
 * Which kind of governed file stands at a place outside of workspaces, on whatever platform.
 *
 * @param path from the home folder on, which is written `~`; `/` separated
 */
export function findUserSurface(path: string): Surface | undefined {
  for (const { surface, pattern } of userPatterns.values()) {
    if (pattern.matches(path)) return surface;
  }
  return undefined;
}
