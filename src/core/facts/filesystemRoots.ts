import type { FilesystemRoot, Launch } from './fact';
import type { TextRange } from '../parse/tree';

const fileServer = /filesystem|file-?server|fs-mcp|mcp-fs|files?-mcp|desktop-commander/i;
const rootFlag =
  /^--?(?:root|roots|allowed-dirs?|allowed-directories|allowed-directory|directory|dir|path)$/i;

/**
 * The directories a server is given: positional paths of file servers, values of `--root`-like flags
 * and host paths of container mounts (the left side of `-v`, `source=` of `--mount`).
 */
export function readFilesystemRoots(launch: Launch): FilesystemRoot[] {
  const roots: FilesystemRoot[] = [];
  const packageName = launch.package?.name ?? launch.script?.path ?? '';
  const isFileServer = fileServer.test(packageName);
  let afterPackage = false;
  for (let index = launch.programIndex + 1; index < launch.argv.length; index += 1) {
    const word = launch.argv[index] ?? '';
    const range = launch.argvRanges[index];
    const pointer = launch.argvPointers[index];
    if (range === undefined || pointer === undefined) continue;
    if (launch.family === 'container' && !afterPackage) {
      const mount = readMount(launch.argv[index - 1] ?? '', word);
      if (mount !== undefined) roots.push(rootOf(mount.path, mount.readOnly, pointer, range));
    } else {
      const equals = /^(--?[\w-]+)=(.+)$/.exec(word);
      const flagged =
        equals?.[1] !== undefined && rootFlag.test(equals[1])
          ? equals[2]
          : rootFlag.test(launch.argv[index - 1] ?? '')
            ? word
            : undefined;
      const path =
        flagged ?? (isFileServer && afterPackage && isPositional(word) ? word : undefined);
      if (path !== undefined && (path === word || looksLikePath(path)))
        roots.push(rootOf(path, false, pointer, range));
    }
    if (pointer === launch.package?.pointer || word === launch.script?.path) afterPackage = true;
  }
  return roots;
}

/** To a file server every word that is no flag is a folder. */
function isPositional(word: string): boolean {
  return !word.startsWith('-') && !/^[a-z]{2,}:\/\//i.test(word);
}

