import * as vscode from 'vscode';
import { policyFile } from '../core/policy/changePolicy';
import { governedPaths, type GovernedPaths } from '../core/policy/governedPaths';
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
export class PoliciesInForce implements vscode.Disposable {
  private readonly governs = new vscode.EventEmitter<void>();
  /** Policies govern other files than before. */
  readonly onDidGovern = this.governs.event;
  /** Reading one takes milliseconds, and the sidebar asks for every row. */
  private readonly known = new Map<string, JudgingPolicies>();
  /** What policies govern besides the catalogue, by folder. */
  private governed: ReadonlyMap<string, readonly GovernedPaths[]> = new Map();
  private readonly subscription: vscode.Disposable;

  constructor(private readonly store: AnalysisStore) {
    this.subscription = store.onDidChange((uris) => {
      if (uris.some(({ path }) => path.endsWith(`/${policyFile}`))) this.lookAgain();
    });
  }

  /**
   * What policies govern in a folder besides the catalogue: those of the baseline, and those of now,
   * so that whoever names files sees at once what that means. The gate asks the base alone.
   */
  governedIn(folder: Pick<GovernedFolder, 'uri'>): readonly GovernedPaths[] {
    return this.governed.get(folder.uri.toString()) ?? [];
  }

  /** One glob of VS Code for all of them. */
  get globs(): readonly string[] {
    return [...new Set([...this.governed.values()].flat().map(({ glob }) => glob))];
  }

  private lookAgain(): void {
    const sources = new Map<string, PolicySource[]>();
    for (const file of this.store.all()) {
      if (policyFolder(file.path) === undefined) continue;
      const key = file.folder.uri.toString();
      const known = sources.get(key) ?? [];
      sources.set(key, known);
      known.push(...baselineSource(file), ...currentSource(file));
    }
    const governed = new Map([...sources].map(([key, all]) => [key, governedPaths(all)] as const));
    if (JSON.stringify([...governed]) === JSON.stringify([...this.governed])) return;
    this.governed = governed;
    this.governs.fire();
  }

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

  dispose(): void {
    this.governs.dispose();
    this.subscription.dispose();
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
