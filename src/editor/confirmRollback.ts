import * as vscode from 'vscode';
import type { RollbackPlan } from '../core/rollback/rollbackPlan';
import { visibleLabel } from './visibleText';

/** One file of a rollback: as it is and as it will be. */
export interface RollbackPreview {
  readonly path: string;
  readonly present: vscode.Uri;
  readonly restored: vscode.Uri;
}

/** `everything`: what tightened is to go back as well. */
export type RollbackDecision = 'apply' | 'everything' | 'leave';

interface Choice extends vscode.QuickPickItem {
  readonly decision: RollbackDecision;
}

/**
 * Shows exactly the lines that come back, names what stays, and asks once. The preview is closed
 * again either way.
 */
export async function confirmRollback(
  previews: readonly RollbackPreview[],
  plan: RollbackPlan,
): Promise<RollbackDecision> {
  await showPreview(previews);
  const kept = plan.files.flatMap((file) => file.kept);
  const names = visibleLabel(kept.map(({ words }) => words).join(' '), 200);
  const everything: Choice = {
    label: vscode.l10n.t('$(warning) Also take back what tightened (less safe)'),
    detail: names,
    decision: 'everything',
  };
  const items: readonly Choice[] = [
    {
      label: vscode.l10n.t('$(discard) Roll back now'),
      description: visibleLabel(plan.summary),
      ...(kept[0] === undefined
        ? {}
        : {
            detail: vscode.l10n.t('Stays: {0}', names),
          }),
      decision: 'apply',
    },
    ...(kept.length > 0 ? [everything] : []),
    { label: vscode.l10n.t('$(close) Leave everything as it is'), decision: 'leave' },
  ];
  const choice = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Rehearsed: the preview shows what comes back'),
    ignoreFocusOut: true,
  });
  await closePreview(previews);
  return choice?.decision ?? 'leave';
}

async function showPreview(previews: readonly RollbackPreview[]): Promise<void> {
  const [only] = previews;
  if (only === undefined) return;
  if (previews.length === 1) {
    const name = only.path.split('/').at(-1) ?? only.path;
    await vscode.commands.executeCommand(
      'vscode.diff',
      only.present,
      only.restored,
      vscode.l10n.t('{0} (now ↔ after the rollback)', visibleLabel(name)),
      { preserveFocus: true, preview: true } satisfies vscode.TextDocumentShowOptions,
    );
    return;
  }
  await vscode.commands.executeCommand(
    'vscode.changes',
    vscode.l10n.t('Rollback of {0} files (now ↔ after)', previews.length),
    previews.map(({ present, restored }) => [present, present, restored]),
  );
}

/** Only our own preview: a tab that shows one of these restored texts. */
async function closePreview(previews: readonly RollbackPreview[]): Promise<void> {
  const restored = new Set(previews.map((preview) => preview.restored.toString()));
  const tabs = vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(
      ({ input, label }) =>
        (input instanceof vscode.TabInputTextDiff && restored.has(input.modified.toString())) ||
        // The several-files view has no stable input type, and VS Code adds to its title.
        label.startsWith(vscode.l10n.t('Rollback of {0} files (now ↔ after)', previews.length)),
    );
  if (tabs.length > 0) await vscode.window.tabGroups.close(tabs, true);
}
