import * as os from 'node:os';
import * as path from 'node:path';

const PROJECT = 'mcp-change-control';

/**
 * Where downloads live between runs. Outside the repository on purpose: a VS Code inside it would be
 * searched, watched, linted and packaged with it.
 */
export function cacheDirectory(environment: NodeJS.ProcessEnv = process.env): string {
  const chosen = environment['MCP_CHANGE_CONTROL_CACHE'];
  if (chosen) return path.resolve(chosen);
  const shared = environment['XDG_CACHE_HOME'];
  if (shared) return path.join(shared, PROJECT);
  if (process.platform === 'darwin') return path.join(os.homedir(), 'Library', 'Caches', PROJECT);
  const localAppData = environment['LOCALAPPDATA'];
  if (process.platform === 'win32' && localAppData) return path.join(localAppData, PROJECT);
  return path.join(os.homedir(), '.cache', PROJECT);
}
