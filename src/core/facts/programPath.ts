import { normalisePath } from './filesystemRoots';

/** Folders where package managers and systems put programs: a path there names the usual program. */
const usualFolders =
  /^(?:\/usr(?:\/local)?\/s?bin|\/s?bin|\/opt\/homebrew\/bin|\/opt\/local\/bin|\/snap\/bin|\/nix\/store\/[^/]+\/bin|~\/\.(?:nvm|volta|asdf|fnm|local|cargo|bun|deno|pyenv|nodenv|mise|npm-global)\/|[a-z]:\/program files(?: \(x86\))?\/|[a-z]:\/windows\/|~\/appdata\/(?:roaming\/npm|local\/programs)\/)/i;

/**
 * A program given by a path that is neither a bare name nor in one of the usual folders: `/tmp/npx` is
 * not `npx`.
 */
export function isUnusualProgramPath(command: string): boolean {
  const path = normalisePath(command).replace(
    /^(?:\/(?:users|home)\/[^/]+|\/root|[a-z]:\/users\/[^/]+)(?=\/)/i,
    '~',
  );
  return path.includes('/') && !usualFolders.test(path);
}
