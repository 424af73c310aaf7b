import * as vscode from 'vscode';
import { analyzeFile } from '../core/analyze';
import { renderRollbackPlan } from '../core/record/renderRollbackPlan';
import { planRollback } from '../core/rollback/planRollback';
import { findSurface } from '../core/surfaces/findSurface';
import { resolveSelections, selectChanges, selectionsFrom } from './changeSelection';
import type { EditorContext } from './editorContext';
import { showNotice, showStatus } from './showNotice';

interface Target extends vscode.QuickPickItem {
  readonly format: 'markdown' | 'yaml';
  readonly to: 'cursor' | 'clipboard';
}

/** Command: the rehearsed rollback plan as text, at the cursor or in the clipboard. */
export function registerInsertRollbackPlan(context: EditorContext): void {
  context.onCommand('mcpChangeControl.insertRollbackPlan', async (...parameters) => {
    await context.ready;
    const selections = resolveSelections(
      selectionsFrom(parameters) ??
        context.pending.all().map(({ file }) => selectChanges(file.uri)),
      context.store,
    ).filter(({ file, changes }) => file.analysis.hasBaseline && changes.length > 0);
    const [first] = selections;
    if (first === undefined) {
      void showNotice(
        'information',
        vscode.l10n.t('No pending changes: there is nothing to plan a rollback for.'),
      );
      return undefined;
    }
    // Read before the pick takes the focus away.
    const editor = vscode.window.activeTextEditor;
    const target = await chooseTarget(context, editor);
    if (target === undefined) return undefined;
    const { baseline } = first.file;
    const plan = planRollback(
      selections.map(({ file, changes }) => ({
        analysis: file.analysis,
        selected: changes.length === file.analysis.changes.length ? undefined : changes,
      })),
      { baselineName: baseline.kind === 'none' ? '' : baseline.label, analyze: analyzeFile },
    );
    const text = renderRollbackPlan(plan, target.format);
    if (target.to === 'cursor' && editor !== undefined) {
      await vscode.window.showTextDocument(editor.document, editor.viewColumn);
      await editor.insertSnippet(planSnippet(text));
    } else {
      await vscode.env.clipboard.writeText(text);
      showStatus(vscode.l10n.t('Rollback plan copied.'), 5_000);
    }
    return text;
  });
}

/** The plan with a stop for who decides; everything else is literal. */
function planSnippet(text: string): vscode.SnippetString {
  const snippet = new vscode.SnippetString();
  snippet.appendText(text.trimEnd());
  snippet.appendText('\n');
  snippet.appendTabstop(0);
  return snippet;
}

async function chooseTarget(
  context: EditorContext,
  editor: vscode.TextEditor | undefined,
): Promise<Target | undefined> {
  const clipboard: readonly Target[] = [
    {
      label: vscode.l10n.t('$(clippy) Copy as Markdown'),
      description: vscode.l10n.t('for a pull request or a runbook'),
      format: 'markdown',
      to: 'clipboard',
    },
    {
      label: vscode.l10n.t('$(clippy) Copy as YAML'),
      description: vscode.l10n.t('for a machine'),
      format: 'yaml',
      to: 'clipboard',
    },
  ];
  return vscode.window.showQuickPick([...cursorTargets(context, editor), ...clipboard], {
    title: vscode.l10n.t('Insert Rollback Plan'),
    ignoreFocusOut: true,
  });
}

/** Not into a governed file: a plan there would break it, or become part of a prompt. */
function cursorTargets(
  context: EditorContext,
  editor: vscode.TextEditor | undefined,
): readonly Target[] {
  if (editor === undefined || isGoverned(context, editor.document.uri)) return [];
  const yaml: Target = {
    label: vscode.l10n.t('$(edit) Insert as YAML at the cursor'),
    format: 'yaml',
    to: 'cursor',
  };
  const markdown: Target = {
    label: vscode.l10n.t('$(edit) Insert as Markdown at the cursor'),
    format: 'markdown',
    to: 'cursor',
  };
  return /\.ya?ml$/.test(editor.document.uri.path) ? [yaml, markdown] : [markdown, yaml];
}

/** By its content where only that decides: a plan belongs into a README, not into a prompt. */
function isGoverned({ store }: EditorContext, uri: vscode.Uri): boolean {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  const path = folder === undefined ? uri.path : uri.path.slice(folder.uri.path.length + 1);
  const surface = findSurface(path);
  if (surface === undefined || surface.everyday === true) return false;
  return surface.contentTest === undefined || store.get(uri) !== undefined;
}
