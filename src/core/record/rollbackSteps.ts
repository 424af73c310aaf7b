import { editorCommands, isKnownShellCommand } from '../rollback/stepCommands';
import type { ChangeRecord, RecordStep, RecordStepDone } from './changeRecord';

/** One step of the runbook of a record, and who did it when. */
export interface RollbackStanding {
  readonly step: RecordStep;
  readonly done?: RecordStepDone | undefined;
}

/**
 * The steps that are left to people once the files are back, with what is ticked off. A record is a
 * file that anybody may edit: a command stays only when it is one that steps are made with.
 */
export function rollbackSteps({
  rollback,
  outcome,
}: Pick<ChangeRecord, 'rollback' | 'outcome'>): readonly RollbackStanding[] {
  return rollback.steps
    .filter(({ phase }) => phase !== 'revert')
    .map(({ command, windows_command, editor_command, ...step }) => ({
      step: {
        ...step,
        ...(command !== undefined && isKnownShellCommand(command) ? { command } : {}),
        ...(windows_command !== undefined && isKnownShellCommand(windows_command)
          ? { windows_command }
          : {}),
        ...(editor_command !== undefined && editorCommands.has(editor_command)
          ? { editor_command }
          : {}),
      },
      done: outcome?.steps_done?.find((entry) => entry.step === step.number),
    }));
}

/**
 * Minutes from the decision to go back until everything was done, or until the files were back where
 * steps are open; undefined where the record does not know when it began.
 */
export function restoreMinutes({ outcome }: Pick<ChangeRecord, 'outcome'>): number | undefined {
  const { started_at: start, restored_at: restored, completed_at: completed } = outcome ?? {};
  const end = completed ?? restored;
  if (start === undefined || end === undefined) return undefined;
  return Math.max(0, Math.round((Date.parse(end) - Date.parse(start)) / 60_000));
}
