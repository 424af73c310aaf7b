import {
  judgingPolicies,
  policyFolder,
  type JudgingPolicies,
  type PolicySource,
} from '../core/policy/resolvePolicy';
import type { AnalysisStore, TrackedFile } from './analysisStore';
import type { GovernedFolder } from './governedFolder';

/** More combinations of policies than that are not asked about at once. */
const mostKept = 20;

/**
 * The policies that hold for files of a folder: as the baseline has them, and as they are now where
 * that differs. They are governed files, so the analyses know both texts.
 */
export class PoliciesInForce {
  /** Reading one takes milliseconds, and the sidebar asks for every row. */
  private readonly known = new Map<string, JudgingPolicies>();

  constructor(private readonly store: AnalysisStore) {}

  /** @param paths relative to the folder */
  of(folder: GovernedFolder, paths: readonly string[]): JudgingPolicies {
    const files = this.store
      .all()
      .filter(
        (file) => isAbove(file.path, paths) && file.folder.uri.toString() === folder.uri.toString(),
      );
    const before = files.flatMap(baselineSource);
    const after = files.flatMap(currentSource);
    const folders = files.map(({ path }) => path);
    const key = JSON.stringify([before, after, folders]);
    const known = this.known.get(key);
    if (known !== undefined) return known;
    if (this.known.size >= mostKept) this.known.clear();
    const judging = judgingPolicies(before, after, paths);
    this.known.set(key, judging);
    return judging;
  }
}

/** The path is a policy for at least one of the files. */
function isAbove(path: string, paths: readonly string[]): boolean {
  const folder = policyFolder(path);
  if (folder === undefined) return false;
  return folder === '' || paths.some((other) => other.startsWith(`${folder}/`));
}

function baselineSource({ path, analysis, baseline }: TrackedFile): readonly PolicySource[] {
  // With nothing to compare with, what stands there is all that is known.
  if (baseline.kind === 'none') return currentSource({ path, analysis });
  return analysis.baselineText === undefined ? [] : [{ path, text: analysis.baselineText }];
}

function currentSource({
  path,
  analysis,
}: Pick<TrackedFile, 'path' | 'analysis'>): readonly PolicySource[] {
  const unread = analysis.text === undefined && analysis.status === 'unreadable';
  return analysis.text === undefined && !unread ? [] : [{ path, text: analysis.text }];
}
