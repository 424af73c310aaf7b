import { t } from '@vscode/l10n';
import { shownLine } from '../facts/shownText';
import { positionAt } from '../parse/position';
import type { TextProblem } from '../parse/textProblem';

/** The first of the problems of a text, with its place; undefined where there is none. */
export function firstProblem(text: string, problems: readonly TextProblem[]): string | undefined {
  const [first] = problems;
  if (first === undefined) return undefined;
  const { line, character } = positionAt(text, first.range.start);
  return t('Line {0}, column {1}: {2}', line + 1, character + 1, shownLine(first.message));
}
