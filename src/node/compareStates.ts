import { relative, sep } from 'node:path';
import { realpathSync } from 'node:fs';
import type { FileAnalysis } from '../core/analyze';
import { judgeTogether } from '../core/judgeTogether';
import { recogniseMoves } from '../core/recogniseMoves';
import type { AcceptancesInForce } from '../core/policy/acceptances/acceptancesInForce';
import { governedPaths, surfaceByPolicy, type GovernedPaths } from '../core/policy/governedPaths';
import { judgingPolicies, type JudgingPolicies } from '../core/policy/resolvePolicy';
import { Memory } from '../core/parse/memory';
import type { Declaration } from '../core/rules/rule';
import type { UnreadFile } from '../core/report/report';
import { asCheckedOut } from '../core/rollback/lineEndings';
import { findSurface } from '../core/surfaces/findSurface';
import { analyzeReading, textOf } from './analyzeReading';
import type { TreeState } from './changeVersions';
import { readGovernedFile, type FileReading } from './governedFiles';
import { GitRepository } from './gitRepository';
import { comparedAcceptances, policiesAt, policySources } from './policySources';

export interface StateComparison {
  readonly repository: GitRepository;
  /** Only governed files that differ, in order of path, relative to the repository's root. */
  readonly analyses: readonly FileAnalysis[];
  readonly unread: readonly UnreadFile[];
  readonly base: { readonly label: string; readonly commit: string };
  /** Of the whole repository, for the files that differ. */
  readonly policies: JudgingPolicies;
  /** As the base and the head have them. */
  readonly acceptances: AcceptancesInForce;
}

export interface ComparisonOptions {
  /** Files that do not differ are compared too. */
  readonly unchanged?: boolean;
  /** The titles of the commits in between are held against what they change. */
  readonly announced?: boolean;
}

/**
 * Compares the governed files below a folder between a base and a head.
 *
 * @param head a ref; undefined is the work tree, untracked files included
 * @throws GitError when the folder is in no repository or a ref does not exist
 */
export function compareStates(
  root: string,
  baseReference: string | undefined,
  head: string | undefined,
  { unchanged = false, announced = false }: ComparisonOptions = {},
): StateComparison {
  const repository = GitRepository.open(root);
  const base = resolveBase(repository, baseReference, head);
  const prefix = folderPrefix(repository.root, root);
  const headCommit = head === undefined ? undefined : repository.commitOf(head);
  const basePaths = repository.pathsAt(base.commit);
  const present =
    headCommit === undefined
      ? repository.workTreePaths()
      : { paths: repository.pathsAt(headCommit), unread: [] };
  const basePolicies = policiesAt(repository, base.commit, basePaths);
  const presentPolicies =
    headCommit === undefined
      ? policySources(present.paths, (path) => readGovernedFile(repository.root, path))
      : policiesAt(repository, headCommit, present.paths);
  // Whoever names files for the first time sees at once what that means; the gate asks the base alone.
  const governed = governedPaths([...basePolicies, ...presentPolicies]);
  const paths = [...new Set([...basePaths, ...present.paths])]
    .filter((path) => path.startsWith(prefix) && isGoverned(path, governed))
    .sort();
  const baseTexts = repository.textsAt(base.commit, paths);
  const headTexts = headCommit === undefined ? undefined : repository.textsAt(headCommit, paths);
  const { analyses, unread } = judge(
    paths,
    (path) => baseTexts.get(path) ?? { missing: true },
    (path) =>
      headTexts === undefined
        ? readGovernedFile(repository.root, path)
        : (headTexts.get(path) ?? { missing: true }),
    {
      unchanged,
      governed,
      declared: announced ? repository.announcement(base.commit, headCommit) : undefined,
    },
  );
  const outside = present.unread.filter(({ path }) => path.startsWith(prefix));
  const policies = judgingPolicies(
    basePolicies,
    presentPolicies,
    [...analyses, ...unread].map(({ path }) => path),
  );
  const acceptances = comparedAcceptances(
    repository,
    { commit: base.commit, paths: basePaths },
    { commit: headCommit, paths: present.paths },
    (path) => readGovernedFile(repository.root, path),
  );
  return { repository, analyses, unread: [...outside, ...unread], base, policies, acceptances };
}

/**
 * Compares the governed files of two trees of a repository, as they stand: no common ancestor is
 * looked for.
 *
 * @param governed what policies govern besides
 */
export function compareTrees(
  repository: GitRepository,
  base: TreeState,
  tree: TreeState,
  governed: readonly GovernedPaths[],
): Pick<StateComparison, 'analyses' | 'unread'> {
  const paths = [...new Set([...base.entries.keys(), ...tree.entries.keys()])]
    .filter((path) => isGoverned(path, governed))
    .sort();
  const before = repository.textsAt(base.name, paths);
  const after = repository.textsAt(tree.name, paths);
  return judge(
    paths,
    (path) => before.get(path) ?? { missing: true },
    (path) => after.get(path) ?? { missing: true },
    { unchanged: false, governed },
  );
}

function isGoverned(path: string, governed: readonly GovernedPaths[]): boolean {
  return findSurface(path) !== undefined || surfaceByPolicy(path, governed) !== undefined;
}

interface JudgingOptions {
  readonly unchanged: boolean;
  readonly governed: readonly GovernedPaths[];
  readonly declared?: Declaration | undefined;
}

function judge(
  paths: readonly string[],
  before: (path: string) => FileReading,
  after: (path: string) => FileReading,
  { unchanged, governed, declared }: JudgingOptions,
): Pick<StateComparison, 'analyses' | 'unread'> {
  const analyses: FileAnalysis[] = [];
  const memory = new Memory();
  const unread: UnreadFile[] = [];
  const same: string[] = [];
  for (const path of paths) {
    const baseline = before(path);
    const reading = after(path);
    if (!unchanged && isSame(baseline, reading)) {
      same.push(path);
      continue;
    }
    const judged = analyzeReading(path, reading, baseline, memory, governed);
    if (judged.analysis !== undefined) analyses.push(judged.analysis);
    if (judged.unread !== undefined) unread.push(judged.unread);
  }
  // What stands around a change is read only when a rule asks for it.
  const around = (): readonly FileAnalysis[] =>
    unchanged
      ? analyses
      : same.flatMap((path) => {
          const { analysis } = analyzeReading(path, after(path), before(path), memory, governed);
          return analysis === undefined ? [] : [analysis];
        });
  return { analyses: judgeTogether(recogniseMoves(analyses), { around, declared }), unread };
}

/** Whether a comparison would find nothing. What could not be read in full is never the same. */
function isSame(baseline: FileReading, reading: FileReading): boolean {
  if ('problem' in reading || ('problem' in baseline && baseline.text === undefined)) return false;
  const text = textOf(reading);
  const before = textOf(baseline);
  return (before === undefined ? undefined : asCheckedOut(before, text)) === text;
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
