import * as vscode from 'vscode';
import type { RunbookStep } from '../core/rollback/rollbackPlan';

/** The steps that are left to do after a rollback, as a list to tick off. */
export interface Runbook {
  readonly id: string;
  readonly title: string;
  readonly steps: readonly RunbookStep[];
  /** Indexes of the steps that are done. */
  readonly done: readonly number[];
}

const memoryKey = 'runbooks';
const mostRunbooks = 5;

/** Open runbooks. They survive a restart of the window: some steps ask for one. */
export class RunbookStore implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;

  constructor(private readonly memory: vscode.Memento) {}

  all(): readonly Runbook[] {
    const stored = this.memory.get<unknown>(memoryKey);
    return Array.isArray(stored) ? stored.filter(isRunbook) : [];
  }

  /** Adds a runbook, newest first. Finished ones make room, then the oldest. */
  async add(runbook: Runbook): Promise<void> {
    const others = this.all().filter(({ id }) => id !== runbook.id);
    const open = others.filter((other) => !isDone(other));
    const kept = new Set([...open, ...others.filter(isDone)].slice(0, mostRunbooks - 1));
    await this.save([runbook, ...others.filter((other) => kept.has(other))]);
  }

  /** Marks a step as done or not. */
  async tick(id: string, step: number, done: boolean): Promise<void> {
    await this.save(
      this.all().map((runbook) =>
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
    await this.save(this.all().filter((runbook) => runbook.id !== id));
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
