import type { FileAnalysis } from '../analyze';
import type { Change } from '../compare/change';
import type { Launch, ServerFact } from '../facts/fact';

/** A governed file, and which of its changes are asked for; undefined: all. */
export interface LaunchSource {
  readonly analysis: FileAnalysis;
  readonly selected?: readonly Change[] | undefined;
}

/** A file that a command line names. */
export interface LaunchFile {
  readonly written: string;
  /** Paths relative to the folder of the record where it may stand; none: outside of it. */
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

/** Every path that the built-in tests want to know about: is a file there? */
export function launchFiles(files: readonly LaunchSource[]): readonly string[] {
  return changedLaunches(files).flatMap(({ server: { launch }, path }) =>
    launch === undefined ? [] : (launchFile(launch, path)?.places ?? []),
  );
}

/** Servers with a command line that is new or changed. */
export function changedLaunches(
  files: readonly LaunchSource[],
): readonly { readonly server: ServerFact; readonly path: string }[] {
  const kinds: readonly string[] = [
    'server-added',
    'server-enabled',
    'server-renamed',
    'server-command',
    'server-arguments',
    'server-package',
  ];
  const found = new Map<ServerFact, string>();
  for (const { analysis, selected } of files) {
    for (const { detail } of selected ?? analysis.changes) {
      if ('server' in detail && kinds.includes(detail.kind) && detail.server.launch !== undefined) {
        found.set(detail.server, analysis.path);
      }
    }
  }
  return [...found].map(([server, path]) => ({ server, path }));
}
