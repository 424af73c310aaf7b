import * as vscode from 'vscode';
import { policyFile } from '../core/policy/changePolicy';
import { governedPaths, surfaceByPolicy, type GovernedPaths } from '../core/policy/governedPaths';
import {
  judgingPolicies,
  policyFolder,
  type JudgingPolicies,
  type PolicySource,
} from '../core/policy/resolvePolicy';
import type { Surface } from '../core/surfaces/surface';
import type { AnalysisStore, TrackedFile } from './analysisStore';
import type { GovernedFolder } from './governedFolder';
import type { OuterPolicies } from './outerPolicies';

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
  private readonly subscriptions: readonly vscode.Disposable[];

  constructor(
    private readonly store: AnalysisStore,
    private readonly outer: Pick<OuterPolicies, 'of' | 'onDidChange'>,
  ) {
    this.subscriptions = [
      this.governs,
      store.onDidChange((uris) => {
        if (uris.some(({ path }) => path.endsWith(`/${policyFile}`)) && this.readGoverned()) {
          this.governs.fire();
        }
      }),
      outer.onDidChange(() => {
        this.readGoverned();
        // What they ask of files that are known already is another matter too.
        this.governs.fire();
      }),
    ];
  }

  /**
   * What policies make of a path of a folder: those of the baseline, and those of now, so that whoever
   * names files sees at once what that means. The gate asks the base alone.
   */
  surfaceOf(folder: Pick<GovernedFolder, 'uri'>, path: string): Surface | undefined {
    const governed = this.governed.get(folder.uri.toString()) ?? [];
    return surfaceByPolicy(this.outer.of(folder).prefix + path, governed);
  }

  /** Globs for searches; what they find has to be asked for. */
  get globs(): readonly string[] {
    const globs = [...this.governed].flatMap(([key, governed]) => {
      const { prefix } = this.outer.of({ uri: vscode.Uri.parse(key) });
      return governed.map(({ glob }) => (prefix === '' ? glob : nameOf(glob)));
    });
    return [...new Set(globs)];
  }

  /** @returns whether they govern others than before */
  private readGoverned(): boolean {
    const sources = new Map<string, PolicySource[]>();
    for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
      const { before, after } = this.outer.of({ uri });
      sources.set(uri.toString(), [...before, ...after]);
    }
    for (const file of this.store.all()) {
      if (policyFolder(file.path) === undefined) continue;
      const { prefix } = this.outer.of(file.folder);
      const own = [...baselineSource(file), ...currentSource(file)];
      sources.get(file.folder.uri.toString())?.push(...own.map((source) => below(prefix, source)));
    }
    const governed = new Map([...sources].map(([key, all]) => [key, governedPaths(all)] as const));
    const same = JSON.stringify([...governed]) === JSON.stringify([...this.governed]);
    this.governed = governed;
    return !same;
  }

  /** @param paths relative to the folder */
  of(folder: GovernedFolder, paths: readonly string[]): JudgingPolicies {
    const files = this.store
      .all()
      .filter(
        (file) => isAbove(file.path, paths) && file.folder.uri.toString() === folder.uri.toString(),
      );
    const above = this.outer.of(folder);
    const own = (sources: readonly PolicySource[]): readonly PolicySource[] =>
      sources.map((source) => below(above.prefix, source));
    const before = [...above.before, ...own(files.flatMap(baselineSource))];
    const after = [...above.after, ...own(files.flatMap(currentSource))];
    const folders = files.map(({ path }) => path);
    const key = JSON.stringify([above.prefix, before, after, folders]);
    const known = this.known.get(key);
    if (known !== undefined) return known;
    if (this.known.size >= mostKept) this.known.clear();
    const fromRoot = paths.map((path) => above.prefix + path);
    const judging = { ...judgingPolicies(before, after, fromRoot), prefix: above.prefix };
    this.known.set(key, judging);
    return judging;
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }
}

/** From the root of the repository. */
function below(prefix: string, source: PolicySource): PolicySource {
  return { ...source, path: prefix + source.path };
}

/** A pattern that starts above a folder, as far as it can be looked for in the folder: by its name. */
function nameOf(glob: string): string {
  const name = glob.split('/').at(-1) ?? '';
  return name === '**' ? '**/*' : `**/${name}`;
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
