import { t } from '@vscode/l10n';
import { acceptancesFolder } from './acceptances/acceptancesInForce';
import { parseAcceptances } from './acceptances/parseAcceptances';
import { firstProblem } from './firstProblem';
import { parsePolicy } from './parsePolicy';
import { policyFolder } from './resolvePolicy';

/**
 * What is wrong in a file that holds as a whole or not at all: a policy, a file of acceptances. It may be
 * right as YAML and say something that nobody reads.
 *
 * @returns the first problem with its place and what follows from it; undefined for other files
 */
export function strictProblem(path: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const folder = policyFolder(path);
  if (folder !== undefined) {
    const problem = firstProblem(text, parsePolicy(text, folder !== '').problems);
    return problem === undefined
      ? undefined
      : t('{0} Until then every change counts as critical.', problem);
  }
  if (acceptancesFolder(path) === undefined) return undefined;
  const problem = firstProblem(text, parseAcceptances(text).problems);
  return problem === undefined
    ? undefined
    : t('{0} Until then nothing in this file is accepted.', problem);
}
