import * as vscode from 'vscode';
import type { Finding, Fix } from '../core/rules/rule';
import type { TrackedFile } from './analysisStore';
import { changeRows } from './changeRows';
import { selectChanges } from './changeSelection';
import type { EditorContext } from './editorContext';
import { governedDocuments } from './governedDocuments';
import { canChooseVersion, packageAt } from './packageAt';
import { editorRanges } from './textRanges';
import { visibleText } from './visibleText';

/** The light bulb: repairs first, then the change request, then the explanation. */
export function registerCodeActions({ extension, store, tracker }: EditorContext): void {
  extension.subscriptions.push(
    vscode.languages.registerCodeActionsProvider(
      governedDocuments(),
      { provideCodeActions },
      { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
    ),
  );

  async function provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    { diagnostics }: vscode.CodeActionContext,
  ): Promise<vscode.CodeAction[]> {
    const known = store.get(document.uri);
    if (known === undefined) return [];
    if (known.version !== document.version) await tracker.analyze(document.uri);
    const file = store.get(document.uri);
    // Repairs are edits by offset: only for the very text that was analysed.
    if (file === undefined || file.halfTyped || file.analysis.text !== document.getText())
      return [];
    const toRange = editorRanges(file, document);
    return file.analysis.findings
      .filter((finding) => toRange(finding.range).intersection(range) !== undefined)
      .flatMap((finding) =>
        actionsFor(
          file,
          finding,
          toRange,
          diagnostics.filter((diagnostic) => isOf(diagnostic, finding)),
        ),
      );
  }
}

function actionsFor(
  file: TrackedFile,
  finding: Finding,
  toRange: ReturnType<typeof editorRanges>,
  diagnostics: vscode.Diagnostic[],
): vscode.CodeAction[] {
  const actions = [
    ...finding.fixes.map((fix) => repair(file, fix, toRange)),
    ...chooseVersion(file, finding),
    ...(finding.origin === 'introduced' ? [createRequest(file, finding)] : []),
    explain(finding),
  ];
  for (const action of actions) action.diagnostics = diagnostics;
  return actions;
}

function repair(
  file: TrackedFile,
  fix: Fix,
  toRange: ReturnType<typeof editorRanges>,
): vscode.CodeAction {
  const action = quickFix(visibleText(fix.title));
  const edit = new vscode.WorkspaceEdit();
  edit.set(
    file.uri,
    fix.edits.map(({ range, text }) => new vscode.TextEdit(toRange(range), text)),
  );
  action.edit = edit;
  action.isPreferred = fix.preferred;
  return action;
}

function chooseVersion(file: TrackedFile, finding: Finding): vscode.CodeAction[] {
  if (!canChooseVersion(finding.rule)) return [];
  const spec = packageAt(file.analysis.facts, finding.range);
  if (spec === undefined) return [];
  const action = quickFix(vscode.l10n.t('Choose a known version…'));
  action.command = {
    title: action.title,
    command: 'mcpChangeControl.choosePackageVersion',
    arguments: [{ uri: file.uri.toString(), pointer: spec.pointer }],
  };
  return [action];
}

function createRequest(file: TrackedFile, finding: Finding): vscode.CodeAction {
  const action = quickFix(vscode.l10n.t('Create change request for this change'));
  const change =
    finding.change ??
    changeRows(file.analysis).find(({ findings }) => findings.includes(finding))?.change;
  action.command = {
    title: action.title,
    command: 'mcpChangeControl.createChangeRequest',
    arguments: [selectChanges(file.uri, change === undefined ? undefined : [change])],
  };
  return action;
}

function explain({ rule }: Finding): vscode.CodeAction {
  const action = quickFix(vscode.l10n.t('Explain {0}', rule));
  action.command = {
    title: action.title,
    command: 'mcpChangeControl.explainRule',
    arguments: [rule],
  };
  return action;
}

function quickFix(title: string): vscode.CodeAction {
  return new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
}

function isOf({ code }: vscode.Diagnostic, { rule }: Finding): boolean {
  return typeof code === 'object' && code.value === rule;
}
