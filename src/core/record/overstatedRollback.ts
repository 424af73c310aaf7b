import { t } from '@vscode/l10n';
import { isLoosening } from '../risk/unspokenChanges';
import type { ChangeRecord } from './changeRecord';

/**
 * What is wrong with a plan that says that everything can be undone: whatever was loosened may have been
 * used before it went back.
 *
 * @returns a sentence, and what to do; undefined when the plan does not say more than is true
 */
export function overstatedRollback({ rollback, changes }: ChangeRecord): string | undefined {
  if (rollback.reversibility !== 'full') return undefined;
  if (rollback.residue.some(({ kind }) => kind !== 'none')) {
    return t(
      'It says “full”, and under “residue” what cannot be undone. Write “partial”, or take out what does not stay.',
    );
  }
  const loose = changes.find(({ direction }) => isLoosening(direction));
  return loose === undefined
    ? undefined
    : t(
        'It says “full”, but what change {0} lets happen is not undone with the file. Write “partial”, and under “residue” what stays and who looks after it.',
        loose.number,
      );
}
