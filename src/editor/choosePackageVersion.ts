import * as vscode from 'vscode';
import type { EditorContext } from './editorContext';
import { findKnownVersions, versionSuffix } from './knownVersions';
import { packageOf } from './packageAt';
import { editorRanges } from './textRanges';
import { openDocument } from './tracker';
import { visibleLabel } from './visibleText';

/** Command: replace a floating version by one that is already known here. It never asks a registry. */
export function registerChoosePackageVersion({ store, tracker, onCommand }: EditorContext): void {
  onCommand('mcpChangeControl.choosePackageVersion', async (parameter) => {
    const target = targetFrom(parameter);
    const file = target && store.get(target.uri);
    const spec = file && packageOf(file.analysis.facts, target.pointer);
    if (spec === undefined) return;
    const versions = await findKnownVersions(file, spec, store.all());
    if (versions.length === 0) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t(
          'No fixed version of {0} is known here: not in its baseline, in another governed file or in node_modules.',
          spec.name,
        ),
      );
      return;
    }
    const pick = await vscode.window.showQuickPick(
      versions.map(({ version, from, suffix }) => ({
        label: visibleLabel(version),
        description: visibleLabel(from),
        suffix,
      })),
      { title: vscode.l10n.t('Known versions of {0}', visibleLabel(spec.name)) },
    );
    if (pick === undefined) return;
    // The text may have moved on while the list was open.
    await tracker.analyze(target.uri);
    const now = store.get(target.uri);
    const current = now && packageOf(now.analysis.facts, target.pointer);
    if (current === undefined || current.text !== spec.text || now.halfTyped) return;
    const edit = new vscode.WorkspaceEdit();
    edit.replace(
      target.uri,
      editorRanges(now, openDocument(target.uri))(current.versionRange),
      versionSuffix(current) === undefined ? `${current.name}${pick.suffix}` : pick.suffix,
    );
    await vscode.workspace.applyEdit(edit);
  });
}

function targetFrom(
  parameter: unknown,
): { readonly uri: vscode.Uri; readonly pointer: string } | undefined {
  if (typeof parameter !== 'object' || parameter === null) return undefined;
  if (!('uri' in parameter) || typeof parameter.uri !== 'string') return undefined;
  if (!('pointer' in parameter) || typeof parameter.pointer !== 'string') return undefined;
  return { uri: vscode.Uri.parse(parameter.uri), pointer: parameter.pointer };
}
