import * as vscode from 'vscode';
import { showsPresentState } from './baselineUri';
import type { AnalysisStore } from './analysisStore';

/** Why nothing is pending: because nothing changed, or because nothing can be compared. */
export function nothingPending(store: AnalysisStore): string {
  return nothingToCompare(store) ?? vscode.l10n.t('No pending changes.');
}

/** Why no file can be compared with an earlier version; undefined when one can. */
export function nothingToCompare(store: AnalysisStore): string | undefined {
  const baselines = store.all().map(({ baseline }) => baseline);
  const [first] = baselines;
  if (first === undefined || first.kind === 'commit' || !baselines.every(showsPresentState)) {
    return undefined;
  }
  return vscode.l10n.t(
    'Nothing to compare with here: showing the present state. {0}',
    first.because,
  );
}
