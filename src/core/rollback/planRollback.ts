import { t } from '@vscode/l10n';
import { quote, type Affected } from './affected';
import { affectedCredentials } from './credentials';
import { planFile } from './planFile';
import { residueOf } from './residue';
import type {
  FileRollback,
  Residue,
  RollbackContext,
  RollbackInput,
  RollbackPlan,
} from './rollbackPlan';
import { runbook } from './runbook';
import { verifyChecks } from './verifyChecks';

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
  const planned = inputs.map((input) => ({ input, file: planFile(input, context) }));
  const files = planned.map(({ file }) => file);
  const affected = planned.flatMap(({ input, file }) => affectedBy(input, file));
  const credentials = affectedCredentials(affected);
  const residue = residueOf(affected, credentials);
  const verify = verifyChecks(affected, credentials);
  const passed = files.every((file) => file.passed);
  return {
    reversibility: reversibilityOf(files, residue),
    secureTarget: secureTarget(files, context),
    files,
    steps: runbook({ affected, files, credentials, verify }),
    residue,
    credentials,
    verify,
    passed,
    summary: summaryOf(inputs, files, context),
  };
}

/** A file that must be restored by hand needs the same steps around it. */
function affectedBy(input: RollbackInput, file: FileRollback): readonly Affected[] {
  const { surface, path } = input.analysis;
  const changes =
    file.passed || file.reverted.length > 0
      ? file.reverted
      : (input.selected ?? input.analysis.changes).filter((change) => !file.kept.includes(change));
  return changes.map((change) => ({ change, surface, path }));
}

function reversibilityOf(
  files: readonly FileRollback[],
  residue: readonly Residue[],
): RollbackPlan['reversibility'] {
  if (files.some((file) => !file.passed)) return 'none';
  const onlyKeepers = files.every((file) => file.mode === 'nothing');
  if (onlyKeepers && files.some((file) => file.kept.length > 0)) return 'none';
  return residue.every((entry) => entry.kind === 'none') ? 'full' : 'partial';
}

function secureTarget(files: readonly FileRollback[], context: RollbackContext): string {
  const kept = files.flatMap((file) => file.kept);
  if (files.every((file) => file.mode === 'nothing') && kept.length > 0) {
    return t('The present state: it is safer than {0} was.', context.baselineName);
  }
  const [first] = kept;
  if (first === undefined) return t('The state of {0}.', context.baselineName);
  return kept.length === 1
    ? t('The state of {0}, but this stays: {1}', context.baselineName, quote(first.words))
    : t(
        'The state of {0}, but {1} changes stay because they make things safer; the first: {2}',
        context.baselineName,
        kept.length,
        quote(first.words),
      );
}

function summaryOf(
  inputs: readonly RollbackInput[],
  files: readonly FileRollback[],
  context: RollbackContext,
): string {
  const failed = files.find((file) => !file.passed);
  if (failed !== undefined) {
    return t('cannot be rolled back by itself: {0}', failed.conflict ?? failed.path);
  }
  const kept = files.reduce((count, file) => count + file.kept.length, 0);
  if (files.every((file) => file.mode === 'nothing')) {
    return kept > 0
      ? t('nothing to take back: it only makes things safer')
      : t('nothing to take back');
  }
  const whole =
    inputs.every((input) => input.selected === undefined) ||
    files.every((file) => file.mode === 'whole-file' || file.mode === 'nothing');
  const reverted = files.reduce((count, file) => count + file.reverted.length, 0);
  const restores = whole
    ? t('restores {0}', context.baselineName)
    : reverted === 1
      ? t('takes back 1 change')
      : t('takes back {0} changes', reverted);
  if (kept === 0) return restores;
  return kept === 1
    ? t('{0}, keeps 1 tightening', restores)
    : t('{0}, keeps {1} tightenings', restores, kept);
}
