import * as vscode from 'vscode';
import { sha256 } from '../core/record/sha256';
import { parseIndex, serialiseIndex, type AcceptedEntry, type Draft } from './acceptedIndex';
import { TextVault } from './textVault';

/** More than any workspace has; the files accepted longest ago leave first. */
const mostFiles = 2_000;
const mostCharacters = 20_000_000;
/** A longer text is somebody's data: it is neither copied nor watched for edits from outside. */
const longestText = 1_000_000;
const mostDrafts = 20;
const mostEarlier = 5;
const mostBefore = 50;
const mostTold = 100;

/** A text that was accepted, or that the file did not exist then. */
export interface AcceptedText {
  readonly digest: string | null;
  /** Undefined: the file did not exist. */
  readonly text: string | undefined;
  /** Accepted by a decision of the user, not only because it was there at the first sight. */
  readonly decided: boolean;
}

/**
 * Accepted copies: of each governed file the last text that the user has accepted. They tell an edit
 * made outside from one made here, and they are the review baseline of files that git does not know.
 *
 * Private: in the extension's own storage, never in the workspace. Bounded: see above. No more than
 * needed: one text for each file, a second one only where git does not know the file.
 */
export class AcceptedCopies implements vscode.Disposable {
  private readonly reviewChanged = new vscode.EventEmitter<vscode.Uri>();
  /** The text that changes of this file are measured against has moved. */
  readonly onDidChangeReview = this.reviewChanged.event;
  /** Settles when what was kept before is there again. */
  readonly loaded: Promise<void>;
  private readonly vault: TextVault;
  private readonly files = new Map<string, AcceptedEntry>();
  private readonly seen = new Set<string>();
  private drafts: readonly Draft[] = [];
  private readonly sizes = new Map<string, number>();
  private saving: Promise<void> | undefined;
  private savingStarts = true;

  constructor(storage: vscode.Uri | undefined, log: vscode.LogOutputChannel) {
    const folder = storage === undefined ? undefined : vscode.Uri.joinPath(storage, 'accepted');
    this.vault = new TextVault(folder, log);
    this.loaded = this.load();
  }

  get(uri: vscode.Uri): AcceptedEntry | undefined {
    return this.files.get(uri.toString());
  }

  /** The files of a folder, or the one file, that have an accepted copy. */
  under(uri: vscode.Uri): readonly vscode.Uri[] {
    const key = uri.toString();
    return [...this.files.keys()]
      .filter((known) => known === key || known.startsWith(`${key}/`))
      .map((known) => vscode.Uri.parse(known));
  }

  /** The files that existed when they were accepted. */
  existing(): readonly vscode.Uri[] {
    return [...this.files].flatMap(([key, { accepted }]) =>
      accepted === null ? [] : [vscode.Uri.parse(key)],
    );
  }

  /** The workspace folder was read completely once. */
  hasSeen(folder: vscode.Uri): boolean {
    return this.seen.has(folder.toString());
  }

  markSeen(folder: vscode.Uri): void {
    if (this.hasSeen(folder)) return;
    this.seen.add(folder.toString());
    this.save();
  }

  /**
   * The first sight of a file: it is accepted as it is.
   *
   * @param appeared it was not there before, so what is accepted is that it did not exist
   */
  meet(uri: vscode.Uri, text: string | undefined, appeared: boolean): void {
    if (this.get(uri) !== undefined || text === undefined || text.length > longestText) return;
    this.set(uri, {
      accepted: appeared ? null : this.put(text),
      decided: false,
      earlier: [],
      before: [],
      told: [],
    });
  }

  /**
   * The user let a text stand: by saving, deleting, renaming, committing. It is what the next edit
   * from outside is compared with; what changes are measured against stays.
   */
  settle(uri: vscode.Uri, text: string | undefined): void {
    this.move(uri, text, {});
  }

  /** The user said that a text is right: from here on changes are measured against it, too. */
  accept(uri: vscode.Uri, text: string | undefined): void {
    const entry = this.get(uri);
    const digest = text === undefined ? null : this.put(text);
    const before = entry?.reviewed;
    const reviewed = before === undefined ? undefined : digest;
    const earlier =
      typeof before === 'string' && before !== digest
        ? [before, ...(entry?.earlier ?? [])].slice(0, mostEarlier)
        : (entry?.earlier ?? []);
    this.move(uri, text, { decided: true, reviewed, earlier });
    if (before !== reviewed || entry?.decided === false) this.reviewChanged.fire(uri);
  }

  /** The text the user accepted last. */
  async accepted(uri: vscode.Uri): Promise<AcceptedText | undefined> {
    const entry = this.get(uri);
    return entry === undefined ? undefined : this.named(entry, entry.accepted);
  }

  /** What changes are measured against where git does not know the file. */
  async reviewed(uri: vscode.Uri): Promise<AcceptedText | undefined> {
    const entry = this.get(uri);
    if (entry === undefined) return undefined;
    return this.named(entry, entry.reviewed === undefined ? entry.accepted : entry.reviewed);
  }

