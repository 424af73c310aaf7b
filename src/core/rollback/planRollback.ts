import { assemblePlan } from './assemblePlan';
import { planFile } from './planFile';
import type { RollbackContext, RollbackInput, RollbackPlan } from './rollbackPlan';

/**
 * Plans the rollback of a change and rehearses it in memory: what every file becomes, what stays
 * because it makes things safer, what has to be done besides, and what cannot be undone.
 *
 * @param inputs one entry for each file of the change
 * @param context the name of the state to go back to, and the analysis that judges the result
 * @returns a plan; `passed` is false when a file cannot go back by itself. Never throws for any text.
 */
export function planRollback(
  inputs: readonly RollbackInput[],
  context: RollbackContext,
): RollbackPlan {
  return assemblePlan(
    inputs.map((input) => {
      const file = planFile(input, context);
      const { surface, path, baselineText, changes } = input.analysis;
      // A file that must be restored by hand needs the same steps around it.
      const affected =
        file.passed || file.reverted.length > 0
          ? file.reverted
          : (input.selected ?? changes).filter((change) => !file.kept.includes(change));
      return {
        file,
        baselineText,
        everything: input.selected === undefined,
        affected: affected.map((change) => ({ change, surface, path })),
      };
    }),
    context,
  );
}
