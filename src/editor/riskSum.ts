import * as vscode from 'vscode';
import type { FileAnalysis } from '../core/analyze';
import { tierWord } from '../core/risk/scoreFinding';
import { entryName } from './entryName';
import { plainText } from './visibleText';

const mostParts = 6;

/** How the risk of a file came about, one line for each part of the sum; for a tooltip. */
export function riskSum(analysis: FileAnalysis): readonly string[] {
  const { tier, score, contributions, floors, sentences } = analysis.assessment;
  const [floor] = floors;
  // The first sentence is the sum in one line.
  const others = sentences.slice(1).map((sentence) => plainText(sentence, 500));
  if (contributions.length === 0) return others;
  const parts = contributions.slice(0, mostParts).map(({ subject, because, points }, place) => {
    const reason = `${entryName(subject, analysis)}: ${plainText(because)}`;
    return `${place === 0 ? '' : '+ '}${Math.round(points * 10) / 10} · ${reason}`;
  });
  const more = contributions.length - parts.length;
  return [
    vscode.l10n.t('{0}, {1} of 100:', tierWord(tier), score),
    ...parts,
    ...(more > 0 ? [vscode.l10n.t('+ {0} more', more)] : []),
    ...(contributions.length > 1
      ? [
          vscode.l10n.t(
            'The riskiest entry counts in full; of the next ones 20 %, 10 % and 5 %, together 10 points at most.',
          ),
        ]
      : []),
    ...(floor === undefined
      ? []
      : [vscode.l10n.t('At least {0}: {1}.', tierWord(floor.tier), plainText(floor.because))]),
    ...others,
  ];
}
