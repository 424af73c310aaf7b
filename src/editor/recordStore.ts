import * as vscode from 'vscode';
import type { ChangeRecord } from '../core/record/changeRecord';
import { parseRecord } from '../core/record/parseRecord';
import type { RecordProblem } from '../core/record/recordProblem';
import { findWorkspaceFiles } from './findWorkspaceFiles';

/** One change record found in the workspace. */
export interface StoredRecord {
  readonly uri: vscode.Uri;
  readonly id: string;
  readonly title: string;
  readonly status: string;
  readonly tier: string;
  /** Governed files it covers, as URIs, with the digest of the text it was written for. */
  readonly files: readonly { readonly uri: vscode.Uri; readonly to: string | undefined }[];
  /** Undefined when the file cannot be read as a record. */
  readonly record?: ChangeRecord | undefined;
  readonly problems: readonly RecordProblem[];
  /** Set when the record cannot be read: the first problem in words. */
  readonly problem?: string | undefined;
}

const recordsGlob = '**/.mcp-change/records/*.yaml';

/** The change records of the workspace, read from `.mcp-change/records/` and kept up to date. */
export class RecordStore implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private readonly records = new Map<string, StoredRecord>();
  private readonly subscriptions: vscode.Disposable[] = [this.changed];

  constructor() {
    const watcher = vscode.workspace.createFileSystemWatcher(recordsGlob);
    this.subscriptions.push(
      watcher,
      watcher.onDidCreate((uri) => void this.refresh(uri)),
      watcher.onDidChange((uri) => void this.refresh(uri)),
      watcher.onDidDelete((uri) => this.remove(uri)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (isRecordPath(document.uri.path)) void this.refresh(document.uri);
      }),
    );
  }

  all(): readonly StoredRecord[] {
    return [...this.records.values()];
  }

  get(uri: vscode.Uri): StoredRecord | undefined {
    return this.records.get(uri.toString());
  }

  /** Reads every record of the workspace. */
  async scan(): Promise<void> {
    const found = await findWorkspaceFiles({
      glob: recordsGlob,
      accepts: (path) => isRecordPath(`/${path}`),
    });
    await Promise.all(found.map((uri) => this.refresh(uri)));
  }

  /** Reads one record again, from the editor when it is open there, else from disk. */
  async refresh(uri: vscode.Uri): Promise<void> {
    const open = vscode.workspace.textDocuments.find(
      (document) => !document.isClosed && document.uri.toString() === uri.toString(),
    );
    try {
      const text =
        open?.getText() ?? new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
      this.records.set(uri.toString(), readRecord(uri, text));
      this.changed.fire();
    } catch {
      this.remove(uri);
    }
  }

  private remove(uri: vscode.Uri): void {
    if (this.records.delete(uri.toString())) this.changed.fire();
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }
}

/** The file is a change record by its place. */
export function isRecordPath(path: string): boolean {
  return /\/\.mcp-change\/records\/[^/]+\.yaml$/.test(path);
}

function readRecord(uri: vscode.Uri, text: string): StoredRecord {
  const { record, problems } = parseRecord(text);
  const fileName = uri.path.split('/').pop() ?? '';
  const idInName = /^CHG-\d{8}-[0-9a-z]{6}/.exec(fileName)?.[0] ?? fileName;
  if (record === undefined) {
    return {
      uri,
      id: idInName,
      title: fileName,
      status: 'draft',
      tier: 'none',
      files: [],
      problems,
      problem: problems[0]?.message ?? vscode.l10n.t('This is no change record.'),
    };
  }
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  const files =
    folder === undefined
      ? []
      : record.subject.files.map((file) => ({
          uri: vscode.Uri.joinPath(folder.uri, file.path),
          to: file.to?.sha256,
        }));
  return {
    uri,
    id: record.id,
    title: record.title,
    status: record.status,
    tier: record.risk.tier,
    files,
    record,
    problems: [],
  };
}
