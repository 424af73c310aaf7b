import * as vscode from 'vscode';
import { endedGrants, isStillThere } from '../core/record/endedGrants';
import { planRecordRollback } from '../core/record/planRecordRollback';
import type { AnalysisStore } from './analysisStore';
import type { RecordStore, StoredRecord } from './recordStore';
import { recordStates, type TextSources } from './recordStates';
import { rehearsalOf, type Rehearsal } from './rehearsals';
import type { RequestStore } from './requestStore';
import { visibleText } from './visibleText';

/**
 * The records whose end has come while what they granted is still there, each with its rehearsed way
 * back. Looked at when records, their files or the window speak, never by the clock: the requests have
 * an alarm for the moment itself.
 */
export class EndedGrants implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private readonly subscriptions: vscode.Disposable[];
  /** By the address of the record. */
  private known: ReadonlyMap<string, Rehearsal> = new Map();
  private over: readonly StoredRecord[] = [];
  private looking = false;
  /** Something moved while a look was under way. */
  private again = false;

  constructor(
    private readonly sources: TextSources,
    private readonly records: RecordStore,
    requests: RequestStore,
    store: AnalysisStore,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.subscriptions = [
      this.changed,
      records.onDidChange(() => this.look()),
      requests.onDidChange(() => this.look()),
      store.onDidChange((uris) => {
        const moved = new Set(uris.map((uri) => uri.toString()));
        const concerned = ({ files }: StoredRecord): boolean =>
          files.some(({ uri }) => moved.has(uri.toString()));
        if (this.over.some(concerned)) this.look();
      }),
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (focused) this.look();
      }),
    ];
  }

  /** How what a record granted goes back; undefined: it has not ended, or nothing of it is left. */
  of(record: vscode.Uri): Rehearsal | undefined {
    return this.known.get(record.toString());
  }

  /** Addresses of the records. */
  all(): readonly string[] {
    return [...this.known.keys()];
  }

  private look(): void {
    this.again = true;
    if (!this.looking) void this.lookUntilStill();
  }

  private async lookUntilStill(): Promise<void> {
    this.looking = true;
    while (this.takeAgain()) {
      await this.rehearseAll().catch((error: unknown) =>
        this.log.warn(`Ended grants: ${String(error)}`),
      );
    }
    this.looking = false;
  }

  private takeAgain(): boolean {
    const { again } = this;
    this.again = false;
    return again;
  }

  private async rehearseAll(): Promise<void> {
    const all = this.records.all();
    const ended = new Set(
      endedGrants(
        all.flatMap(({ record }) => record ?? []),
        new Date(),
      ),
    );
    this.over = all.filter(({ record }) => record !== undefined && ended.has(record));
    const known = new Map<string, Rehearsal>();
    for (const stored of this.over) {
      const rehearsal = await this.rehearse(stored);
      if (rehearsal !== undefined) known.set(stored.uri.toString(), rehearsal);
    }
    if (isSame(known, this.known)) return;
    this.known = known;
    this.changed.fire();
  }

  private async rehearse(stored: StoredRecord): Promise<Rehearsal | undefined> {
    const { record } = stored;
    if (record === undefined || stored.folder === undefined) return undefined;
    const states = await recordStates(this.sources, record, stored);
    if (typeof states === 'string') {
      return {
        passed: false,
        reversibility: 'none',
        secureTarget: '',
        summary: '',
        conflict: vscode.l10n.t(
          '{0} cannot go back: the accepted copy of {1} is not kept here any more.',
          stored.id,
          visibleText(states),
        ),
      };
    }
    const plan = planRecordRollback(record, states);
    return isStillThere(plan) ? rehearsalOf(plan) : undefined;
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }
}

function isSame(
  left: ReadonlyMap<string, Rehearsal>,
  right: ReadonlyMap<string, Rehearsal>,
): boolean {
  return JSON.stringify([...left]) === JSON.stringify([...right]);
}
