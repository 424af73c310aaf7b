import { t } from '@vscode/l10n';
import { maskSecrets } from '../facts/maskSecrets';
import { quote } from '../facts/quote';
import { type Affected } from './affected';
import { affectedCredentials } from './credentials';
import { sameLines } from './lineEndings';
import { residueOf } from './residue';
import type { FileRollback, Residue, RollbackContext, RollbackPlan } from './rollbackPlan';
import { inOrder, revertSteps, runbook } from './runbook';
import { verifyChecks } from './verifyChecks';

/** One file of a plan, with what its change did while it was live. */
export interface PlannedFile {
  readonly file: FileRollback;
  readonly baselineText: string | undefined;
  /** Every change of the file was asked for. */
  readonly everything: boolean;
  /** Changes that were live, whether or not the file still holds them. */
  readonly affected: readonly Affected[];
}

/** What has to be done besides restoring the files. */
export type Aftermath = Pick<RollbackPlan, 'steps' | 'residue' | 'credentials' | 'verify'>;

/**
 * Puts rehearsed files together to a plan.
 *
 * @param known the aftermath, when it cannot be worked out any more because the text is gone
 */
export function assemblePlan(
  planned: readonly PlannedFile[],
  context: RollbackContext,
  known?: Aftermath,
): RollbackPlan {
  const files = planned.map(({ file }) => file);
  const { steps, residue, credentials, verify } =
    known === undefined ? aftermathOf(planned) : { ...known, steps: withRevertSteps(known, files) };
  return {
    reversibility: reversibilityOf(files, residue),
    secureTarget: secureTarget(planned, context),
    files,
    steps,
    residue,
    credentials,
    verify,
    passed: files.every((file) => file.passed),
    summary: summaryOf(planned, context),
  };
}

function aftermathOf(planned: readonly PlannedFile[]): Aftermath {
  const files = planned.map(({ file }) => file);
  const affected = planned.flatMap((entry) => entry.affected);
  const credentials = affectedCredentials(affected);
  const verify = verifyChecks(affected, credentials);
  return {
    steps: runbook({ affected, files, credentials, verify }).map(withoutSecrets),
    residue: residueOf(affected, credentials).map(withoutSecrets),
    credentials: credentials.map(withoutSecrets),
    verify: verify.map(withoutSecrets),
  };
}

/** Steps quote rules and commands of the file. */
function withoutSecrets<Entry extends object>(entry: Entry): Entry {
  return Object.fromEntries(
    Object.entries(entry).map(([key, value]: [string, unknown]) => [
      key,
      typeof value === 'string' ? maskSecrets(value) : value,
    ]),
  ) as Entry;
}

/** Only what concerns the files depends on how they are now. */
function withRevertSteps(
  { steps }: Aftermath,
  files: readonly FileRollback[],
): RollbackPlan['steps'] {
  return inOrder([...steps.filter(({ phase }) => phase !== 'revert'), ...revertSteps(files)]);
}

function reversibilityOf(
  files: readonly FileRollback[],
  residue: readonly Residue[],
): RollbackPlan['reversibility'] {
  if (files.some((file) => !file.passed)) return 'none';
  if (onlyKeeps(files)) return 'none';
  return residue.every((entry) => entry.kind === 'none') ? 'full' : 'partial';
}

/** There is nothing to take back but what makes things safer. */
function onlyKeeps(files: readonly FileRollback[]): boolean {
  return (
    files.every((file) => file.mode === 'nothing' && file.alreadyRestored !== true) &&
    files.some((file) => file.kept.length > 0)
  );
}

/** Every file says exactly what it said before. */
function isExact(planned: readonly PlannedFile[]): boolean {
  return planned.every(({ file, baselineText }) => sameLines(file.restoredText, baselineText));
}

function secureTarget(planned: readonly PlannedFile[], context: RollbackContext): string {
  const files = planned.map(({ file }) => file);
  if (onlyKeeps(files)) {
    return t('The present state: it is safer than {0} was.', context.baselineName);
  }
  if (isExact(planned)) return t('The state of {0}.', context.baselineName);
  const kept = files.flatMap((file) => file.kept);
  const [first] = kept;
  if (first === undefined) {
    return t('The state of {0} in what this change touched.', context.baselineName);
  }
  return kept.length === 1
    ? t(
        'What loosened is as on {0}; this stays because it makes things safer: {1}',
        context.baselineName,
        quote(first.words),
      )
    : t(
        'What loosened is as on {0}; {1} changes stay because they make things safer; the first: {2}',
        context.baselineName,
        kept.length,
        quote(first.words),
      );
}

function summaryOf(planned: readonly PlannedFile[], context: RollbackContext): string {
  const files = planned.map(({ file }) => file);
  const failed = files.find((file) => !file.passed);
  if (failed !== undefined) {
    const because = (failed.conflict ?? failed.path).replace(/\.$/, '');
    return t('cannot be rolled back by itself: {0}', because);
  }
  const kept = files.reduce((count, file) => count + file.kept.length, 0);
  if (files.every((file) => file.mode === 'nothing')) {
    if (files.some((file) => file.alreadyRestored === true)) {
      return t('nothing left to take back: it is restored already');
    }
    return kept > 0
      ? t('nothing to take back: it only makes things safer')
      : t('nothing to take back');
  }
  if (isExact(planned)) return t('restores {0}', context.baselineName);
  const reverted = files.reduce((count, file) => count + file.reverted.length, 0);
  const takesBack =
    kept > 0 && planned.every(({ everything }) => everything)
      ? t('takes back what loosened')
      : reverted === 1
        ? t('takes back 1 change')
        : t('takes back {0} changes', reverted);
  if (kept === 0) return takesBack;
  return kept === 1
    ? t('{0}; 1 tightening stays', takesBack)
    : t('{0}; {1} tightenings stay', takesBack, kept);
}
