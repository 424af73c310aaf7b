import { t } from '@vscode/l10n';
import type { Detection, Severity } from './rule';
import type { JudgedDetection } from './runRules';

/** Findings of one rule in one file that anybody will look at one by one. */
const mostOfOneRule = 100;

const ranks: Readonly<Record<Severity, number>> = {
  info: 0,
  low: 1,
  medium: 2,
  high: 3,
  critical: 4,
};

/**
 * Of each rule the worst findings of a file one by one and the others as one, which weighs what the
 * worst of them weighs: nothing is hidden, and thousands of places cost no more than a hundred.
 *
 * @param judged of one file
 * @returns in the same order; what stands for others comes last of its rule
 */
export function foldDetections(judged: readonly JudgedDetection[]): readonly JudgedDetection[] {
  const groups = new Map<string, JudgedDetection[]>();
  for (const one of judged) {
    const key = `${one.rule.id} ${one.origin}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  if ([...groups.values()].every(({ length }) => length <= mostOfOneRule)) return judged;
  return [...groups.values()].flatMap((group) =>
    group.length <= mostOfOneRule ? group : foldGroup(group),
  );
}

function foldGroup(group: readonly JudgedDetection[]): readonly JudgedDetection[] {
  const worstFirst = [...group].sort((left, right) => rankOf(right) - rankOf(left));
  const shown = new Set(worstFirst.slice(0, mostOfOneRule - 1));
  const others = worstFirst.slice(mostOfOneRule - 1);
  const [worst] = others;
  if (worst === undefined) return group;
  return [
    ...group.filter((one) => shown.has(one)),
    { ...worst, detection: stoodFor(worst, others) },
  ];
}

function rankOf({ detection, origin }: JudgedDetection): number {
  const { severity, introducedSeverity } = detection;
  return ranks[origin === 'introduced' ? (introducedSeverity ?? severity) : severity];
}

function stoodFor({ detection }: JudgedDetection, others: readonly JudgedDetection[]): Detection {
  return {
    ...detection,
    message: t(
      '{0} places in this file are like this one, besides those listed one by one. None of them weighs more. Mend those that are listed, and the next come up.',
      others.length,
    ),
    entity: 'more like this',
    fixes: [],
    standsFor: others.length,
  };
}
