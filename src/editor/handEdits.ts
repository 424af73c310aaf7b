import * as vscode from 'vscode';
import { sha256 } from '../core/record/sha256';
import type { AcceptedCopies } from './acceptedCopies';
import type { AnalysisStore } from './analysisStore';
import type { Baselines } from './baselines';
import type { GitRepository } from './gitApi';
import { openDocument } from './openDocument';
import type { Tracker } from './tracker';

/** Who wrote what a document holds beyond the disk. */
type Author = 'hand' | 'other';

/**
 * Tells what the user did in this window from what came from outside, and accepts it.
 *
 * VS Code does not say who edits a document: typing, a light bulb, an extension and an agent's tool
 * all arrive as the same event. What can be known, and what is made of it:
 * - The document becomes clean without a save: its file changed on disk, or the edit was undone. The
 *   text is that of the disk, and whoever wrote it, it was not this editor.
 * - The document changes while it is the one in front: taken for the user's hand. (A tool that edits
 *   just that document cannot be told apart; it works before the user's eyes.) Its save accepts.
 * - The document changes behind: some tool, or a replacement in many files. Its save accepts nothing,
 *   and what it loosens is told like an edit from outside: an agent's tool writes in just this way.
 * - Files deleted or renamed in this window, and commits made through it, are the user's own.
 */
export class HandEdits implements vscode.Disposable {
  private readonly authors = new Map<string, Author>();
  /** Created in this window: by the user, or by a tool in the editor. */
  private readonly created = new Set<string>();
  /** Digest of the text that a tool in this window saved last. */
  private readonly byTool = new Map<string, string>();
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    private readonly copies: AcceptedCopies,
    private readonly store: AnalysisStore,
    private readonly tracker: Tracker,
    baselines: Baselines,
  ) {
    this.subscriptions = [
      vscode.workspace.onDidChangeTextDocument((event) => this.noteAuthor(event)),
      vscode.workspace.onDidSaveTextDocument((document) => this.saved(document)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.authors.delete(uri.toString())),
      vscode.workspace.onDidCreateFiles(({ files }) => {
        for (const uri of files) if (tracker.placeOf(uri)) this.created.add(uri.toString());
      }),
      vscode.workspace.onDidDeleteFiles(({ files }) => {
        for (const uri of files.flatMap((file) => copies.under(file)))
          copies.settle(uri, undefined);
      }),
      vscode.workspace.onDidRenameFiles(({ files }) => {
        for (const { oldUri, newUri } of files) void this.renamed(oldUri, newUri);
      }),
      baselines.onDidCommit((repository) => void this.committed(repository, baselines)),
    ];
  }

  /** The document holds something that is not on disk yet; it is judged when it is saved. */
  isUnderWay(uri: vscode.Uri): boolean {
    return this.authors.has(uri.toString()) || openDocument(uri)?.isDirty === true;
  }

  /** The file was created in this window; answers once. */
  wasCreatedHere(uri: vscode.Uri): boolean {
    return this.created.delete(uri.toString());
  }

  /** A tool in this window wrote this text, not the user's hand and not another program. */
  wasWrittenByTool(uri: vscode.Uri, digest: string | null): boolean {
    return digest !== null && this.byTool.get(uri.toString()) === digest;
  }

  private noteAuthor({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const key = document.uri.toString();
    if (this.tracker.placeOf(document.uri) === undefined) return;
    if (!document.isDirty) {
      // Becoming clean is an event of its own, before the save is told; only a new text counts.
      if (contentChanges.length > 0) this.authors.delete(key);
      return;
    }
    const inFront = vscode.window.activeTextEditor?.document.uri.toString() === key;
    if (contentChanges.length === 0 && this.authors.has(key)) return;
    this.authors.set(key, inFront && this.authors.get(key) !== 'other' ? 'hand' : 'other');
  }

  private saved(document: vscode.TextDocument): void {
    const { uri } = document;
    if (this.tracker.placeOf(uri) === undefined) return;
    const author = this.authors.get(uri.toString());
    this.authors.delete(uri.toString());
    this.created.delete(uri.toString());
    const text = document.getText();
    // Without a change before it, the save rewrites what is there: still the user's word for it.
    if (author !== 'other') this.copies.settle(uri, text);
    else this.byTool.set(uri.toString(), sha256(text));
  }

  private async renamed(from: vscode.Uri, to: vscode.Uri): Promise<void> {
    for (const old of this.copies.under(from)) {
      const copy = await this.copies.accepted(old);
      const rest = old.path.slice(from.path.length);
      this.copies.settle(old, undefined);
      this.copies.settle(to.with({ path: to.path + rest }), copy?.text);
    }
  }

  /** What is committed from here as it stands has been looked at. */
  private async committed(repository: GitRepository, baselines: Baselines): Promise<void> {
    const root = repository.rootUri;
    const head = await repository.getCommit('HEAD').catch(() => undefined);
    if (head === undefined) return;
    for (const { uri, analysis } of this.store.all()) {
      if (!uri.path.startsWith(`${root.path}/`) || this.isUnderWay(uri)) continue;
      const { text } = analysis;
      const digest = text === undefined ? null : sha256(text);
      // Almost always: then git has not to be asked.
      if (this.copies.get(uri)?.accepted === digest) continue;
      if ((await baselines.textAtCommit(uri, head.hash)) === text) this.copies.settle(uri, text);
    }
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }
}
