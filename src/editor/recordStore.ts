import * as vscode from 'vscode';
import { approvedRecord, parseApproval, type ParsedApproval } from '../core/record/approval';
import type { ChangeRecord } from '../core/record/changeRecord';
import { parseRecord } from '../core/record/parseRecord';
import type { RecordProblem } from '../core/record/recordProblem';
import { sha256 } from '../core/record/sha256';
import type { Baselines } from './baselines';
import { FileEvents } from './fileEvents';
import { findWorkspaceFiles } from './findWorkspaceFiles';
import { fileIn, type GovernedFolder } from './governedFolder';
import { openDocument } from './openDocument';
import { recordRoot } from './recordRoot';
import type { UserFiles } from './userFiles';

/** One change record found in the workspace. */
export interface StoredRecord {
  readonly uri: vscode.Uri;
  readonly id: string;
  readonly title: string;
  readonly status: string;
  readonly tier: string;
  /** What its paths are relative to. */
  readonly folder: GovernedFolder | undefined;
  /** The governed files it names changes in. */
  readonly files: readonly RecordedFile[];
  /** Undefined when the file cannot be read as a record. */
  readonly record?: ChangeRecord | undefined;
  readonly problems: readonly RecordProblem[];
  /** Set when the record cannot be read: the first problem in words. */
  readonly problem?: string | undefined;
}

/** One person's decision, in a file of its own beside the record. Nobody has checked its signature yet. */
export interface StoredApproval {
  readonly uri: vscode.Uri;
  /** Id of the record, by the file's name. */
  readonly record: string;
  readonly parsed: ParsedApproval;
}

/** A governed file of a record. */
export interface RecordedFile {
  readonly uri: vscode.Uri;
  /** As the record names it. */
  readonly path: string;
  /** Digest of the text the record was written for; null: the file is gone. */
  readonly to: string | null | undefined;
}

const recordsGlob = '**/.mcp-change/records/*.{yaml,json}';

/** Somebody types in a record: long enough for a word, short enough to follow. */
const pauseMilliseconds = 200;

/**
 * The change records of the workspace, read from `.mcp-change/records/` and kept up to date. While
 * somebody types in one and it cannot be read, what it last said holds until it is saved: a mistyped
 * key must not bring every change back that the record speaks for.
 */
