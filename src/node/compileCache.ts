import * as nodeModule from 'node:module';
import { homedir } from 'node:os';
import { isAbsolute, join, relative } from 'node:path';

/** Of Node 22.8 and newer; the types are those of the oldest Node that is supported. */
interface CompileCache {
  readonly enableCompileCache?: (directory: string) => unknown;
}

/**
 * Lets Node keep the compiled program for the next run, which then starts sooner. Older versions of
 * Node have no such thing, and where nothing can be written Node goes on without.
 *
 * Not in the common temporary directory, which is Node's own choice: there somebody else could put
 * code for us to run. And never below the folder that is looked at.
 */
export function keepCompiledCode(workingDirectory: string): void {
  const { enableCompileCache } = nodeModule as CompileCache;
  if (enableCompileCache === undefined) return;
  const directory = join(cacheDirectory(), 'mcp-change-control', 'compiled');
  const path = relative(workingDirectory, directory);
  if (!isAbsolute(directory) || !(path.startsWith('..') || isAbsolute(path))) return;
  enableCompileCache(directory);
}

/** Where programs of this user keep what can be made again. */
function cacheDirectory(): string {
  switch (process.platform) {
    case 'win32':
      return process.env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local');
    case 'darwin':
      return join(homedir(), 'Library', 'Caches');
    default:
      return process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  }
}
