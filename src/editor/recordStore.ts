import * as vscode from 'vscode';

/** One change record found in the workspace. */
export interface StoredRecord {
  readonly uri: vscode.Uri;
  readonly id: string;
  readonly title: string;
  readonly status: string;
  readonly tier: string;
  /** Governed files it covers, as URIs, with the digest of the text it was written for. */
  readonly files: readonly { readonly uri: vscode.Uri; readonly to: string | undefined }[];
  /** Set when the record cannot be read: the first problem in words. */
  readonly problem?: string | undefined;
}

/** The change records of the workspace, read from `.mcp-change/records/`. */
export class RecordStore implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;

  all(): readonly StoredRecord[] {
    return [];
  }

  dispose(): void {
    this.changed.dispose();
  }
}