export class RecordStore implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private readonly records = new Map<string, StoredRecord>();
  private readonly approvals = new Map<string, StoredApproval>();
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
  /** Counts readings of a file: only the latest may write. */
  private readonly readings = new Map<string, number>();
  /** The latest reading of a file, while it goes on. */
  private readonly latest = new Map<string, Promise<boolean>>();
  /** Digest of what was read for what the store says: a file is told of more often than it changes. */
  private readonly sources = new Map<string, string>();
  /** What paths start from, by the folder that records lie in. */
  private readonly roots = new Map<string, GovernedFolder | undefined>();
  private readonly subscriptions: vscode.Disposable[] = [this.changed];

  /** @param own where the records of the user's own files are kept: no workspace is theirs */
  constructor(
    private readonly own: vscode.Uri,
    private readonly userFiles: UserFiles,
    private readonly baselines: Pick<Baselines, 'repositoryOf' | 'onDidChange'>,
  ) {
    this.subscriptions.push(
      new FileEvents({
        isWanted: ({ path }) => isKept(path),
        known: () => [...this.records.values(), ...this.approvals.values()].map(({ uri }) => uri),
        onMove: (uri, move) => {
          void (move === 'gone' ? this.lookWhetherGone(uri) : this.refresh(uri));
        },
        onFlood: async () => this.scan(),
        during: async (work) => work(),
      }),
      userFiles.onDidSwitch(() => void this.followUserFiles()),
      // Git finds its repositories some seconds after start-up.
      baselines.onDidChange(() => void this.followRoots()),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.schedule(document.uri)),
      vscode.workspace.onDidSaveTextDocument(({ uri }) => this.schedule(uri)),
      // What was typed and thrown away counts no longer.
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.schedule(uri)),
    );
  }

  all(): readonly StoredRecord[] {
    return [...this.records.values()];
  }

  get(uri: vscode.Uri): StoredRecord | undefined {
    return this.records.get(uri.toString());
  }

  /** The decisions of others about a record. */
  approvalsOf(id: string): readonly StoredApproval[] {
    return [...this.approvals.values()].filter(({ record }) => record === id);
  }

  /** Reads every record of the workspace. */
  async scan(): Promise<void> {
    const found = await findWorkspaceFiles({
      glob: recordsGlob,
      accepts: (path) => isKept(`/${path}`),
    });
    const all = [...found, ...(await this.ownRecords())];
    const changed = await Promise.all(all.map((uri) => this.read(uri)));
    if (changed.includes(true)) this.changed.fire();
    await this.followRoots();
  }

  /** Reads one record again: what is typed in the editor and not saved, else what is on disk. */
  async refresh(uri: vscode.Uri): Promise<void> {
    if (!this.roots.has(placeOf(uri))) await this.findRoot(uri);
    if (await this.read(uri)) this.changed.fire();
  }

  /** Records whose paths start elsewhere than was thought are read again. */
  private async followRoots(): Promise<void> {
    const places = new Map(this.all().map((stored) => [placeOf(stored.uri), stored] as const));
    const moved = new Set<string>();
    for (const [place, { uri }] of places) if (await this.findRoot(uri)) moved.add(place);
    const again = this.all().filter(({ uri }) => moved.has(placeOf(uri)));
    const changed = await Promise.all(again.map(async ({ uri }) => this.read(uri)));
    if (changed.includes(true)) this.changed.fire();
  }

  /** @returns whether it is another one than before */
  private async findRoot(uri: vscode.Uri): Promise<boolean> {
    if (this.isOwn(uri)) return false;
    const before = this.folderOf(uri)?.uri.path;
    const root = await recordRoot(this.baselines, uri);
    this.roots.set(placeOf(uri), root);
    return root?.uri.path !== before;
  }

  /** The records of the user's own files come and go with these. */
  private async followUserFiles(): Promise<void> {
    for (const { uri } of this.all()) if (this.isOwn(uri)) this.remove(uri);
    for (const uri of await this.ownRecords()) await this.refresh(uri);
  }

  private async ownRecords(): Promise<readonly vscode.Uri[]> {
    if (this.userFiles.home === undefined) return [];
    const folder = vscode.Uri.joinPath(this.own, '.mcp-change', 'records');
    try {
      return (await vscode.workspace.fs.readDirectory(folder))
        .map(([name]) => vscode.Uri.joinPath(folder, name))
        .filter(({ path }) => isKept(path));
    } catch {
      // None was written yet.
      return [];
    }
  }

  private isOwn(uri: vscode.Uri): boolean {
    return uri.toString().startsWith(`${this.own.toString()}/`);
  }

  private folderOf(uri: vscode.Uri): GovernedFolder | undefined {
    if (this.isOwn(uri)) return this.userFiles.home;
    return this.roots.get(placeOf(uri)) ?? vscode.workspace.getWorkspaceFolder(uri);
  }

  private schedule(uri: vscode.Uri): void {
    if (!isKept(uri.path)) return;
    const key = uri.toString();
    clearTimeout(this.timers.get(key));
    this.timers.set(
      key,
      setTimeout(() => {
        this.timers.delete(key);
        void this.refresh(uri);
      }, pauseMilliseconds),
    );
  }

  /** Whether the store may say something else now. It says what is there by then, whoever reads it. */
  private async read(uri: vscode.Uri): Promise<boolean> {
    const key = uri.toString();
    const reading = (this.readings.get(key) ?? 0) + 1;
    this.readings.set(key, reading);
    let latest = this.readAs(reading, uri);
    this.latest.set(key, latest);
    const changed = await latest;
    // Others began after this one and are not done: whoever waits here waits for what is true.
    for (let newer = this.latest.get(key); newer !== latest; newer = this.latest.get(key)) {
      if (newer === undefined) return changed;
      latest = newer;
      await latest;
    }
    this.latest.delete(key);
    return changed;
  }

  private async readAs(reading: number, uri: vscode.Uri): Promise<boolean> {
    const key = uri.toString();
    const open = openDocument(uri);
    const isTyped = open?.isDirty === true;
    // A document outlives its last editor by minutes, and the file it was opened for.
    const text = isTyped ? open.getText() : await readText(uri);
    if (this.readings.get(key) !== reading) return false;
    if (text === undefined) return this.forget(key);
    const folder = this.folderOf(uri);
    const source = sha256(JSON.stringify([isTyped, folder?.uri.toString(), text]));
    if (this.sources.get(key) === source) return false;
    this.sources.set(key, source);
    const approved = approvalOf(uri);
    if (approved !== undefined) {
      this.approvals.set(key, { uri, record: approved, parsed: parseApproval(text) });
      return true;
    }
    const now = readRecord(uri, folder, text);
    const before = this.records.get(key);
    const halfTyped = now.record === undefined && isTyped;
    this.records.set(
      key,
      halfTyped && before?.record !== undefined ? { ...before, problems: now.problems } : now,
    );
    return true;
  }

  /** Another branch takes records away and brings them back, and what is told of it may come too late. */
  private async lookWhetherGone(uri: vscode.Uri): Promise<void> {
    const reading = this.readings.get(uri.toString());
    const isThere = (await readText(uri)) !== undefined;
    // Somebody else has read it meanwhile, and knows better.
    if (this.readings.get(uri.toString()) !== reading) return;
    if (isThere) await this.refresh(uri);
    else this.remove(uri);
  }

  private remove(uri: vscode.Uri): void {
    const key = uri.toString();
    this.readings.set(key, (this.readings.get(key) ?? 0) + 1);
    if (this.forget(key)) this.changed.fire();
  }

  /** @returns whether anything was known of it */
  private forget(key: string): boolean {
    this.sources.delete(key);
    return [this.records.delete(key), this.approvals.delete(key)].includes(true);
  }

  dispose(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    for (const subscription of this.subscriptions) subscription.dispose();
  }
}

