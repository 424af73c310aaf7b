import * as vscode from 'vscode';
import { rollbackSteps } from '../core/record/rollbackSteps';
import type { RunbookStep } from '../core/rollback/rollbackPlan';
import type { RecordStore, StoredRecord } from './recordStore';

/** The steps that are left to do after a rollback, as a list to tick off. */
export interface Runbook {
  readonly id: string;
  readonly title: string;
  readonly steps: readonly RunbookStep[];
  /** Indexes of the steps that are done. */
  readonly done: readonly number[];
  /** Address of the record that holds the steps and the ticks; undefined: they are only kept here. */
  readonly record?: string | undefined;
}

const memoryKey = 'runbooks';
const dismissedKey = 'dismissedRunbooks';
const mostRunbooks = 5;
const mostDismissed = 100;
/** Whoever opens the workspace later than this is not asked to finish what others began. */
const longestOpenMilliseconds = 30 * 24 * 60 * 60 * 1000;

/**
 * Open runbooks. They survive a restart of the window: some steps ask for one. Those of records are kept
 * by the record, so that colleagues see what is done and what is not.
 */
export class RunbookStore implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly memory: vscode.Memento,
    private readonly records: RecordStore,
  ) {}

  all(): readonly Runbook[] {
    const own = this.own().flatMap((runbook) => {
      if (runbook.record === undefined) return [runbook];
      const stored = this.records.get(vscode.Uri.parse(runbook.record));
      // Where the record is gone, or cannot be read now, what was known of it stays.
      return stored === undefined ? [runbook] : [runbookOf(stored) ?? runbook];
    });
    const known = new Set([...own.map(({ id }) => id), ...this.dismissed()]);
    const since = new Date(Date.now() - longestOpenMilliseconds).toISOString();
    const others = this.records
      .all()
      .filter(({ id, record }) => !known.has(id) && (record?.outcome?.started_at ?? '') > since)
      .flatMap((stored) => runbookOf(stored) ?? [])
      .filter((runbook) => !isDone(runbook))
      .slice(0, mostRunbooks);
    return [...own, ...others];
  }

  private own(): readonly Runbook[] {
    const stored = this.memory.get<unknown>(memoryKey);
    return Array.isArray(stored) ? stored.filter(isRunbook) : [];
  }

  private dismissed(): readonly string[] {
    return this.memory.get<readonly string[]>(dismissedKey, []);
  }

  /** Adds a runbook, newest first. Finished ones make room, then the oldest. */
  async add(runbook: Runbook): Promise<void> {
    const others = this.own().filter(({ id }) => id !== runbook.id);
    await this.memory.update(
      dismissedKey,
      this.dismissed().filter((id) => id !== runbook.id),
    );
    const open = others.filter((other) => !isDone(other));
    const kept = new Set([...open, ...others.filter(isDone)].slice(0, mostRunbooks - 1));
    await this.save([runbook, ...others.filter((other) => kept.has(other))]);
  }

  /** Marks a step as done or not, of a runbook that no record keeps. */
  async tick(id: string, step: number, done: boolean): Promise<void> {
    await this.save(
      this.own().map((runbook) =>
        runbook.id !== id
          ? runbook
          : {
              ...runbook,
              done: done
                ? [...new Set([...runbook.done, step])]
                : runbook.done.filter((index) => index !== step),
            },
      ),
    );
  }

  /** Puts a runbook away, done or not. */
  async dismiss(id: string): Promise<void> {
    await this.memory.update(dismissedKey, [id, ...this.dismissed()].slice(0, mostDismissed));
    await this.save(this.own().filter((runbook) => runbook.id !== id));
  }

  private async save(runbooks: readonly Runbook[]): Promise<void> {
    await this.memory.update(memoryKey, runbooks);
    this.changed.fire();
  }

  dispose(): void {
    this.changed.dispose();
  }
}

/** Every step is ticked off. */
export function isDone({ steps, done }: Runbook): boolean {
  return steps.every((_, index) => done.includes(index));
}

/** What a record says of its own runbook; undefined: it was not rolled back, or nothing is to be done. */
function runbookOf({ uri, id, record }: StoredRecord): Runbook | undefined {
  if (record?.outcome?.code !== 'rolled-back') return undefined;
  const standings = rollbackSteps(record);
  if (standings.length === 0) return undefined;
  return {
    id,
    title: id,
    record: uri.toString(),
    steps: standings.map(({ step }) => ({
      phase: step.phase,
      action: step.do,
      where: step.where,
      command: step.command,
      windowsCommand: step.windows_command,
      editorCommand: step.editor_command,
      expect: step.expect,
    })),
    done: standings.flatMap(({ done }, index) => (done === undefined ? [] : [index])),
  };
}

/** The memory may hold what an older version wrote. */
function isRunbook(value: unknown): value is Runbook {
  return (
    typeof value === 'object' &&
    value !== null &&
    'id' in value &&
    typeof value.id === 'string' &&
    'title' in value &&
    'steps' in value &&
    Array.isArray(value.steps) &&
    'done' in value &&
    Array.isArray(value.done)
  );
}
