import type { Launch } from './fact';

/** A file that a command line names. */
export interface LaunchFile {
  readonly written: string;
  /** Paths relative to the folder of the workspace where it may stand; none: outside of it. */
  readonly places: readonly string[];
}

/** Folders of clients: what a file inside one says is meant from the folder above. */
const clientFolder = /(?:^|\/)\.[\w-]+$/;

/**
 * The script or program that a command line names by a path. Undefined: a name that the system looks
 * up itself.
 *
 * @param path of the governed file
 */
export function launchFile(launch: Launch, path: string): LaunchFile | undefined {
  const program = launch.argv[launch.programIndex] ?? '';
  const written = launch.script?.path ?? (/[\\/]/.test(program) ? program : undefined);
  if (written === undefined) return undefined;
  const plain = written
    .replace(/^\$\{(?:workspaceFolder|workspaceRoot|PWD|CLAUDE_PROJECT_DIR)\}[\\/]/, '')
    .replaceAll('\\', '/')
    .replace(/^(?:\.\/)+/, '');
  const inside = !/^(?:\/|~|[A-Za-z]:)|\$|\*/.test(plain) && !plain.split('/').includes('..');
  if (!inside || plain === '') return { written, places: [] };
  const folder = path.split('/').slice(0, -1).join('/').replace(clientFolder, '');
  const below = folder === '' || folder.startsWith('.') ? plain : `${folder}/${plain}`;
  return { written, places: [...new Set([below, plain])] };
}
