import type { Aftermath } from '../rollback/assemblePlan';
import { editorCommands, isKnownShellCommand } from '../rollback/stepCommands';
import type { ChangeRecord } from './changeRecord';

/**
 * What has to be done besides restoring the files, as the record has it from the time it was written.
 * For the case that the recorded text is gone. A record is a file that anybody may edit: a command
 * stays only when it is one that steps are made with.
 */
export function recordedAftermath({ rollback }: ChangeRecord): Aftermath {
  return {
    steps: rollback.steps.map((step) => ({
      phase: step.phase,
      action: step.do,
      where: step.where,
      command:
        step.command !== undefined && isKnownShellCommand(step.command) ? step.command : undefined,
      windowsCommand:
        step.windows_command !== undefined && isKnownShellCommand(step.windows_command)
          ? step.windows_command
          : undefined,
      editorCommand:
        step.editor_command !== undefined && editorCommands.has(step.editor_command)
          ? step.editor_command
          : undefined,
      expect: step.expect,
    })),
    residue: rollback.residue,
    credentials: rollback.credentials,
    verify: rollback.verify,
  };
}
