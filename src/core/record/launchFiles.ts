import type { FileAnalysis } from '../analyze';
import type { Change } from '../compare/change';
import type { ServerFact } from '../facts/fact';
import { launchFile } from '../facts/launchFile';

/** A governed file, and which of its changes are asked for; undefined: all. */
export interface LaunchSource {
  readonly analysis: FileAnalysis;
  readonly selected?: readonly Change[] | undefined;
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
