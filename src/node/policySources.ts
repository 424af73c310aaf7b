import {
  acceptancesFolder,
  acceptancesInForce,
  type AcceptancesInForce,
} from '../core/policy/acceptances/acceptancesInForce';
import { policyFolder, type PolicySource } from '../core/policy/resolvePolicy';
import { textOf } from './analyzeReading';
import type { FileReading } from './governedFiles';
import type { GitRepository } from './gitRepository';

/** The folder that a file is for; undefined when it is none of the wanted kind. */
type FolderOf = (path: string) => string | undefined;

/**
 * The policy files among some paths, as they were read. One that is there and is no text is kept: it
 * must not count as no policy.
 */
export function policySources(
  paths: readonly string[],
  read: (path: string) => FileReading,
): readonly PolicySource[] {
  return sourcesOf(policyFolder, paths, read);
}

/** The policy files of a commit. What the commit lists is there, even as a link to nowhere. */
export function policiesAt(
  repository: GitRepository,
  commit: string,
  paths: readonly string[],
): readonly PolicySource[] {
  return sourcesAt(policyFolder, repository, commit, paths);
}

/** The files of acceptances among some paths, as they were read. */
export function acceptanceSources(
  paths: readonly string[],
  read: (path: string) => FileReading,
): readonly PolicySource[] {
  return sourcesOf(acceptancesFolder, paths, read);
}

/**
 * What is accepted where two states are compared.
 *
 * @param head undefined: the work tree, of which `read` gives the files
 */
export function comparedAcceptances(
  repository: GitRepository,
  base: { readonly commit: string; readonly paths: readonly string[] },
  head: { readonly commit: string | undefined; readonly paths: readonly string[] },
  read: (path: string) => FileReading,
): AcceptancesInForce {
  return acceptancesInForce(
    head.commit === undefined
      ? acceptanceSources(head.paths, read)
      : sourcesAt(acceptancesFolder, repository, head.commit, head.paths),
    sourcesAt(acceptancesFolder, repository, base.commit, base.paths),
  );
}

function sourcesOf(
  folderOf: FolderOf,
  paths: readonly string[],
  read: (path: string) => FileReading,
): readonly PolicySource[] {
  return paths
    .filter((path) => folderOf(path) !== undefined)
    .flatMap((path) => {
      const reading = read(path);
      if ('missing' in reading) return [];
      return [{ path, text: 'problem' in reading ? undefined : textOf(reading) }];
    });
}

function sourcesAt(
  folderOf: FolderOf,
  repository: GitRepository,
  commit: string,
  paths: readonly string[],
): readonly PolicySource[] {
  const own = paths.filter((path) => folderOf(path) !== undefined);
  const texts = repository.textsAt(commit, own);
  return sourcesOf(folderOf, own, (path) => {
    const reading = texts.get(path);
    return reading === undefined || 'missing' in reading ? { problem: '' } : reading;
  });
}
