import * as vscode from 'vscode';
import { comparePowers } from '../core/explain/comparePowers';
import { describePowers } from '../core/explain/describePowers';
import { renderPowers } from '../core/explain/renderPowers';
import type { EditorContext } from './editorContext';
import { showPage } from './showPage';

const scheme = 'mcp-change-agents';

/**
 * Command: what the agents of each client can do, before and after, from all files together. A
 * read-only document that follows the files while it is open.
 */
export function registerShowAgentPowers({
  extension,
  store,
  ready,
  onCommand,
}: EditorContext): void {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const address = vscode.Uri.from({ scheme, path: `/${vscode.l10n.t('What agents can do')}` });
  extension.subscriptions.push(
    changed,
    vscode.workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: changed.event,
      provideTextDocumentContent: explanation,
    }),
    store.onDidChange(() => {
      const open = vscode.workspace.textDocuments.some(({ uri }) => uri.scheme === scheme);
      if (open) changed.fire(address);
    }),
  );
  onCommand('mcpChangeControl.showAgentPowers', async () => {
    await ready;
    changed.fire(address);
    await showPage(address);
  });

  function explanation(): string {
    const files = store.all();
    const folders = files.flatMap(({ folder }) => (folder.isHome === true ? [] : [folder.name]));
    const several = new Set(folders).size > 1;
    const state = files.map(({ analysis, folder }) => ({
      surface: analysis.surface,
      path: several && folder.isHome !== true ? `${folder.name}/${analysis.path}` : analysis.path,
      facts: analysis.facts,
      baselineFacts: analysis.baselineFacts,
    }));
    const labels = files.flatMap(({ baseline }) =>
      baseline.kind === 'none' ? [] : [baseline.label],
    );
    const compared = labels.length > 0;
    const before = state.map(({ baselineFacts, ...file }) => ({ ...file, facts: baselineFacts }));
    return renderPowers(
      comparePowers(compared ? describePowers(before) : undefined, describePowers(state)),
      compared ? [...new Set(labels)].join(', ') : undefined,
    );
  }
}
