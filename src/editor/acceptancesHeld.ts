import * as vscode from 'vscode';
import type { FileAnalysis } from '../core/analyze';
import type { FindingAcceptance } from '../core/policy/acceptances/acceptance';
import {
  acceptancesFolder,
  acceptancesInForce,
  type AcceptancesInForce,
  type FiledAcceptance,
} from '../core/policy/acceptances/acceptancesInForce';
import { judgeAcceptance } from '../core/policy/acceptances/judgeAcceptance';
import { quietAccepted } from '../core/policy/acceptances/quietAccepted';
import type { PolicySource } from '../core/policy/resolvePolicy';
import type { Finding } from '../core/rules/rule';
import type { AnalysisStore, TrackedFile } from './analysisStore';
import type { GovernedFolder } from './governedFolder';
import type { OuterPolicies } from './outerPolicies';

/** Without a baseline: a change that may become part of a pull request. */
type MaybeCompared = Partial<Pick<TrackedFile, 'baseline'>>;

/** Of one folder: what is accepted now, and what counts for changes because git has it. */
interface HeldInFolder {
  readonly now: AcceptancesInForce;
  readonly compared: AcceptancesInForce;
}

/**
 * What is accepted in each folder, and above it in its repository. The files of acceptances are governed
 * files, so the analyses know both texts of them.
 */
export class AcceptancesHeld implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  /** Something else is accepted than before, anywhere. */
  readonly onDidChange = this.changed.event;
  private readonly files = new Map<string, TrackedFile>();
  /** Reading one takes milliseconds, and every squiggle asks. */
  private readonly known = new Map<string, HeldInFolder>();
  private readonly subscriptions: readonly vscode.Disposable[];

  constructor(
    private readonly store: AnalysisStore,
    private readonly outer: Pick<OuterPolicies, 'of' | 'onDidChange'>,
  ) {
    const forget = (): void => {
      this.known.clear();
      this.changed.fire();
    };
    this.subscriptions = [
      store.onDidChange((uris) => {
        if (uris.filter((uri) => this.update(uri)).length > 0) forget();
      }),
      outer.onDidChange(forget),
    ];
    for (const { uri } of store.all()) this.update(uri);
  }

  /** What was decided about a finding, and whether it holds now. */
  of(
    { folder, baseline, analysis }: Pick<TrackedFile, 'folder' | 'analysis'> & MaybeCompared,
    finding: Finding,
  ): FindingAcceptance | undefined {
    if (this.holdsNothing(folder)) return undefined;
    // What git does not know is part of no pull request: nobody else has to hold the acceptance.
    const { compared, now } = this.heldIn(folder);
    const inForce = baseline === undefined || baseline.kind === 'commit' ? compared : now;
    return judgeAcceptance(analysis, finding, inForce, new Date());
  }

  /** What counts for changes in a folder. */
  compared(folder: GovernedFolder): AcceptancesInForce {
    return this.heldIn(folder).compared;
  }

  /**
   * An analysis as loud as it is without what is accepted.
   *
   * @param analysis of the file, or of a part of it
   */
  quiet(file: Pick<TrackedFile, 'folder'> & MaybeCompared, analysis: FileAnalysis): FileAnalysis {
    return quietAccepted(analysis, (finding) => this.of({ ...file, analysis }, finding));
  }

  /** Where the acceptance of a finding stands, relative to the folder. */
  find({ folder, path }: TrackedFile, { rule, fingerprint }: Finding): FiledAcceptance | undefined {
    return this.holdsNothing(folder)
      ? undefined
      : this.heldIn(folder).now.now.find(rule, path, fingerprint);
  }

  /** The nearest file of acceptances above a file; undefined: there is none yet. */
  nearest({ folder, path }: TrackedFile): TrackedFile | undefined {
    return this.filesIn(folder)
      .filter((file) => {
        const above = acceptancesFolder(file.path);
        return above === '' || (above !== undefined && path.startsWith(`${above}/`));
      })
      .sort((left, right) => right.path.length - left.path.length)[0];
  }

  /** @returns whether another thing is accepted now */
  private update(uri: vscode.Uri): boolean {
    const key = uri.toString();
    const file = this.store.get(uri);
    if (file === undefined) return this.files.delete(key);
    if (acceptancesFolder(file.path) === undefined) return false;
    const previous = this.files.get(key);
    this.files.set(key, file);
    return (
      previous === undefined ||
      previous.analysis.text !== file.analysis.text ||
      previous.analysis.baselineText !== file.analysis.baselineText ||
      previous.baseline.kind !== file.baseline.kind
    );
  }

  /** Nearly everywhere: every squiggle asks. */
  private holdsNothing(folder: GovernedFolder): boolean {
    return this.files.size === 0 && this.outer.of(folder).acceptances.after.length === 0;
  }

  private filesIn(folder: GovernedFolder): readonly TrackedFile[] {
    const key = folder.uri.toString();
    return [...this.files.values()].filter((file) => file.folder.uri.toString() === key);
  }

  private heldIn(folder: GovernedFolder): HeldInFolder {
    const key = folder.uri.toString();
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const files = this.filesIn(folder);
    const { prefix, acceptances: above } = this.outer.of(folder);
    const own = (sources: readonly PolicySource[]): readonly PolicySource[] =>
      sources.map((source) => ({ ...source, path: prefix + source.path }));
    const now = [...above.after, ...own(files.flatMap(currentSource))];
    const before = [...above.before, ...own(files.flatMap(baselineSource))];
    const held = {
      now: acceptancesInForce(now, undefined, prefix),
      compared: acceptancesInForce(now, before, prefix),
    };
    this.known.set(key, held);
    return held;
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    this.changed.dispose();
  }
}

function currentSource({ path, analysis }: TrackedFile): readonly PolicySource[] {
  const unread = analysis.text === undefined && analysis.status === 'unreadable';
  return analysis.text === undefined && !unread ? [] : [{ path, text: analysis.text }];
}

function baselineSource(file: TrackedFile): readonly PolicySource[] {
  const { path, analysis, baseline } = file;
  if (baseline.kind === 'none') return currentSource(file);
  return analysis.baselineText === undefined ? [] : [{ path, text: analysis.baselineText }];
}
