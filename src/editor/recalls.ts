import * as vscode from 'vscode';
import { parseRecord } from '../core/record/parseRecord';
import { recallKeys } from '../core/record/recallKeys';
import { BaseBranches } from './baseBranch';
import type { Baselines } from './baselines';
import type { RecordStore, StoredRecord } from './recordStore';

/** One record that was rolled back on its main branch. Digests only: no text of a file. */
export interface Recall {
  readonly id: string;
  /** When it was back, in UTC. */
  readonly at: string;
  readonly digests: readonly string[];
}

const memoryKey = 'recalls';
const mostRecalls = 50;
const mostDigests = 40;
const longestMilliseconds = 90 * 24 * 60 * 60 * 1000;

/**
 * What was rolled back on a main branch: in this workspace, and, kept in the storage of the extension,
 * in others. A rollback that nobody merged yet recalls nothing.
 */
export class Recalls implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private readonly branches = new BaseBranches();
  private readonly subscriptions: vscode.Disposable[];
  private known: readonly Recall[];
  private looking: Promise<void> = Promise.resolve();

  constructor(
    private readonly memory: vscode.Memento,
    private readonly records: RecordStore,
    private readonly baselines: Baselines,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.known = readMemory(memory);
    const look = (): void => {
      this.looking = this.looking
        .then(async () => this.look())
        .catch((error: unknown) => this.log.warn(`Recalls: ${String(error)}`));
    };
    const lookAnew = (): void => {
      this.branches.forget();
      look();
    };
    this.subscriptions = [
      this.changed,
      records.onDidChange(look),
      baselines.onDidChange(lookAnew),
      // A push from a terminal moves no baseline. Asking at every word of git would make git speak again.
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (focused) lookAnew();
      }),
    ];
  }

  all(): readonly Recall[] {
    return this.known;
  }

  private async look(): Promise<void> {
    this.remember();
    const found: Recall[] = [];
    for (const stored of this.records.all()) {
      const { record, id } = stored;
      const at = record?.outcome?.restored_at;
      if (record?.status !== 'rolled-back' || at === undefined || isOld(at)) continue;
      if (this.known.some((recall) => recall.id === id && recall.at === at)) continue;
      const keys = recallKeys(record).slice(0, mostDigests);
      if (keys.length === 0 || !(await this.isMerged(stored))) continue;
      found.push({ id, at, digests: keys.map(({ digest }) => digest) });
    }
    if (found.length === 0) return;
    const ids = new Set(found.map(({ id }) => id));
    // Another window may have written meanwhile.
    const others = readMemory(this.memory).filter(({ id }) => !ids.has(id));
    this.known = [...found, ...others].slice(0, mostRecalls);
    await this.memory.update(memoryKey, this.known);
    this.changed.fire();
  }

  /** What another window found since counts here too. */
  private remember(): void {
    const now = readMemory(this.memory);
    if (JSON.stringify(now) === JSON.stringify(this.known)) return;
    this.known = now;
    this.changed.fire();
  }

  /** The main branch says itself that it was rolled back. Where git knows nothing, the file does. */
  private async isMerged({ uri }: StoredRecord): Promise<boolean> {
    const repository = await this.baselines.repositoryOf(uri);
    if (repository === undefined) return true;
    const branch = await this.branches.of(repository);
    if (branch === undefined) return false;
    const text = await this.baselines.textAtCommit(uri, branch.tip);
    return text !== undefined && parseRecord(text).record?.status === 'rolled-back';
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }
}

function isOld(at: string): boolean {
  return Date.now() - Date.parse(at) > longestMilliseconds;
}

/** The storage may hold what another version wrote. */
function readMemory(memory: vscode.Memento): readonly Recall[] {
  const stored = memory.get<unknown>(memoryKey);
  return Array.isArray(stored) ? stored.filter(isRecall).slice(0, mostRecalls) : [];
}

function isRecall(value: unknown): value is Recall {
  return (
    typeof value === 'object' &&
    value !== null &&
    'id' in value &&
    typeof value.id === 'string' &&
    'at' in value &&
    typeof value.at === 'string' &&
    !isOld(value.at) &&
    'digests' in value &&
    Array.isArray(value.digests) &&
    value.digests.every((digest) => typeof digest === 'string')
  );
}
