import { t } from '@vscode/l10n';
import { ruleCatalogue } from '../../rules/ruleCatalogue';
import type { TextProblem } from '../../parse/textProblem';
import { neverAccepted, untilProblem } from './judgeAcceptance';
import { parseAcceptances } from './parseAcceptances';

/**
 * Acceptances that hold for nothing although they can be read: the day is over or too far, the rule is
 * unknown or can never be accepted. Whether the entry is still the same is only known with the finding.
 *
 * @returns nothing for a file that cannot be read; that is a problem of all of it
 */
export function acceptanceNotes(text: string, now: Date): readonly TextProblem[] {
  const { acceptances = [], locate } = parseAcceptances(text);
  return acceptances.flatMap(({ rule, until, pointer }): readonly TextProblem[] => {
    const note = (key: string, message: string): TextProblem => ({
      message,
      range: locate(`${pointer}/${key}`),
      pointer: `${pointer}/${key}`,
    });
    if (!ruleCatalogue.some(({ id }) => id === rule)) {
      return [note('rule', t('There is no rule {0}, so this accepts nothing.', rule))];
    }
    const never = neverAccepted(rule);
    if (never !== undefined) return [note('rule', t('This accepts nothing: {0}', never))];
    const over = untilProblem(until, now);
    return over === undefined ? [] : [note('until', t('This accepts nothing now: {0}', over))];
  });
}
