import * as vscode from 'vscode';

const scheme = 'mcp-change-rollback';

/**
 * Read-only documents that show files as they will be after a rollback. Texts stay here and are
 * named by number: an address would end up in titles and logs.
 */
export class PreviewDocuments implements vscode.Disposable {
  private readonly texts = new Map<string, string>();
  private readonly registration: vscode.Disposable;
  private readonly closing: vscode.Disposable;
  private count = 0;

  constructor() {
    this.registration = vscode.workspace.registerTextDocumentContentProvider(scheme, {
      provideTextDocumentContent: ({ query }) => this.texts.get(query) ?? '',
    });
    // By the tab: the document of one in the background may be closed and asked for again.
    this.closing = vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
      for (const { input } of closed) {
        if (!(input instanceof vscode.TabInputTextDiff)) continue;
        for (const uri of [input.original, input.modified]) {
          if (uri.scheme === scheme) this.release(uri);
        }
      }
    });
  }

  /** The address of a document with this text; the path of the file gives it its colours. */
  create(uri: vscode.Uri, text: string | undefined): vscode.Uri {
    this.count += 1;
    const query = String(this.count);
    this.texts.set(query, text ?? '');
    return uri.with({ scheme, authority: '', query, fragment: '' });
  }

  /** Forgets a text once its preview is closed. */
  release({ query }: vscode.Uri): void {
    this.texts.delete(query);
  }

  /** Whether a text is still kept. */
  holds({ query }: vscode.Uri): boolean {
    return this.texts.has(query);
  }

  dispose(): void {
    this.closing.dispose();
    this.registration.dispose();
    this.texts.clear();
  }
}
