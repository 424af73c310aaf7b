import * as vscode from 'vscode';
import type { PackageSpec } from '../core/facts/fact';
import type { TrackedFile } from './analysisStore';
import type { EditorContext } from './editorContext';
import { findKnownVersions } from './knownVersions';
import { packageOf } from './packageAt';
import { showNotice } from './showNotice';
import { editorRanges } from './textRanges';
import { openDocument } from './openDocument';
import { visibleLabel } from './visibleText';

/** Command: replace a floating version by one that is already known here. It never asks a registry. */
export function registerChoosePackageVersion({ store, tracker, onCommand }: EditorContext): void {
  onCommand('mcpChangeControl.choosePackageVersion', async (parameter) => {
    const target = targetFrom(parameter);
    if (target === undefined) return;
    const known = packageFor(target);
    if (known === undefined) return;
    const { file, spec } = known;
    const versions = await findKnownVersions(file, spec, store.all());
    if (versions.length === 0) {
      void showNotice(
        'information',
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
    const current = packageFor(target);
    if (current?.spec.text !== spec.text || current.file.halfTyped) return;
    const edit = new vscode.WorkspaceEdit();
    edit.replace(
      target.uri,
      editorRanges(current.file, openDocument(target.uri))(current.spec.versionRange),
      current.spec.version === undefined ? `${spec.name}${pick.suffix}` : pick.suffix,
    );
    await vscode.workspace.applyEdit(edit);
  });

  function packageFor({
    uri,
    pointer,
  }: Target): { readonly file: TrackedFile; readonly spec: PackageSpec } | undefined {
    const file = store.get(uri);
    if (file === undefined) return undefined;
    const spec = packageOf(file.analysis.facts, pointer);
    return spec && { file, spec };
  }
}

interface Target {
  readonly uri: vscode.Uri;
  readonly pointer: string;
}

function targetFrom(parameter: unknown): Target | undefined {
  if (typeof parameter !== 'object' || parameter === null) return undefined;
  if (!('uri' in parameter) || typeof parameter.uri !== 'string') return undefined;
  if (!('pointer' in parameter) || typeof parameter.pointer !== 'string') return undefined;
  return { uri: vscode.Uri.parse(parameter.uri), pointer: parameter.pointer };
}
