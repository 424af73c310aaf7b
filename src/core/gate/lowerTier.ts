import { t } from '@vscode/l10n';
import { assessChangeSet, type FileAnalysis } from '../analyze';
import type { Change } from '../compare/change';
import { selectedPart } from '../policy/selectedPart';
import { compareTiers, tierWord } from '../risk/scoreFinding';
import type { Tier } from '../rules/rule';

/** Leaving more out than that is another change, not a cheaper one. */
const mostLeftOut = 2;
/** Each is another assessment; a larger change set has no single culprit. */
const mostTried = 40;

/**
 * The cheapest way to a lower tier: the one or two riskiest changes without which the rest is rated
 * lower.
 *
 * @param parts the files of a request with the changes it is about
 * @returns a sentence; undefined when leaving out that little does not help, or the tier is low already
 */
export function lowerTier(parts: readonly FileAnalysis[]): string | undefined {
  const present = assessChangeSet(parts).tier;
  if (compareTiers(present, 'low') <= 0) return undefined;
  const all = parts.flatMap(({ changes }) => changes);
  if (all.length < 2 || all.length > mostTried) return undefined;
  const points = new Map<Change, number>();
  for (const { change, score } of parts.flatMap(({ findings }) => findings)) {
    if (change !== undefined) points.set(change, Math.max(points.get(change) ?? 0, score));
  }
  const ranked = [...all].sort((left, right) => (points.get(right) ?? 0) - (points.get(left) ?? 0));
  for (let count = 1; count <= Math.min(mostLeftOut, all.length - 1); count += 1) {
    const out = ranked.slice(0, count);
    const tier = tierWithout(parts, new Set(out));
    if (compareTiers(tier, present) < 0) {
      const words = out.map((change) => change.words.replace(/\s+/g, ' ').replace(/\.$/, ''));
      return count === 1
        ? t(
            '{0} instead of {1} without this change: {2}.',
            tierWord(tier),
            tierWord(present),
            words[0] ?? '',
          )
        : t(
            '{0} instead of {1} without these changes: {2}.',
            tierWord(tier),
            tierWord(present),
            words.join('; '),
          );
    }
  }
  return undefined;
}

function tierWithout(parts: readonly FileAnalysis[], out: ReadonlySet<Change>): Tier {
  const rest = parts.map((part) => {
    const kept = selectedPart(
      part,
      part.changes.filter((change) => !out.has(change)),
    );
    return kept;
  });
  return assessChangeSet(rest).tier;
}
