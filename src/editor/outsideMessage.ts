import * as vscode from 'vscode';
import { compareTiers, tierWord } from '../core/risk/scoreFinding';
import type { OutsideEdit } from './outsideEdits';
import { notificationText } from './visibleText';

const mostNames = 3;
const longestWords = 220;

/**
 * What the notification about edits from outside says: one file in words, many as a sum.
 *
 * @param ownLimits that an agent changed what governs it, in words
 */
export function outsideMessage(edits: readonly OutsideEdit[], ownLimits?: string): string {
  const sentence = whatHappened(edits);
  return ownLimits === undefined ? sentence : `${sentence} ${ownLimits}`;
}

/** What it says when the accepted texts are back already. */
export function putBackMessage(edits: readonly OutsideEdit[], ownLimits?: string): string {
  return vscode.l10n.t({
    message: 'Put back: {0}',
    args: [outsideMessage(edits, ownLimits)],
    comment: ['{0} are sentences about what was changed outside the editor'],
  });
}

function whatHappened(edits: readonly OutsideEdit[]): string {
  const sorted = [...edits].sort(
    ({ analysis: left }, { analysis: right }) =>
      compareTiers(right.assessment.tier, left.assessment.tier) ||
      right.assessment.score - left.assessment.score,
  );
  const [first] = sorted;
  if (first === undefined) return '';
  if (sorted.length === 1) {
    const args = [plain(first.path), plain(wordsOf(first))];
    const comment = ['{0} is a file, {1} a sentence about what the change allows'];
    if (first.byTool) {
      return vscode.l10n.t({
        message: '`{0}` was changed by a tool in the editor, not by typing. {1}',
        args,
        comment,
      });
    }
    return first.text === undefined
      ? vscode.l10n.t({ message: '`{0}` was deleted outside the editor. {1}', args, comment })
      : vscode.l10n.t({ message: '`{0}` was changed outside the editor. {1}', args, comment });
  }
  const names = sorted.slice(0, mostNames).map(({ path }) => `\`${plain(path)}\``);
  const others = sorted.length - names.length;
  const args = [
    sorted.length,
    tierWord(first.analysis.assessment.tier),
    others === 0 ? names.join(', ') : vscode.l10n.t('{0} and {1} more', names.join(', '), others),
  ];
  const comment = ['{1} is a tier such as critical, {2} a list of files'];
  return sorted.some(({ byTool }) => byTool)
    ? vscode.l10n.t({
        message:
          '{0} governed files were changed outside the editor or by a tool in it and now allow more, up to {1} risk: {2}.',
        args,
        comment,
      })
    : vscode.l10n.t({
        message:
          '{0} governed files were changed outside the editor and now allow more, up to {1} risk: {2}.',
        args,
        comment,
      });
}

/** The change that weighs most, in the words of the core. Masked there. */
function wordsOf({ analysis }: OutsideEdit): string {
  const finding = analysis.findings.find(({ origin }) => origin === 'introduced');
  return finding?.change?.words ?? finding?.message ?? '';
}

/** Between the marks of code that the message has; they are shown as they are. */
function plain(text: string): string {
  return notificationText(text, longestWords).replaceAll('`', "'");
}
