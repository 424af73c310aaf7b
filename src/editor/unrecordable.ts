import * as vscode from 'vscode';
import type { ResolvedSelection } from './changeSelection';
import type { EditorContext } from './editorContext';
import { nothingPending } from './nothingPending';
import { visibleText } from './visibleText';

/** Why nothing true could be recorded about changes; undefined when it could. */
export function unrecordable(
  { store }: EditorContext,
  selections: readonly ResolvedSelection[],
): string | undefined {
  if (selections.length === 0) return nothingPending(store);
  const withoutBaseline = selections.find(({ file }) => !file.analysis.hasBaseline);
  if (withoutBaseline !== undefined) {
    const because =
      withoutBaseline.file.baseline.kind === 'none' ? withoutBaseline.file.baseline.because : '';
    return vscode.l10n.t(
      'A change request needs something to compare with, and there is nothing here. {0}',
      because,
    );
  }
  const broken = selections.find(({ file }) => file.halfTyped || file.analysis.status !== 'ok');
  if (broken !== undefined) {
    return vscode.l10n.t(
      '{0} cannot be read as it stands. {1} Mend it first, then nothing untrue is recorded.',
      visibleText(broken.file.path),
      broken.file.analysis.reason ?? '',
    );
  }
  return undefined;
}
