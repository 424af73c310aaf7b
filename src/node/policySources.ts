import { policyFolder, type PolicySource } from '../core/policy/resolvePolicy';
import { textOf } from './analyzeReading';
import type { FileReading } from './governedFiles';
import type { GitRepository } from './gitRepository';

/**
 * The policy files among some paths, as they were read. One that is there and is no text is kept: it
 * must not count as no policy.
 */
export function policySources(
  paths: readonly string[],
  read: (path: string) => FileReading,
): readonly PolicySource[] {
  return paths
    .filter((path) => policyFolder(path) !== undefined)
    .flatMap((path) => {
      const reading = read(path);
      if ('missing' in reading) return [];
      return [{ path, text: 'problem' in reading ? undefined : textOf(reading) }];
    });
}

/** The policy files of a commit. What the commit lists is there, even as a link to nowhere. */
export function policiesAt(
  repository: GitRepository,
  commit: string,
  paths: readonly string[],
): readonly PolicySource[] {
  const own = paths.filter((path) => policyFolder(path) !== undefined);
  const texts = repository.textsAt(commit, own);
  return policySources(own, (path) => {
    const reading = texts.get(path);
    return reading === undefined || 'missing' in reading ? { problem: '' } : reading;
  });
}