async function readText(uri: vscode.Uri): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}

/** The file is read here: a record, or an approval of one. */
function isKept(path: string): boolean {
  return isRecordPath(path) || approvalOf({ path }) !== undefined;
}

/** The folder that a record lies in. */
function placeOf(uri: vscode.Uri): string {
  return vscode.Uri.joinPath(uri, '..').toString();
}

function approvalOf({ path }: Pick<vscode.Uri, 'path'>): string | undefined {
  const [, name] = /\/\.mcp-change\/records\/([^/]+)$/.exec(path) ?? [];
  return name === undefined ? undefined : approvedRecord(name);
}

/** The file is a change record by its place. */
export function isRecordPath(path: string): boolean {
  return /\/\.mcp-change\/records\/[^/]+\.yaml$/.test(path);
}

function readRecord(
  uri: vscode.Uri,
  folder: GovernedFolder | undefined,
  text: string,
): StoredRecord {
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
      folder,
      files: [],
      problems,
      problem: problems[0]?.message ?? vscode.l10n.t('This is no change record.'),
    };
  }
  const files =
    folder === undefined
      ? []
      : record.subject.files.map((file) => ({
          uri: fileIn(folder, file.path),
          path: file.path,
          to: file.to === null ? null : file.to.sha256,
        }));
  return {
    uri,
    id: record.id,
    title: record.title,
    status: record.status,
    tier: record.risk.tier,
    folder,
    files,
    record,
    problems: [],
  };
}