  /** Git does not know the file: from here on its changes are measured against this copy. */
  startReview(uri: vscode.Uri): void {
    const entry = this.get(uri);
    if (entry === undefined || entry.reviewed !== undefined) return;
    this.set(uri, { ...entry, reviewed: entry.accepted });
  }

  /** Git knows the file: a second text is not needed. */
  endReview(uri: vscode.Uri): void {
    const entry = this.get(uri);
    if (entry?.reviewed === undefined) return;
    this.set(uri, { ...entry, reviewed: undefined });
  }

  /** A text that is or was accepted, or is a draft, by its digest; undefined when it has left. */
  async textOf(digest: string): Promise<string | undefined> {
    return this.vault.get(digest);
  }

  /** Nobody has to be told of this text, or of these changes, again. */
  tell(uri: vscode.Uri, digest: string | null, changes: readonly string[]): void {
    const entry = this.get(uri);
    if (entry === undefined) return;
    this.set(uri, {
      ...entry,
      told: first(mostTold, [...(digest === null ? [] : [digest]), ...changes, ...entry.told]),
    });
  }

  /** Keeps an edit that was put back. */
  keepDraft(uri: vscode.Uri, text: string): Draft {
    const draft = {
      uri: uri.toString(),
      digest: this.put(text),
      at: new Date().toISOString(),
    };
    const others = this.drafts.filter(
      (other) => other.uri !== draft.uri || other.digest !== draft.digest,
    );
    this.drafts = [draft, ...others].slice(0, mostDrafts);
    this.save();
    return draft;
  }

  /** Edits that were put back, newest first. */
  allDrafts(): readonly Draft[] {
    return this.drafts;
  }

  /** Settles when everything is in the storage. */
  async written(): Promise<void> {
    await this.saving;
  }

  private async named(
    { decided }: AcceptedEntry,
    digest: string | null,
  ): Promise<AcceptedText | undefined> {
    if (digest === null) return { digest, text: undefined, decided };
    const text = await this.vault.get(digest);
    return text === undefined ? undefined : { digest, text, decided };
  }

  private move(uri: vscode.Uri, text: string | undefined, more: Partial<AcceptedEntry>): void {
    if (text !== undefined && text.length > longestText) return;
    const entry = this.get(uri);
    const digest = text === undefined ? null : sha256(text);
    if (entry === undefined && text === undefined) return;
    if (entry?.accepted === digest && Object.keys(more).length === 0) return;
    if (text !== undefined) this.put(text);
    this.set(uri, {
      reviewed: entry?.reviewed,
      decided: entry?.decided ?? false,
      earlier: entry?.earlier ?? [],
      told: entry?.told ?? [],
      ...more,
      accepted: digest,
      before: first(mostBefore, [
        ...[digest, entry?.accepted].filter((known) => typeof known === 'string'),
        ...(entry?.before ?? []),
      ]),
    });
  }

  private put(text: string): string {
    const digest = this.vault.put(text);
    this.sizes.set(digest, text.length);
    return digest;
  }

  private set(uri: vscode.Uri, entry: AcceptedEntry): void {
    const key = uri.toString();
    this.files.delete(key);
    this.files.set(key, entry);
    this.save();
  }

  private async load(): Promise<void> {
    const text = await this.vault.readIndex();
    const index = text === undefined ? undefined : parseIndex(text);
    if (index === undefined) return;
    for (const [key, entry] of index.files) this.files.set(key, entry);
    for (const [digest, size] of index.sizes) this.sizes.set(digest, size);
    for (const folder of index.seen) this.seen.add(folder);
    this.drafts = index.drafts;
  }

  /** What happens while an earlier writing is under way is written together. */
  private save(): void {
    if (!this.savingStarts) return;
    this.savingStarts = false;
    this.saving = this.vault.write(() => {
      this.savingStarts = true;
      this.makeRoom();
      const { sizes, files, seen } = this;
      return {
        text: serialiseIndex({ sizes, files, seen, drafts: this.drafts }),
        needed: new Set(this.sizes.keys()),
      };
    });
  }

  private makeRoom(): void {
    const needed = new Set([
      ...[...this.files.values()].flatMap(digestsOf),
      ...this.drafts.map(({ digest }) => digest),
    ]);
    for (const digest of this.sizes.keys()) if (!needed.has(digest)) this.sizes.delete(digest);
    let characters = [...this.sizes.values()].reduce((sum, size) => sum + size, 0);
    for (const [oldest, entry] of this.files) {
      if (this.files.size <= mostFiles && characters <= mostCharacters) break;
      this.files.delete(oldest);
      for (const digest of digestsOf(entry)) {
        characters -= this.sizes.get(digest) ?? 0;
        this.sizes.delete(digest);
      }
      // A file that is not remembered must not be taken for a new one.
      this.seen.clear();
    }
  }

  dispose(): void {
    this.reviewChanged.dispose();
  }
}

function digestsOf({ accepted, reviewed, earlier }: AcceptedEntry): readonly string[] {
  return [accepted, reviewed, ...earlier].filter((digest) => typeof digest === 'string');
}

function first(count: number, values: readonly string[]): readonly string[] {
  return [...new Set(values)].slice(0, count);
}