/** A flag, a URL or a switch such as `/c` is no path. */
function looksLikePath(word: string): boolean {
  if (word.startsWith('-') || /^[a-z]{2,}:\/\//i.test(word)) return false;
  return (
    /^(?:\/$|\/[\w.$~-]{2,}|\.{1,2}$|\.{1,2}[\\/]|~|\$|%|[a-zA-Z]:[\\/]?)/.test(word) ||
    /[\\/]/.test(word)
  );
}

function readMount(
  flag: string,
  word: string,
): { readonly path: string; readonly readOnly: boolean } | undefined {
  if (/^(?:-v|--volume)$/.test(flag) || /^--volume=/.test(word)) {
    const value = word.replace(/^--volume=/, '');
    const match = /^((?:[a-zA-Z]:)?[^:]+):(.*)$/.exec(value);
    const path = match?.[1];
    // A plain name is a named volume, not a host path.
    if (path === undefined || !/[\\/~$%.]/.test(path)) return undefined;
    return { path, readOnly: /(?:^|[:,])ro(?:$|,)/.test(match?.[2] ?? '') };
  }
  const mount = flag === '--mount' ? word : /^--mount=(.*)$/.exec(word)?.[1];
  if (mount === undefined || !/type=bind/.test(mount)) return undefined;
  const path = /(?:^|,)(?:source|src)=([^,]+)/.exec(mount)?.[1];
  return path === undefined
    ? undefined
    : { path, readOnly: /(?:^|,)readonly|(?:^|,)ro(?:$|,)/.test(mount) };
}

function rootOf(
  path: string,
  readOnly: boolean,
  pointer: string,
  range: TextRange,
): FilesystemRoot {
  return { path, breadth: breadthOf(path), readOnly, pointer, range };
}

/** How much of the machine a path opens (rules.json mcp/broad-filesystem-root). */
export function breadthOf(path: string): FilesystemRoot['breadth'] {
  const normal = normalisePath(path).replace(
    /^(?:\/(?:users|home)\/[^/]+|\/root|[a-z]:\/users\/[^/]+)(?=\/)/i,
    '~',
  );
  // Whoever may talk to the container engine is root on the machine.
  if (/\/(?:docker|podman|containerd)\.sock$/.test(normal)) return 'whole-disk';
  if (
    /^~\/\.(?:ssh|aws|gnupg|kube|docker|azure|config\/gcloud|mozilla|config\/google-chrome)(?:\/|$)/.test(
      normal,
    )
  ) {
    return 'secrets';
  }
  if (/^\/$|^[a-z]:\/?$/i.test(normal)) return 'whole-disk';
  if (/^~\/?$|^\/(?:users|home)(?:\/[^/]+)?\/?$|^[a-z]:\/users(?:\/[^/]+)?\/?$/i.test(normal))
    return 'home';
  // What a person keeps, not one project of theirs.
  if (
    /^~\/(?:documents|desktop|downloads|pictures|library|dropbox|onedrive|google drive|icloud drive|library\/mobile documents)\/?$/i.test(
      normal,
    )
  ) {
    return 'personal';
  }
  if (/^\/(?:etc|root|var|usr|opt|private|library|system)\/?$|^[a-z]:\/windows/i.test(normal))
    return 'system';
  // Above the project lie other projects, and sooner or later home.
  if (/^(?:\$workspace\/)?\.\.(?:\/|$)|^~\/\.\.(?:\/|$)/.test(normal)) return 'home';
  if (/^(?:\.|\$workspace)\/?$|(?:^|\/)\.(?:claude|vscode|cursor|github|git)(?:\/|$)/.test(normal))
    return 'governed';
  return 'folder';
}

/** Same place, same text: home and workspace variables folded, slashes turned. */
export function normalisePath(path: string): string {
  // Most words of a command line are no path at all.
  if (!/[\\$%./]/.test(path)) return path;
  return resolveDots(
    path
      .replaceAll('\\', '/')
      .replace(
        /^(?:\$\{userHome\}|\$\{env:(?:HOME|USERPROFILE)\}|\$\{HOME\}|\$HOME|%USERPROFILE%)/,
        '~',
      )
      .replace(
        /^(?:\$\{workspaceFolder\}|\$\{CLAUDE_PROJECT_DIR\}|\$\{PWD\}|\$PWD|\$\(pwd\))/,
        '$workspace',
      )
      .replace(/^\.\/(?=.)/, '')
      .replace(/(?<=[^/])\/{1,50}$/, ''),
  );
}

/** Servers start in the folder that holds the project: `.` and relative paths mean that. */
export function inWorkspace(normal: string): string {
  if (normal === '.') return '$workspace';
  return isAbsolutePath(normal) || normal.startsWith('$') ? normal : `$workspace/${normal}`;
}

/** The path means the same wherever the project lies. */
export function isAbsolutePath(normal: string): boolean {
  return /^[/~]|^[a-zA-Z]:/.test(normal);
}

/** `a/../b` → `b`; above its start a path keeps its dots: `$workspace/../..` is two folders up. */
function resolveDots(path: string): string {
  if (!path.includes('..')) return path;
  const segments: string[] = [];
  for (const [index, segment] of path.split('/').entries()) {
    const last = segments.at(-1);
    const canGoUp =
      last !== undefined && last !== '..' && !/^(?:\$workspace|~|[a-zA-Z]:)$/.test(last);
    if (segment === '..' && last === '' && segments.length === 1) continue;
    if (segment === '..' && canGoUp) segments.pop();
    else if (segment !== '' || index === 0) segments.push(segment);
  }
  if (segments.length === 0) return '.';
  return segments.length === 1 && segments[0] === '' ? '/' : segments.join('/');
}
