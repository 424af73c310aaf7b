import * as vscode from 'vscode';
import { baselineScheme, baselineSource } from './baselineUri';
import type { EditorContext } from './editorContext';

/** Serves the text of governed files at their baseline as read-only documents. */
export function registerBaselineDocuments({
  extension,
  store,
  baselines,
  copies,
}: EditorContext): void {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  extension.subscriptions.push(
    changed,
    vscode.workspace.registerTextDocumentContentProvider(baselineScheme, {
      onDidChange: changed.event,
      provideTextDocumentContent,
    }),
    store.onDidChange(refreshOpenDocuments),
  );

  async function provideTextDocumentContent(address: vscode.Uri): Promise<string> {
    const source = baselineSource(address);
    if (source === undefined || source.gone === true) return '';
    // A digest names the text itself: such a document never changes.
    if (source.digest !== undefined) return (await copies.textOf(source.digest)) ?? '';
    const uri = vscode.Uri.parse(source.uri);
    const file = store.get(uri);
    if (file?.baseline.kind === 'commit' && file.baseline.commit === source.commit) {
      return file.baseline.text ?? '';
    }
    return (await baselines.textAtCommit(uri, source.commit)) ?? '';
  }

  /** A baseline that came after the document was opened, e.g. after a reload of the window. */
  function refreshOpenDocuments(uris: readonly vscode.Uri[]): void {
    const affected = new Set(uris.map((uri) => uri.toString()));
    for (const document of vscode.workspace.textDocuments) {
      if (document.uri.scheme !== baselineScheme) continue;
      const source = baselineSource(document.uri);
      if (source === undefined || source.gone === true || !affected.has(source.uri)) continue;
      const baseline = store.get(vscode.Uri.parse(source.uri))?.baseline;
      if (baseline?.kind !== 'commit' || baseline.commit !== source.commit) continue;
      if (document.getText() !== (baseline.text ?? '')) changed.fire(document.uri);
    }
  }
}
