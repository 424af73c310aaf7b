import * as vscode from 'vscode';
import { analyzeFile, type FileAnalysis } from '../core/analyze';
import type { Change } from '../core/compare/change';
import { planRollback } from '../core/rollback/planRollback';
import type { RollbackPlan } from '../core/rollback/rollbackPlan';
import type { TrackedFile } from './analysisStore';

/** What came of rehearsing the rollback of one change. */
export type Rehearsal = Pick<
  RollbackPlan,
  'passed' | 'reversibility' | 'secureTarget' | 'summary'
> & {
  /** Why it does not go back by itself. */
  readonly conflict?: string | undefined;
};

/** At once at most so long: somebody may be typing. */
const turnMilliseconds = 8;
/** Nobody looks at a row before this; while somebody types there is a new text by then. */
const pauseMilliseconds = 300;
/** More rows of one file than anybody reads; their hover still says it. */
const mostOfFile = 30;
/** Characters of both texts: a larger file takes longer than a row may cost. */
const longestTexts = 100_000;

/**
 * Rehearses the rollback of every pending change whenever somebody looks, in the background. Kept with
 * the analysis it was rehearsed for: another text is another analysis.
 */
export class Rehearsals implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  /** Something that was asked for is there. */
  readonly onDidChange = this.changed.event;
  private readonly known = new WeakMap<FileAnalysis, Map<Change, Rehearsal>>();
  private waiting: {
    readonly analysis: FileAnalysis;
    readonly change: Change;
    readonly baselineName: string;
  }[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** @returns undefined while it is not rehearsed yet; `onDidChange` tells */
  of(analysis: FileAnalysis, change: Change, baselineName: string): Rehearsal | undefined {
    const known = this.known.get(analysis)?.get(change);
    if (known !== undefined) return known;
    // An older text of the same file is nobody's concern any more.
    this.waiting = this.waiting.filter(
      (entry) =>
        entry.analysis === analysis ||
        entry.analysis.path !== analysis.path ||
        entry.baselineName !== baselineName,
    );
    const own = this.waiting.filter((entry) => entry.analysis === analysis);
    const asked = own.length + (this.known.get(analysis)?.size ?? 0);
    const size = (analysis.text?.length ?? 0) + (analysis.baselineText?.length ?? 0);
    if (asked >= mostOfFile || size > longestTexts) return undefined;
    if (!own.some((entry) => entry.change === change)) {
      this.waiting.push({ analysis, change, baselineName });
    }
    this.timer ??= setTimeout(() => this.work(), pauseMilliseconds);
    return undefined;
  }

  /** The same at once, for whoever looks at just this change. */
  now(analysis: FileAnalysis, change: Change, baselineName: string): Rehearsal {
    const known = this.known.get(analysis) ?? new Map<Change, Rehearsal>();
    this.known.set(analysis, known);
    const rehearsal = known.get(change) ?? rehearse(analysis, change, baselineName);
    known.set(change, rehearsal);
    return rehearsal;
  }

  private work(): void {
    this.timer = undefined;
    const end = performance.now() + turnMilliseconds;
    for (let next = this.waiting.shift(); next !== undefined; next = this.waiting.shift()) {
      this.now(next.analysis, next.change, next.baselineName);
      if (performance.now() > end) break;
    }
    if (this.waiting.length > 0) this.timer = setTimeout(() => this.work());
    else this.changed.fire();
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.waiting = [];
    this.changed.dispose();
  }
}

function rehearse(analysis: FileAnalysis, change: Change, baselineName: string): Rehearsal {
  return rehearsalOf(
    planRollback([{ analysis, selected: [change] }], { baselineName, analyze: analyzeFile }),
  );
}

/** What a plan says of the way back. */
export function rehearsalOf(plan: RollbackPlan): Rehearsal {
  const { passed, reversibility, secureTarget, summary } = plan;
  return {
    passed,
    reversibility: passed ? reversibility : 'none',
    secureTarget,
    summary,
    conflict: plan.files.find((file) => !file.passed)?.conflict,
  };
}

/** How people call what a file goes back to. */
export function baselineName({ baseline }: TrackedFile): string {
  return baseline.kind === 'none' ? '' : baseline.label;
}

/** In a few words, for a row: how much of it can be undone. */
export function reversibilityWord({ reversibility }: Rehearsal): string {
  switch (reversibility) {
    case 'full':
      return vscode.l10n.t('reversible');
    case 'partial':
      return vscode.l10n.t('partly reversible');
    case 'none':
      return vscode.l10n.t('not reversible');
  }
}

/** One sentence: how much of it can be undone, and which state is safe. */
export function rehearsalSentence(rehearsal: Rehearsal): string {
  const word = reversibilityWord(rehearsal);
  return rehearsal.passed
    ? vscode.l10n.t('Rollback rehearsed: {0}. {1}', word, rehearsal.secureTarget)
    : vscode.l10n.t('Rollback rehearsed: {0}. {1}', word, rehearsal.conflict ?? rehearsal.summary);
}
