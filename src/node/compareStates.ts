import { relative, sep } from 'node:path';
import { realpathSync } from 'node:fs';
import { analyzeFile, type FileAnalysis } from '../core/analyze';
import { recogniseMoves } from '../core/recogniseMoves';
import type { UnreadFile } from '../core/report/report';
import { asCheckedOut } from '../core/rollback/lineEndings';
import { findSurface, isWorthReporting } from '../core/surfaces/findSurface';
import { readGovernedFile } from './governedFiles';
import { GitRepository } from './gitRepository';

export interface StateComparison {
  readonly repository: GitRepository;
  /** Only governed files that differ, in order of path, relative to the repository's root. */
  readonly analyses: readonly FileAnalysis[];
  readonly unread: readonly UnreadFile[];
  readonly base: { readonly label: string; readonly commit: string };
}

/**
 * Compares the governed files below a folder between a base and a head.
 *
 * @param head a ref; undefined is the work tree, untracked files included
 * @param options `unchanged`: files that do not differ are compared too
 * @throws GitError when the folder is in no repository or a ref does not exist
 */
export function compareStates(
  root: string,
  baseReference: string | undefined,
  head: string | undefined,
  { unchanged = false }: { readonly unchanged?: boolean } = {},
): StateComparison {
  const repository = GitRepository.open(root);
  const base = resolveBase(repository, baseReference, head);
  const prefix = folderPrefix(repository.root, root);
  const headCommit = head === undefined ? undefined : repository.commitOf(head);
  const basePaths = repository.pathsAt(base.commit);
  const headPaths =
    headCommit === undefined ? repository.workTreePaths() : repository.pathsAt(headCommit);
  const paths = [...new Set([...basePaths, ...headPaths])]
    .filter((path) => path.startsWith(prefix) && findSurface(path) !== undefined)
    .sort();
  const baseTexts = repository.textsAt(base.commit, paths);
  const headTexts = headCommit === undefined ? undefined : repository.textsAt(headCommit, paths);
  const analyses: FileAnalysis[] = [];
  const unread: UnreadFile[] = [];
  for (const path of paths) {
    let text = headTexts?.get(path);
    if (headTexts === undefined) {
      const reading = readGovernedFile(repository.root, path);
      if ('problem' in reading) {
        const surface = findSurface(path);
        if (surface !== undefined && isWorthReporting(surface)) {
          unread.push({
            path,
            client: surface.client,
            surface: surface.id,
            reason: reading.problem,
          });
        }
        continue;
      }
      text = 'text' in reading ? reading.text : undefined;
    }
    const baseline = baseTexts.get(path);
    const differs = (baseline === undefined ? undefined : asCheckedOut(baseline, text)) !== text;
    if (!differs && !unchanged) continue;
    const analysis = analyzeFile({ path, text, baseline: { text: baseline } });
    if (analysis !== undefined) analyses.push(analysis);
  }
  return { repository, analyses: recogniseMoves(analyses), unread, base };
}

function resolveBase(
  repository: GitRepository,
  reference: string | undefined,
  head: string | undefined,
): { readonly label: string; readonly commit: string } {
  if (reference === undefined) return repository.defaultBase();
  const commit = repository.commitOf(reference);
  // Like a pull request: what the branch changed, not what the base did meanwhile.
  const common = repository.mergeBase(
    commit,
    head === undefined ? 'HEAD' : repository.commitOf(head),
  );
  return { label: reference, commit: common ?? commit };
}

/** `''` at the root of the repository, otherwise the folder with a slash at its end. */
function folderPrefix(repositoryRoot: string, folder: string): string {
  const path = relative(realpathSync(repositoryRoot), realpathSync(folder)).split(sep).join('/');
  return path === '' ? '' : `${path}/`;
}
