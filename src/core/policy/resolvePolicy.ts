import { t } from '@vscode/l10n';
import { shownLine } from '../facts/shownText';
import { applyPolicy } from './applyPolicy';
import { builtInPolicy, strictestPolicy } from './builtInPolicy';
import { policyFile, type ChangePolicy } from './changePolicy';
import { joinPolicies } from './joinPolicies';
import { firstProblem } from './firstProblem';
import { parsePolicy } from './parsePolicy';

/** One policy file as it stands on one side of a comparison. */
export interface PolicySource {
  /** From the root of the repository: `.mcp-change/policy.yaml`, `packages/a/.mcp-change/policy.yaml`. */
  readonly path: string;
  /** Undefined: it is there and cannot be read (too large, no UTF-8, no permission). */
  readonly text: string | undefined;
}

/** The policy that holds for some files. */
export interface PolicyInForce {
  readonly policy: ChangePolicy;
  /** False: a file could not be read, so the strictest treatment holds. */
  readonly readable: boolean;
  /** The files it was put together from, outermost first; empty: the built-in policy. */
  readonly from: readonly string[];
  /** What could not be read, and what was ignored because it asked for less; in words, with the file. */
  readonly notes: readonly string[];
}

/** The folder that a policy file is for; `''` is the root. Undefined: the path is no policy file. */
export function policyFolder(path: string): string | undefined {
  if (path === policyFile) return '';
  return path.endsWith(`/${policyFile}`) ? path.slice(0, -policyFile.length - 1) : undefined;
}

/**
 * The policy for a set of files: the root's over the built-in one, then each of a folder above any of
 * the files on top, which can only ask for more. Never throws.
 *
 * @param sources policy files of the side that decides; for a change that is the base
 * @param paths of the files that change; every one of their folders has a say
 */
export function resolvePolicy(
  sources: readonly PolicySource[],
  paths: readonly string[],
): PolicyInForce {
  const concerned = sources
    .flatMap((source) => {
      const folder = policyFolder(source.path);
      return folder === undefined || !isAboveAny(folder, paths) ? [] : [{ source, folder }];
    })
    .sort(
      (left, right) =>
        left.folder.length - right.folder.length || (left.folder < right.folder ? -1 : 1),
    );
  const notes: string[] = [];
  let policy = builtInPolicy;
  let readable = true;
  for (const { source, folder } of concerned) {
    const { policy: text, problem } = readSource(source, folder !== '');
    if (text === undefined) {
      readable = false;
      policy = joinPolicies(policy, strictestPolicy).policy;
      notes.push(
        t(
          '{0} cannot be read, so the strictest treatment holds: every change counts as critical. {1}',
          shownLine(source.path),
          problem,
        ),
      );
    } else if (folder === '') {
      policy = applyPolicy(builtInPolicy, text);
    } else {
      const joined = joinPolicies(policy, applyPolicy(policy, text, folder));
      policy = joined.policy;
      notes.push(...joined.ignored.map((sentence) => `${shownLine(source.path)}: ${sentence}`));
    }
  }
  return { policy, readable, from: concerned.map(({ source }) => source.path), notes };
}

function readSource(
  source: PolicySource,
  nested: boolean,
): { readonly policy?: ReturnType<typeof parsePolicy>['policy']; readonly problem: string } {
  if (source.text === undefined) {
    return { problem: t('Make it a readable text file of at most 100 kB.') };
  }
  const { policy, problems } = parsePolicy(source.text, nested);
  const problem = firstProblem(source.text, problems);
  return problem === undefined ? { policy, problem: '' } : { problem };
}

function isAboveAny(folder: string, paths: readonly string[]): boolean {
  return folder === '' || paths.some((path) => path.startsWith(`${folder}/`));
}

/** The policies that judge a change set. */
export interface JudgingPolicies {
  readonly policy: PolicyInForce;
  /** Set when the change set edits a policy that concerns it: both have to be met. */
  readonly newPolicy?: PolicyInForce | undefined;
  /** What leads from the root to where paths of analyses start; undefined: they start at the root. */
  readonly prefix?: string | undefined;
}

/**
 * The policy that holds for a change set, and the one it leaves behind where that differs.
 *
 * @param before policy files of the base
 * @param after policy files of the changed state
 */
export function judgingPolicies(
  before: readonly PolicySource[],
  after: readonly PolicySource[],
  paths: readonly string[],
): JudgingPolicies {
  const policy = resolvePolicy(before, paths);
  const texts = new Map(before.map(({ path, text }) => [path, text]));
  const same =
    before.length === after.length &&
    after.every(({ path, text }) => texts.has(path) && texts.get(path) === text);
  return same ? { policy } : { policy, newPolicy: resolvePolicy(after, paths) };
}
