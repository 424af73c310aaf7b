/**
 * The folder a client has to be started in to read a file: above its own folder (`.claude`).
 *
 * @param path of a governed file, relative to the workspace
 * @returns `''` for the workspace itself
 */
export function agentFolder(path: string): string {
  const folders = path.split('/').slice(0, -1);
  const own = folders.findIndex((name) => name.startsWith('.'));
  return (own < 0 ? folders : folders.slice(0, own)).join('/');
}
