import { t } from '@vscode/l10n';
import type { ParseProblem } from './tree';

/** The problem of a text that is read up to a place only; the text is understood up to there. */
export function tooLong(start: number, end: number): ParseProblem {
  return {
    kind: 'too-long',
    message: t('There is more here than is read.'),
    range: { start, end },
  };
}
